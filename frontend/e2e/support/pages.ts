import { expect, type Locator, type Page } from '@playwright/test';

/** Opens an address of ours and waits until the application has taken over from the server's page. */
export async function open(page: Page, path: string): Promise<void> {
	await page.goto(path);
	await expect(page.locator('#cp-main')).toHaveCount(0);
}

/** Walks on by Tab until the control has the focus; every stop on the way must be visible. */
export async function tabTo(page: Page, control: Locator, most = 80): Promise<void> {
	// A page that is still on its way takes the focus with it when it comes.
	await expect(control).toBeVisible();
	for (let i = 0; i < most; i++) {
		await page.keyboard.press('Tab');
		const outline = await page.evaluate(() => {
			const at = document.activeElement as HTMLElement;
			// A radio shows its focus on the card around it.
			const ring = [at, at.closest('label')].some((el) => {
				const style = el && getComputedStyle(el);
				return style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
			});
			return { ring, at: at.outerHTML.slice(0, 120) };
		});
		expect(outline.ring, `the focus is visible on ${outline.at}`).toBe(true);
		if (await control.evaluate((el) => el === document.activeElement)) return;
	}
	throw new Error(`${most} tabs did not lead to ${control}`);
}
