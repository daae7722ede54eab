import { expect, it } from 'vitest';
import { withQuery } from './query';

it('leaves out what says nothing, and escapes the rest', () => {
	expect(withQuery('/a', { q: '', status: undefined })).toBe('/a');
	expect(withQuery('/a', { q: 'x&y', status: 'placed' })).toBe('/a?q=x%26y&status=placed');
});
