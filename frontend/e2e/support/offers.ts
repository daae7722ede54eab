import { expect } from '@playwright/test';
import type { components } from '../../src/lib/api/schema.gen';
import { read, write, type Person } from './workspace';

type Schema = components['schemas'];

export const chicken = 'ga-hmong-thuong-pham';

/** The cooperative's flock, with the last two months in which it can promise enough. */
export async function flockOf(
	coop: Person,
	enough: number
): Promise<{ capacity: Schema['Capacity']; months: [string, string] }> {
	const { items } = await read<Schema['CapacityList']>(
		coop.api,
		`/api/v1/orgs/${coop.orgId}/capacities`
	);
	const capacity = items.find(({ typeCode }) => typeCode === chicken);
	if (!capacity) throw new Error('no chickens are declared');
	const months = capacity.periods
		.filter(({ past, available }) => !past && available >= enough)
		.map(({ startsOn }) => startsOn)
		.slice(-2);
	expect(months, 'months with chickens to promise').toHaveLength(2);
	return { capacity, months: [months[0] ?? '', months[1] ?? ''] };
}

const lastDay = (month: string): string => {
	const [year = 0, number = 1] = month.split('-').map(Number);
	return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
};

/** The firm asks some cooperatives for chickens; returns the demand as it was published. */
export async function publishDemand(
	firm: Person,
	invited: readonly Person[],
	ask: { months: [string, string]; quantity: number; sealed?: boolean }
): Promise<Schema['Demand']> {
	const base = `/api/v1/orgs/${firm.orgId}/demands`;
	const draft = await write<Schema['Demand']>(
		firm.api,
		'POST',
		base,
		{
			title: `Gà H'Mông thử ${crypto.randomUUID().slice(0, 8)}`,
			audience: 'invited',
			invited: invited.map(({ orgId }) => orgId),
			communeCode: '00166',
			addressLine: 'Kho lạnh Mẫu, số 2 phố Mẫu',
			delivery: 'delivered',
			payment: 'on_delivery',
			sealed: ask.sealed ?? false,
			answerBy: new Date(Date.now() + 10 * 86_400_000).toISOString(),
			lines: [
				{
					typeCode: chicken,
					unit: 'con',
					quantity: ask.quantity,
					frequency: 'monthly',
					from: ask.months[0],
					to: lastDay(ask.months[1])
				}
			]
		},
		{ 'Idempotency-Key': crypto.randomUUID() }
	);
	return write(firm.api, 'POST', `${base}/${draft.id}/publish`, { version: draft.version });
}

/** The cooperative's offer in a demand, once the market has asked it. */
export async function offerIn(coop: Person, demandId: string): Promise<Schema['OwnOffer']> {
	let found: Schema['OwnOffer'] | undefined;
	await expect(async () => {
		const page = await read<Schema['OfferPage']>(
			coop.api,
			`/api/v1/orgs/${coop.orgId}/offers?running=true&limit=100`
		);
		found = page.items.find((offer) => offer.demandId === demandId);
		expect(found, 'the cooperative is asked').toBeTruthy();
	}).toPass({ timeout: 30_000 });
	if (!found) throw new Error('not asked');
	return found;
}

/** Answers over the API. */
export const answer = (
	coop: Person,
	offer: Pick<Schema['Offer'], 'id' | 'version'>,
	body: Omit<Schema['OfferAnswer'], 'version'>
): Promise<Schema['Offer']> =>
	write(coop.api, 'POST', `/api/v1/orgs/${coop.orgId}/offers/${offer.id}/answer`, {
		...body,
		version: offer.version
	});
