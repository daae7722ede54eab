/**
 * Fixes the language of every compiled message, so that the minifier drops the texts
 * of the others. Paraglide's own option for this passes the locale through a function
 * the minifier cannot see through.
 *
 * @param {string | undefined} locale the language of this build; undefined leaves all in
 * @returns {import('vite').Plugin}
 */
export function singleLocale(locale) {
	const choice = 'experimentalStaticLocale ?? options.locale ?? getLocale()';
	return {
		name: 'single-locale',
		transform(source, id) {
			if (!locale || !/\/paraglide\/messages\/(?!_index)[^/]+\.js$/.test(id)) return null;
			if (!source.includes('getLocale()')) return null;
			if (!source.includes(choice)) {
				this.error(`${id} chooses its language in a way this plugin does not know`);
			}
			return { code: source.replaceAll(choice, JSON.stringify(locale)), map: null };
		}
	};
}
