// A picture of the set: its name, size, texts and how it is drawn.
import { H, W, finish, stage } from './stage.mjs';
import { at } from './svg.mjs';
import { tone } from './tone.mjs';

/** Wall tones by family: all hemp, each leaning a little towards its goods. */
export const walls = {
  tea: tone(0.885, 0.035, 112),
  rice: tone(0.925, 0.034, 90),
  apple: tone(0.915, 0.042, 80),
  spice: tone(0.9, 0.04, 76),
  meat: tone(0.895, 0.026, 78),
  noodle: tone(0.905, 0.025, 96),
  shoot: tone(0.9, 0.036, 104),
  honey: tone(0.915, 0.052, 84),
  fruit: tone(0.915, 0.045, 88),
  lake: tone(0.9, 0.022, 135),
  earth: tone(0.89, 0.034, 82),
  oil: tone(0.91, 0.038, 80),
};

/** A 4:5 product picture on the shelf. `zoom` brings the goods nearer until they fill the frame;
 * `rise` lifts table and goods, for a nearer look at something low. */
export const product = (name, vi, en, { zoom = 1.15, rise = 0, ...shelf }, draw) => ({
  name,
  width: W,
  height: H,
  alt: { vi, en },
  draw: () =>
    stage({ seed: Number(name.slice(1, 3)) + name.length, rise, ...shelf }) +
    at(600, 1350 - rise * 0.75, at(-600, -1350, draw()), { scale: zoom }) +
    finish(),
});
