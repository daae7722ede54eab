import { clientCode, type Problem } from '$lib/api/problem';
import { m } from '$lib/paraglide/messages';

/** One sentence for people: the server's where it gave one, ours where there was no answer. */
export function problemText(problem: Problem): string {
	if (problem.code === clientCode.offline) return m.error_offline_text();
	return problem.detail || problem.title || m.error_server_text();
}
