import { expect, it } from 'vitest';
import { affected } from './affected';
import type { DemandLineInput } from './queries';

const line = (id: string, more: Partial<DemandLineInput> = {}): DemandLineInput => ({
	id,
	typeCode: 'ga',
	unit: 'con',
	quantity: 4000,
	frequency: 'monthly',
	from: '2027-01-01',
	to: '2027-06-30',
	...more
});
const wording = (...lines: DemandLineInput[]) => ({
	delivery: 'delivered' as const,
	communeCode: '00166',
	payment: 'on_delivery' as const,
	lines
});

it('asks nobody again when nothing that was answered changed', () => {
	const before = wording(line('a', { certificates: ['haccp', 'vietgap'], stars: 0 }));
	const after = wording(line('a', { certificates: ['vietgap', 'haccp'], sureness: 'hoped' }));
	expect(affected(before, after)).toEqual({ ids: [], whole: false });
});

it('asks for lines that changed or went', () => {
	const after = wording(line('a', { quantity: 3000 }), line('c'));
	expect(affected(wording(line('a'), line('b'), line('c')), after).ids).toEqual(['a', 'b']);
});

it('asks for every line when a term of the whole changed', () => {
	const before = wording(line('a'), line('b'));
	expect(affected(before, { ...before, communeCode: '22945' })).toEqual({
		ids: ['a', 'b'],
		whole: true
	});
});
