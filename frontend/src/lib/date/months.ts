/** Adds days to a date written 2027-01-31. */
export function addDays(iso: string, days: number): string {
	const [y = 0, m = 1, d = 1] = iso.split('-').map(Number);
	return new Date(Date.UTC(y, m - 1, d + days)).toISOString().slice(0, 10);
}

/** The first day of the month `months` after the one of a date. */
export function monthStart(iso: string, months = 0): string {
	const [y = 0, m = 1] = iso.split('-').map(Number);
	return new Date(Date.UTC(y, m - 1 + months, 1)).toISOString().slice(0, 10);
}

/** The last day of the month `months` after the one of a date. */
export const monthEnd = (iso: string, months = 0): string =>
	addDays(monthStart(iso, months + 1), -1);

/** How many months a date lies after another. */
export function monthIndex(first: string, iso: string): number {
	const [y1 = 0, m1 = 0] = first.split('-').map(Number);
	const [y2 = 0, m2 = 0] = iso.split('-').map(Number);
	return (y2 - y1) * 12 + m2 - m1;
}
