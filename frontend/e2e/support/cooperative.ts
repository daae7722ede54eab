import { expect, type APIRequestContext } from '@playwright/test';
import { logInQuietly, orgOf } from './people';

interface OwnVariant {
	id: string;
	priceVnd: number;
	onHand: number;
	version: number;
}

/** A cooperative at work while somebody shops: changes price or stock by its own API. */
export async function change(
	request: APIRequestContext,
	login: string,
	variantId: string,
	to: (now: OwnVariant) => { priceVnd?: number; onHand?: number }
): Promise<void> {
	const orgId = orgOf(await logInQuietly(request, login));
	const listed = await request.get(`/api/v1/orgs/${orgId}/products?limit=50`);
	expect(listed.ok(), await listed.text()).toBe(true);
	const { items } = (await listed.json()) as { items: { variants: OwnVariant[] }[] };
	const now = items.flatMap((product) => product.variants).find(({ id }) => id === variantId);
	if (!now) throw new Error(`${login} does not sell ${variantId}`);
	const answer = await request.patch(`/api/v1/orgs/${orgId}/variants/${variantId}`, {
		data: { ...to(now), version: now.version }
	});
	expect(answer.ok(), await answer.text()).toBe(true);
}
