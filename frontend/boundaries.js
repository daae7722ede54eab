import { existsSync, readdirSync } from 'node:fs';

/**
 * Import boundaries: shared <- features <- routes, and no feature imports
 * another. The zones come from the folder list, so a new feature is guarded
 * the moment its folder exists.
 *
 * @param {string} featuresDir absolute path of src/lib/features
 * @returns {import('eslint').Linter.Config[]}
 */
export function boundaries(featuresDir) {
	const features = existsSync(featuresDir)
		? readdirSync(featuresDir, { withFileTypes: true })
				.filter((entry) => entry.isDirectory())
				.map((entry) => entry.name)
		: [];

	/** @param {string[]} group @param {string} message */
	const forbid = (group, message) =>
		/** @type {import('eslint').Linter.RuleEntry} */ ([
			'error',
			{ patterns: [{ group, message }] }
		]);
	const noRoutes = ['**/routes/**', '$routes/**'];

	return [
		{
			files: ['src/lib/**/*.{ts,js,svelte}'],
			ignores: ['src/lib/features/**'],
			rules: {
				'no-restricted-imports': forbid(
					['$features/**', '$lib/features/**', '**/features/**', ...noRoutes],
					'Shared code knows no feature and no route.'
				)
			}
		},
		...features.map((name) => ({
			files: [`src/lib/features/${name}/**/*.{ts,js,svelte}`],
			rules: {
				'no-restricted-imports': forbid(
					[
						...features
							.filter((other) => other !== name)
							.flatMap((other) => [
								`$features/${other}/**`,
								`$lib/features/${other}/**`,
								`**/features/${other}/**`,
								`../${other}/**`,
								`../../${other}/**`
							]),
						...noRoutes
					],
					'Features do not import each other; compose them in a route.'
				)
			}
		}))
	];
}
