import { error } from '@sveltejs/kit';
import { policyPage } from '$features/privacy/policy-pages';
import { lang } from '$lib/i18n/locale';
import { m } from '$lib/paraglide/messages';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
	const policy = await policyPage(params.slug, lang());
	if (!policy) error(404, { message: m.error_missing_title() });
	return { policy };
};
