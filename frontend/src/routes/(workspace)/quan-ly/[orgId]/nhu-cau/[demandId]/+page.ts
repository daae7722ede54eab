import { redirect } from '@sveltejs/kit';
import { getDemand, getOwnDemand, listProgrammes, type Demand } from '$features/demand/queries';
import { getPlan, whatIf, type Plan } from '$features/matching/queries';
import { listRounds, type Round } from '$features/negotiation/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import { paths } from '$lib/config/paths';
import { href } from '$lib/i18n/locale';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, parent }) => {
	const { orgId, demandId } = params;
	const { membership } = await parent();
	const buyer = membership.kind === 'buyer';
	// A cooperative reads a demand on its board, with its own part of the plan.
	if (membership.kind === 'cooperative') redirect(307, href(paths.orgBoardDemand(orgId, demandId)));
	const demand = new Remote<{ demand: Demand; programme?: string }>(async () => {
		const found = await (buyer ? getOwnDemand(orgId, demandId) : getDemand(demandId));
		const programme = found.programmeId
			? (await listProgrammes()).find(({ id }) => id === found.programmeId)?.name
			: undefined;
		return { demand: found, programme };
	});
	/** The market's plan; for a draft, one asked for now. Of an ended demand, none is asked for. */
	const plan = new Remote<Plan>(async () => {
		if (demand.data?.demand.status === 'draft') return whatIf(orgId, demandId, {});
		return getPlan(demandId);
	});
	/** What cooperatives answered; the page stands without it. */
	const rounds = new Remote<Round[]>(() => listRounds(orgId, demandId));
	const all = demand.load().then(async () => {
		const found = demand.data?.demand;
		if (!found) return;
		const reads = [
			found.lines.length > 0 && plan.load(),
			buyer && found.status !== 'draft' && rounds.load()
		];
		await Promise.all(reads);
	});
	await settle(all);
	return { demand, plan, rounds, buyer };
};
