/**
 * Builds the application once per language and puts the results where Go embeds
 * them, frontend/dist/app, with what internal/web needs to know beside them:
 *
 * - `app.html`, `app.en.html`      the shell in each language, markers unfilled;
 * - `_app/`, fonts, icons          shared: file names carry their content's hash;
 * - `routes.json`, `routes.en.json`  `files`, and per route, in matching order, its id and
 *                                  the scripts and styles it needs beyond those the
 *                                  shell already names, by their places in `files`;
 * - `sizes.json`                   gzipped kB of script per route, for scripts/size.mjs.
 */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { weigh } from './weigh.mjs';
import { routeAssets } from './routes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = `${root}dist/app`;

/** The base language has plain file names, every other its code in them. */
const locales = [
	{ locale: 'vi', suffix: '', out: '.svelte-kit', site: 'build' },
	// Beneath the first one's, which every tool knows to leave alone.
	{ locale: 'en', suffix: '.en', out: '.svelte-kit/en', site: '.svelte-kit/en/site' }
];

/** @param {string} path @param {unknown} value */
const writeJson = (path, value) => writeFileSync(`${target}/${path}`, JSON.stringify(value) + '\n');

/**
 * The routes with each file named once: most scripts belong to most routes.
 *
 * @param {{ id: string, js: string[], css: string[] }[]} routes
 * @param {string} shell names what every route has
 */
function table(routes, shell) {
	/** @type {Map<string, number>} */
	const files = new Map();
	const places = (/** @type {string[]} */ names) =>
		names
			.filter((name) => !shell.includes(name))
			.map((name) => files.get(name) ?? (files.set(name, files.size), files.size - 1));
	const of = routes.map(({ id, js, css }) => ({ id, js: places(js), css: places(css) }));
	return { files: [...files.keys()], routes: of };
}

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

/**
 * Ends this process with the other's status if that is not zero.
 *
 * @param {number | null} status
 */
function must(status) {
	if (status !== 0) process.exit(status ?? 1);
}

/**
 * Vite's build in one language; its complaints are ours.
 *
 * @param {(typeof locales)[number]} language
 * @returns {Promise<number | null>} its exit status
 */
const vite = ({ locale, out, site }) =>
	new Promise((ended) => {
		spawn(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], {
			cwd: root,
			stdio: ['ignore', 'ignore', 'inherit'],
			env: { ...process.env, CP_LOCALE: locale, CP_OUT: out, CP_SITE: site }
		}).on('exit', ended);
	});

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });

must(spawnSync('npm', ['run', '-s', 'words'], { cwd: root, stdio: 'inherit' }).status);
// One build keeps one core and a half busy: side by side they take two thirds of the time.
for (const status of await Promise.all(locales.map(vite))) must(status);

/** @type {Record<string, unknown>} */
const sizes = {};
for (const { locale, suffix, out, site } of locales) {
	const shell = afterPaint(readFileSync(`${root}${site}/app.html`, 'utf8'));
	// Without this build's app.html: it would overwrite the base language's.
	cpSync(`${root}${site}`, target, {
		recursive: true,
		filter: (from) => !/\/app\.html(\.\w+)?$/.test(from)
	});
	writeFileSync(`${target}/app${suffix}.html`, shell);

	const routes = await routeAssets(root, out);
	writeJson(`routes${suffix}.json`, table(routes, shell));
	sizes[locale] = routes.map((route) => weigh(route, `${root}${out}/output/client`));
	console.log(`${locale}: ${routes.length} routes`);
}
writeJson('sizes.json', sizes);
