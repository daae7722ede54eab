import Building from '@lucide/svelte/icons/building-2';
import Demands from '@lucide/svelte/icons/clipboard-list';
import House from '@lucide/svelte/icons/house';
import IdCard from '@lucide/svelte/icons/id-card';
import Receipt from '@lucide/svelte/icons/receipt-text';
import Shelf from '@lucide/svelte/icons/package';
import Users from '@lucide/svelte/icons/users';
import type { Component } from 'svelte';
import type { Membership } from '$features/organisation/queries';
import { demandPaths } from '$features/demand/paths';
import { paths } from '$lib/config/paths';
import { href } from '$lib/i18n/locale';
import { m } from '$lib/paraglide/messages';

export interface Section {
	href: string;
	label: string;
	icon: Component<{ class?: string; strokeWidth?: number }>;
	current: boolean;
	count?: number;
	spoken?: string;
}

/**
 * The parts of a workspace by kind of organisation; at most five, they fill the phone's bar.
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
		...(counted > 0 && { count: counted, spoken: m.ws_orders_waiting({ count: counted }) })
	});
	const people = [
		section(paths.orgMembers(id), m.ws_members(), Users),
		section(paths.orgCard(id), m.ws_card(), IdCard)
	];
	switch (membership.kind) {
		case 'cooperative':
			return [
				section(home, m.ws_today(), House),
				section(paths.orgOrders(id), m.ws_orders(), Receipt, waiting),
				section(paths.orgGoods(id), m.ws_goods(), Shelf),
				...people
			];
		case 'alliance':
			return [
				section(home, m.ws_overview(), House),
				section(paths.allianceOrgs, m.ws_organisations(), Building),
				section(paths.allianceOrders, m.ws_orders(), Receipt),
				...people
			];
		case 'buyer':
			return [
				section(home, m.ws_overview(), House),
				section(demandPaths.list(id), m.demand_section(), Demands),
				...people
			];
	}
}
