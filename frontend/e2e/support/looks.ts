/**
 * The looks in which pages are looked at: every width and every theme once. With LOOKS=all
 * each of the four pairs, which takes twice as long.
 */
const all = [
	{ name: 'phone-light', width: 390, height: 844, colorScheme: 'light' },
	{ name: 'wide-dark', width: 1440, height: 900, colorScheme: 'dark' },
	{ name: 'phone-dark', width: 390, height: 844, colorScheme: 'dark' },
	{ name: 'wide-light', width: 1440, height: 900, colorScheme: 'light' }
] as const;

/** Whether all looks are asked for. */
export const everyLook = process.env.LOOKS === 'all';

export const looks = everyLook ? all : all.slice(0, 2);
