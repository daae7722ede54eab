import type { Locale } from '$lib/i18n/address';

/** A policy as its Markdown file says it. */
export interface PolicyPage {
	title: string;
	/** The version that consents and orders refer to. */
	version: string;
	/** Ours, made from our own Markdown at build time. */
	html: string;
}

const files = import.meta.glob<PolicyPage>('../../../../../internal/web/policies/*/*.md', {
	import: 'default'
});

/** The policy of that name, or null when there is none. */
export async function policyPage(slug: string, locale: Locale): Promise<PolicyPage | null> {
	const file = files[`../../../../../internal/web/policies/${locale}/${slug}.md`];
	return file ? file() : null;
}
