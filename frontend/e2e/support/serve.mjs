// Runs the binary in a data directory that did not exist before and does not after.
// Playwright stops us with SIGTERM; the server then stops its own database.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [binary] = process.argv.slice(2);
const dir = process.env.DATA_DIR;
if (!binary || !dir) throw new Error('usage: DATA_DIR=... node serve.mjs <binary>');

rmSync(dir, { recursive: true, force: true });
// The private database runs as another user than root and must get through.
mkdirSync(dir, { mode: 0o755, recursive: true });

// Cards are taken where the tests' own Stripe was built (make e2e does): it stands beside the binary.
const stripeBinary = join(dirname(binary), 'stripefake');
const stripeAddress = `127.0.0.1:${process.env.E2E_STRIPE_PORT}`;
const secret = 'whsec_e2e';
const stripe = existsSync(stripeBinary)
	? spawn(
			stripeBinary,
			[
				...['-addr', stripeAddress, '-secret', secret],
				...['-webhook', `http://127.0.0.1:${process.env.PORT}/api/v1/stripe/webhook`]
			],
			{ stdio: 'inherit' }
		)
	: undefined;

const server = spawn(binary, ['serve'], {
	stdio: 'inherit',
	env: {
		...process.env,
		...(stripe && {
			STRIPE_SECRET_KEY: 'sk_test_e2e',
			STRIPE_PUBLISHABLE_KEY: 'pk_test_e2e',
			STRIPE_WEBHOOK_SECRET: secret,
			STRIPE_API_BASE: `http://${stripeAddress}`
		})
	}
});
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT'])) {
	process.on(signal, () => server.kill(signal));
}
// A test run that is killed tells nobody: its server must not outlive it.
const parent = process.ppid;
setInterval(() => process.ppid === parent || server.kill('SIGTERM'), 1000).unref();
/** @param {number} code */
const gone = (code) => {
	stripe?.kill();
	rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	process.exit(code);
};
server.on('error', (cause) => {
	console.error(`cannot start ${binary}: ${cause.message} (build it with: make build)`);
	gone(1);
});
server.on('exit', (code, signal) => gone(code ?? (signal ? 1 : 0)));
