import { getStatement, listLines, type BankLine, type BankStatement } from '$features/bank/queries';
import { PagedList } from '$lib/api/paged-list.svelte';
import { Remote } from '$lib/api/remote.svelte';
import { settle } from '$lib/api/settle';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params }) => {
	const statement = new Remote<BankStatement>(() => getStatement(params.statementId));
	const lines = new PagedList<BankLine>((cursor) =>
		listLines({ statementId: params.statementId }, cursor)
	);
	await settle(Promise.all([statement.load(), lines.load()]));
	return { statement, lines, statementId: params.statementId };
};
