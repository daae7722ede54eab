import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';

const dir = resolve(import.meta.dirname, '../../../.tools/results/screens');

/** Keeps a picture of the page as the run's artefact, under .tools/results/screens/. */
export async function keep(page: Page, name: string, fullPage = true): Promise<void> {
	mkdirSync(dir, { recursive: true });
	await page.screenshot({ path: join(dir, `${name}.png`), fullPage, animations: 'disabled' });
}
