/** How far the server counts the orders of a state: from here on a number means "or more". */
export const stateCap = 100;

/** The number as a tab shows it: 7, or 99+. */
export const countText = (n: number): string => (n >= stateCap ? `${stateCap - 1}+` : String(n));
