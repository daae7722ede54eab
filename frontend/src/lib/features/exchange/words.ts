import { formatDate } from '$lib/date/vn';
import { lang } from '$lib/i18n/locale';
import { formatVnd } from '$lib/money/vnd';
import { m } from '$lib/paraglide/messages';
import type { ExportTable, Import, ImportRow } from './queries';

type State = Import['state'];

export const stateText = (state: State): string =>
	({
		checking: m.exc_s_checking,
		checked: m.exc_s_checked,
		applying: m.exc_s_applying,
		done: m.exc_s_done,
		cancelled: m.exc_s_cancelled,
		failed: m.exc_s_failed
	})[state]();

export const stateTone = (state: State) =>
	(
		({
			checking: 'indigo',
			checked: 'warn',
			applying: 'indigo',
			done: 'good',
			cancelled: 'plain',
			failed: 'bad'
		}) as const
	)[state];

/** Whether a worker is at it: the page asks again. */
export const underWay = (state: State): boolean => state === 'checking' || state === 'applying';

const fields: Record<string, () => string> = {
	product: m.exc_f_product,
	variant: m.exc_f_variant,
	priceVnd: m.exc_f_priceVnd,
	onHand: m.exc_f_onHand,
	netWeightG: m.exc_f_netWeightG,
	shipWeightG: m.exc_f_shipWeightG,
	minQty: m.exc_f_minQty,
	declared: m.exc_f_declared,
	retail: m.exc_f_retail,
	received: m.exc_f_received,
	madeOn: m.exc_f_madeOn,
	expiresOn: m.exc_f_expiresOn,
	household: m.exc_f_household,
	named: m.exc_f_named,
	areaCode: m.exc_f_areaCode,
	areaIssuer: m.exc_f_areaIssuer,
	note: m.exc_f_note
};

const names = ['product', 'variant', 'household', 'areaCode', 'areaIssuer', 'note'];

/** A figure as people write it; a name as it is. */
function shown(field: string, value: string): string {
	if (field === 'named') return value === 'true' ? m.exc_yes() : m.exc_no();
	if (field.endsWith('On') && value) return formatDate(value);
	if (!/^-?\d+$/.test(value) || names.includes(field)) return value;
	if (field === 'priceVnd') return formatVnd(Number(value), lang());
	const number = new Intl.NumberFormat(lang() === 'en' ? 'en' : 'vi').format(Number(value));
	return field.endsWith('WeightG') ? `${number} g` : number;
}

export function changeText({ field, from, to }: ImportRow['changes'][number]): string {
	const name = fields[field]?.() ?? field;
	return from === undefined
		? m.exc_to({ field: name, to: shown(field, to) })
		: m.exc_from_to({ field: name, from: shown(field, from), to: shown(field, to) });
}

/** Where a row stands, as the spreadsheet says it. */
export const placeOf = (row: ImportRow): string =>
	(row.sheet ? `${row.sheet} · ` : '') + m.exc_line({ line: row.line });

export const tables = (): { id: ExportTable; name: string; note: string }[] => [
	{ id: 'goods', name: m.exc_t_goods(), note: m.exc_t_goods_note() },
	{ id: 'capacity', name: m.exc_t_capacity(), note: m.exc_t_capacity_note() },
	{ id: 'stock-moves', name: m.exc_t_moves(), note: m.exc_t_moves_note() },
	{ id: 'lots', name: m.exc_t_lots(), note: m.exc_t_lots_note() },
	{ id: 'orders', name: m.exc_t_orders(), note: m.exc_t_orders_note() },
	{ id: 'returns', name: m.exc_t_returns(), note: m.exc_t_returns_note() }
];
