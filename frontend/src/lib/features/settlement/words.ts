import { m } from '$lib/paraglide/messages';
import type { Difference, Settlement } from './queries';

export const carrierText = (carrier: Settlement['carrier']): string =>
	({ ghn: () => 'GHN', ghtk: () => 'GHTK', other: m.cod_carrier_other })[carrier]();

export const differenceText = (difference: Difference): string =>
	({
		equal: m.cod_equal,
		less: m.cod_less,
		more: m.cod_more,
		unknown: m.cod_unknown,
		twice: m.cod_twice
	})[difference]();

export const differenceTone = (difference: Difference) =>
	(({ equal: 'good', less: 'bad', more: 'warn', unknown: 'plain', twice: 'bad' }) as const)[
		difference
	];
