import { decodeProblem, offlineProblem, ProblemError } from '$lib/api/problem';
import { lang } from '$lib/i18n/locale';
import { m } from '$lib/paraglide/messages';
import type { OwnProduct } from './queries';

/** What the server takes; others are refused before anything is sent. */
export const pictureTypes = ['image/jpeg', 'image/png', 'image/webp'];
const mostBytes = 12_000_000;
const mostPictures = 8;

/** Why a file cannot be sent, or undefined. The server looks into the file itself, too. */
export function refusal(file: Pick<File, 'type' | 'size'>, present: number): string | undefined {
	if (present >= mostPictures) return m.lst_picture_too_many({ most: mostPictures });
	if (!pictureTypes.includes(file.type)) return m.lst_picture_type();
	if (file.size > mostBytes) return m.lst_picture_size({ size: Math.ceil(file.size / 1_000_000) });
	if (file.size === 0) return m.lst_picture_empty();
	return undefined;
}

function decode(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

/**
 * Sends a picture. By XMLHttpRequest, because fetch cannot tell how much has gone
 * out, and a photo takes its time on a mountain's 3G.
 * @param progress receives 0 to 1
 * @throws ProblemError as every call of the API does
 */
export function uploadPicture(
	orgId: string,
	productId: string,
	file: Blob,
	progress: (done: number) => void,
	signal: AbortSignal
): Promise<OwnProduct> {
	return new Promise((resolve, reject) => {
		const request = new XMLHttpRequest();
		request.open('POST', `/api/v1/orgs/${orgId}/products/${productId}/pictures`);
		request.setRequestHeader('Content-Type', 'application/octet-stream');
		request.setRequestHeader('Accept-Language', lang());
		request.upload.onprogress = (event) => {
			if (event.lengthComputable) progress(event.loaded / event.total);
		};
		request.onload = () => {
			const body = decode(request.responseText);
			if (request.status === 201) resolve(body as OwnProduct);
			else reject(new ProblemError(decodeProblem(request.status, body)));
		};
		request.onerror = () => reject(new ProblemError(offlineProblem()));
		request.onabort = () => reject(new DOMException('given up', 'AbortError'));
		signal.addEventListener('abort', () => request.abort(), { once: true });
		request.send(file);
	});
}
