/**
 * Builds the application once per language and puts the results where Go embeds
 * them, frontend/dist/app, with what internal/web needs to know beside them:
 *
 * - `app.html`, `app.en.html`      the shell in each language, markers unfilled;
 * - `_app/`, fonts, icons          shared: file names carry their content's hash;
 * - `.vite/manifest.json`, `.vite/manifest.en.json`   Vite's client manifests;
 * - `routes.json`, `routes.en.json`  per route, in matching order: its id, a pattern
 *                                  of the path without the language prefix, and the
 *                                  scripts and styles it needs beyond those the
 *                                  shell already names;
 * - `csp.json`                     hashes of the shells' inline scripts, for script-src;
 * - `sizes.json`                   gzipped kB of script per route, for scripts/size.mjs.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { weigh } from './weigh.mjs';
import { routeAssets } from './routes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = `${root}dist/app`;

/** The base language has plain file names, every other its code in them. */
const locales = [
	{ locale: 'vi', suffix: '' },
	{ locale: 'en', suffix: '.en' }
];

/** @param {string} path @param {unknown} value */
const writeJson = (path, value) =>
	writeFileSync(`${target}/${path}`, JSON.stringify(value, null, '\t') + '\n');

/**
 * Lets the application wait for `cpPainted` of app.html: the page as the server wrote
 * it is on the screen before scripts take line and processor. The frame after `load` is
 * not enough: while a slow processor still paints the first one, scripts arrive and are
 * run before anything is seen. So the browser must have reported the first paint, and
 * two frames more give the picture that `load` waited for its own. Reading the scripts
 * and starting are then a task each.
 *
 * @param {string} shell
 */
function afterPaint(shell) {
	const start = /Promise\.all\(\[([\s\S]*?)\]\)\.then\(\(\[kit, app\]\)/;
	if (!start.test(shell)) throw new Error('SvelteKit starts otherwise now: see afterPaint');
	return shell.replace(
		start,
		(_, imports) =>
			`cpPainted.then(() => Promise.all([${imports}]))` +
			`.then((both) => new Promise((go) => setTimeout(go, 0, both))).then(([kit, app])`
	);
}

rmSync(target, { recursive: true, force: true });
mkdirSync(`${target}/.vite`, { recursive: true });

const scriptHashes = new Set();
/** @type {Record<string, unknown>} */
const sizes = {};
for (const { locale, suffix } of locales) {
	const vite = spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], {
		cwd: root,
		stdio: ['ignore', 'ignore', 'inherit'],
		env: { ...process.env, CP_LOCALE: locale }
	});
	if (vite.status !== 0) process.exit(vite.status ?? 1);

	const shell = afterPaint(readFileSync(`${root}build/app.html`, 'utf8'));
	for (const [, source] of shell.matchAll(/<script>([\s\S]*?)<\/script>/g)) {
		scriptHashes.add(`'sha256-${createHash('sha256').update(source).digest('base64')}'`);
	}
	// Without this build's app.html: it would overwrite the base language's.
	cpSync(`${root}build`, target, {
		recursive: true,
		filter: (from) => !/\/app\.html(\.\w+)?$/.test(from)
	});
	writeFileSync(`${target}/app${suffix}.html`, shell);
	cpSync(
		`${root}.svelte-kit/output/client/.vite/manifest.json`,
		`${target}/.vite/manifest${suffix}.json`
	);

	const routes = await routeAssets(root, locale);
	writeJson(
		`routes${suffix}.json`,
		routes.map(({ id, pattern, js, css }) => ({
			id,
			pattern,
			js: js.filter((file) => !shell.includes(file)),
			css: css.filter((file) => !shell.includes(file))
		}))
	);
	sizes[locale] = routes.map((route) => weigh(route, `${root}.svelte-kit/output/client`));
	console.log(`${locale}: ${routes.length} routes`);
}
writeJson('csp.json', { scriptHashes: [...scriptHashes] });
writeJson('sizes.json', sizes);
