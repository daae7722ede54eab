/**
 * Waits for a read, but not longer than the eye forgives. A `load` that settles its
 * reads changes pages without a flash when the answer is quick, and shows the new
 * page with its skeleton when it is not.
 * @param ms after how long a wait is noticed
 */
export async function settle(read: Promise<unknown>, ms = 300): Promise<void> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
	await Promise.race([read.catch(() => undefined), patience]);
	clearTimeout(timer);
}
