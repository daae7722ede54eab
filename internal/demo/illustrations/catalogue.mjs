// Every picture of the set, in order.
import { tea } from './products/tea.mjs';
import { rice } from './products/rice.mjs';
import { sourApple } from './products/apple.mjs';
import { meat } from './products/meat.mjs';
import { spice } from './products/spice.mjs';
import { noodle } from './products/noodle.mjs';
import { shoots } from './products/shoots.mjs';
import { honey } from './products/honey.mjs';
import { fruit } from './products/fruit.mjs';
import { field } from './products/field.mjs';
import { seconds } from './products/second.mjs';
import { covers } from './scenes/covers.mjs';

const goods = [tea, rice, sourApple, meat, spice, noodle, shoots, honey, fruit, field, seconds].flat();

export const pictures = [...goods.sort((a, b) => (a.name < b.name ? -1 : 1)), ...covers];
