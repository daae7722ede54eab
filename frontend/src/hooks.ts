import { withoutLocale } from '$lib/i18n/address';
import type { Reroute } from '@sveltejs/kit';

/** `/en/cho` and `/cho` are the same route; the prefix only picks the language. */
export const reroute: Reroute = ({ url }) => withoutLocale(url.pathname);
