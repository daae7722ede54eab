import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Theme = Record<string, [lightness: number, chroma: number, hue: number]>;

const css = readFileSync(new URL('../../app.css', import.meta.url), 'utf8');

/** The opaque colour tokens of the block that follows `selector`. */
function tokens(selector: string): Theme {
	const start = css.indexOf(`${selector} {`);
	if (start < 0) throw new Error(`no block ${selector}`);
	const block = css.slice(start, css.indexOf('}', start));
	const theme: Theme = {};
	for (const m of block.matchAll(/--([a-z-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g)) {
		theme[m[1]!] = [Number(m[2]), Number(m[3]), Number(m[4])];
	}
	return theme;
}

/** Relative luminance (WCAG 2) of an OKLCH colour, clipped to sRGB as browsers do. */
function luminance([l, c, h]: Theme[string]): number {
	const a = c * Math.cos((h * Math.PI) / 180);
	const b = c * Math.sin((h * Math.PI) / 180);
	const l3 = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
	const m3 = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
	const s3 = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
	const clip = (x: number) => Math.min(1, Math.max(0, x));
	const red = clip(4.0767416621 * l3 - 3.3077115913 * m3 + 0.2309699292 * s3);
	const green = clip(-1.2684380046 * l3 + 2.6097574011 * m3 - 0.3413193965 * s3);
	const blue = clip(-0.0041960863 * l3 - 0.7034186147 * m3 + 1.707614701 * s3);
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(theme: Theme, one: string, other: string): number {
	const [a, b] = [theme[one], theme[other]];
	if (!a || !b) throw new Error(`unknown token in ${one}/${other}`);
	const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
	return (hi + 0.05) / (lo + 0.05);
}

const grounds = ['surface', 'raised', 'sunken'];
const text = ['ink', 'muted', 'accent', 'accent-strong', 'gold-ink', 'moss', 'good', 'warn', 'bad'];

/** Every pair the components set as text: [ink, ground]. */
const textPairs: [string, string][] = [
	...text.flatMap((ink) => grounds.map((ground): [string, string] => [ink, ground])),
	['accent-ink', 'accent'],
	['accent-ink', 'accent-strong'],
	['indigo-ink', 'indigo'],
	['indigo-muted', 'indigo'],
	['gold', 'indigo'],
	...['accent', 'gold', 'moss', 'good', 'warn', 'bad'].flatMap((role): [string, string][] => [
		[role === 'gold' ? 'gold-ink' : role, `${role}-soft`],
		['ink', `${role}-soft`]
	])
];

/** Lines that mean something: borders of fields, the focus ring. */
const linePairs: [string, string][] = [
	...['line-strong', 'focus'].flatMap((line) =>
		grounds.map((ground): [string, string] => [line, ground])
	),
	['gold', 'indigo'],
	['accent', 'surface']
];

describe.each([
	['light', tokens(`[data-theme='light']`)],
	['dark', tokens(`\n[data-theme='dark']`)]
])('%s theme', (_, theme) => {
	it('names the same roles in both themes', () => {
		expect(Object.keys(theme).length).toBeGreaterThan(25);
	});
	it.each(textPairs)('%s on %s reads at 4.5:1', (ink, ground) => {
		expect(contrast(theme, ink, ground)).toBeGreaterThanOrEqual(4.5);
	});
	it.each(linePairs)('%s on %s shows at 3:1', (line, ground) => {
		expect(contrast(theme, line, ground)).toBeGreaterThanOrEqual(3);
	});
});
