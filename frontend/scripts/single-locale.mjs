/** How Paraglide writes the function that chooses a text's language. */
const choosing =
	/const (\w+) = \/\*\* @type \{\(\(inputs.* \*\/ \(\(inputs(?: = \{\})?, options = \{\}\) => \{\n([^]*?)\n\}\);/;

/**
 * Fixes the language of every compiled message: it is the text's own function then, and the
 * minifier drops those of other languages. Paraglide's own option for this passes the locale
 * through a function the minifier cannot see through, and leaves a call around each text.
 *
 * @param {string | undefined} locale the language of this build; undefined leaves all in
 * @returns {import('vite').Plugin}
 */
export function singleLocale(locale) {
	return {
		name: 'single-locale',
		transform(source, id) {
			if (!locale || !/\/paraglide\/messages\/(?!_index)[^/]+\.js$/.test(id)) return null;
			const [choice, name, body = ''] = choosing.exec(source) ?? [];
			const [, text] =
				new RegExp(`if \\(locale === "${locale}"\\) return (\\w+)\\(inputs\\)`).exec(body) ??
				/^\treturn (\w+)\(inputs\)/m.exec(body) ??
				[];
			if (!choice || !text) {
				this.error(`${id} chooses its language in a way this plugin does not know`);
			}
			return { code: source.replace(choice, () => `const ${name} = ${text};`), map: null };
		}
	};
}
