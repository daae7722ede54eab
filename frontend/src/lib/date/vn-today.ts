/** Today's date in Vietnam, `2026-11-23`, as date fields want it. */
export function todayIso(now: Date = new Date()): string {
	return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(now);
}
