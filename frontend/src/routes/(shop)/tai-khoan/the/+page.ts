import { loadedWhole } from '$features/card/stripe';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
	if (!loadedWhole()) {
		location.reload();
		await new Promise(() => undefined); // until the page is gone
	}
	return { saved: url.searchParams.get('redirect_status') === 'succeeded' };
};
