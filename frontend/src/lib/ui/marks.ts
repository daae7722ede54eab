/** A stretch of a name, matched by a search or not. */
export interface Part {
	text: string;
	marked: boolean;
}

/**
 * Cuts a name at what matched. Spans are [from, to) in characters as people count
 * them (code points), in order; what makes no sense is left unmarked.
 */
export function markedParts(name: string, spans: readonly (readonly number[])[]): Part[] {
	const letters = [...name];
	const parts: Part[] = [];
	let done = 0;
	for (const [from = 0, to = 0] of spans) {
		if (from < done || to <= from || to > letters.length) continue;
		if (from > done) parts.push({ text: letters.slice(done, from).join(''), marked: false });
		parts.push({ text: letters.slice(from, to).join(''), marked: true });
		done = to;
	}
	if (done < letters.length) parts.push({ text: letters.slice(done).join(''), marked: false });
	return parts;
}
