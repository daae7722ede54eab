/** A choice among few, tall enough for a thumb. */
export const chipClass = (chosen: boolean): string =>
	`min-h-11 rounded-full border px-4 font-semibold ${
		chosen ? 'border-accent bg-accent-soft text-accent' : 'border-line-strong bg-raised text-ink'
	}`;
