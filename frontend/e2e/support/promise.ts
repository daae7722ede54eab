import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';

/**
 * Promises goods of a period to a buyer, as an offer or a contract will: until those
 * have an API of their own, written to the run's own database. The database's rules
 * hold here as everywhere.
 */
export function promise(periodId: string, quantity: number, label: string): void {
	const sql = `BEGIN;
INSERT INTO promises (id, period_id, quantity, holder_kind, holder_id, buyer_org_id, label, created_at)
SELECT '${randomUUID()}', '${periodId}', ${quantity}, 'contract', '${randomUUID()}', id, '${label}', now()
FROM organisations WHERE kind = 'buyer' ORDER BY created_at LIMIT 1;
UPDATE capacity_periods SET promised = promised + ${quantity} WHERE id = '${periodId}';
COMMIT;`;
	execFileSync('psql', [
		...['-h', join(process.env.E2E_DATA_DIR ?? '', 'postgres'), '-U', 'postgres', '-d', 'chophien'],
		...['-q', '-v', 'ON_ERROR_STOP=1', '-c', sql]
	]);
}
