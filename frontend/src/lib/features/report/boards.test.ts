import { expect, it } from 'vitest';
import { heatRows } from './heat';
import { placeRows, placeSum } from './place';
import type { HeatCell, ProductType, SupplyCell } from './queries';

const type = (code: string): ProductType => ({
	code,
	name: code,
	unit: 'con',
	unitName: 'con',
	unitWeightG: 1
});
const heat = (typeCode: string, month: string, figures: Partial<HeatCell>): HeatCell => ({
	typeCode,
	month,
	supply: 0,
	promised: 0,
	demanded: 0,
	gap: 0,
	...figures
});

it('puts what lacks most first and leaves out what nobody has or wants', () => {
	const rows = heatRows(
		{
			types: ['a', 'b', 'c', 'd'].map(type),
			cells: [
				heat('a', '2026-12-01', { supply: 500 }),
				heat('b', '2026-12-01', { supply: 400, demanded: 100 }),
				heat('c', '2026-12-01', { supply: 3400, promised: 1000, demanded: 3000, gap: 600 })
			]
		},
		'2026-11-24',
		2
	);
	expect(rows.map((row) => row.type.code)).toEqual(['c', 'b', 'a']);
	const [first] = rows;
	expect(first?.worst?.month).toBe('2026-12-01');
	expect(first?.months.map(({ standing, balance }) => [standing, balance])).toEqual([
		['none', 0],
		['short', -600]
	]);
	expect(rows[1]?.months[1]).toMatchObject({ standing: 'met', balance: 300, free: 400 });
	expect(rows[2]?.months[1]?.standing).toBe('idle');
});

it('lays one type out by commune, the most free first, and sums them up', () => {
	const cell = (communeCode: string, month: string, available: number): SupplyCell => ({
		typeCode: 'a',
		month,
		communeCode,
		communeName: `xã ${communeCode}`,
		declared: available + 10,
		retail: 10,
		promised: 0,
		available,
		suppliers: 2
	});
	const board = {
		types: [type('a')],
		cells: [
			cell('1', '2026-12-01', 100),
			cell('2', '2026-12-01', 300),
			{ ...cell('3', '2026-12-01', 900), typeCode: 'b' }
		]
	};
	const rows = placeRows(board, 'a', '2026-11-24', 2);
	expect(rows.map(({ code, available }) => [code, available])).toEqual([
		['2', 300],
		['1', 100]
	]);
	expect(rows[0]?.months[0]).toMatchObject({ month: '2026-11-01', declared: 0 });
	expect(placeSum(rows)[1]).toMatchObject({ available: 400, declared: 420, suppliers: 4 });
	expect(placeSum([])).toEqual([]);
});
