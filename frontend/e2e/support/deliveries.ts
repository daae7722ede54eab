import { expect } from '@playwright/test';
import type { components } from '../../src/lib/api/schema.gen';
import { mailsTo } from './mail';
import { read, write, type Person } from './workspace';

type Schema = components['schemas'];

/** The first day of the month `ahead` months from now, in Vietnam. */
export function monthStart(ahead: number): string {
	const now = new Date(Date.now() + 7 * 3_600_000);
	return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1))
		.toISOString()
		.slice(0, 10);
}

/** A day of the month `ahead` months from now. */
export const dayOf = (ahead: number, day: number): string =>
	`${monthStart(ahead).slice(0, 8)}${String(day).padStart(2, '0')}`;

/** How many days from today to the first of next month: the lead time by which that day is called at once. */
const lead = (): number =>
	Math.ceil((Date.parse(monthStart(1)) - (Date.now() + 7 * 3_600_000)) / 86_400_000);

/** Declares months of goods that nobody else of the demo trades. */
export const declare = (
	who: Person,
	type: { code: string; unit: string },
	months: number[],
	each: number
): Promise<Schema['Capacity']> =>
	write(
		who.api,
		'POST',
		`/api/v1/orgs/${who.orgId}/capacities`,
		{
			...{ typeCode: type.code, unit: type.unit, period: 'month', sureness: 'standing' },
			...{ minQty: 1, lotQty: 1, leadDays: lead(), pickupCommune: '04576' },
			tiers: [{ minQty: 1, priceVnd: 100_000 }],
			periods: months.map((ahead) => ({ startsOn: monthStart(ahead), declared: each }))
		},
		{ 'Idempotency-Key': crypto.randomUUID() }
	);

/** A demand that is published; cooperatives are asked by a job. */
async function demand(
	buyer: Person,
	type: { code: string; unit: string },
	months: number[],
	quantity: number
): Promise<Schema['Demand']> {
	const places = await read<Schema['PlaceMatchList']>(
		buyer.api,
		'/api/v1/places/search?q=cau giay'
	);
	const first = months[0] ?? 1;
	const last = months.at(-1) ?? 1;
	const draft = await write<Schema['Demand']>(
		buyer.api,
		'POST',
		`/api/v1/orgs/${buyer.orgId}/demands`,
		{
			...{ title: `Giao hàng thử ${Date.now().toString(36)}`, audience: 'all', sealed: false },
			...{ communeCode: places.items[0]?.code, addressLine: 'Kho Mẫu, số 2' },
			...{ delivery: 'delivered', payment: 'deposit', depositPct: 20 },
			answerBy: new Date(Date.now() + 86_400_000).toISOString(),
			lines: [
				{
					...{ typeCode: type.code, unit: type.unit, quantity, frequency: 'monthly' },
					...{ from: monthStart(first), to: dayOf(last, 28), tolerancePct: 5 },
					...{ stars: 0, certificates: [], leastPct: 0, mostSuppliers: 0 }
				}
			]
		},
		{ 'Idempotency-Key': crypto.randomUUID() }
	);
	return write(buyer.api, 'POST', `/api/v1/orgs/${buyer.orgId}/demands/${draft.id}/publish`, {
		version: draft.version
	});
}

/** Signs a document with the code that comes by mail. */
export async function sign(
	who: Person,
	{ id, code: name }: Pick<Schema['Contract'], 'id' | 'code'>,
	number: number
): Promise<void> {
	const base = `/api/v1/orgs/${who.orgId}/contracts/${id}/documents/${number}`;
	const address = who.me.email ?? '';
	const codes = () =>
		mailsTo(address)
			.filter(({ subject, text }) => `${subject} ${text}`.includes(name))
			.map(({ text }) => /\b(\d{6})\b/.exec(text)?.[1])
			.filter((code) => code !== undefined);
	const before = codes().length;
	const document = await read<Schema['ContractDocument']>(who.api, base);
	// One code a minute: another document of this person may have been signed just now.
	await expect
		.poll(async () => (await who.api.post(`${base}/code`)).status(), {
			timeout: 80_000,
			intervals: [500, 5_000]
		})
		.toBe(202);
	await expect.poll(() => codes().length, { timeout: 20_000 }).toBeGreaterThan(before);
	await write(who.api, 'POST', `${base}/sign`, { code: codes().at(-1), sha256: document.sha256Vi });
}

interface Terms {
	buyer: Person;
	sellers: Person[];
	type: { code: string; unit: string };
	/** Months from now, one after another; the first is next month. */
	months: number[];
	/** Of each cooperative, in each month. */
	each: number;
	/** Whether others may make up what lacks without being asked for. */
	substitution?: boolean;
}

/**
 * A contract in force, all over the API: declared, demanded, offered, awarded and signed.
 * The deliveries of next month are due on its first day, so that they are called at once.
 */
export async function contractInForce(terms: Terms): Promise<Schema['Contract']> {
	const { buyer, sellers, type, months, each } = terms;
	for (const seller of sellers) await declare(seller, type, months, each);
	const wanted = await demand(buyer, type, months, each * sellers.length);
	const offersAt = `/api/v1/orgs/${buyer.orgId}/demands/${wanted.id}`;
	const offers = async () =>
		(await read<Schema['OfferComparison']>(buyer.api, `${offersAt}/offers`)).offers.map(
			({ offer }) => offer
		);
	await expect
		.poll(
			async () => {
				const answer = await buyer.api.get(`${offersAt}/offers`);
				return answer.ok() ? (await offers()).length : 0;
			},
			{ timeout: 30_000, message: 'cooperatives are asked' }
		)
		.toBeGreaterThanOrEqual(sellers.length);
	for (const offer of await offers()) {
		const seller = sellers.find(({ orgId }) => orgId === offer.orgId);
		if (!seller) continue;
		await write(seller.api, 'POST', `/api/v1/orgs/${seller.orgId}/offers/${offer.id}/answer`, {
			action: 'accept',
			version: offer.version
		});
	}
	const choices = (await offers())
		.filter(({ status }) => status === 'accepted')
		.flatMap((offer) =>
			offer.items.map(({ lineId, month, capacityId, quantity }) => ({
				...{ offerId: offer.id, lineId, month, capacityId, quantity }
			}))
		);
	const draft = await write<Schema['Contract']>(
		buyer.api,
		'POST',
		`${offersAt}/award`,
		{ choices },
		{ 'Idempotency-Key': crypto.randomUUID() }
	);
	const at = `/api/v1/orgs/${buyer.orgId}/contracts/${draft.id}`;
	const edited = await write<Schema['Contract']>(buyer.api, 'PUT', at, {
		version: draft.version,
		terms: { ...draft.terms, tolerancePct: 5, substitution: terms.substitution ?? false },
		shares: draft.shares.map((share) => ({
			shareId: share.id,
			price: share.price,
			months: share.months
				.filter(({ month }) => month === monthStart(1))
				.map(({ month, contracted }) => ({
					month,
					plan: [{ dueOn: month, quantity: contracted }]
				}))
		}))
	});
	const sent = await write<Schema['Contract']>(buyer.api, 'POST', `${at}/send`, {
		version: edited.version
	});
	for (const party of [buyer, ...sellers]) await sign(party, draft, sent.document);
	return read(buyer.api, at);
}

/** Deliveries of a contract as a party sees them. */
export const deliveriesOf = async (
	who: Person,
	contractId: string
): Promise<Schema['Delivery'][]> =>
	(
		await read<Schema['DeliveryList']>(
			who.api,
			`/api/v1/orgs/${who.orgId}/contracts/${contractId}/deliveries`
		)
	).items;

/** Waits until the job has called off a cooperative's delivery of next month. */
export async function called(seller: Person, contractId: string): Promise<Schema['Delivery']> {
	let found: Schema['Delivery'] | undefined;
	await expect
		.poll(
			async () => {
				found = (await deliveriesOf(seller, contractId)).find(({ status }) => status === 'called');
				return found?.orgId;
			},
			{ timeout: 30_000, message: 'the first delivery is called off' }
		)
		.toBe(seller.orgId);
	return found as Schema['Delivery'];
}
