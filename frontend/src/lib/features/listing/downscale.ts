/** The longest side that is sent: enough for every size that pages show. */
const longest = 1600;
const quality = 0.85;

/** The first bytes of a HEIC or AVIF file name their brand. */
export async function isHeic(file: Blob): Promise<boolean> {
	const head = new TextDecoder('latin1').decode(await file.slice(0, 32).arrayBuffer());
	return head.slice(4, 8) === 'ftyp' && /heic|heix|hevc|heim|heis|mif1|msf1/.test(head.slice(8));
}

/**
 * A picture made small before it is sent, upright, as JPEG. Drawing it anew leaves
 * behind all that is no pixel: the place, the camera, the time.
 * @returns undefined where the browser cannot read the file
 */
export async function downscale(file: Blob): Promise<Blob | undefined> {
	let bitmap: ImageBitmap;
	try {
		bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
	} catch {
		return undefined;
	}
	try {
		const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
		const canvas = document.createElement('canvas');
		canvas.width = Math.max(1, Math.round(bitmap.width * scale));
		canvas.height = Math.max(1, Math.round(bitmap.height * scale));
		const context = canvas.getContext('2d');
		if (!context) return undefined;
		context.fillStyle = '#fff'; // what is transparent
		context.fillRect(0, 0, canvas.width, canvas.height);
		context.imageSmoothingQuality = 'high';
		context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
		return await new Promise<Blob | undefined>((resolve) =>
			canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/jpeg', quality)
		);
	} finally {
		bitmap.close();
	}
}
