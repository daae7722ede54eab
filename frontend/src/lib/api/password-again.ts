/**
 * On a phone that several people share, some requests are refused until the password
 * is typed again. Whoever draws the page puts a question here; the request that was
 * refused is then sent once more, so that nothing typed is lost.
 */
export const passwordAgain: {
	/** Asks where this answer wants it; true when the password was right. */
	ask?: (answer: Response) => Promise<boolean>;
} = {};
