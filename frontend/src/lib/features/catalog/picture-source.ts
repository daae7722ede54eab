import type { Picture } from './queries';

/** What ui/Picture needs, from what the API gives. The plain `src` is a middling size. */
export function pictureSource(picture: Picture): {
	src: string;
	srcset: string;
	alt: string;
	width: number;
	height: number;
	color: string;
} {
	const sizes = [...picture.sizes].sort((a, b) => a.w - b.w);
	const middle = sizes.find((size) => size.w >= 480) ?? sizes.at(-1);
	return {
		src: middle?.url ?? '',
		srcset: sizes.map((size) => `${size.url} ${size.w}w`).join(', '),
		alt: picture.alt,
		width: picture.width,
		height: picture.height,
		color: picture.color
	};
}
