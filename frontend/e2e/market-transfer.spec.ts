import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { components } from '../src/lib/api/schema.gen';
import { looks } from './support/looks';
import { keep } from './support/screens';
import { fillCart, fillContact, onOrderPage, orderButton, termsTick } from './support/shopping';
import { like, t } from './support/words';
import { expect, expectAccessible, read, test, write } from './support/workspace';

type Schema = components['schemas'];

/** What a phone's camera reads off the screen. */
async function scan(page: Page): Promise<string> {
	const dir = mkdtempSync(join(tmpdir(), 'vietqr-'));
	try {
		const file = join(dir, 'code.png');
		await page.getByRole('img', { name: like('pay_qr_alt') }).screenshot({ path: file });
		return execFileSync('zbarimg', ['--quiet', '--raw', file], { encoding: 'utf8' }).trimEnd();
	} finally {
		rmSync(dir, { recursive: true });
	}
}
