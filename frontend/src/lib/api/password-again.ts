/**
 * On a phone that several people share, some requests are refused until the password
 * is typed again. Whoever draws the page puts a question here; the request that was
 * refused is then sent once more, so that nothing typed is lost.
 */
export const passwordAgain: {
	/** Asks; true when the password was right. */
	ask?: () => Promise<boolean>;
} = {};

/** Whether an answer asks for the password. */
export async function asksPassword(answer: Response): Promise<boolean> {
	if (answer.status !== 403) return false;
	const body = (await answer
		.clone()
		.json()
		.catch(() => null)) as { code?: unknown } | null;
	return body?.code === 'auth.password_again';
}
