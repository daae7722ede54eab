/**
 * Measures a cooperative's workspace as a cheap phone meets it: a processor four times as
 * slow and a 3G line. cmd/bench runs it (`-run workspace`) and prints what it finds:
 *
 *   node scripts/phone.mjs <base> <org id> <session cookie> <loads of each page>
 *
 * Pages take turns, each load in a new browser context: nothing is in a cache. Then the
 * day's page is opened again without network. For that the script prints `offline` and
 * waits for a line: meanwhile its caller stops the server, so that nothing can answer.
 * The last line is the result as JSON, times in milliseconds since the page was asked for.
 */
import { chromium } from '@playwright/test';
import { createInterface } from 'node:readline';

const [base = '', org = '', session = '', loads = '5'] = process.argv.slice(2);

/** WebPageTest's "3G". */
const line = { latency: 300, downloadThroughput: 1_600_000 / 8, uploadThroughput: 768_000 / 8 };
const slowdown = 4;
/** The processor has to be quiet for so long before a page counts as interactive. */
const quietMs = 1_000;

const home = `/quan-ly/${org}`;
const pages = {
	/** The frame with a heading. */
	empty: { path: `${home}/trang-trong`, ready: 'main h1' },
	/** The first button by which an order is answered or packed. */
	today: { path: home, ready: 'section[aria-labelledby^="viec-"] button' }
};

const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking']
});

/** @param {'allow' | 'block'} serviceWorkers */
async function phone(serviceWorkers) {
	const context = await browser.newContext({
		baseURL: base,
		viewport: { width: 390, height: 844 },
		deviceScaleFactor: 2,
		isMobile: true,
		hasTouch: true,
		locale: 'vi-VN',
		timezoneId: 'Asia/Ho_Chi_Minh',
		serviceWorkers
	});
	await context.addCookies([
		{ name: 'cp_session', value: session, url: base },
		{ name: 'cp_known', value: '1', url: base } // log-in sets it: without network it is all that tells
	]);
	const page = await context.newPage();
	const cdp = await context.newCDPSession(page);
	await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
	return { context, page, cdp };
}

/**
 * Watches a page that is loading. Interactive is when what the reader came for is on the
 * screen and no task longer than 50 ms keeps the processor, for a second at least.
 *
 * @param {{ ready: string, quietMs: number }} what
 */
function watch({ ready, quietMs }) {
	let shown = 0;
	let busyUntil = 0;
	new PerformanceObserver((list) => {
		for (const task of list.getEntries()) {
			busyUntil = Math.max(busyUntil, task.startTime + task.duration);
		}
	}).observe({ type: 'longtask', buffered: true });
	const look = () => {
		if (shown || document.querySelector('#cp-main') || !document.querySelector(ready)) return;
		shown = -1; // found; it counts once it is painted
		requestAnimationFrame(() => setTimeout(() => (shown = performance.now())));
	};
	new MutationObserver(look).observe(document, { childList: true, subtree: true });
	/** @type {any} */ (window).cpInteractive = new Promise((done) => {
		const timer = setInterval(() => {
			if (shown <= 0 || performance.now() - Math.max(shown, busyUntil) < quietMs) return;
			clearInterval(timer);
			const paint = performance.getEntriesByName('first-contentful-paint')[0];
			const files = performance.getEntriesByType('resource');
			done({
				paint: paint?.startTime ?? 0,
				shown,
				interactive: Math.max(shown, busyUntil),
				files: files.length,
				bytes: files.reduce((sum, file) => sum + /** @type {any} */ (file).encodedBodySize, 0)
			});
		}, 50);
	});
}

/** @param {import('@playwright/test').Page} page */
async function interactive(page) {
	const found = page.evaluate(
		() => /** @type {Promise<unknown>} */ (/** @type {any} */ (window).cpInteractive)
	);
	let timer;
	const late = new Promise((late) => (timer = setTimeout(late, 90_000)));
	const first = await Promise.race([found, late]);
	clearTimeout(timer);
	if (first) return first;
	const seen = await page.evaluate(() => document.body.innerText.slice(0, 400));
	throw new Error(`${page.url()} never became interactive; it shows: ${seen}`);
}

/** @param {{ path: string, ready: string }} of */
async function load({ path, ready }) {
	// The worker's own requests would not be slowed: a first visit has none.
	const { context, page, cdp } = await phone('block');
	await cdp.send('Network.enable');
	await cdp.send('Network.emulateNetworkConditions', { offline: false, ...line });
	await page.addInitScript(watch, { ready, quietMs });
	await page.goto(path, { waitUntil: 'commit', timeout: 120_000 });
	const found = await interactive(page);
	await context.close();
	return found;
}

/** The codes of the orders that the page shows, in its order. */
const orders = (/** @type {import('@playwright/test').Page} */ page) =>
	page.$$eval(pages.today.ready, (buttons) => buttons.map((b) => b.getAttribute('aria-label')));

/** Opens the day again where there is no network at all. */
async function again() {
	const { context, page } = await phone('allow');
	await page.addInitScript(watch, { ready: pages.today.ready, quietMs });
	await page.goto(home);
	await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
	await page.reload(); // the second start is the worker's, and tells it every file that the page needs
	await interactive(page);
	const online = await orders(page);
	await kept(page);
	console.log('offline');
	await new Promise((go) => createInterface({ input: process.stdin }).once('line', go));
	await context.setOffline(true);
	const times = [];
	const same = [];
	for (let i = 0; i < Number(loads); i++) {
		await page.reload({ waitUntil: 'commit' });
		times.push(await interactive(page));
		same.push(JSON.stringify(await orders(page)) === JSON.stringify(online));
	}
	await context.close();
	return { orders: online.length, times, same: same.every(Boolean) };
}

/**
 * Waits until the worker has put aside all files that this page has loaded.
 *
 * @param {import('@playwright/test').Page} page
 */
const kept = (page) =>
	page.waitForFunction(
		async () => {
			const files = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
			for (const { origin, pathname } of files) {
				if (origin !== location.origin || !pathname.startsWith('/_app/immutable/')) continue;
				if (!(await caches.match(pathname))) return false;
			}
			return true;
		},
		undefined,
		{ polling: 250, timeout: 60_000 }
	);

/** @type {Record<string, unknown[]>} */
const first = { empty: [], today: [] };
await load(pages.empty); // warms up the server and the browser
for (let i = 0; i < Number(loads); i++) {
	for (const [name, page] of Object.entries(pages)) first[name]?.push(await load(page));
}
const offline = await again();
await browser.close();
console.log(JSON.stringify({ ...first, offline }));
process.exit(0); // standard input is still open
