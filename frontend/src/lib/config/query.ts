/** An address with those of the parameters that say something. */
export function withQuery(path: string, params: Record<string, string | undefined>): string {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(params)) if (value) query.set(name, value);
	return query.size > 0 ? `${path}?${query}` : path;
}
