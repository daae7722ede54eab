import { beforeNavigate, goto } from '$app/navigation';
import { navigating, page } from '$app/state';
import { onMount } from 'svelte';
import { submission, typing, wordsOf } from './typing';

/** Longer than between two keys, so that a word is one question and not one for each letter. */
const pause = 350;

interface Following {
	/** What was typed is no longer meant: something was chosen instead. */
	stop: () => void;
	/** The page is in sight again. */
	uncovered: () => void;
}

/**
 * While the list of goods is shown, it follows what is typed into the search field: one
 * list for each pause, dropped by the router when a later one outruns it. The first
 * change after a submitted search is a step of the history, the further ones replace it.
 * Call it while the component starts.
 * @param covered whether nobody sees the list: then it waits
 */
export function follow(input: HTMLInputElement, covered: () => boolean): Following {
	let waiting: ReturnType<typeof setTimeout> | undefined;
	let held = false;
	let words = '';
	/** Where we lead; any other navigation is somebody else's. */
	let ours = '';

	const onList = () =>
		input.form !== null && new URL(input.form.action).pathname === page.url.pathname;

	/** The list with other words. Filters stay; how the old words were understood does not. */
	function listOf(q: string): string {
		const url = new URL(page.url);
		const rest = new URLSearchParams(url.search);
		if (q !== wordsOf(rest.get('q') ?? ''))
			['without', 'exactly'].forEach((key) => rest.delete(key));
		rest.delete('q');
		url.search = new URLSearchParams([...(q ? [['q', q]] : []), ...rest]).toString();
		url.hash = '';
		return url.href;
	}

	function stop() {
		clearTimeout(waiting);
		held = false;
	}

	function wait() {
		stop();
		waiting = setTimeout(go, pause);
	}

	function typed() {
		stop();
		words = wordsOf(input.value);
		// One letter begins everything.
		if (onList() && words.length !== 1) wait();
	}

	function go() {
		const away = navigating.to?.url.href;
		if (covered()) held = true;
		else if (away !== undefined && away !== ours)
			wait(); // A filter goes first.
		else {
			const to = listOf(words);
			const back = to === page.url.href;
			if (back && away === undefined) return;
			if (words && !back) typing.add(words);
			ours = to;
			void goto(to, {
				keepFocus: true,
				noScroll: true,
				replaceState: back || page.state.typing === true,
				state: back ? page.state : { typing: true }
			});
		}
	}

	function submitted(event: SubmitEvent) {
		stop();
		const q = wordsOf(input.value);
		typing.delete(q);
		if (!onList()) return;
		// The list may stand at this address already: it is asked for again, now as a search.
		event.preventDefault();
		const to = listOf(q);
		void goto(to, {
			invalidate: [submission],
			replaceState: to === page.url.href || page.state.typing === true
		});
	}

	beforeNavigate(({ to, type }) => {
		if (type === 'goto' && to?.url.href === ours) return;
		const filtered =
			type !== 'popstate' &&
			to?.url.pathname === page.url.pathname &&
			to.url.searchParams.get('q') === page.url.searchParams.get('q');
		if (!filtered) stop();
	});

	onMount(() => {
		const { form } = input;
		input.addEventListener('input', typed);
		form?.addEventListener('submit', submitted);
		// Keys may have been faster than this script.
		if (
			document.activeElement === input &&
			wordsOf(input.value) !== wordsOf(page.url.searchParams.get('q') ?? '')
		)
			typed();
		return () => {
			stop();
			input.removeEventListener('input', typed);
			form?.removeEventListener('submit', submitted);
		};
	});

	return { stop, uncovered: () => held && wait() };
}
