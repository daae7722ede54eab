import type { Contract, ContractShare } from './queries';

type Shared = Pick<Contract, 'shares'>;

/** What is bought of one line, over all cooperatives. */
export interface Goods {
	lineId: string;
	typeName: string;
	specification: string;
	unitName: string;
	contracted: number;
	delivered: number;
	forgiven: number;
	remaining: number;
	/** The first days of the months in which something is delivered, in order. */
	months: string[];
	shares: ContractShare[];
}

const sum = (list: number[]): number => list.reduce((all, n) => all + n, 0);

/** The goods of a contract, by line, in the order of its shares. */
export function goodsOf({ shares }: Shared): Goods[] {
	const lines = [...new Set(shares.map(({ lineId }) => lineId))];
	return lines.flatMap((lineId) => {
		const own = shares.filter((share) => share.lineId === lineId);
		const first = own[0];
		if (!first) return [];
		const months = own.flatMap((share) => share.months);
		const { typeName, specification, unitName } = first;
		return {
			lineId,
			typeName,
			specification,
			unitName,
			contracted: sum(months.map((month) => month.contracted)),
			delivered: sum(months.map((month) => month.delivered)),
			forgiven: sum(months.map((month) => month.forgiven)),
			remaining: sum(months.map((month) => month.remaining)),
			months: [...new Set(months.map(({ month }) => month))].sort(),
			shares: own
		};
	});
}

/** The cooperatives of a contract, each once. */
export const sellersOf = ({ shares }: Shared): string[] => [
	...new Set(shares.map(({ orgName }) => orgName))
];

/** The whole of a share. */
export const totalOf = (share: ContractShare): number =>
	sum(share.months.map(({ contracted }) => contracted));

/** What a contract comes to at its base prices. */
export const valueOf = ({ shares }: Shared): number =>
	sum(shares.map((share) => share.price.baseVnd * totalOf(share)));

/** How much of what was called for was accepted, in whole percent; undefined before the first. */
export function rateOf(fulfilment: { called: number; accepted: number }): number | undefined {
	if (fulfilment.called === 0) return undefined;
	return Math.floor((100 * fulfilment.accepted) / fulfilment.called);
}

/** Names with the same key together, each once, in the order in which the keys come. */
export function grouped(list: { key: string; name: string }[]): { key: string; names: string[] }[] {
	const names = new Map<string, string[]>();
	for (const { key, name } of list) {
		const known = names.get(key) ?? [];
		if (!known.includes(name)) known.push(name);
		names.set(key, known);
	}
	return [...names].map(([key, own]) => ({ key, names: own }));
}
