// A hillside yard behind live animals, in place of wall and table, at the same height and light.
import { chance, fade, join, line, linear, oval, path, rect } from './svg.mjs';
import { grass, mist, ridge, sky, stiltHouse } from './terrain.mjs';
import { P, tone } from './tone.mjs';
import { bambooClump, tree } from './trees.mjs';

export function farmYard({ seed = 1, coop = false } = {}) {
  const r = chance(seed),
    w = 1200,
    earth = tone(0.7, 0.065, 68);
  const fence =
    join(
      15,
      (i) =>
        line(`M${-20 + i * 88} ${858 + (i % 3) * 6}v${-120 - (i % 4) * 8}`, P.bamboo.down(0.16), 15) +
        line(`M${-23 + i * 88} ${856 + (i % 3) * 6}v${-116 - (i % 4) * 8}`, P.bamboo.up(0.02), 4),
    ) +
    line('M-20 772Q600 784 1220 770', P.bamboo.down(0.1), 13) +
    line('M-20 822Q600 832 1220 820', P.bamboo.down(0.14), 13);
  return (
    sky(w, 900, { top: tone(0.87, 0.035, 210), low: tone(0.95, 0.045, 85), sun: [0.24, 0.3] }) +
    ridge(w, 900, 430, 60, tone(0.74, 0.04, 220), seed, 0.7) +
    mist(w, 560, 7, seed) +
    ridge(w, 900, 560, 50, tone(0.62, 0.06, 150), seed + 4, 0.6) +
    ridge(w, 900, 680, 34, tone(0.56, 0.085, 132), seed + 9, 0.3) +
    (coop
      ? stiltHouse(860, 800, 380, { seed }) + tree(200, 800, 330, { seed: 5 })
      : tree(1080, 815, 330, { seed: 6, colour: P.leafDark.up(0.05) }) + bambooClump(90, 830, 400, { seed: 4, count: 8 })) +
    path(
      'M0 838C300 818 800 850 1200 826V1500H0Z',
      linear(
        [
          [0, tone(0.6, 0.08, 125)],
          [0.1, tone(0.66, 0.07, 90)],
          [0.32, earth],
          [1, earth.down(0.12)],
        ],
        90,
      ),
    ) +
    fence +
    grass(w, 866, 60, 34, P.moss, seed) +
    join(70, () => {
      const x = r.span(0, w),
        y = r.span(930, 1490),
        s = (y - 800) / 120;
      return oval(x, y, r.span(3, 9) * s * 0.5, r.span(2, 4) * s * 0.5, r.next() < 0.5 ? earth.down(0.12) : earth.up(0.1), { opacity: 0.6 });
    }) +
    grass(w, 1470, 34, 60, P.moss.up(0.04), seed + 3) +
    fade(
      0.3,
      rect(
        0,
        840,
        w,
        660,
        linear(
          [
            [0, tone(0.98, 0.06, 85, 0.5)],
            [0.5, tone(0.9, 0.04, 85, 0)],
          ],
          10,
        ),
      ),
    )
  );
}
