import { marked } from 'marked';

/**
 * Lets a module import one of our own Markdown pages: it becomes
 * `{ title, version, html }` at build time, so no Markdown reader is shipped.
 *
 * @returns {import('vite').Plugin}
 */
export function markdownPages() {
	return {
		name: 'markdown-pages',
		transform(source, id) {
			if (!id.endsWith('.md')) return null;
			return { code: `export default ${JSON.stringify(readPage(source))};`, map: null };
		}
	};
}

/**
 * @param {string} source front matter between `---` lines, then Markdown
 * @returns {{ title: string, version: string, html: string }}
 */
export function readPage(source) {
	const [, head = '', body = source] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source) ?? [];
	/** @param {string} key */
	const field = (key) =>
		(new RegExp(`^${key}:\\s*(.*)$`, 'm').exec(head)?.[1] ?? '').replace(/^"(.*)"$/, '$1').trim();
	return {
		title: field('title'),
		version: field('version'),
		html: marked.parse(body, { async: false, gfm: true })
	};
}
