/**
 * Draws what is woven: the brocade bands (src/lib/ui/brocade/*.svg), the mark
 * and the icons (static/). Each is cross-stitch on a grid, described by rows of
 * letters and mirrored, the way the cloth is. Run at authoring time; the results
 * are committed.
 *
 *     node scripts/art/draw.mjs
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Thread colours; cloth is indigo in both themes. */
const thread = { r: '#d8492b', g: '#e3ab3d', w: '#f3ead6', m: '#7d9a5b' };

/** @param {string[]} rows */
const mirrorX = (rows) => rows.map((row) => row + [...row].slice(0, -1).reverse().join(''));
/** @param {string[]} rows */
const mirrorY = (rows) => [...rows, ...rows.slice(0, -1).reverse()];

/**
 * One path per thread: runs of stitches in a row become one rectangle.
 * @param {string[]} rows @param {number} size stitch edge @param {number} x0 @param {number} y0
 */
function stitches(rows, size, x0 = 0, y0 = 0) {
	/** @type {Record<string, string>} */
	const paths = {};
	rows.forEach((row, y) => {
		for (const run of row.matchAll(/([rgwm])\1*/g)) {
			const letter = run[1];
			const at = `M${x0 + run.index * size} ${y0 + y * size}`;
			paths[letter] =
				(paths[letter] ?? '') + `${at}h${run[0].length * size}v${size}H${x0 + run.index * size}z`;
		}
	});
	return Object.entries(paths)
		.map(([letter, d]) => `<path fill="${thread[letter]}" d="${d}"/>`)
		.join('');
}

/** A tile that repeats sideways: the last column is the next tile's first. */
function tile(rows, size) {
	const width = (rows[0].length - 1) * size;
	const cut = rows.map((row) => row.slice(0, -1));
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${rows.length * size}" viewBox="0 0 ${width} ${rows.length * size}" shape-rendering="crispEdges">${stitches(cut, size)}</svg>`;
}

// A quarter of the main band: hooks at the left edge, a ringed diamond at the right.
const band = [
	'g.g.g.g.g.g.g.g.g',
	'.................',
	'..wwww..........r',
	'.....w.........r.',
	'...w.w........r.r',
	'...www.......r.r.',
	'............r.r.w',
	'g..........r.r.w.',
	'gg........r.r.w.g'
];

// The thin band: stepped peaks, one over the other, like terraces.
const steps = ['......g......', '....ggrgg....', '..ggrrrrrgg..', 'ggrrrr.rrrrgg', 'rrrr.....rrrr'];

// The mark: the heart of the band, a quarter of it, with a hook on each side.
const diamond = [
	'.........r',
	'........rr',
	'.......rr.',
	'.gg...rr.w',
	'..g..rr.w.',
	'gggrrr.w.g',
	'...rr.w.gg',
	'..rr.w.ggg',
	'.rr.w.gggg',
	'rr.w.ggggg'
];

mkdirSync(`${root}src/lib/ui/brocade`, { recursive: true });
const write = (path, svg) => writeFileSync(root + path, svg + '\n');
write('src/lib/ui/brocade/band.svg', tile(mirrorY(mirrorX(band)), 2));
write('src/lib/ui/brocade/steps.svg', tile(steps, 2));
const turned = [...steps[0].slice(0, -1)].map((_, x) => steps.map((row) => row[x]).join(''));
write(
	'src/lib/ui/brocade/edge.svg',
	`<svg xmlns="http://www.w3.org/2000/svg" width="10" height="24" viewBox="0 0 10 24" shape-rendering="crispEdges">${stitches(turned, 2)}</svg>`
);

const stitched = mirrorY(mirrorX(diamond));
const markSvg = (ground, pad, size) => {
	const edge = stitched.length * size + 2 * pad;
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${edge} ${edge}" shape-rendering="crispEdges">${ground ? `<rect width="${edge}" height="${edge}" rx="${ground}" fill="#20265c"/>` : ''}${stitches(stitched, size, pad, pad)}</svg>`;
};
write('static/favicon.svg', markSvg(6, 3.5, 1));
write('static/mark.svg', markSvg(0, 0, 1));
