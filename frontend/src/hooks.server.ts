import { dev } from '$app/environment';
import type { Handle } from '@sveltejs/kit';

/**
 * Stands in for the Go server during `npm run dev`: fills the shell's language
 * marker. The build must keep the marker, so it does nothing there.
 */
export const handle: Handle = ({ event, resolve }) => {
	if (!dev) return resolve(event);
	const lang = /^\/en(\/|$)/.test(event.url.pathname) ? 'en' : 'vi';
	return resolve(event, { transformPageChunk: ({ html }) => html.replace('%cp.lang%', lang) });
};
