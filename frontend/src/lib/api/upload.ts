import { lang } from '$lib/i18n/locale';
import { decodeProblem, offlineProblem, ProblemError } from './problem';

function decode(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

/**
 * Sends a file as it is. By XMLHttpRequest, because fetch cannot tell how much has gone
 * out, and a photo takes its time on a mountain's 3G.
 * @param progress receives 0 to 1
 * @throws ProblemError as every call of the API does; an AbortError when given up
 */
export function sendFile<Answer>(
	url: string,
	file: Blob,
	progress: (done: number) => void,
	signal: AbortSignal,
	headers: Record<string, string> = {}
): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const request = new XMLHttpRequest();
		request.open('POST', url);
		request.setRequestHeader('Content-Type', 'application/octet-stream');
		request.setRequestHeader('Accept-Language', lang());
		for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
		request.upload.onprogress = (event) => {
			if (event.lengthComputable) progress(event.loaded / event.total);
		};
		request.onload = () => {
			const body = decode(request.responseText);
			if (request.status === 201) resolve(body as Answer);
			else reject(new ProblemError(decodeProblem(request.status, body)));
		};
		request.onerror = () => reject(new ProblemError(offlineProblem()));
		request.onabort = () => reject(new DOMException('given up', 'AbortError'));
		signal.addEventListener('abort', () => request.abort(), { once: true });
		request.send(file);
	});
}
