import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { open } from './support/pages';
import { keep } from './support/screens';
import { t } from './support/words';

/** The most that one answer may weigh on the wire, headers included. */
const mostBytes = 12_000;

interface Answer {
	url: string;
	asked: number;
	bytes: number;
	done: boolean;
}

/** Every call of the API from now on, as Chromium's network saw it. */
async function watched(cdp: CDPSession): Promise<Answer[]> {
	const answers: Answer[] = [];
	const byId = new Map<string, Answer>();
	cdp.on('Network.requestWillBeSent', ({ requestId, request, timestamp }) => {
		if (!request.url.includes('/api/v1/')) return;
		const answer = { url: request.url, asked: timestamp, bytes: 0, done: false };
		byId.set(requestId, answer);
		answers.push(answer);
	});
	cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		const answer = byId.get(requestId);
		if (answer) Object.assign(answer, { bytes: encodedDataLength, done: true });
	});
	await cdp.send('Network.enable');
	return answers;
}

async function on3G(page: Page): Promise<CDPSession> {
	const cdp = await page.context().newCDPSession(page);
	await cdp.send('Network.enable');
	await cdp.send('Network.emulateNetworkConditions', {
		offline: false,
		latency: 400,
		downloadThroughput: 400_000 / 8,
		uploadThroughput: 400_000 / 8,
		connectionType: 'cellular3g'
	});
	return cdp;
}

test.describe('on a phone in the mountains', () => {
	test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

	test('the last key is answered in one round trip of at most 12 kB', async ({ page }) => {
		await open(page, '/');
		const box = page.getByRole('search').getByLabel(t('search_label'));
		// The list's own script comes with the first touch of the field, before any key.
		await box.tap();
		await expect(box).toHaveAttribute('role', 'combobox');
		const cdp = await on3G(page);
		const answers = await watched(cdp);
		await page.evaluate(
			(all) => {
				document.addEventListener('input', () => performance.mark('key'), { capture: true });
				new MutationObserver(() => {
					const shown = [...document.querySelectorAll('[role=option]')];
					if (shown.some((option) => option.textContent?.trim() === all)) performance.mark('shown');
				}).observe(document.body, { childList: true, subtree: true, characterData: true });
			},
			t('suggest_all', { words: 'mut tao meo' })
		);

		await box.pressSequentially('mut tao meo', { delay: 90 });
		const first = page.getByRole('option', { name: /^Mứt tào mèo/ }).first();
		// Whatever earlier keys found: the line that leads to all results names the last words.
		await expect(
			page.getByRole('option', { name: t('suggest_all', { words: 'mut tao meo' }) })
		).toBeVisible();
		await expect(first).toBeVisible();

		const suggestions = answers.filter(({ url }) => url.includes('/search/suggest'));
		const last = suggestions.at(-1);
		expect(new URL(last?.url ?? '').searchParams.get('q')).toBe('mut tao meo');
		expect(
			suggestions.filter(({ url }) => url.includes('q=mut+tao+meo')).length,
			'the last words are asked for once: one round trip'
		).toBe(1);
		expect(answers.length, 'nothing but suggestions is asked for').toBe(suggestions.length);
		expect(suggestions.length, 'keys that follow quickly share a question').toBeLessThan(11);
		for (const { url, bytes } of suggestions) expect(bytes, url).toBeLessThanOrEqual(mostBytes);
		const waited = await page.evaluate(() => {
			const key = performance.getEntriesByName('key').at(-1)?.startTime ?? NaN;
			const shown = performance.getEntriesByName('shown')[0]?.startTime ?? NaN;
			return Math.round(shown - key);
		});
		await keep(page, 'search-3g-suggest', false);

		answers.length = 0;
		await box.press('Enter');
		await expect(page).toHaveURL(/\/cho\?q=mut\+tao\+meo/);
		await expect(page.getByRole('article').first().getByRole('heading')).toHaveText(/^Mứt tào mèo/);
		const lists = answers.filter(({ url }) => url.includes('/api/v1/products?'));
		expect(lists, 'all results come in one answer').toHaveLength(1);
		await expect.poll(() => lists.every(({ done }) => done)).toBe(true);
		for (const { url, bytes } of answers) expect(bytes, url).toBeLessThanOrEqual(mostBytes);

		const figures = {
			questions: suggestions.length,
			suggestBytes: last?.bytes,
			waitedMs: waited,
			listBytes: lists[0]?.bytes
		};
		test.info().annotations.push({ type: 'figures', description: JSON.stringify(figures) });
		console.log('3G:', JSON.stringify(figures));
	});

	test('the longest list of a search is at most 12 kB as well', async ({ page, request }) => {
		await open(page, '/');
		const cdp = await page.context().newCDPSession(page);
		const answers = await watched(cdp);
		const seen: Record<string, number> = {};
		for (const q of ['chè', 'gạo', 'mật ong', 'quế', 'htx', 'a', 'yên bái', 'quà tết']) {
			answers.length = 0;
			await page.evaluate(
				(url) => fetch(url).then((answer) => answer.text()),
				`/api/v1/products?facets=true&q=${encodeURIComponent(q)}&sort=relevance`
			);
			await expect.poll(() => answers[0]?.done).toBe(true);
			seen[q] = answers[0]?.bytes ?? 0;
			expect(seen[q], q).toBeLessThanOrEqual(mostBytes);
		}
		console.log('list bytes:', JSON.stringify(seen));
		expect((await request.get('/api/v1/search/suggest?q=m')).ok()).toBe(true);
	});
});
