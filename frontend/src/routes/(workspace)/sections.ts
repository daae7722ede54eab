import Award from '@lucide/svelte/icons/award';
import BadgeCheck from '@lucide/svelte/icons/badge-check';
import Building from '@lucide/svelte/icons/building-2';
import Gavel from '@lucide/svelte/icons/gavel';
import Handshake from '@lucide/svelte/icons/handshake';
import Demands from '@lucide/svelte/icons/clipboard-list';
import Clock from '@lucide/svelte/icons/clock-alert';
import Contracts from '@lucide/svelte/icons/file-pen-line';
import LifeBuoy from '@lucide/svelte/icons/life-buoy';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import FileSpreadsheet from '@lucide/svelte/icons/file-spreadsheet';
import House from '@lucide/svelte/icons/house';
import IdCard from '@lucide/svelte/icons/id-card';
import Mail from '@lucide/svelte/icons/mail';
import Megaphone from '@lucide/svelte/icons/megaphone';
import PackageCheck from '@lucide/svelte/icons/package-check';
import ShieldAlert from '@lucide/svelte/icons/shield-alert';
import UserSearch from '@lucide/svelte/icons/user-search';
import Receipt from '@lucide/svelte/icons/receipt-text';
import Scale from '@lucide/svelte/icons/scale';
import Shelf from '@lucide/svelte/icons/package';
import Offers from '@lucide/svelte/icons/messages-square';
import Sprout from '@lucide/svelte/icons/sprout';
import Ticket from '@lucide/svelte/icons/ticket-percent';
import Wallet from '@lucide/svelte/icons/wallet';
import Warehouse from '@lucide/svelte/icons/warehouse';
import Truck from '@lucide/svelte/icons/truck';
import Undo from '@lucide/svelte/icons/undo-2';
import Star from '@lucide/svelte/icons/star';
import ShoppingCart from '@lucide/svelte/icons/shopping-cart';
import Users from '@lucide/svelte/icons/users';
import type { Component } from 'svelte';
import { countText } from '$features/fulfilment/count';
import type { Membership } from '$features/organisation/queries';
import { contractPaths } from '$features/contract/paths';
import { deliveryPaths } from '$features/delivery/paths';
import { booksPaths } from '$features/books/paths';
import { bulkPaths } from '$features/bulk/paths';
import { certificationPaths } from '$features/certification/paths';
import { demandPaths } from '$features/demand/paths';
import { exchangePaths } from '$features/exchange/paths';
import { invoicePaths } from '$features/invoice/paths';
import { offerPaths } from '$features/offer/paths';
import { returnPaths } from '$features/returns/paths';
import { dossierPaths } from '$features/dossier/paths';
import { reviewPaths } from '$features/review/paths';
import { voucherPaths } from '$features/voucher/paths';
import { covers } from '$lib/access/covers';
import { deskPaths } from '$lib/config/desk-paths';
import { paths } from '$lib/config/paths';
import { workPaths } from '$lib/config/workspace-paths';
import { href } from '$lib/i18n/locale';
import { m } from '$lib/paraglide/messages';

export interface Section {
	href: string;
	label: string;
	icon: Component<{ class?: string; strokeWidth?: number }>;
	current: boolean;
	count?: string;
	spoken?: string;
	/** Not in the phone's bar, which has room for five: it stands in the menu there. */
	deep?: boolean;
}

/**
 * The parts of a workspace by kind of organisation; at most five that are not deep,
 * they fill the phone's bar.
 * @param path where we are, without the language prefix
 * @param waiting orders to confirm; undefined while unknown
 */
export function sections(membership: Membership, path: string, waiting?: number): Section[] {
	const id = membership.orgId;
	const home = membership.kind === 'alliance' ? paths.alliance : paths.workspace(id);
	const section = (to: string, label: string, icon: Section['icon'], counted = 0): Section => ({
		href: href(to),
		label,
		icon,
		current: to === home ? path === to : path === to || path.startsWith(`${to}/`),
		...(counted > 0 && {
			count: countText(counted),
			spoken: m.ws_orders_waiting({ count: countText(counted) })
		})
	});
	const desk = (to: (orgId: string) => string, label: string, icon: Section['icon']) =>
		section(to(id), label, icon);
	const people = [
		section(workPaths.orgMembers(id), m.ws_members(), Users),
		section(workPaths.orgCard(id), m.ws_card(), IdCard),
		...(membership.role === 'owner'
			? [section(workPaths.orgLog(id), m.people_log(), ScrollText)]
			: []),
		section(workPaths.orgHelp(id), m.people_help(), LifeBuoy)
	];
	/** Parts whose work the reader's role does not cover only stand in the way. */
	const trade = covers(membership, 'trade');
	const deliveries = section(deliveryPaths.coming(id), m.dlv_nav(), Truck);
	switch (membership.kind) {
		case 'cooperative':
			return [
				section(home, m.ws_today(), House),
				section(workPaths.orgOrders(id), m.ws_orders(), Receipt, waiting),
				section(workPaths.orgGoods(id), m.ws_goods(), Shelf),
				...(trade
					? [
							section(workPaths.orgSupply(id), m.supply_title(), Sprout),
							section(workPaths.orgDemandBoard(id), m.board_demand_nav(), Megaphone)
						]
					: []),
				...[
					section(workPaths.orgLots(id), m.lot_nav(), Warehouse),
					...(trade ? [section(offerPaths.list(id), m.offer_title(), Offers)] : []),
					...(covers(membership, 'trade', 'money')
						? [section(contractPaths.list(id), m.con_nav(), Contracts)]
						: []),
					deliveries,
					...(covers(membership, 'money')
						? [section(booksPaths.money(id), m.mon_nav(), Wallet)]
						: []),
					...(covers(membership, 'price', 'money')
						? [section(voucherPaths.list(id), m.vou_nav(), Ticket)]
						: []),
					section(returnPaths.list(id), m.ret_nav(), Undo),
					...(covers(membership, 'import', 'export')
						? [section(exchangePaths.home(id), m.exc_nav(), FileSpreadsheet)]
						: []),
					...(trade ? [section(workPaths.orgMarket(id), m.board_market_nav(), Scale)] : []),
					section(dossierPaths.list(id), m.dos_nav(), Award),
					section(certificationPaths.list(id), m.cer_nav(), BadgeCheck),
					section(reviewPaths.list(id), m.rev_org_nav(), Star),
					desk(deskPaths.orgLetters, m.lia_nav(), Mail),
					desk(deskPaths.orgTickets, m.tic_complaints(), Gavel),
					desk(deskPaths.orgTakedowns, m.tdn_own(), ShieldAlert),
					...people
				].map(deep)
			];
		case 'alliance':
			return [
				section(home, m.ws_overview(), House),
				section(workPaths.allianceOrgs, m.ws_organisations(), Building),
				section(workPaths.allianceOrders, m.ws_orders(), Receipt),
				section(workPaths.allianceDemands, m.board_demand_nav(), Megaphone),
				section(workPaths.allianceMarket, m.board_market_nav(), Scale),
				...[
					section(workPaths.allianceUnanswered, m.wrk_unanswered_nav(), Clock),
					section(contractPaths.all, m.con_nav(), Contracts),
					section(booksPaths.finance, m.mon_finance(), Wallet),
					section(voucherPaths.platform, m.vou_nav(), Ticket),
					section(returnPaths.disputes, m.ret_disputes_nav(), Undo),
					section(workPaths.allianceLots, m.lot_alliance(), Warehouse),
					section(workPaths.allianceProgrammes, m.programme_nav(), Handshake),
					section(dossierPaths.desk, m.dos_nav(), Award),
					section(reviewPaths.desk, m.rev_org_nav(), Star),
					section(deskPaths.verifications, m.ver_nav(), BadgeCheck),
					section(deskPaths.listings, m.chk_title(), PackageCheck),
					section(deskPaths.complaints, m.tic_complaints(), Gavel),
					section(deskPaths.dataRequests, m.tic_data(), UserSearch),
					section(deskPaths.threads, m.lia_threads(), Mail),
					...people
				].map(deep)
			];
		case 'buyer':
			return [
				section(home, m.ws_overview(), House),
				section(bulkPaths.sheet(id), m.bulk_nav(), ShoppingCart),
				section(bulkPaths.orders(id), m.bulk_orders_nav(), Receipt),
				section(demandPaths.list(id), m.demand_section(), Demands),
				section(contractPaths.list(id), m.con_nav(), Contracts),
				...[
					deliveries,
					section(invoicePaths.list(id), m.inv_nav(), Wallet),
					section(workPaths.orgMarket(id), m.board_market_nav(), Scale),
					desk(deskPaths.orgLetters, m.lia_nav(), Mail),
					...people
				].map(deep)
			];
	}
}

const deep = (section: Section): Section => ({ ...section, deep: true });
