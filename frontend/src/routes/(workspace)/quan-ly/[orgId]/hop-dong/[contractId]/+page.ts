import {
	getContract,
	getDocument,
	listEvents,
	listObligations,
	type ContractDocument,
	type ContractEvent,
	type Obligation
} from '$features/contract/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, parent }) => {
	const { orgId, contractId } = params;
	const { contract } = await parent();
	/** The document that is signed or was; none while there never was one. */
	const paper = new Remote<ContractDocument | undefined>(async () => {
		const { document } = contract.data ?? (await getContract(orgId, contractId));
		return document > 0 ? getDocument(orgId, contractId, document) : undefined;
	});
	const obligations = new Remote<Obligation[]>(() => listObligations(orgId, contractId));
	const events = new Remote<ContractEvent[]>(() => listEvents(orgId, contractId));
	await settle(Promise.all([paper.load(), obligations.load(), events.load()]));
	return { paper, obligations, events };
};
