import { paths } from '$lib/config/paths';
import { href } from '$lib/i18n/locale';
import { m } from '$lib/paraglide/messages';

/** The policies as the footer lists them; the slugs are the files of internal/web/policies. */
export function policyLinks(): { href: string; label: string }[] {
	const entries: [slug: string, label: string][] = [
		['gioi-thieu', m.policy_about()],
		['quy-che-hoat-dong', m.policy_rules()],
		['dieu-khoan-su-dung', m.policy_terms()],
		['chinh-sach-bao-mat', m.policy_privacy()],
		['giao-hang', m.policy_shipping()],
		['thanh-toan', m.policy_payment()],
		['doi-tra', m.policy_returns()],
		['giai-quyet-khieu-nai', m.policy_complaints()]
	];
	return entries.map(([slug, label]) => ({ href: href(paths.policy(slug)), label }));
}
