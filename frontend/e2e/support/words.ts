import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Language = 'vi' | 'en';

const messages = (language: Language): Record<string, string> => {
	const dir = join(import.meta.dirname, '../../messages', language);
	return Object.assign(
		{},
		...readdirSync(dir).map((file) => JSON.parse(readFileSync(join(dir, file), 'utf8')))
	);
};
const all = { vi: messages('vi'), en: messages('en') };

/**
 * What the interface says: tests ask for words by their key, so that a better
 * sentence breaks no test, and a missing one does.
 */
export function t(
	key: string,
	values: Record<string, string | number> = {},
	language: Language = 'vi'
): string {
	const text = all[language][key];
	if (text === undefined) throw new Error(`no message ${key} in ${language}`);
	return text.replace(/\{(\w+)\}/g, (_, name: string) => {
		if (!(name in values)) throw new Error(`message ${key} needs ${name}`);
		return String(values[name]);
	});
}

/** A message with values in it, whatever they are. */
export function like(key: string, language: Language = 'vi'): RegExp {
	const text = all[language][key];
	if (text === undefined) throw new Error(`no message ${key} in ${language}`);
	const parts = text.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(parts.join('.+'));
}

/** Every Vietnamese text of the interface that English never says. */
export function vietnameseOnly(): Set<string> {
	const english = new Set(Object.values(all.en));
	return new Set(Object.values(all.vi).filter((text) => !english.has(text) && !text.includes('{')));
}
