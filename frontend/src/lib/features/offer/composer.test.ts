import { beforeEach, expect, it, vi } from 'vitest';
import { offlineProblem, ProblemError } from '$lib/api/problem';
import type { KeyStore } from '$lib/api/idempotency';

vi.mock('$lib/paraglide/messages', () => ({
	m: new Proxy({}, { get: (_, key) => () => String(key) })
}));
const posted = vi.fn();
const uploaded = vi.fn();
vi.mock('./queries', () => ({ postMessage: posted, uploadFile: uploaded }));
const { Composer } = await import('./composer.svelte');

const shelf = (): KeyStore => {
	const kept = new Map<string, string>();
	return {
		getItem: (key) => kept.get(key) ?? null,
		setItem: (key, value) => void kept.set(key, value),
		removeItem: (key) => void kept.delete(key)
	};
};
const file = (name: string) => ({ name, size: 10 }) as File;

beforeEach(() => {
	posted.mockReset();
	uploaded.mockReset();
});

it('keeps text and files when the connection goes, and sends the same message under one key', async () => {
	const store = shelf();
	const composer = new Composer('org', 'offer', store);
	uploaded.mockResolvedValue({ id: 'f1', name: 'gia.pdf', mediaType: '', size: 10 });
	composer.attach([file('gia.pdf'), file('gia.exe')]);
	await vi.waitFor(() => expect(composer.files[0]?.sent?.id).toBe('f1'));
	expect(composer.refused).toEqual(['offer_file_kind']);
	composer.body = ' Gửi bảng giá ';
	composer.keep();
	posted.mockRejectedValueOnce(new ProblemError(offlineProblem()));
	expect(await composer.send()).toBeUndefined();
	expect(composer.body).toBe(' Gửi bảng giá ');

	// The tab is opened again.
	const again = new Composer('org', 'offer', store);
	expect(again.files.map(({ name }) => name)).toEqual(['gia.pdf']);
	posted.mockResolvedValueOnce({ id: 'm1' });
	expect(await again.send()).toEqual({ id: 'm1' });
	const [first, second] = posted.mock.calls;
	expect(second?.[2]).toEqual({ body: 'Gửi bảng giá', files: ['f1'] });
	expect(second?.[3], 'the key').toBe(first?.[3]);
	again.keep();
	expect(new Composer('org', 'offer', store).body).toBe('');
});

it('sends nothing while a file is under way or was refused', async () => {
	const composer = new Composer('org', 'offer', shelf());
	composer.body = 'Kèm tệp';
	uploaded.mockRejectedValueOnce(new ProblemError(offlineProblem()));
	composer.attach([file('gia.pdf')]);
	expect(await composer.send()).toBeUndefined();
	expect(composer.form.errors.files).toBe('offer_file_wait');
	await vi.waitFor(() => expect(composer.files[0]?.fault).toBe('error_offline_text'));
	expect(composer.files[0]?.again).toBe(true);
	expect(await composer.send()).toBeUndefined();
	expect(composer.form.errors.files).toBe('offer_file_mend');
	expect(posted).not.toHaveBeenCalled();
	composer.drop(composer.files[0]?.key ?? 0);
	posted.mockResolvedValueOnce({ id: 'm1' });
	expect(await composer.send()).toEqual({ id: 'm1' });
});
