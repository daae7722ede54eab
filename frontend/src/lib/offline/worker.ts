/**
 * Registers the service worker that brings the workspace's pages without network
 * (src/service-worker.ts), for the workspace's addresses only: the shop is never served
 * by it. It is told which files this page needed, so that the next start has them.
 *
 * @param scope the workspace's address in this language: `/quan-ly`
 */
export async function startWorker(scope: string): Promise<void> {
	if (!('serviceWorker' in navigator) || !window.isSecureContext) return;
	try {
		const registration = await navigator.serviceWorker.register('/service-worker.js', { scope });
		const worker = registration.active ?? registration.waiting ?? registration.installing;
		if (!worker) return;
		worker.postMessage({ keep: loaded() });
	} catch {
		// Private windows and full disks have none: then pages need the network.
	}
}

/** The files of the application that this page has loaded. */
function loaded(): string[] {
	return performance
		.getEntriesByType('resource')
		.map((entry) => new URL(entry.name))
		.filter(({ origin, pathname }) => origin === location.origin && isFile(pathname))
		.map(({ pathname }) => pathname);
}

const isFile = (path: string): boolean => /^\/(_app\/immutable|fonts|icons)\//.test(path);
