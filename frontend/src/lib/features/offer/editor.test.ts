import { beforeEach, expect, it, vi } from 'vitest';
import { decodeProblem, ProblemError } from '$lib/api/problem';
import type { OfferDetail } from './queries';

vi.mock('$lib/paraglide/messages', () => ({
	m: new Proxy({}, { get: (_, key) => () => String(key) })
}));
const answered = vi.fn();
vi.mock('./queries', () => ({ answerOffer: answered }));
const { OfferEditor } = await import('./editor.svelte');

const detail = {
	offer: {
		id: 'o',
		orgId: 'a',
		orgName: 'HTX A',
		version: 3,
		members: [],
		items: [],
		proposal: [
			{
				lineId: 'l1',
				month: '2027-01-01',
				orgId: 'a',
				capacityId: 'c1',
				quantity: 100,
				unitPriceVnd: 9000
			}
		]
	},
	demand: {
		lines: [
			{
				id: 'l1',
				typeCode: 'ga',
				quantity: 100,
				frequency: 'monthly',
				from: '2027-01-01',
				to: '2027-01-31'
			}
		]
	},
	capacities: []
} as unknown as OfferDetail;
const shelf = () => {
	const kept = new Map<string, string>();
	return {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => void kept.set(key, value),
		removeItem: (key: string) => void kept.delete(key)
	};
};
const refused = (code: string, errors: object[] = []) =>
	new ProblemError(decodeProblem(409, { status: 409, code, detail: code, errors }));
const row = (editor: InstanceType<typeof OfferEditor>) => {
	const found = editor.values.parts[0]?.rows[0];
	if (!found) throw new Error('no row');
	return found;
};

beforeEach(() => answered.mockReset());

it('keeps what is typed when somebody was quicker, and sends it against the new version', async () => {
	const store = shelf();
	const editor = new OfferEditor(detail, '2026-11-25', store);
	editor.keep();
	expect(new OfferEditor(detail, '2026-11-25', store).restored, 'nothing typed').toBe(false);
	row(editor).quantity = '80';
	editor.keep();
	answered.mockRejectedValueOnce(refused('offer.changed_meanwhile'));
	await expect(editor.send('a', 3)).rejects.toThrow('offer.changed_meanwhile');
	expect(row(editor).quantity).toBe('80');

	const again = new OfferEditor(detail, '2026-11-25', store);
	expect(again.restored).toBe(true);
	answered.mockResolvedValueOnce({ id: 'o' });
	expect(await again.send('a', 4)).toEqual({ id: 'o' });
	expect(answered.mock.calls[1]?.[2]).toMatchObject({
		action: 'counter',
		version: 4,
		items: [{ quantity: 80, unitPriceVnd: 9000 }],
		members: []
	});
	expect(new OfferEditor(detail, '2026-11-25', store).restored, 'sent').toBe(false);
});

it('shows the server’s fault at its field', async () => {
	const editor = new OfferEditor(detail, '2026-11-25', shelf());
	answered.mockRejectedValueOnce(
		refused('request.invalid', [{ pointer: '/items/0/capacityId', code: 'x', detail: 'đã rút' }])
	);
	expect(await editor.send('a', 3)).toBeUndefined();
	expect(editor.form.errors).toEqual({ 'p0-0-quantity': 'đã rút' });
});

it('begins again from what is there now', () => {
	const editor = new OfferEditor(detail, '2026-11-25', shelf());
	row(editor).quantity = '7';
	editor.restart(detail);
	expect(row(editor).quantity).toBe('100');
});
