/** What the list depends on besides its address: whether its words were submitted. */
export const submission = 'cp:submission';

/**
 * Words whose list came while they were being typed. Nobody has submitted them, so their
 * list is asked for without counting a search, also on coming back to it.
 */
export const typing = new Set<string>();

/** Words as the address keeps them. */
export const wordsOf = (typed: string) => typed.trim().normalize('NFC').slice(0, 200);
