import { expect, it } from 'vitest';
import { todayIso } from './vn-today';

it('is Vietnam’s day, not Greenwich’s', () => {
	expect(todayIso(new Date('2026-11-23T17:30:00Z'))).toBe('2026-11-24');
});
