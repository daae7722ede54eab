import { loadMarket } from '../../market-board';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ url }) => loadMarket(url);
