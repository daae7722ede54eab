import type { Locator, Page } from '@playwright/test';
import type { components } from '../src/lib/api/schema.gen';
import {
	called,
	contractInForce,
	dayOf,
	declare,
	deliveriesOf,
	monthStart
} from './support/deliveries';
import { lapse } from './support/lapse';
import { deepLooks } from './support/looks';
import { keep } from './support/screens';
import { like, t } from './support/words';
import { expect, expectAccessible, read, test, write, type Person } from './support/workspace';

type Schema = components['schemas'];

/** Nobody of the demo trades these: what is free of them is what this file declares. */
const pellets = { code: 'vien-nen', unit: 'tấn' };
const each = 100;

// One contract carries the whole file: its parties sign at most once a minute.
test.describe.configure({ mode: 'serial' });

interface World {
	buyer: Person;
	/** Short in the first month. */
	short: Person;
	/** Delivers as agreed. */
	steady: Person;
	/** Has capacity, and no part in the contract. */
	other: Person;
	contract: Schema['Contract'];
}
let made: Promise<World> | undefined;

const day = (iso: string) => iso.split('-').reverse().join('/');
const at = (who: Person, contract: Schema['Contract'], rest = '') =>
	`/quan-ly/${who.orgId}/hop-dong/${contract.id}/lich${rest}`;

/** A picture with a place in its EXIF, as a phone takes it. */
async function photo(page: Page): Promise<Buffer> {
	const plain = await page.evaluate(() => {
		const canvas = document.createElement('canvas');
		[canvas.width, canvas.height] = [2000, 1500];
		canvas.getContext('2d')?.fillRect(0, 0, 1000, 1500);
		return canvas.toDataURL('image/jpeg').split(',')[1] ?? '';
	});
	const jpeg = Buffer.from(plain, 'base64');
	const exif = Buffer.from('Exif\0\0MM\0*\0\0\0\x08 GPS 21.7 104.9 bí mật', 'latin1');
	const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
	return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]);
}

/** Rests a finger on a thing until it can be dragged, and drags it. */
async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
	const centre = async (thing: Locator) => {
		const box = await thing.boundingBox();
		if (!box) throw new Error('not to be seen');
		return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
	};
	const [start, end] = [await centre(from), await centre(to)];
	const finger = await page.context().newCDPSession(page);
	const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) =>
		finger.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });
	await touch('touchStart', start);
	// The drag begins when the day it would drop on is shown.
	await expect(page.locator('main p.fixed')).toBeVisible();
	await touch('touchMove', { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 });
	await touch('touchMove', end);
	await touch('touchEnd');
	await finger.detach();
}

const scene = test.extend<{ world: World }>({
	world: async ({ person }, use) => {
		made ??= (async () => {
			const [buyer, short, steady, other] = [
				await person('firm'),
				await person('dgp'),
				await person('doanLuong'),
				await person('rice')
			];
			const sellers = [short, steady];
			const contract = await contractInForce({
				buyer,
				sellers,
				type: pellets,
				months: [1, 2],
				each
			});
			await declare(other, pellets, [1, 2], 60);
			return { buyer, short, steady, other, contract };
		})();
		await use(await made);
	}
});

scene(
	'a month is called, comes short, is made up and accepted in part',
	async ({ world, pageOf }) => {
		scene.setTimeout(300_000);
		const { buyer, short, other, contract } = world;
		const first = await called(short, contract.id);

		// The cooperative sees it on its day, and says that fewer come.
		const phone = await pageOf(short);
		await phone.setViewportSize({ width: 390, height: 844 });
		await phone.goto(`/quan-ly/${short.orgId}`);
		const due = phone.getByRole('table', { name: t('dlv_today_deliver') });
		await due
			.getByRole('link', {
				name: t('ful_do_on', { step: t('dlv_do_confirm'), code: first.code })
			})
			.click();
		await expect(phone.getByText(t('dlv_status_called'), { exact: true })).toBeVisible();
		await phone.getByRole('button', { name: t('dlv_do_confirm') }).click();
		const sheet = phone.getByRole('dialog');
		await sheet.getByLabel(t('dlv_stated', { unit: 'tấn' })).fill('101');
		await sheet.getByRole('button', { name: t('dlv_do_confirm') }).click();
		await expect(
			sheet.getByText(t('dlv_stated_range', { most: '100 tấn' })).first(),
			'no more than was called for'
		).toBeVisible();
		await sheet.getByLabel(t('dlv_stated', { unit: 'tấn' })).fill('70');
		await expect(
			sheet.getByText(t('dlv_lacks', { quantity: '30 tấn' })),
			'the shortfall is said before it is sent'
		).toBeVisible();
		await expectAccessible(phone);
		await sheet
			.getByRole('button', { name: t('dlv_confirm_send', { quantity: '70 tấn' }) })
			.click();
		await expect(sheet).toBeHidden();
		await expect(phone.getByText(t('dlv_status_confirmed'), { exact: true })).toBeVisible();
		await expect(phone.getByText(t('dlv_short_raised'))).toBeVisible();
		await expect(
			phone.getByRole('button', { name: t('dlv_consent') }),
			'who is short does not decide'
		).toHaveCount(0);

		// The buyer has it offered to others.
		const desk = await pageOf(buyer);
		await desk.goto(at(buyer, contract));
		await expect(desk.getByRole('heading', { name: t('dlv_shortfalls') })).toBeVisible();
		await desk.getByRole('button', { name: t('dlv_consent') }).click();
		await expect(desk.getByText(t('dlv_short_offered'))).toBeVisible();

		// Another cooperative takes a part, on the same terms.
		const third = await pageOf(other);
		await third.goto(`/quan-ly/${other.orgId}`);
		await third.getByRole('link', { name: t('dlv_offered_title') }).click();
		await expect(third.getByText(t('dlv_off_left', { quantity: '30 tấn' }))).toBeVisible();
		await expectAccessible(third);
		await keep(third, 'deliveries-offered');
		await third.getByRole('button', { name: t('dlv_take') }).click();
		const taking = third.getByRole('dialog');
		await taking.getByLabel(t('dlv_take_quantity', { unit: 'tấn' })).fill('20');
		await expectAccessible(third);
		await taking.getByRole('button', { name: t('dlv_take_send', { quantity: '20 tấn' }) }).click();
		await expect(third.getByText(t('dlv_took', { quantity: '20 tấn' }))).toBeVisible();
		await expect(
			third.getByText(t('dlv_off_left', { quantity: '10 tấn' })),
			'what is left is still offered'
		).toBeVisible();
		await expect
			.poll(async () => (await deliveriesOf(other, contract.id)).map(({ status }) => status))
			.toEqual(['called']);

		// Sent in two lots; what is typed outlives a reload.
		await phone.reload();
		await phone.getByRole('button', { name: t('dlv_do_ship') }).click();
		await expect(sheet.getByLabel(t('dlv_lot_quantity', { unit: 'tấn' }))).toHaveValue('70');
		await sheet.getByLabel(t('dlv_lot_quantity', { unit: 'tấn' })).fill('40');
		await sheet.getByLabel(t('dlv_lot_weight')).fill('40.120,5');
		await sheet.getByRole('button', { name: t('dlv_lot_add') }).click();
		const lot = sheet.getByRole('group', { name: t('dlv_lot', { number: 2 }) });
		await lot.getByLabel(t('dlv_lot_quantity', { unit: 'tấn' })).fill('30');
		await phone.reload();
		await phone.getByRole('button', { name: t('dlv_do_ship') }).click();
		await expect(lot.getByLabel(t('dlv_lot_quantity', { unit: 'tấn' }))).toHaveValue('30');
		await sheet.getByRole('button', { name: t('dlv_ship_send') }).click();
		await expect(sheet.getByText(t('dlv_lot_need_weight', { number: 2 })).first()).toBeVisible();
		await lot.getByLabel(t('dlv_lot_weight')).fill('29.900');
		await expect(sheet.getByText('70.020,5 kg')).toBeVisible();
		await expectAccessible(phone);
		await keep(phone, 'deliveries-ship-phone', false);
		await sheet.getByRole('button', { name: t('dlv_ship_send') }).click();
		await expect(sheet).toBeHidden();
		await expect(phone.getByText(t('dlv_status_shipped'), { exact: true })).toBeVisible();

		// The buyer takes a part of it, with the reason and a photo that tells no place.
		await desk.goto(`/quan-ly/${buyer.orgId}`);
		await desk
			.getByRole('table', { name: t('dlv_today_accept') })
			.getByRole('link', { name: t('ful_do_on', { step: t('dlv_do_accept'), code: first.code }) })
			.click();
		await desk.getByRole('button', { name: t('dlv_do_accept_part') }).click();
		const part = desk.getByRole('dialog');
		await part.getByRole('button', { name: t('dlv_part_send') }).click();
		await expect(part.getByText(t('dlv_need_reason')).first()).toBeVisible();
		await part.getByLabel(t('dlv_accepted_count', { unit: 'tấn' })).fill('65');
		await part.getByLabel(t('dlv_reason'), { exact: true }).fill('5 tấn bị ướt');
		await part
			.locator('input[type=file][capture]')
			.setInputFiles({ name: 'uot.jpg', mimeType: 'image/jpeg', buffer: await photo(desk) });
		const shown = part.getByRole('img', { name: t('dlv_photo_nth', { number: 1 }) });
		await expect(shown).toBeVisible();
		await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1600);
		await expectAccessible(desk);
		await part.getByRole('button', { name: t('dlv_part_send') }).click();
		await expect(part).toBeHidden();
		await expect(
			desk.getByText(t('dlv_status_accepted_part'), { exact: true }).first()
		).toBeVisible();
		const now = (await deliveriesOf(buyer, contract.id)).find(({ id }) => id === first.id);
		expect(now?.pictures).toHaveLength(1);
		const bytes = await (
			await short.api.get(
				`/api/v1/orgs/${short.orgId}/deliveries/${first.id}/pictures/${now?.pictures[0]}`
			)
		).body();
		expect(bytes.includes('Exif'), 'no EXIF leaves the buyer').toBe(false);
		expect(bytes.includes('GPS')).toBe(false);

		// Both sides read the same figures and the same debts.
		const figures = (page: Page) => page.locator('[data-figures]').innerText();
		await phone.reload();
		await expect(phone.getByText('5 tấn bị ướt').first()).toBeVisible();
		await phone.setViewportSize({ width: 1440, height: 900 });
		expect(await figures(phone)).toBe(await figures(desk));
		expect(await figures(desk)).toContain('65 tấn');
		expect(await figures(desk)).toContain(t('dlv_owed_penalty'));
		await expectAccessible(desk);
		await keep(desk, 'deliveries-accepted');
	}
);

scene(
	'deliveries are moved by mouse, keys and form, and only an addendum comes of it',
	async ({ world, pageOf }) => {
		scene.setTimeout(120_000);
		const { buyer, short, contract } = world;
		const page = await pageOf(buyer);
		await page.setViewportSize({ width: 1440, height: 900 });
		const before = await deliveriesOf(buyer, contract.id);
		const planned = before.filter(
			({ dueOn, status }) => status === 'planned' && dueOn >= monthStart(2)
		);
		const [a, b] = planned;
		if (!a || !b) throw new Error('nothing is planned for the second month');
		await page.goto(at(buyer, contract));
		const cell = (iso: string) => page.locator(`td[data-day="${iso}"]`);
		const chip = (delivery: Schema['Delivery']) => page.locator(`#dot-${delivery.id}`);
		await expect(chip(a)).toBeVisible();

		// Into another month it does not go; within its own it does.
		await chip(a).scrollIntoViewIfNeeded();
		await chip(a).dragTo(cell(dayOf(1, 20)));
		await expect(page.getByRole('status').filter({ hasText: t('dlv_not_month') })).toHaveCount(1);
		await drag(page, chip(a), cell(dayOf(2, 21)));
		await expect(cell(dayOf(2, 21)).locator(`#dot-${a.id}`), 'by a finger').toBeVisible();
		await chip(a).dragTo(cell(dayOf(2, 20)));
		await expect(cell(dayOf(2, 20)).locator(`#dot-${a.id}`)).toBeVisible();
		await expect(page, 'dragging opens nothing').toHaveURL(/\/lich$/);

		// By keys: a day and a week, the focus stays with it.
		await chip(b).focus();
		await page.keyboard.press('Shift+ArrowRight');
		await page.keyboard.press('Shift+ArrowDown');
		await expect(
			cell(dayOf(2, Number(b.dueOn.slice(8)) + 8)).locator(`#dot-${b.id}`)
		).toBeFocused();

		// By the form, back again.
		await page.getByRole('button', { name: t('dlv_move_of', { code: b.code }) }).click();
		const move = page.getByRole('dialog');
		await move.getByLabel(t('dlv_move_day')).fill(dayOf(1, 20));
		await move.getByRole('button', { name: t('dlv_move_place') }).click();
		await expect(move.getByText(t('dlv_not_month')).first()).toBeVisible();
		await expectAccessible(page);
		await move.getByLabel(t('dlv_move_day')).fill(dayOf(2, 10));
		await move.getByRole('button', { name: t('dlv_move_place') }).click();
		await expect(cell(dayOf(2, 10)).locator(`#dot-${b.id}`)).toBeVisible();

		// A reload loses nothing, and nothing has been changed.
		await page.reload();
		await expect(cell(dayOf(2, 20)).locator(`#dot-${a.id}`)).toBeVisible();
		expect((await deliveriesOf(buyer, contract.id)).map(({ dueOn }) => dueOn)).toEqual(
			before.map(({ dueOn }) => dueOn)
		);
		await expectAccessible(page);
		await keep(page, 'deliveries-replan');

		// The addendum is shown whole before it is sent.
		await page.getByRole('button', { name: t('dlv_plan_see', { count: 2 }) }).click();
		const review = page.getByRole('dialog');
		await expect(review.getByText(day(dayOf(2, 20)))).toBeVisible();
		await expect(review.getByText(day(a.dueOn)).first()).toBeVisible();
		await review.getByRole('button', { name: t('dlv_plan_send') }).click();
		await expect(review.getByText(t('dlv_need_reason')).first()).toBeVisible();
		await expectAccessible(page);
		await review.getByLabel(t('dlv_plan_reason')).fill('Nghỉ Tết');
		await review.getByRole('button', { name: t('dlv_plan_send') }).click();
		await expect(page).toHaveURL(/\/phu-luc$/);
		const { items } = await read<Schema['AddendumList']>(
			buyer.api,
			`/api/v1/orgs/${buyer.orgId}/contracts/${contract.id}/addenda`
		);
		expect(items.map(({ status, moves }) => [status, moves.length])).toEqual([['proposed', 2]]);
		expect((await deliveriesOf(buyer, contract.id)).map(({ dueOn }) => dueOn)).toEqual(
			before.map(({ dueOn }) => dueOn)
		);

		// While it waits for signatures nothing can be moved; both sides see why.
		const coop = await pageOf(short);
		await coop.goto(at(short, contract));
		await expect(coop.getByText(t('dlv_addendum_waits', { number: 1 }))).toBeVisible();
		await expect(coop.getByRole('button', { name: like('dlv_move_of') })).toHaveCount(0);
	}
);

scene('who was overtaken is told so and loses nothing', async ({ world, pageOf }) => {
	scene.setTimeout(120_000);
	const { buyer, steady, contract } = world;
	const mine = await called(steady, contract.id);
	const page = await pageOf(steady);
	await page.goto(at(steady, contract, `/${mine.id}`));
	await page.getByRole('button', { name: t('dlv_do_ship_now') }).click();
	const sheet = page.getByRole('dialog');
	await sheet.getByLabel(t('dlv_lot_weight')).fill('99.000');

	// A colleague confirms meanwhile: what is typed stays, and goes through when sent again.
	await write(steady.api, 'POST', `/api/v1/orgs/${steady.orgId}/deliveries/${mine.id}/act`, {
		...{ action: 'confirm', version: mine.version, stated: each }
	});
	await sheet.getByRole('button', { name: t('dlv_ship_send') }).click();
	await expect(sheet.getByRole('alert')).toBeVisible();
	await expect(sheet.getByLabel(t('dlv_lot_weight'))).toHaveValue('99.000');
	await expectAccessible(page);
	await sheet.getByRole('button', { name: t('dlv_ship_send') }).click();
	await expect(sheet).toBeHidden();

	// The other way round: the buyer is about to accept what a colleague has accepted.
	const desk = await pageOf(buyer);
	await desk.goto(at(buyer, contract, `/${mine.id}`));
	await desk.getByRole('button', { name: t('dlv_do_reject') }).click();
	const refuse = desk.getByRole('dialog');
	await refuse.getByLabel(t('dlv_reason'), { exact: true }).fill('Không đúng loại');
	const shipped = (await deliveriesOf(buyer, contract.id)).find(({ id }) => id === mine.id);
	await write(buyer.api, 'POST', `/api/v1/orgs/${buyer.orgId}/deliveries/${mine.id}/act`, {
		...{ action: 'accept', version: shipped?.version }
	});
	await refuse.getByRole('button', { name: t('dlv_reject_send') }).click();
	await expect(refuse.getByText(t('dlv_gone', { status: t('dlv_status_accepted') }))).toBeVisible();
	await expect(refuse.getByLabel(t('dlv_reason'), { exact: true })).toHaveValue('Không đúng loại');
	await expect(refuse.getByRole('button', { name: t('dlv_reject_send') })).toBeDisabled();
});

scene('what nobody took is called again for a day, or done without', async ({ world, pageOf }) => {
	scene.setTimeout(120_000);
	const { buyer, short, contract } = world;
	lapse(contract.id); // as the job does after three days
	const coop = await pageOf(short);
	await coop.goto(at(short, contract));
	await expect(coop.getByRole('heading', { name: t('dlv_rest') })).toBeVisible();
	await expect(coop.getByRole('button', { name: t('dlv_again'), exact: true })).toHaveCount(0);

	const page = await pageOf(buyer);
	await page.goto(at(buyer, contract));
	await page.getByRole('button', { name: t('dlv_again'), exact: true }).click();
	const sheet = page.getByRole('dialog');
	await sheet.getByLabel(t('dlv_rest_quantity', { unit: 'tấn' })).fill('16');
	await sheet.getByRole('button', { name: t('dlv_again_send') }).click();
	await expect(sheet.getByText(t('dlv_rest_range', { most: '15 tấn' })).first()).toBeVisible();
	await expectAccessible(page);
	await sheet.getByLabel(t('dlv_rest_quantity', { unit: 'tấn' })).fill('10');
	await sheet.getByLabel(t('dlv_move_day')).fill(dayOf(1, 20));
	await sheet.getByRole('button', { name: t('dlv_again_send') }).click();
	await expect(sheet).toBeHidden();
	const again = (await deliveriesOf(buyer, contract.id)).find(
		({ dueOn, orgId }) => dueOn === dayOf(1, 20) && orgId === short.orgId
	);
	expect(again?.quantity).toBe(10);
	await page.getByRole('button', { name: t('dlv_waive'), exact: true }).click();
	await expect(sheet.getByLabel(t('dlv_rest_quantity', { unit: 'tấn' }))).toHaveValue('5');
	await sheet.getByRole('button', { name: t('dlv_waive_send') }).click();
	await expect(sheet).toBeHidden();
	await expect(page.getByRole('heading', { name: t('dlv_rest') })).toHaveCount(0);
});

for (const { name, width, height, colorScheme } of deepLooks) {
	scene.describe(name, () => {
		scene.use({ viewport: { width, height }, colorScheme });

		scene('the pages of deliveries fit, read and look right', async ({ world, pageOf }) => {
			scene.setTimeout(180_000);
			const { buyer, short, other, contract } = world;
			const [one] = await deliveriesOf(short, contract.id);
			const pages: [Person, string, string, RegExp | string][] = [
				[buyer, 'calendar', at(buyer, contract), contract.title],
				[short, 'calendar-cooperative', at(short, contract), contract.title],
				[buyer, 'one', at(buyer, contract, `/${one?.id}`), contract.title],
				[short, 'one-cooperative', at(short, contract, `/${one?.id}`), contract.title],
				[other, 'offered', `/quan-ly/${other.orgId}/bu-hang`, t('dlv_offered_title')],
				[short, 'coming', `/quan-ly/${short.orgId}/giao-hang`, t('dlv_coming_title')],
				[buyer, 'coming-buyer', `/quan-ly/${buyer.orgId}/giao-hang?cho=1`, t('dlv_coming_title')],
				[other, 'today', `/quan-ly/${other.orgId}`, t('ws_today')],
				[buyer, 'english', `/en${at(buyer, contract)}`, contract.title]
			];
			for (const [who, shot, path, heading] of pages) {
				const page = await pageOf(who);
				const faults: string[] = [];
				page.on('pageerror', (error) => faults.push(error.message));
				await page.goto(path);
				await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
				await expect(page.getByText(t('loading'))).toHaveCount(0);
				const over = await page.evaluate(
					() => document.documentElement.scrollWidth - window.innerWidth
				);
				expect(over, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
				await expectAccessible(page);
				await keep(page, `deliveries-${shot}-${name}`);
				expect(faults).toEqual([]);
				await page.close();
			}
		});
	});
}
