// Covers of forest, lake, stream, peaks and bamboo.
import { buffalo, person } from '../lib/folk.mjs';
import { orange } from '../lib/fruit.mjs';
import { shoot } from '../lib/harvest.mjs';
import { leaf } from '../lib/leaf.mjs';
import { at, chance, fade, form, join, line, linear, oval, path, smooth, times } from '../lib/svg.mjs';
import { grass, mist, ridge, sky, stiltHouse, water } from '../lib/terrain.mjs';
import { P, tone } from '../lib/tone.mjs';
import { bambooClump, cinnamonTree, tree } from '../lib/trees.mjs';
import { SH, SW, far } from './fields.mjs';

/** A bough of oranges reaching in from the upper right. */
const orangeBough = () => {
  const r = chance(6);
  return (
    line('M1640 -30C1500 40 1380 70 1210 60', P.woodDark, 16) +
    line('M1480 40C1430 100 1400 130 1380 170', P.woodDark, 9) +
    join(26, (i) => {
      const u = i / 25;
      return leaf(1620 - u * 410, 2 + Math.sin(u * 2.4) * 60, r.span(90, 140), r.span(38, 54), r.span(20, 165), {
        colour: P.leafDark.up(r.span(0, 0.12)),
      });
    }) +
    [
      [1270, 130, 44],
      [1385, 190, 50],
      [1500, 140, 48],
      [1570, 230, 42],
    ]
      .map(([x, y, q], i) => orange(x, y, q, { seed: i + 2, leaves: true, turn: i * 20 - 30 }))
      .join('')
  );
};

export const wilds = {
  cinnamonForest: () =>
    sky(SW, SH, { sun: [0.5, 0.4], low: tone(0.93, 0.06, 90) }) +
    far(33) +
    join(24, (i) => fade(0.45, cinnamonTree(30 + i * 68, 640 + (i % 3) * 10, 400 + (i % 5) * 26, i + 3))) +
    mist(SW, 600, 9, 3, 0.8) +
    join(14, (i) => fade(0.8, cinnamonTree(20 + i * 124, 730 + (i % 3) * 16, 560 + (i % 4) * 30, i + 41))) +
    path(
      'M0 720C500 680 1100 750 1600 710V900H0Z',
      linear(
        [
          [0, tone(0.58, 0.085, 110)],
          [1, tone(0.42, 0.065, 90)],
        ],
        90,
      ),
    ) +
    join(6, (i) => cinnamonTree([90, 330, 640, 1010, 1260, 1520][i], 860 - (i % 2) * 40, 860, i + 71, i === 1 || i === 3)) +
    person(440, 850, 200, { view: 'side', reach: true, flip: true, cloth: P.indigo.up(0.05), trousers: true, hat: 'cone' }) +
    at(
      1130,
      850,
      join(9, (i) => form(`M${-130 + (i % 3) * 10} ${-i * 15}h260q10 8 0 16h-260q-10 -8 0 -16z`, P.cinnamon.up((i % 3) * 0.04), { angle: 90 })) +
        line('M-70 16V-130M76 16V-130', P.bamboo, 8),
    ) +
    grass(SW, 884, 50, 40, P.moss, 5),
  lake: () =>
    sky(SW, SH, { sun: [0.7, 0.36] }) +
    ridge(SW, 500, 260, 80, tone(0.8, 0.035, 258), 2, 0.7) +
    ridge(SW, 500, 340, 60, tone(0.66, 0.055, 262), 6, 0.6) +
    ridge(SW, 500, 420, 34, tone(0.52, 0.065, 230), 9, 0.35) +
    water(SW, 470, SH, tone(0.62, 0.06, 232), 3) +
    [
      [260, 500, 190, 44],
      [620, 520, 150, 36],
      [1010, 500, 230, 52],
      [1420, 530, 200, 50],
      [800, 600, 170, 46],
      [1240, 640, 210, 54],
    ]
      .map(
        ([x, y, w, h], i) =>
          fade(
            0.4,
            path(
              smooth([
                [x - w, y],
                [x - w * 0.5, y + h * 0.7],
                [x, y + h],
                [x + w * 0.5, y + h * 0.6],
                [x + w, y],
              ]),
              tone(0.42, 0.06, 160),
            ),
          ) +
          form(
            smooth([
              [x - w, y],
              [x - w * 0.6, y - h * 0.8],
              [x - w * 0.2, y - h * 1.4],
              [x + w * 0.25, y - h * 1.1],
              [x + w * 0.6, y - h * 0.9],
              [x + w, y],
            ]),
            tone(0.5 - i * 0.01, 0.085, 140),
            { angle: 40 },
          ) +
          path(`M${x - w} ${y}Q${x} ${y - 10} ${x + w} ${y}Q${x} ${y + 12} ${x - w} ${y}Z`, tone(0.72, 0.07, 60)) +
          join(5, (k) => tree(x - w * 0.5 + k * w * 0.24, y - h * 0.55 - (k % 2) * h * 0.3, 60 + (i % 3) * 14, { seed: i * 5 + k })),
      )
      .join('') +
    at(
      470,
      760,
      fade(0.35, path('M-150 20Q0 60 170 20L120 70Q0 90 -110 66Z', P.night)) +
        form('M-180 -26C-120 -6 120 -6 190 -34C160 30 100 40 0 40S-140 30 -180 -26Z', P.wood.down(0.1), { angle: 80 }) +
        line('M-180 -26C-120 -2 120 -2 190 -34', P.wood.up(0.1), 7) +
        person(40, 6, 150, { hat: 'cone', trousers: true, view: 'side', reach: true, cloth: P.indigo.up(0.04) }) +
        line('M90 -96L260 90', P.bamboo.down(0.06), 6) +
        at(
          -80,
          -8,
          oval(0, 0, 46, 14, P.bamboo.down(0.1)) +
            join(7, (i) => path(`M${-36 + i * 9} -2q8 -14 20 -4l8 -6l-2 14l-8 -4q-10 6 -18 0z`, tone(0.8, 0.03, 220))),
        ),
    ) +
    orangeBough(),
  streamForest: () =>
    sky(SW, SH, { sun: [0.55, 0.3], top: tone(0.86, 0.035, 200) }) +
    far(52) +
    ridge(SW, SH, 470, 60, tone(0.46, 0.075, 150), 17, 0.35) +
    join(12, (i) => tree(40 + i * 140, 570 + (i % 3) * 22, 230 + (i % 4) * 30, { seed: i + 5, colour: tone(0.42, 0.08, 148 - (i % 3) * 8) })) +
    path(
      'M0 590H1600V900H0Z',
      linear(
        [
          [0, tone(0.6, 0.09, 124)],
          [1, tone(0.5, 0.08, 118)],
        ],
        90,
      ),
    ) +
    path(
      'M900 560C840 620 1060 660 900 720C760 780 520 800 420 900H1180C1220 820 1260 760 1220 690C1180 640 1000 610 980 560Z',
      linear(
        [
          [0, tone(0.86, 0.03, 200)],
          [0.5, tone(0.7, 0.055, 205)],
          [1, tone(0.58, 0.06, 210)],
        ],
        90,
      ),
    ) +
    join(30, (i) => line(`M${700 + ((i * 137) % 480)} ${660 + ((i * 61) % 230)}q40 -8 90 2`, tone(0.97, 0.02, 200, 0.7), 4)) +
    join(16, (i) =>
      form(
        smooth(
          times(7, (k) => {
            const a = (k / 7) * 6.28,
              s = 24 + ((i * 29) % 40);
            return [430 + ((i * 173) % 830) + s * 1.5 * Math.cos(a), 700 + ((i * 67) % 200) + s * 0.6 * Math.sin(a)];
          }),
        ),
        tone(0.6 + (i % 4) * 0.04, 0.015, 90),
        { angle: 50 },
      ),
    ) +
    buffalo(330, 820, 330) +
    buffalo(130, 730, 190, { flip: true }) +
    stiltHouse(1380, 700, 330, { seed: 9 }) +
    grass(SW, 880, 60, 46, P.moss, 14),
  peaks: () =>
    sky(SW, SH, { sun: [0.5, 0.4], low: tone(0.94, 0.065, 68) }) +
    ridge(SW, SH, 260, 150, tone(0.76, 0.045, 262), 62, 0.6) +
    mist(SW, 440, 12, 62, 0.9) +
    ridge(SW, SH, 430, 130, tone(0.6, 0.065, 265), 67, 0.75) +
    mist(SW, 590, 16, 66, 1) +
    ridge(SW, SH, 640, 60, tone(0.45, 0.065, 240), 68, 0.4) +
    mist(SW, 690, 5, 2, 0.6) +
    path(
      'M0 740C400 690 900 780 1600 720V900H0Z',
      linear(
        [
          [0, tone(0.56, 0.09, 120)],
          [1, tone(0.42, 0.07, 100)],
        ],
        90,
      ),
    ) +
    stiltHouse(360, 790, 280, { seed: 4, roof: tone(0.42, 0.035, 70) }) +
    join(12, (i) =>
      at(
        640 + i * 84 + (i % 2) * 20,
        850 - (i % 3) * 34,
        line('M0 0V-60M0 0Q10 -40 34 -60M0 0Q-10 -40 -34 -54', tone(0.6, 0.1, 125), 5) +
          leaf(0, -56, 74, 60, -70, { colour: P.leaf }) +
          leaf(32, -58, 66, 54, -10, { colour: P.leaf.up(0.05) }) +
          leaf(-32, -52, 66, 54, 190, { colour: P.leafDark.up(0.06) }),
      ),
    ) +
    person(1330, 872, 240, {
      carry: join(6, (i) => oval(-8 + i * 3.2, -2 - (i % 2) * 2, 3.4, 4, tone(0.42, 0.05, 50))),
      scarf: P.lacquer,
      view: 'back',
    }) +
    person(1100, 850, 220, { view: 'side', scarf: P.gold, reach: true, flip: true }),
  bambooGrove: () =>
    sky(SW, SH, { sun: [0.45, 0.38], low: tone(0.94, 0.06, 105) }) +
    far(71) +
    join(7, (i) => fade(0.5, bambooClump(60 + i * 250, 650, 520, { seed: i + 3, count: 8 }))) +
    mist(SW, 620, 6, 5, 0.7) +
    path(
      'M0 650C500 620 1100 690 1600 640V900H0Z',
      linear(
        [
          [0, tone(0.6, 0.08, 112)],
          [1, tone(0.44, 0.055, 80)],
        ],
        90,
      ),
    ) +
    bambooClump(150, 800, 860, { seed: 21, count: 11 }) +
    bambooClump(1450, 820, 880, { seed: 25, count: 11 }) +
    bambooClump(780, 700, 640, { seed: 29, count: 8, spread: 0.7 }) +
    join(9, (i) => shoot(330 + i * 120, 815 + (i % 3) * 26, 120 + (i % 4) * 36, { seed: i + 2, turn: (i % 3) * 5 - 5 })) +
    person(620, 850, 190, {
      hat: 'cone',
      carry: join(5, (i) => path(`M${-9 + i * 4} 2l2 -12l3 12z`, tone(0.55, 0.08, 80))),
      trousers: true,
      cloth: P.moss.down(0.08),
    }) +
    person(1010, 860, 196, { view: 'side', hat: 'cone', reach: true, trousers: true, cloth: P.indigo.up(0.04) }) +
    grass(SW, 888, 50, 40, P.moss, 3),
};
