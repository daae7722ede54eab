/** The longest side of a photo that is sent, in pixels: enough to see what is wrong. */
export const longest = 1600;
/** The server's limit of photos for one delivery. */
export const mostPhotos = 10;

/** The size at which a photo is sent: never larger than it is. */
export function fitted(width: number, height: number): { width: number; height: number } {
	const scale = Math.min(1, longest / Math.max(width, height));
	return {
		width: Math.max(1, Math.round(width * scale)),
		height: Math.max(1, Math.round(height * scale))
	};
}

/**
 * Makes a photo small and anonymous: drawn anew, turned as it was taken, so that place,
 * time and device in its EXIF do not leave the phone, and mountain 3G carries it.
 * @throws Error when the file is no picture the browser can read
 */
export async function shrink(file: Blob): Promise<Blob> {
	const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
	const canvas = document.createElement('canvas');
	Object.assign(canvas, fitted(picture.width, picture.height));
	const pen = canvas.getContext('2d');
	if (!pen) throw new Error('no canvas');
	pen.fillStyle = '#fff'; // What a picture with holes shows through.
	pen.fillRect(0, 0, canvas.width, canvas.height);
	pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
	picture.close();
	const jpeg = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.82));
	if (!jpeg) throw new Error('not drawn');
	return new Blob([jpeg], { type: 'application/octet-stream' });
}
