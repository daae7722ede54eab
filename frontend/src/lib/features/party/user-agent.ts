/** "Chrome, Android" from a User-Agent line; the line itself when nothing is known in it. */
export function deviceName(userAgent: string): string {
	const find = (pairs: [RegExp, string][]) => pairs.find(([mark]) => mark.test(userAgent))?.[1];
	const browser = find([
		[/Edg\//, 'Edge'],
		[/OPR\//, 'Opera'],
		[/coc_coc_browser/, 'Cốc Cốc'],
		[/Firefox\//, 'Firefox'],
		[/Chrome\//, 'Chrome'],
		[/Safari\//, 'Safari']
	]);
	const system = find([
		[/Android/, 'Android'],
		[/iPhone|iPad/, 'iOS'],
		[/Windows/, 'Windows'],
		[/Mac OS X/, 'macOS'],
		[/Linux/, 'Linux']
	]);
	return [browser, system].filter(Boolean).join(', ') || userAgent.slice(0, 60);
}
