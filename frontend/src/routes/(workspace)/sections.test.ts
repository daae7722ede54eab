import { expect, it, vi } from 'vitest';

vi.mock('$lib/paraglide/messages', () => ({
	m: new Proxy({}, { get: (_, key) => () => String(key) })
}));
vi.mock('$lib/i18n/locale', () => ({ href: (path: string) => path }));
vi.mock('@lucide/svelte/icons/building-2', () => ({ default: null }));

const { sections } = await import('./sections');
const membership = (kind: 'cooperative' | 'buyer' | 'alliance') => ({
	kind,
	orgId: 'o',
	role: 'owner' as const,
	can: ['read', 'trade', 'money', 'manage'] as ('read' | 'trade' | 'money' | 'manage')[],
	slug: 's',
	name: 'n',
	status: 'verified' as const
});

it('marks the section we are in, and the home only on itself', () => {
	const on = (path: string) =>
		sections(membership('cooperative'), path)
			.filter((section) => section.current)
			.map((section) => section.href);
	expect(on('/quan-ly/o')).toEqual(['/quan-ly/o']);
	expect(on('/quan-ly/o/don-hang/123')).toEqual(['/quan-ly/o/don-hang']);
});

it.each(['cooperative', 'buyer', 'alliance'] as const)('fits the bar of a %s', (kind) => {
	expect(
		sections(membership(kind), '/').filter((section) => !section.deep).length
	).toBeLessThanOrEqual(5);
});

it('counts what waits only when something does', () => {
	const orders = (waiting?: number) => sections(membership('cooperative'), '/', waiting)[1];
	expect(orders(3)?.count).toBe('3');
	expect(orders(100)?.count).toBe('99+');
	expect(orders(0)?.count).toBeUndefined();
});

it('leaves out what a role does not cover', () => {
	const labels = (role: 'owner' | 'packer', can: ('read' | 'pack' | 'trade')[]) =>
		sections({ ...membership('cooperative'), role, can }, '/').map((section) => section.href);
	expect(labels('packer', ['read', 'pack'])).not.toContain('/quan-ly/o/san-luong');
	expect(labels('packer', ['read', 'pack'])).not.toContain('/quan-ly/o/nhat-ky');
	expect(labels('packer', ['read', 'pack'])).toContain('/quan-ly/o/don-hang');
	expect(labels('owner', ['read', 'pack', 'trade'])).toContain('/quan-ly/o/san-luong');
});
