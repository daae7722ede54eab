import { sql } from './database';

/**
 * Ends the open offers of a contract's shortfalls, as the hourly job does after three
 * days: no test waits so long, so it is written to the run's own database.
 */
export function lapse(contractId: string): void {
	sql(`UPDATE contract_shortfalls SET status = 'lapsed', version = version + 1
WHERE contract_id = '${contractId}' AND status IN ('raised', 'offered')`);
}
