import type { components } from '../../src/lib/api/schema.gen';
import { expect, read, write, type Person } from './workspace';

type Schema = components['schemas'];

/** The first day of the month `ahead` months from now. */
export function monthStart(ahead: number): string {
	const now = new Date();
	return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1))
		.toISOString()
		.slice(0, 10);
}
const key = () => ({ 'Idempotency-Key': crypto.randomUUID() });

/** Declares chickens for three months from `ahead` on. */
export async function declare(
	{ api, orgId }: Person,
	ahead: number,
	each: number,
	priceVnd: number
): Promise<Schema['Capacity']> {
	const body: Schema['CapacityInput'] = {
		typeCode: 'ga-hmong-thuong-pham',
		unit: 'con',
		// Goods are declared once; flocks of different months are told apart by their grade.
		grade: `Đàn ${ahead}`,
		period: 'month',
		sureness: 'standing',
		minQty: 50,
		lotQty: 50,
		leadDays: 5,
		pickupCommune: '04252',
		tiers: [{ minQty: 50, priceVnd }],
		periods: [0, 1, 2].map((n) => ({ startsOn: monthStart(ahead + n), declared: each }))
	};
	return write(api, 'POST', `/api/v1/orgs/${orgId}/capacities`, body, key());
}

/** Publishes a demand for 4,000 chickens in each of three months. */
export async function publish(
	{ api, orgId }: Person,
	ahead: number,
	title: string
): Promise<Schema['Demand']> {
	const last = new Date(`${monthStart(ahead + 3)}T00:00:00Z`);
	last.setUTCDate(0);
	const body: Schema['DemandInput'] = {
		title,
		audience: 'all',
		communeCode: '00166',
		addressLine: 'Kho Mẫu, số 2',
		delivery: 'delivered',
		payment: 'on_delivery',
		sealed: true,
		answerBy: new Date(Date.now() + 10 * 86_400_000).toISOString(),
		lines: [
			{
				typeCode: 'ga-hmong-thuong-pham',
				unit: 'con',
				quantity: 4000,
				frequency: 'monthly',
				from: monthStart(ahead),
				to: last.toISOString().slice(0, 10),
				tolerancePct: 5
			}
		]
	};
	const base = `/api/v1/orgs/${orgId}/demands`;
	const draft = await write<Schema['Demand']>(api, 'POST', base, body, key());
	return write(api, 'POST', `${base}/${draft.id}/publish`, { version: draft.version });
}

/** Waits until so many cooperatives were asked. */
export async function asked(firm: Person, demandId: string, count: number): Promise<void> {
	await expect
		.poll(
			async () => {
				const answer = await firm.api.get(
					`/api/v1/orgs/${firm.orgId}/negotiations?demand=${demandId}`
				);
				const { items } = (await answer.json()) as Schema['NegotiationList'];
				return items[0]?.asked ?? 0;
			},
			{ timeout: 30_000 }
		)
		.toBe(count);
}

/** The cooperative's offer in a demand. */
export async function offerIn(coop: Person, demandId: string): Promise<Schema['Offer']> {
	const page = await read<Schema['OfferPage']>(
		coop.api,
		`/api/v1/orgs/${coop.orgId}/offers?limit=100`
	);
	const found = page.items.find((offer) => offer.demandId === demandId);
	if (!found) throw new Error(`${coop.me.fullName} was not asked`);
	return found;
}

/** Answers what the cooperative was asked. */
export async function answerTo(
	coop: Person,
	demandId: string,
	answer: Omit<Schema['OfferAnswer'], 'version'>
): Promise<Schema['Offer']> {
	const { id, version } = await offerIn(coop, demandId);
	return write(coop.api, 'POST', `/api/v1/orgs/${coop.orgId}/offers/${id}/answer`, {
		...answer,
		version
	});
}

/** Counters with so many in each month, so much dearer. */
export async function counter(
	coop: Person,
	demandId: string,
	quantity: number,
	dearer: number,
	note = ''
): Promise<Schema['Offer']> {
	const { proposal } = await offerIn(coop, demandId);
	return answerTo(coop, demandId, {
		action: 'counter',
		note,
		items: proposal.map((item, i) => ({
			...item,
			quantity,
			unitPriceVnd: item.unitPriceVnd + dearer,
			...(i === 1 && { dueOn: `${item.month.slice(0, 8)}20` })
		}))
	});
}
