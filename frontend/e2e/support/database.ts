import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Person } from './workspace';

/** What the run's own database answers; rows by line, columns divided by "|". */
export function sql(query: string): string {
	return execFileSync(
		'psql',
		[
			...[
				'-h',
				join(process.env.E2E_DATA_DIR ?? '', 'postgres'),
				'-U',
				'postgres',
				'-d',
				'chophien'
			],
			...['-q', '-At', '-v', 'ON_ERROR_STOP=1', '-c', query]
		],
		{ encoding: 'utf8' }
	).trim();
}

/**
 * Ends the seven days in which goods of these orders can be returned, and has the hourly
 * job see it now: no test waits so long.
 */
export function endReturnWindow(orderIds: string[]): void {
	sql(`UPDATE book_sales SET release_at = now() WHERE order_id IN ('${orderIds.join("','")}');
INSERT INTO river_job (kind, args, max_attempts) VALUES ('books.release', '{}', 3)`);
}

/** What the market's ledger says that a cooperative is owed, added up entry by entry. */
export function ledgerOwes(coop: Person, account: 'payable' | 'pending'): number {
	return Number(
		sql(`SELECT coalesce(-sum(e.amount_vnd), 0) FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id
WHERE a.kind = 'cooperative_${account}' AND a.owner = '${coop.orgId}'`)
	);
}
