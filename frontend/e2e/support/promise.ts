import { expect } from '@playwright/test';
import type { components } from '../../src/lib/api/schema.gen';
import { read, write, type Person } from './workspace';

type Schema = components['schemas'];
type Capacity = Schema['Capacity'];

/**
 * Has a firm be promised so much of a capacity's first month, the way firms are: asked for,
 * accepted and awarded, all over the API. Returns by what name the cooperative sees it.
 */
export async function promise(
	firm: Person,
	coop: Person,
	capacity: Capacity,
	quantity: number
): Promise<string> {
	const period = capacity.periods.find(({ past }) => !past);
	if (!period) throw new Error('nothing is to come');
	const base = `/api/v1/orgs/${firm.orgId}`;
	const key = () => ({ 'Idempotency-Key': crypto.randomUUID() });
	const draft = await write<Schema['Demand']>(
		firm.api,
		'POST',
		`${base}/demands`,
		{
			...{ title: 'Hàng thử', audience: 'invited', invited: [coop.orgId], sealed: true },
			...{ communeCode: '00166', addressLine: 'Kho Mẫu, số 2', delivery: 'delivered' },
			payment: 'on_delivery',
			answerBy: new Date(Date.now() + 3 * 86_400_000).toISOString(),
			lines: [
				{
					...{ typeCode: capacity.typeCode, unit: capacity.unit, quantity, frequency: 'monthly' },
					...{ from: period.startsOn, to: period.endsOn }
				}
			]
		},
		key()
	);
	await write(firm.api, 'POST', `${base}/demands/${draft.id}/publish`, { version: draft.version });
	let offer: Schema['Offer'] | undefined;
	await expect
		.poll(
			async () => {
				const at = `/api/v1/orgs/${coop.orgId}/offers?limit=100`;
				const { items } = await read<Schema['OfferPage']>(coop.api, at);
				offer = items.find(({ demandId }) => demandId === draft.id);
				return Boolean(offer);
			},
			{ message: 'the cooperative is asked', timeout: 30_000 }
		)
		.toBe(true);
	const accepted = await write<Schema['Offer']>(
		coop.api,
		'POST',
		`/api/v1/orgs/${coop.orgId}/offers/${offer?.id}/answer`,
		{ action: 'accept', version: offer?.version }
	);
	const contract = await write<Schema['Contract']>(
		firm.api,
		'POST',
		`${base}/demands/${draft.id}/award`,
		{
			choices: accepted.items.map(({ lineId, month, capacityId, quantity: all }) => ({
				...{ offerId: accepted.id, lineId, month, capacityId, quantity: all }
			}))
		},
		key()
	);
	return `${contract.code} · ${contract.buyerName}`;
}
