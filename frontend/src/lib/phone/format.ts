/** `+84912345678` as people read it here: `0912 345 678`. Other numbers stay as they are. */
export function formatPhone(e164: string): string {
	const local = /^\+84(\d{2,3})(\d{3})(\d{3,4})$/.exec(e164);
	return local ? `0${local[1]} ${local[2]} ${local[3]}` : e164;
}
