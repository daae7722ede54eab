import { error } from '@sveltejs/kit';
import { m } from '$lib/paraglide/messages';
import type { PageLoad } from './$types';

/** Any other address: not found, said inside the shop so that the way on is in sight. */
export const load: PageLoad = () => error(404, { message: m.error_missing_title() });
