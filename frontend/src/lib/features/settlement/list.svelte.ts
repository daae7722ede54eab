import { PagedList } from '$lib/api/paged-list.svelte';
import { listSettlements, type MissingCod, type Settlement, type SettlementPage } from './queries';

/** Settlements page by page, with the orders that none tells of. */
export class SettlementList extends PagedList<Settlement, SettlementPage> {
	missing = $state.raw<MissingCod[]>([]);

	/** @param orgId the cooperative's; undefined: all, for the Alliance */
	constructor(orgId?: string) {
		super((cursor) => listSettlements(orgId, cursor));
	}

	protected override told(page: SettlementPage): void {
		this.missing = page.missing;
	}
}
