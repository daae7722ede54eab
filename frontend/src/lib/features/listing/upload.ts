import { sendFile } from '$lib/api/upload';
import { m } from '$lib/paraglide/messages';
import type { OwnProduct } from './queries';

/** What the server takes; others are refused before anything is sent. */
export const pictureTypes = ['image/jpeg', 'image/png', 'image/webp'];
const mostBytes = 12_000_000;
export const mostPictures = 8;

/** Why a file cannot be sent, or undefined. The server looks into the file itself, too. */
export function refusal(file: Pick<File, 'type' | 'size'>, present: number): string | undefined {
	if (present >= mostPictures) return m.lst_picture_too_many({ most: mostPictures });
	if (!pictureTypes.includes(file.type)) return m.lst_picture_type();
	if (file.size > mostBytes) return m.lst_picture_size({ size: Math.ceil(file.size / 1_000_000) });
	if (file.size === 0) return m.lst_picture_empty();
	return undefined;
}

/**
 * Sends a picture.
 * @param progress receives 0 to 1
 * @throws ProblemError as every call of the API does
 */
export const uploadPicture = (
	orgId: string,
	productId: string,
	file: Blob,
	progress: (done: number) => void,
	signal: AbortSignal
): Promise<OwnProduct> =>
	sendFile(`/api/v1/orgs/${orgId}/products/${productId}/pictures`, file, progress, signal);
