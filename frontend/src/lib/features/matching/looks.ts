/**
 * The cloths a share can wear: a colour and a weave, so that neighbours differ in grey
 * as well. Eight of them; after that they begin again, and the letter tells who it is.
 */
export type Weave = 'plain' | 'slant' | 'diamond' | 'rows' | 'dots' | 'steps' | 'cross' | 'poles';

const indigo = 'color-mix(in oklch, var(--focus) 38%, var(--indigo))';

const cloths: readonly { ink: string; weave: Weave }[] = [
	{ ink: indigo, weave: 'plain' },
	{ ink: 'var(--accent)', weave: 'diamond' },
	{ ink: 'var(--gold)', weave: 'slant' },
	{ ink: 'var(--moss)', weave: 'rows' },
	{ ink: 'var(--muted)', weave: 'dots' },
	{ ink: indigo, weave: 'steps' },
	{ ink: 'var(--accent)', weave: 'poles' },
	{ ink: 'var(--gold)', weave: 'cross' }
];

export interface Cloth {
	ink: string;
	weave: Weave;
	/** Number of the pattern. */
	index: number;
}

/** The cloth of the n-th supplier. */
export function clothOf(look: number): Cloth {
	const index = look % cloths.length;
	return { ...(cloths[index] as (typeof cloths)[number]), index };
}

/** Every cloth once, for the definitions of a drawing. */
export const allCloths: readonly Cloth[] = cloths.map((cloth, index) => ({ ...cloth, index }));
