import { heatRows, type HeatRow } from '$features/report/heat';
import { placeRows, type PlaceRow } from '$features/report/place';
import { getHeatTable, getSupplyBoard, type ProductType } from '$features/report/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import { todayIso } from '$lib/date/vn';

/** What of the market's supply and demand is on screen. */
export interface MarketView {
	byPlace: boolean;
	months: 6 | 12;
	/** The type of goods whose places are shown. */
	type: string;
}

export interface MarketData {
	heat: HeatRow[];
	/** Types that anybody declares. */
	types: ProductType[];
	places: PlaceRow[];
	/** The type shown: the one asked for, or the first there is. */
	shown?: ProductType;
}

/** Reads the view out of an address; what makes no sense is left out. */
export function readView(query: URLSearchParams): MarketView {
	return {
		byPlace: query.get('xem') === 'noi',
		months: query.get('thang') === '12' ? 12 : 6,
		type: query.get('loai') ?? ''
	};
}

/** For a page's load: reads what the view needs. */
export async function loadMarket(url: URL) {
	const view = readView(url.searchParams);
	const today = todayIso();
	const remote = new Remote<MarketData>(async () => {
		if (!view.byPlace) {
			const heat = heatRows(await getHeatTable(view.months), today, view.months);
			return { heat, types: [], places: [] };
		}
		const board = await getSupplyBoard({ months: view.months });
		const declared = new Set(board.cells.map(({ typeCode }) => typeCode));
		const types = board.types.filter(({ code }) => declared.has(code) || code === view.type);
		const shown = types.find(({ code }) => code === view.type) ?? types[0];
		const places = shown ? placeRows(board, shown.code, today, view.months) : [];
		return { heat: [], types, places, shown };
	});
	await settle(remote.load());
	return { remote, view };
}
