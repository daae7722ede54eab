import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * Ends the open offers of a contract's shortfalls, as the hourly job does after three
 * days: no test waits so long, so it is written to the run's own database.
 */
export function lapse(contractId: string): void {
	const sql = `UPDATE contract_shortfalls SET status = 'lapsed', version = version + 1
WHERE contract_id = '${contractId}' AND status IN ('raised', 'offered')`;
	execFileSync('psql', [
		...['-h', join(process.env.E2E_DATA_DIR ?? '', 'postgres'), '-U', 'postgres', '-d', 'chophien'],
		...['-q', '-v', 'ON_ERROR_STOP=1', '-c', sql]
	]);
}
