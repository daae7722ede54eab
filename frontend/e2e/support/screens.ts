import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';

const dir = resolve(import.meta.dirname, '../../../.tools/results/screens');

/** Keeps a picture of the page as the run's artefact, under .tools/results/screens/. */
export async function keep(page: Page, name: string, fullPage = true): Promise<void> {
	mkdirSync(dir, { recursive: true });
	// Packing a whole page as PNG takes longer than drawing it.
	await page.screenshot({
		path: join(dir, `${name}.jpg`),
		type: 'jpeg',
		quality: 85,
		fullPage,
		animations: 'disabled'
	});
}
