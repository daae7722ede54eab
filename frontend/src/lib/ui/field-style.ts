/** Shared look of text-like controls: 48 px high, 16 px text so that phones do not zoom. */
export const controlClass =
	'w-full min-h-12 rounded-md border-[1.5px] border-line-strong bg-raised px-3 py-2 text-base text-ink ' +
	'placeholder:text-muted hover:border-ink aria-invalid:border-bad aria-invalid:border-2 ' +
	'disabled:bg-sunken disabled:text-muted';
