import { defineConfig } from '@playwright/test';
import { existsSync, statfsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A port nobody listens on now: a fixed one would meet a forgotten server. */
function freePort(): Promise<number> {
	return new Promise((found, failed) => {
		const probe = createServer().once('error', failed);
		probe.listen(0, '127.0.0.1', () => {
			const { port } = probe.address() as AddressInfo;
			probe.close(() => found(port));
		});
	});
}

/** In memory where there is room: the market's own database writes every order through to the disk. */
function scratch(): string {
	try {
		const { bavail, bsize } = statfsSync('/dev/shm');
		return bavail * bsize > 2 * 2 ** 30 ? '/dev/shm' : tmpdir();
	} catch {
		return tmpdir();
	}
}

// Every worker reads this file again; what the first process chose reaches them by the environment.
process.env.E2E_PORT ??= String(await freePort());
process.env.E2E_STRIPE_PORT ??= String(await freePort());
process.env.E2E_DATA_DIR ??= join(scratch(), `chophien-e2e-${process.pid}`);

const binary = process.env.CHOPHIEN_BINARY || resolve('../.data/bin/chophien');
const chromium = process.env.CHROMIUM || '/usr/bin/chromium';
const baseURL = `http://127.0.0.1:${process.env.E2E_PORT}`;

/**
 * End to end: real Chromium against the built binary with the demo catalogue on a
 * database of its own. `make e2e` runs all; `npx playwright test market` one file.
 */
export default defineConfig({
	testDir: 'e2e',
	outputDir: 'test-results',
	// The server and its database need a core as well.
	workers: 2,
	retries: process.env.CI ? 1 : 0,
	forbidOnly: Boolean(process.env.CI),
	timeout: 90_000,
	expect: { timeout: 15_000 },
	reporter: [['list']],
	use: {
		baseURL,
		locale: 'vi-VN',
		timezoneId: 'Asia/Ho_Chi_Minh',
		// Animations only make tests slow and screenshots differ; one test asks for them.
		contextOptions: { reducedMotion: 'reduce' },
		actionTimeout: 15_000,
		screenshot: 'only-on-failure',
		// Tracing every test is dear; `--trace on` asks for it.
		trace: 'on-first-retry',
		launchOptions: {
			executablePath: existsSync(chromium) ? chromium : undefined,
			args: [
				'--no-sandbox', // As root Chromium refuses to start with one.
				'--disable-dev-shm-usage',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
				// Pages live for seconds: compiling them better costs more than it saves.
				'--js-flags=--no-opt --no-sparkplug',
				'--disable-gpu' // There is none: imitating one takes a tenth of the time.
			]
		}
	},
	projects: [{ name: 'chromium' }],
	webServer: {
		// exec: the run is then its parent, whose end it sees.
		command: `exec node e2e/support/serve.mjs "${binary}"`,
		url: `${baseURL}/readyz`,
		timeout: 90_000,
		gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
		stdout: 'ignore',
		stderr: 'pipe',
		env: {
			HOST: '127.0.0.1',
			PORT: process.env.E2E_PORT,
			PUBLIC_URL: baseURL,
			DATA_DIR: process.env.E2E_DATA_DIR,
			// A database and mailbox of its own, whatever the caller's environment says.
			DATABASE_URL: '',
			SMTP_URL: '',
			BLOB_URL: '',
			MEILI_URL: '',
			STRIPE_SECRET_KEY: '',
			STRIPE_PUBLISHABLE_KEY: '',
			STRIPE_WEBHOOK_SECRET: '',
			E2E_STRIPE_PORT: process.env.E2E_STRIPE_PORT,
			DEMO: 'true',
			// A test gathers payouts itself: the weekly run would have done so on its day.
			PAYOUT_WEEKDAY: '0',
			METRICS_ADDR: 'off',
			LOG_FORMAT: 'json',
			LOG_LEVEL: 'warn'
		}
	}
});
