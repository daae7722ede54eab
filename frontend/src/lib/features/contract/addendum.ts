import { lang } from '$lib/i18n/locale';
import { m } from '$lib/paraglide/messages';
import { formatCount, parseCount } from '$lib/quantity/count';
import { readPrice, samePrice, toPriceDraft, type PriceDraft } from './price-draft';
import type { AddendumInput, Contract, ContractMonth, ContractShare, Delivery } from './queries';

export interface AddendumDraft {
	reason: string;
	/** The contract ends; nothing else is changed then. */
	terminate: boolean;
	shares: {
		share: ContractShare;
		/** New quantities, one for each month of the share. */
		months: string[];
		/** Undefined: the price stays. */
		price?: PriceDraft;
		/** Deliveries that can be moved, and the day each would come. */
		moves: { delivery: Delivery; dueOn: string }[];
	}[];
}

export const toAddendumDraft = (
	{ shares }: Pick<Contract, 'shares'>,
	planned: Delivery[]
): AddendumDraft => ({
	reason: '',
	terminate: false,
	shares: shares.map((share) => ({
		share,
		months: share.months.map(({ contracted }) => formatCount(contracted, lang())),
		moves: planned
			.filter(({ shareId }) => shareId === share.id)
			.map((delivery) => ({ delivery, dueOn: delivery.dueOn }))
	}))
});

export const newPriceDraft = (share: ContractShare): PriceDraft => toPriceDraft(share.price);

/** The least a month can be lowered to: all but what is planned and not called yet. */
export const floorOf = ({ contracted, plan }: ContractMonth): number =>
	contracted - plan.reduce((all, { quantity }) => all + quantity, 0);

/** The faults by the ids of their fields, and the changes if there are none. */
export function readAddendum(
	draft: AddendumDraft,
	today: string
): { input?: AddendumInput; errors: Record<string, string> } {
	const errors: Record<string, string> = {};
	const reason = draft.reason.trim();
	if (!reason) errors.reason = m.con_reason_needed();
	if (draft.terminate) {
		return reason ? { errors, input: { reason, terminate: true } } : { errors };
	}
	const months: AddendumInput['months'] = [];
	const prices: AddendumInput['prices'] = [];
	const moves: AddendumInput['moves'] = [];
	draft.shares.forEach((part, i) => {
		const { share } = part;
		const changed = new Set<string>();
		share.months.forEach((month, j) => {
			const contracted = parseCount(part.months[j] ?? '');
			const floor = floorOf(month);
			if (contracted === null || contracted < floor) {
				errors[`month-${i}-${j}`] = m.con_need_floor_of({ count: formatCount(floor, lang()) });
			} else if (contracted !== month.contracted) {
				changed.add(month.month);
				months.push({ shareId: share.id, month: month.month, contracted });
			}
		});
		if (part.price) {
			const read = readPrice(part.price, `price-${i}`);
			Object.assign(errors, read.errors);
			if (read.price && !samePrice(read.price, share.price))
				prices.push({ shareId: share.id, price: read.price });
		}
		part.moves.forEach(({ delivery, dueOn }, j) => {
			if (dueOn === delivery.dueOn) return;
			if (dueOn < today || dueOn.slice(0, 7) !== delivery.month.slice(0, 7)) {
				errors[`move-${i}-${j}`] = m.con_need_move();
			} else if (changed.has(delivery.month)) {
				// A month that changes gets a new calendar, which would forget the move.
				errors[`move-${i}-${j}`] = m.con_need_either();
			} else moves.push({ deliveryId: delivery.id, dueOn });
		});
	});
	if (Object.keys(errors).length > 0) return { errors };
	if (months.length + prices.length + moves.length === 0) {
		return { errors: { changes: m.con_need_change() } };
	}
	return { errors, input: { reason, months, prices, moves } };
}
