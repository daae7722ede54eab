/**
 * Writes an icon of Lucide's as the drawing it is. Its own components carry a list of shapes
 * that a shared one makes elements of, one by one, when the page is there: two kilobytes on
 * every first load, and work for slow phones. What an icon of ours takes: class, strokeWidth.
 *
 * @returns {import('vite').Plugin}
 */
export function plainIcons() {
	return {
		name: 'plain-icons',
		enforce: 'pre',
		transform(source, id) {
			if (!/\/@lucide\/svelte\/dist\/icons\/[\w-]+\.svelte(\?v=|$)/.test(id)) return null;
			const data = /^const iconData = (\{.*\});$/m.exec(source)?.[1];
			if (!data) this.error(`${id} holds its drawing in a way this plugin does not know`);
			return { code: plain(JSON.parse(data)), map: null };
		}
	};
}

/** @param {{ size: number, node: [string, Record<string, string>][] }} icon */
function plain({ size, node }) {
	const shapes = node.map(([tag, attributes]) => {
		const said = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
		return `<${tag}${said.join('')} />`;
	});
	return `<script>
	let { class: look, strokeWidth } = $props();
</script>

<svg
	width="${size}" height="${size}" viewBox="0 0 ${size} ${size}"
	fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"
	stroke-width={strokeWidth ?? 2} class="{look}" aria-hidden="true"
>${shapes.join('')}</svg>
`;
}
