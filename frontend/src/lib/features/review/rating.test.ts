import { expect, it } from 'vitest';
import { averageText } from './rating';

it('writes a rating with one decimal, in Vietnamese with a comma', () => {
	expect(averageText(417)).toBe('4,2');
	expect(averageText(500)).toBe('5,0');
	expect(averageText(350)).toBe('3,5');
});
