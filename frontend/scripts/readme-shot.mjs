// Makes docs/screenshot.png of the README: the market on a desk with a product on a
// phone before it. Start the server first (make run), then:
//
//   node scripts/readme-shot.mjs [http://127.0.0.1:8080]
import { chromium } from '@playwright/test';
import { fileURLToPath } from 'node:url';

const base = process.argv[2] ?? 'http://127.0.0.1:8080';
const target = fileURLToPath(new URL('../../docs/screenshot.png', import.meta.url));
/** Of the finished picture. Small enough that the README loads at once. */
const size = { width: 1280, height: 760 };

const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-dev-shm-usage']
});

/** @param {string} path @param {{ width: number, height: number }} viewport */
async function shoot(path, viewport) {
	const page = await browser.newPage({
		viewport,
		colorScheme: 'light',
		locale: 'vi-VN',
		reducedMotion: 'reduce'
	});
	await page.goto(base + path, { waitUntil: 'networkidle' });
	await page.evaluate(async () => {
		for (const img of document.images) img.loading = 'eager';
		await document.fonts.ready;
		await Promise.all([...document.images].map((img) => img.decode().catch(() => undefined)));
	});
	const picture = await page.screenshot({ animations: 'disabled' });
	await page.close();
	return `data:image/png;base64,${picture.toString('base64')}`;
}

const desk = await shoot('/', { width: 1440, height: 900 });
const phone = await shoot('/san-pham/mut-tao-meo', { width: 390, height: 844 });

const page = await browser.newPage({ viewport: size });
await page.setContent(`<!doctype html>
<style>
	body { margin: 0; width: ${size.width}px; height: ${size.height}px; background: #ebe3d0; overflow: hidden; position: relative }
	img { position: absolute; display: block; outline: 1px solid #cfc4aa; box-shadow: 0 14px 30px #2a241433 }
	.desk { left: 40px; top: 56px; width: 1040px; border-radius: 8px }
	.phone { right: 40px; top: 88px; width: 290px; border-radius: 26px; outline: 7px solid #1d2140 }
</style>
<img class="desk" src="${desk}" alt=""><img class="phone" src="${phone}" alt="">`);
await page.waitForFunction(() => [...document.images].every((img) => img.complete));
await page.screenshot({ path: target });
await browser.close();
console.log(`wrote ${target}`);
