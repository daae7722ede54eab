import { expect } from '@playwright/test';
import type { components } from '../../src/lib/api/schema.gen';
import { mailsTo } from './mail';
import { t } from './words';
import { read, write, type Person } from './workspace';

type Schema = components['schemas'];
export type Contract = Schema['Contract'];

/** Nobody in the demo trades it: these tests have its supply to themselves. */
const goods = { typeCode: 'khoai-so-nuong', unit: 'kg' };
const months = [2, 3, 4];

function monthStart(ahead: number): string {
	const now = new Date(Date.now() + 7 * 3_600_000);
	return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1))
		.toISOString()
		.slice(0, 10);
}
function monthEnd(ahead: number): string {
	const day = new Date(`${monthStart(ahead + 1)}T00:00:00Z`);
	day.setUTCDate(0);
	return day.toISOString().slice(0, 10);
}
const key = () => ({ 'Idempotency-Key': crypto.randomUUID() });

/** Declares half of what the firm asks for. */
const declare = (coop: Person, price: number) =>
	write<Schema['Capacity']>(
		coop.api,
		'POST',
		`/api/v1/orgs/${coop.orgId}/capacities`,
		{
			...goods,
			period: 'month',
			sureness: 'standing',
			minQty: 10,
			lotQty: 10,
			leadDays: 5,
			pickupCommune: '04252',
			tiers: [{ minQty: 10, priceVnd: price }],
			periods: months.map((ahead) => ({ startsOn: monthStart(ahead), declared: 3000, retail: 0 }))
		},
		key()
	);

/** The offer of a demand, once the market has asked the cooperative. */
async function offerOf(coop: Person, demandId: string): Promise<Schema['Offer']> {
	let found: Schema['Offer'] | undefined;
	await expect
		.poll(
			async () => {
				const page = await read<Schema['OfferPage']>(coop.api, `/api/v1/orgs/${coop.orgId}/offers`);
				found = page.items.find((offer) => offer.demandId === demandId);
				return Boolean(found);
			},
			{ message: 'an offer of the demand', timeout: 30_000 }
		)
		.toBe(true);
	return found as Schema['Offer'];
}

/**
 * A contract drafted from an award: the firm asks two cooperatives, both accept half of it,
 * the firm chooses both. All of it over the API.
 */
export async function drafted(firm: Person, coops: Person[], title: string): Promise<Contract> {
	const capacities = new Map<string, string>();
	for (const [i, coop] of coops.entries()) {
		const there = await read<Schema['CapacityList']>(
			coop.api,
			`/api/v1/orgs/${coop.orgId}/capacities`
		);
		const known = there.items.find(({ typeCode }) => typeCode === goods.typeCode);
		capacities.set(coop.orgId, (known ?? (await declare(coop, 30_000 + i * 1000))).id);
	}
	const draft = await write<Schema['Demand']>(
		firm.api,
		'POST',
		`/api/v1/orgs/${firm.orgId}/demands`,
		{
			title,
			audience: 'invited',
			invited: coops.map(({ orgId }) => orgId),
			communeCode: '00166',
			addressLine: 'Kho lạnh Mẫu, số 2 phố Mẫu',
			delivery: 'delivered',
			payment: 'deposit',
			depositPct: 20,
			sealed: false,
			answerBy: new Date(Date.now() + 10 * 86_400_000).toISOString(),
			lines: [
				{
					...goods,
					quantity: 600,
					frequency: 'monthly',
					from: monthStart(months[0] ?? 0),
					to: monthEnd(months.at(-1) ?? 0),
					highestVnd: 90_000,
					tolerancePct: 5
				}
			]
		},
		key()
	);
	const demand = await write<Schema['Demand']>(
		firm.api,
		'POST',
		`/api/v1/orgs/${firm.orgId}/demands/${draft.id}/publish`,
		{ version: draft.version }
	);
	const lineId = demand.lines[0]?.id ?? '';
	const choices: Schema['Choice'][] = [];
	let open = false;
	for (const coop of coops) {
		const capacityId = capacities.get(coop.orgId) ?? '';
		const items = months.map((ahead) => ({
			lineId,
			month: monthStart(ahead),
			orgId: coop.orgId,
			capacityId,
			quantity: 300,
			unitPriceVnd: 32_000
		}));
		// The first cooperative is asked by the market; the negotiation is open from then on.
		if (!open) {
			await expect
				.poll(
					async () => {
						const at = `/api/v1/orgs/${firm.orgId}/demands/${demand.id}/offers`;
						return (await firm.api.get(at)).ok();
					},
					{ message: 'an open negotiation', timeout: 30_000 }
				)
				.toBe(true);
			open = true;
		}
		const asked = await write<Schema['Offer']>(
			firm.api,
			'POST',
			`/api/v1/orgs/${firm.orgId}/demands/${demand.id}/offers`,
			{ orgId: coop.orgId, items }
		);
		const offer = await offerOf(coop, demand.id);
		await write(coop.api, 'POST', `/api/v1/orgs/${coop.orgId}/offers/${offer.id}/answer`, {
			action: 'accept',
			version: offer.version
		});
		for (const item of items)
			choices.push({
				offerId: asked.id,
				lineId,
				month: item.month,
				capacityId,
				quantity: item.quantity
			});
	}
	return write<Contract>(
		firm.api,
		'POST',
		`/api/v1/orgs/${firm.orgId}/demands/${demand.id}/award`,
		{ choices },
		key()
	);
}

/** A person's signing code for a contract: asked for by `ask`, read out of the mail that it brings. */
export async function codeAfter(
	person: Person,
	contractCode: string,
	ask: () => Promise<unknown>
): Promise<string> {
	const address = person.me.email ?? '';
	const mails = () => mailsTo(address).filter(({ subject }) => subject.includes(contractCode));
	const codes = () => mails().flatMap(({ text }) => /\b\d{6}\b/.exec(text)?.[0] ?? []);
	const before = codes().length;
	await ask();
	await expect
		.poll(() => codes().length, { message: `a code to ${address}`, timeout: 20_000 })
		.toBeGreaterThan(before);
	return codes().at(-1) ?? '';
}

/** Signs a document over the API. */
export async function sign(person: Person, contract: Contract, number: number): Promise<void> {
	const at = `/api/v1/orgs/${person.orgId}/contracts/${contract.id}/documents/${number}`;
	const { sha256Vi } = await read<Schema['ContractDocument']>(person.api, at);
	const code = await codeAfter(person, contract.code, () =>
		write(person.api, 'POST', `${at}/code`, undefined)
	);
	await write(person.api, 'POST', `${at}/sign`, { code, sha256: sha256Vi });
}

/** What is said of how many have signed. */
export const signedCount = (count: number, all: number) => t('con_signed_count', { count, all });
