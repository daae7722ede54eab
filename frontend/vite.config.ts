import { readFileSync } from 'node:fs';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { markdownPages } from './scripts/markdown-pages.mjs';
import { plainIcons } from './scripts/plain-icons.mjs';
import { singleLocale } from './scripts/single-locale.mjs';

/** Where `npm run dev` finds the Go server. */
const apiOrigin = process.env.CHOPHIEN_API ?? 'http://127.0.0.1:8080';

/**
 * The language this build speaks; scripts/build.mjs makes one per language, so that
 * nobody downloads texts they do not read. Unset in development: then the address decides.
 */
const locale = process.env.CP_LOCALE;

/** What SvelteKit generates: each language's build has its own, for they run side by side. */
const generated = process.env.CP_OUT ?? '.svelte-kit';

/** What every page of the shop needs; the workspaces share most of it. */
const frame = new RegExp(
	[
		/lucide\/svelte\/dist\/icons\/(receipt-text|search|shopping-basket|store|user-round)\./,
		/\/kit\/src\/runtime\/app\/(navigation\.|state\/)/,
		/\/paraglide\/messages\/(browse_all|error_home|nav_(account|cooperatives|market)|orders_title|party_log_in|tic_title)\./,
		/\/src\/lib\/(i18n\/|config\/(paths|query|site)\.)/,
		/\/src\/lib\/api\/(client|transport|first-data|problem|load)\./,
		/\/src\/routes\/\(shop\)\/policy-links\./,
		/\/src\/lib\/ui\/(AppHeader|BottomTabs|Brocade|Footer|IconButton|Later|first-mount|LinkButton|Logo|OfflineBar|ProgressBar|SearchBox|SkipLink|ThemeToggle|ToastRegion|ErrorState|Button|Spinner|button-style|problem-text|theme|toast)\./
	]
		.map(({ source }) => source)
		.join('|')
);

/** Pages of the shop that few people open, and nobody twice a day. */
const seldom =
	/\(shop\)\/(chinh-sach|dang-ky|dat-lai-mat-khau|khieu-nai|loi-moi|nhu-cau|quen-mat-khau|tai-khoan|thanh-toan\/the|tim-giup)\//;

/**
 * The names of what a page imports stand in a list that every page of the shop carries:
 * for the workspaces alone two kilobytes of it, compressed. So those of workspaces and of
 * what is seldom opened are left out: such a page finds its parts by their imports, and the
 * sections that a workspace's navigation shows are fetched ahead (ui/WorkspaceShell.svelte).
 */
function unlisted(file: string): boolean {
	const node = /\/nodes\/(\d+)\./.exec(file)?.[1];
	if (!node) return false;
	const from = new URL(`${generated}/generated/client-optimized/nodes/${node}.js`, import.meta.url);
	const code = readFileSync(from, 'utf8');
	return code.includes('/(workspace)/') || seldom.test(code);
}

export default defineConfig({
	plugins: [
		markdownPages(),
		singleLocale(locale),
		plainIcons(),
		tailwindcss(),
		sveltekit(),
		// Builds and tests find the texts compiled (npm run words): once for all languages.
		locale || process.env.VITEST
			? null
			: paraglideVitePlugin({
					project: './project.inlang',
					outdir: './src/lib/paraglide',
					strategy: ['url', 'baseLocale'],
					emitTsDeclarations: true // for the editor; they take twice as long as the rest
				})
	],
	build: {
		modulePreload: {
			resolveDependencies: (file, deps) => (unlisted(file) ? [] : deps)
		},
		rolldownOptions: {
			output: {
				codeSplitting: {
					// Forty tiny files compress badly and cost a request each. What always travels
					// together goes into one: the frame of every page, prices and pictures, the forms.
					groups: [
						{
							name: 'frame',
							priority: 30,
							test: frame
						},
						{
							name: 'basics',
							priority: 20,
							test: /\/src\/lib\/ui\/(Badge|Money|Picture|Stars)\.|\/src\/lib\/(money|date)\/v|ProductPicture|picture-source/
						},
						{
							name: 'forms',
							priority: 5,
							test: /\/src\/lib\/ui\/(FieldFrame|FormErrorSummary|TextField|field-style|form\.svelte)/
						},
						{
							// One text a file costs more in names and requests than in itself.
							name: 'words',
							priority: 1,
							test: /\/paraglide\/messages\//,
							minShareCount: 2,
							entriesAware: true,
							entriesAwareMergeThreshold: 600
						}
					]
				}
			}
		}
	},
	// Compiled one by one, so that the icons of development are those of the build.
	optimizeDeps: { exclude: ['@lucide/svelte'] },
	// The policies lie beside the Go templates that render them, outside this folder.
	server: { fs: { allow: ['..'] }, proxy: { '/api': apiOrigin, '/media': apiOrigin } }
});
