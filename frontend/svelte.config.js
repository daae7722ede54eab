import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** Of scripts/build.mjs, which builds the languages side by side. */
const { CP_OUT: out = '.svelte-kit', CP_SITE: site = 'build' } = process.env;

/** @type {import('@sveltejs/kit').Config} */
const config = {
	preprocess: vitePreprocess(),
	compilerOptions: { runes: true },
	kit: {
		outDir: out,
		// One shell for every route: the Go server fills its markers (title, text, first data).
		adapter: adapter({
			pages: site,
			assets: site,
			fallback: 'app.html',
			precompress: true,
			strict: false
		}),
		// Only the workspace has one, and registers it itself (lib/offline/worker.ts).
		serviceWorker: { register: false },
		alias: { $ui: 'src/lib/ui', $features: 'src/lib/features' },
		// A fixed name keeps builds of the same source identical (the default is the time).
		version: { name: 'chophien', pollInterval: 0 }
	}
};

export default config;
