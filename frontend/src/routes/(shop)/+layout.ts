import { getSite } from '$lib/config/site';
import type { LayoutLoad } from './$types';

/** The footer's facts; not waited for, and a page never fails because they are missing. */
export const load: LayoutLoad = () => ({ site: getSite().catch(() => null) });
