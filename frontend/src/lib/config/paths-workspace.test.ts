import { expect, it } from 'vitest';
import { workspacePath } from './paths';
import { workPaths } from './workspace-paths';

it('leads each kind of organisation to its own workspace', () => {
	expect(workspacePath({ kind: 'cooperative', orgId: 'a' })).toBe('/quan-ly/a');
	expect(workspacePath({ kind: 'buyer', orgId: 'b' })).toBe('/quan-ly/b');
	expect(workspacePath({ kind: 'alliance', orgId: 'c' })).toBe('/lien-minh');
});

it('writes the address that the e-mails name', () => {
	expect(workPaths.orgOrder('o', 'x')).toBe('/quan-ly/o/don-hang/x');
});
