import {
	getDocument,
	listAddenda,
	type Addendum,
	type ContractDocument
} from '$features/contract/queries';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params: { orgId, contractId }, parent }) => {
	/** Latest first, each with its document. */
	const addenda = new Remote<{ addendum: Addendum; document: ContractDocument }[]>(async () => {
		const list = (await listAddenda(orgId, contractId)).reverse();
		return Promise.all(
			list.map(async (addendum) => ({
				addendum,
				document: await getDocument(orgId, contractId, addendum.document)
			}))
		);
	});
	await Promise.all([parent(), settle(addenda.load())]);
	return { addenda };
};
