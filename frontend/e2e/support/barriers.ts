import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { everyLook, still } from './looks';

/** WCAG 2.2 AA and what axe's authors count as good practice. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Fails with what axe found, named by rule and element. In the dark only contrasts are looked at:
 * the theme changes colours and nothing else (LOOKS=all looks at everything).
 */
export async function expectAccessible(page: Page): Promise<void> {
	await expect(page.locator('h1').first(), 'the page has come').toBeVisible();
	await still(page);
	const dark = await page.evaluate(() => document.documentElement.dataset.theme === 'dark');
	const { violations } = await new AxeBuilder({ page })
		.options({
			runOnly:
				dark && !everyLook
					? { type: 'rule', values: ['color-contrast'] }
					: { type: 'tag', values: tags },
			resultTypes: ['violations']
		})
		// The other mode opens a window for each look, for frames of other origins: we have none.
		.setLegacyMode()
		.analyze();
	const found = violations.map(
		({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`
	);
	expect(found).toEqual([]);
}
