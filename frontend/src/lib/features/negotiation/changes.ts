import { formatDateTime } from '$lib/date/vn';
import { m } from '$lib/paraglide/messages';
import type { Comparison, OfferPart } from './queries';
import { keyOf, type Quantities } from './split';
import { count, monthText, statusText, vnd } from './words';

/** What others changed while the buyer looked at a comparison, in sentences. */
export function changes(before: Comparison, after: Comparison, chosen: Quantities): string[] {
	const out: string[] = [];
	const [was, is] = [before.negotiation, after.negotiation];
	if (was.status !== is.status)
		out.push(is.status === 'awarded' ? m.neg_change_awarded() : m.neg_change_ended());
	if (was.revision !== is.revision || before.demandVersion !== after.demandVersion)
		if (is.status === 'open') out.push(m.neg_change_demand());
	if (was.answerBy !== is.answerBy)
		out.push(m.neg_change_deadline({ time: formatDateTime(is.answerBy) }));
	if (is.status !== 'open') return out;
	for (const { offer, parts } of after.offers) {
		const old = before.offers.find((other) => other.offer.id === offer.id);
		const name = offer.orgName;
		if (!old) {
			out.push(m.neg_change_joined({ name }));
			continue;
		}
		if (old.offer.status !== offer.status)
			out.push(m.neg_change_status({ name, status: statusText(offer.status).toLowerCase() }));
		out.push(...partChanges(offer.id, name, old.parts, parts, after, chosen));
	}
	return out;
}

function partChanges(
	offerId: string,
	name: string,
	before: readonly OfferPart[],
	after: readonly OfferPart[],
	comparison: Comparison,
	chosen: Quantities
): string[] {
	const unit = (lineId: string) =>
		comparison.lines.find((line) => line.lineId === lineId)?.unitName ?? '';
	const out: string[] = [];
	for (const old of before) {
		const key = keyOf({ ...old, offerId });
		const now = after.find((part) => keyOf({ ...part, offerId }) === key);
		const month = monthText(old.month);
		const amount = (n: number) => `${count(n)} ${unit(old.lineId)}`;
		if (!now) {
			if (after.length > 0) out.push(m.neg_change_dropped({ name, month }));
			continue;
		}
		if (now.quantity !== old.quantity)
			out.push(
				m.neg_change_quantity({ name, month, was: amount(old.quantity), is: amount(now.quantity) })
			);
		if (now.landedUnitVnd !== old.landedUnitVnd)
			out.push(
				m.neg_change_price({ name, month, was: vnd(old.landedUnitVnd), is: vnd(now.landedUnitVnd) })
			);
		// What others take is news only where the buyer chose more than is left.
		if (now.free < old.free && now.free < (chosen[key] ?? 0))
			out.push(
				m.neg_change_free({ name, month, is: amount(now.free), chosen: amount(chosen[key] ?? 0) })
			);
	}
	for (const part of after)
		if (!before.some((old) => keyOf({ ...old, offerId }) === keyOf({ ...part, offerId })))
			out.push(
				m.neg_change_added({
					name,
					month: monthText(part.month),
					quantity: `${count(part.quantity)} ${unit(part.lineId)}`
				})
			);
	return out;
}
