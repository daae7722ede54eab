/**
 * Prints the gzipped weight of every route's first load and fails when a storefront
 * route passes 70 kB of script or a workspace route 140 kB. Run after `npm run build`.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Budgets in kB (1,000 bytes) of gzipped script, by route group. */
const budgets = { shop: 70, workspace: 140 };

const file = fileURLToPath(new URL('../dist/app/sizes.json', import.meta.url));
/** @type {Record<string, { id: string, group: string, js: number, css: number }[]>} */
const sizes = JSON.parse(readFileSync(file, 'utf8'));

let over = 0;
for (const [locale, routes] of Object.entries(sizes)) {
	for (const { id, group, js, css } of routes) {
		const budget = group === 'workspace' ? budgets.workspace : budgets.shop;
		if (js > budget) over++;
		const verdict = js > budget ? `OVER ${budget}` : 'ok';
		(js > budget ? console.error : console.log)(
			`${locale} ${id.padEnd(40)} js ${js.toFixed(1).padStart(6)} kB  css ${css.toFixed(1).padStart(5)} kB  ${verdict}`
		);
	}
}
if (over > 0) {
	console.error(`${over} route(s) over budget`);
	process.exit(1);
}
