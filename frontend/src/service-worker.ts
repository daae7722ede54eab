/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
/**
 * Brings the workspace's pages without network. Its scope is the workspace (see
 * lib/offline/worker.ts): no page of the shop is answered here. It keeps two things: the
 * page that every address of the workspace begins with, which holds nothing of anybody, and
 * files whose names change with their content. What people read and do is not here but in
 * IndexedDB, under their names (lib/offline/store.ts).
 */
const worker = globalThis as unknown as ServiceWorkerGlobalScope;

const pages = 'cp-pages-1';
const files = 'cp-files-1';
/** More files than any one version of the application has; then the oldest go. */
const mostFiles = 600;
/** A network that takes longer is none: the page that is kept opens at once. */
const patienceMs = 3_000;

const shell = new URL(worker.registration.scope).pathname;
const isFile = (path: string): boolean =>
	/^\/(_app\/immutable|fonts|icons)\//.test(path) ||
	path === '/favicon.svg' ||
	path === '/mark.svg';

worker.addEventListener('install', (event) => {
	event.waitUntil(
		(async () => {
			const page = await fetch(shell, { credentials: 'omit' });
			await keepPage(page);
			await worker.skipWaiting();
		})()
	);
});

worker.addEventListener('activate', (event) => {
	event.waitUntil(
		(async () => {
			for (const name of await caches.keys()) {
				if (name !== pages && name !== files) await caches.delete(name);
			}
			await worker.clients.claim();
		})()
	);
});

worker.addEventListener('message', (event) => {
	const { keep } = event.data as { keep?: string[] };
	if (Array.isArray(keep)) event.waitUntil(keepFiles(keep.filter(isFile)));
});

worker.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== 'GET' || url.origin !== location.origin) return;
	if (request.mode === 'navigate') event.respondWith(navigate(request, url.pathname));
	else if (isFile(url.pathname)) event.respondWith(file(request));
});

/** The page from the network; where that is slow or gone, the one that is kept. */
async function navigate(request: Request, path: string): Promise<Response> {
	const fresh = fetch(request);
	try {
		const page = await Promise.race([fresh, patience()]);
		if (page.ok && (path === shell || path.startsWith(`${shell}/`))) await keepPage(page.clone());
		return page;
	} catch {
		return (await caches.match(shell, { cacheName: pages })) ?? fresh;
	}
}

const patience = (): Promise<never> =>
	new Promise((_, late) => setTimeout(() => late(new Error('slow')), patienceMs));

async function keepPage(page: Response): Promise<void> {
	if (!page.ok || page.redirected) return;
	const body = await page.clone().text();
	await (await caches.open(pages)).put(shell, page);
	await keepFiles(
		[...body.matchAll(/"(\/_app\/immutable\/[^"]+|\/fonts\/[^"]+)"/g)].map((m) => m[1] ?? '')
	);
}

async function keepFiles(paths: string[]): Promise<void> {
	const cache = await caches.open(files);
	for (const path of new Set(paths)) {
		if (!path || (await cache.match(path))) continue;
		try {
			const got = await fetch(path);
			if (got.ok) await cache.put(path, got);
		} catch {
			return; // No network: the next page that opens tells again.
		}
	}
	const all = await cache.keys();
	for (const old of all.slice(0, Math.max(0, all.length - mostFiles))) await cache.delete(old);
}

/** Files never change under their name: the one that is kept is the one that is meant. */
async function file(request: Request): Promise<Response> {
	const cache = await caches.open(files);
	const old = await cache.match(request);
	if (old) return old;
	const got = await fetch(request);
	if (got.ok) await cache.put(request, got.clone());
	return got;
}
