// Runs the binary in a data directory that did not exist before and does not after.
// Playwright stops us with SIGTERM; the server then stops its own database.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';

const [binary] = process.argv.slice(2);
const dir = process.env.DATA_DIR;
if (!binary || !dir) throw new Error('usage: DATA_DIR=... node serve.mjs <binary>');

rmSync(dir, { recursive: true, force: true });
// The private database runs as another user than root and must get through.
mkdirSync(dir, { mode: 0o755, recursive: true });

const server = spawn(binary, ['serve'], { stdio: 'inherit' });
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT'])) {
	process.on(signal, () => server.kill(signal));
}
// A test run that is killed tells nobody: its server must not outlive it.
const parent = process.ppid;
setInterval(() => process.ppid === parent || server.kill('SIGTERM'), 1000).unref();
/** @param {number} code */
const gone = (code) => {
	rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	process.exit(code);
};
server.on('error', (cause) => {
	console.error(`cannot start ${binary}: ${cause.message} (build it with: make build)`);
	gone(1);
});
server.on('exit', (code, signal) => gone(code ?? (signal ? 1 : 0)));
