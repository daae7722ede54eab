export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';
export type ButtonSize = 'md' | 'lg';

const base =
	'inline-flex items-center justify-center gap-2 rounded-md text-center font-semibold select-none ' +
	'transition-colors duration-150 disabled:opacity-55 aria-busy:cursor-progress';

const variants: Record<ButtonVariant, string> = {
	primary:
		'bg-accent text-accent-ink hover:bg-accent-strong active:translate-y-px disabled:hover:bg-accent',
	secondary:
		'border-[1.5px] border-line-strong bg-raised text-ink hover:border-ink active:translate-y-px',
	quiet: 'text-ink hover:bg-sunken',
	danger: 'border-[1.5px] border-bad bg-raised text-bad hover:bg-bad-soft active:translate-y-px'
};

const sizes: Record<ButtonSize, string> = {
	md: 'min-h-11 px-4 py-2 text-base',
	lg: 'min-h-13 px-6 py-3 text-lg'
};

/** Shared by Button and LinkButton, so that both look the same. */
export function buttonClass(variant: ButtonVariant, size: ButtonSize, full: boolean): string {
	return `${base} ${variants[variant]} ${sizes[size]} ${full ? 'w-full' : ''}`;
}
