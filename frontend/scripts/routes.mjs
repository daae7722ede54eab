import { readFileSync } from 'node:fs';

/**
 * What each route loads first, read from the finished build: the entry files,
 * its layouts, its error pages (the router fetches those at once, too) and its page,
 * with everything they import statically.
 *
 * @param {string} root the frontend folder, with a trailing slash
 * @param {string} out what SvelteKit generated for this build, beneath root
 * @returns {Promise<{ id: string, group: string, js: string[], css: string[] }[]>}
 */
export async function routeAssets(root, out) {
	const output = `${root}${out}/output`;
	/** @type {Record<string, { file: string, css?: string[], imports?: string[] }>} */
	const vite = JSON.parse(readFileSync(`${output}/client/.vite/manifest.json`, 'utf8'));
	const { manifest } = await import(`${output}/server/manifest-full.js`);
	const nodeKey = (/** @type {number} */ index) =>
		`${out}/generated/client-optimized/nodes/${index}.js`;
	const entryKeys = Object.keys(vite).filter(
		(key) => /runtime\/client\/entry\.js$/.test(key) || /client-optimized\/app\.js$/.test(key)
	);
	if (entryKeys.length !== 2) throw new Error(`entries not found in the manifest: ${entryKeys}`);

	return manifest._.routes
		.filter((/** @type {{ page: unknown }} */ route) => route.page)
		.map((/** @type {any} */ route) => {
			const nodes = [0, ...route.page.layouts, ...route.page.errors, route.page.leaf].filter(
				(index) => index !== undefined
			);
			const js = new Set();
			const css = new Set();
			const visit = (/** @type {string} */ key) => {
				const chunk = vite[key];
				if (!chunk) throw new Error(`no ${key} in the manifest`);
				if (js.has('/' + chunk.file)) return;
				js.add('/' + chunk.file);
				for (const file of chunk.css ?? []) css.add('/' + file);
				for (const next of chunk.imports ?? []) visit(next);
			};
			for (const key of [...entryKeys, ...new Set(nodes.map(nodeKey))]) visit(key);
			const group = /^\/\(([^)]+)\)/.exec(route.id)?.[1] ?? '';
			return {
				id: route.id.replace(/\/\([^)]+\)/g, '') || '/',
				group,
				js: [...js],
				css: [...css]
			};
		});
}
