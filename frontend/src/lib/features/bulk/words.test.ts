import { expect, test } from 'vitest';
import { formatVnd } from '$lib/money/vnd';
import { m } from '$lib/paraglide/messages';
import { canPayLater, creditText } from './words';

const line = {
	granted: true,
	grantedVnd: 60_000_000,
	usedVnd: 12_000_000,
	leftVnd: 48_000_000,
	overdueVnd: 0,
	suspended: false
};

const vnd = (amount: number) => formatVnd(amount, 'vi');

test('a firm pays later what its credit still holds', () => {
	expect(canPayLater(line, 48_000_000)).toBe(true);
	expect(canPayLater(line, 48_000_001)).toBe(false);
	expect(canPayLater({ ...line, granted: false }, 1)).toBe(false);
	expect(canPayLater({ ...line, suspended: true }, 1)).toBe(false);
});

test('what keeps a firm from paying later is named', () => {
	const overdue = { ...line, leftVnd: 0, overdueVnd: 7_184_000 };
	expect(creditText(overdue, 1)).toBe(m.bulk_pay_later_overdue({ amount: vnd(7_184_000) }));
	expect(creditText({ ...overdue, suspended: true }, 1)).toBe(m.bulk_pay_later_suspended());
	expect(creditText({ ...line, granted: false }, 1)).toBe(m.bulk_pay_later_none());
	expect(creditText(line, 48_000_001)).toBe(m.bulk_pay_later_short({ amount: vnd(48_000_000) }));
	expect(creditText(line, 1)).toBe(m.bulk_pay_later_left({ amount: vnd(48_000_000) }));
});
