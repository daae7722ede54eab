import { expect, type Page } from '@playwright/test';

/**
 * The looks in which pages are looked at: every width and every theme once. With LOOKS=all
 * each of the four pairs, which takes twice as long.
 */
const all = [
	{ name: 'phone-light', width: 390, height: 844, colorScheme: 'light' },
	{ name: 'wide-dark', width: 1440, height: 900, colorScheme: 'dark' },
	{ name: 'phone-dark', width: 390, height: 844, colorScheme: 'dark' },
	{ name: 'wide-light', width: 1440, height: 900, colorScheme: 'light' }
] as const;

/** Whether all looks are asked for. */
export const everyLook = process.env.LOOKS === 'all';

export const looks = everyLook ? all : all.slice(0, 2);

/**
 * For pages deep in a workspace, which share their parts with those that are looked at in
 * every look: on the phone only, unless all looks are asked for.
 */
export const deepLooks = everyLook ? all : all.slice(0, 1);

type Look = (typeof all)[number];

/** Waits until what fades, slides or changes colour has done so. */
export async function still(page: Page): Promise<void> {
	await page.evaluate(async () => {
		// Styles that were changed just now begin to fade in the next frame; a page behind
		// another is not drawn at all.
		await new Promise((drawn) => {
			requestAnimationFrame(() => requestAnimationFrame(drawn));
			setTimeout(drawn, 250);
		});
		const ended = Promise.all(
			document
				.getAnimations()
				.filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime))
				.map((one) => one.finished.catch(() => undefined))
		);
		// Behind another page they stand still, and end never.
		await Promise.race([ended, new Promise((waited) => setTimeout(waited, 2000))]);
	});
}

/** Loads every picture of the page, also those below the fold, and waits until it is still. */
async function settle(page: Page): Promise<void> {
	await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
	await page.evaluate(async () => {
		for (const img of document.images) img.loading = 'eager';
		await Promise.all(
			[...document.images]
				.filter((img) => img.src)
				.map((img) => img.decode().catch(() => undefined))
		);
		await document.fonts.ready;
	});
	await still(page);
}

/** Gives an open page a look, and waits until it is still. */
export async function wear(page: Page, { width, height, colorScheme }: Look): Promise<void> {
	await page.setViewportSize({ width, height });
	await page.evaluate((now) => (document.documentElement.dataset.theme = now), colorScheme);
	await settle(page);
}
