import { describe, expect, it } from 'vitest';
import { Latest } from './latest';

/** Questions that are answered when, and in the order in which, the test says so. */
function slow() {
	const asked: { signal: AbortSignal; answer: (text: string) => void; fail: () => void }[] = [];
	const read = (signal: AbortSignal) =>
		new Promise<string>((answer, reject) =>
			asked.push({ signal, answer, fail: () => reject(new Error('no network')) })
		);
	return { asked, read };
}

describe('the latest question', () => {
	it('gets its answer, whatever order answers arrive in', async () => {
		const latest = new Latest();
		const { asked, read } = slow();
		const shown: string[] = [];
		const all = ['m', 'mu', 'mut'].map(async () => {
			const answer = await latest.ask(read);
			if (answer !== undefined) shown.push(answer);
		});
		expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, true, false]);
		// The network did not hear of the aborts: the first answer comes last.
		asked[2]?.answer('mut');
		asked[1]?.answer('mu');
		asked[0]?.answer('m');
		await Promise.all(all);
		expect(shown).toEqual(['mut']);
	});
	it('hears of no failure but its own', async () => {
		const latest = new Latest();
		const { asked, read } = slow();
		const first = latest.ask(read);
		const second = latest.ask(read);
		asked[0]?.fail();
		expect(await first).toBeUndefined();
		asked[1]?.fail();
		await expect(second).rejects.toThrow('no network');
	});
	it('can be dropped', async () => {
		const latest = new Latest();
		const { asked, read } = slow();
		const asking = latest.ask(read);
		latest.drop();
		asked[0]?.answer('late');
		expect(await asking).toBeUndefined();
	});
});
