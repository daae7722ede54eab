/** One thing to choose. */
export interface Choice {
	value: string;
	label: string;
}
/** What a code can be bound to. */
export interface VoucherChoices {
	products: Choice[];
	categories: Choice[];
	cooperatives: Choice[];
}
