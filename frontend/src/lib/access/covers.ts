import type { Schema } from '$lib/api/client';

export type Permission = Schema['Permission'];

/** Whether a membership covers at least one of some kinds of work. */
export const covers = (membership: Pick<Schema['Membership'], 'can'>, ...some: Permission[]) =>
	some.some((one) => membership.can.includes(one));
