import type { LotFacts } from './queries';

export type FactsNames = 'madeOn' | 'expiresOn' | 'household' | 'areaCode' | 'areaIssuer' | 'note';

/** What is said of a lot, as it is typed. */
export interface FactsForm {
	madeOn: string;
	expiresOn: string;
	household: string;
	householdPublic: boolean;
	areaCode: string;
	areaIssuer: string;
	note: string;
}

export const factsPointers = {
	'/madeOn': 'madeOn',
	'/expiresOn': 'expiresOn',
	'/household': 'household',
	'/areaCode': 'areaCode',
	'/areaIssuer': 'areaIssuer',
	'/note': 'note'
} as const;

export const formOf = (facts: LotFacts = {}): FactsForm => ({
	madeOn: facts.madeOn ?? '',
	expiresOn: facts.expiresOn ?? '',
	household: facts.household ?? '',
	householdPublic: facts.householdPublic ?? false,
	areaCode: facts.areaCode ?? '',
	areaIssuer: facts.areaIssuer ?? '',
	note: facts.note ?? ''
});

export const factsOf = (form: FactsForm): LotFacts => ({
	...(form.madeOn && { madeOn: form.madeOn }),
	...(form.expiresOn && { expiresOn: form.expiresOn }),
	...(form.household.trim() && { household: form.household.trim() }),
	...(form.householdPublic && { householdPublic: true }),
	...(form.areaCode.trim() && { areaCode: form.areaCode.trim() }),
	...(form.areaIssuer.trim() && { areaIssuer: form.areaIssuer.trim() }),
	...(form.note.trim() && { note: form.note.trim() })
});
