// Covers of terraces, tea and blossom; the far ranges and ground all covers share.
import { person } from '../lib/folk.mjs';
import { leaf, panicle } from '../lib/leaf.mjs';
import { at, chance, form, join, line, linear, oval, path, rect, smooth, times } from '../lib/svg.mjs';
import { grass, mist, ridge, sky, stiltHouse, terraceHill } from '../lib/terrain.mjs';
import { P, tone } from '../lib/tone.mjs';
import { tree } from '../lib/trees.mjs';

export const SW = 1600;

export const SH = 900;

const rice = [tone(0.71, 0.12, 104), tone(0.77, 0.135, 92), tone(0.81, 0.14, 84), tone(0.78, 0.135, 78)];

const greens = [tone(0.56, 0.1, 132), tone(0.64, 0.11, 124), tone(0.7, 0.12, 118)];

/** Far ranges in three washes of indigo, mist lying between them. */
export const far = (seed, lift = 0) =>
  ridge(SW, SH, 300 - lift, 90, tone(0.8, 0.035, 258), seed, 0.8) +
  mist(SW, 400 - lift, 6, seed, 0.6) +
  ridge(SW, SH, 380 - lift, 70, tone(0.68, 0.055, 262), seed + 3, 0.75) +
  mist(SW, 470 - lift, 7, seed + 1, 0.7) +
  ridge(SW, SH, 470 - lift, 46, tone(0.54, 0.06, 240), seed + 5, 0.55);

export const meadow = (y, a, b) =>
  path(
    `M0 ${y}C500 ${y - 34} 1100 ${y + 34} 1600 ${y - 6}V900H0Z`,
    linear(
      [
        [0, a],
        [1, b],
      ],
      90,
    ),
  );

export const plucked = join(8, (i) => leaf(-8 + i * 2.3, 0, 6.5, 3.4, -140 + i * 14, { colour: P.leaf.up((i % 3) * 0.05) }));

export const hives = (x, y, k, cols) =>
  cols
    .map((c, i) =>
      at(
        x + i * 104 * k,
        y + (i % 2) * 24 * k,
        oval(8, 4, 56, 10, '#2a2416', { opacity: 0.4 }) +
          form('M-42 0V-58H42V0Z', c, { angle: 0 }) +
          form('M-52 -56L-44 -78H44L52 -56Z', P.wood.down(0.04), { angle: 0 }) +
          rect(-16, -16, 32, 7, P.night),
        { scale: k },
      ),
    )
    .join('');

/** Rows of tea bushes following a hill. */
export function teaRows(y, rows, gap, seed, c = tone(0.5, 0.095, 134)) {
  const r = chance(seed);
  let yy = y,
    out = '';
  for (let i = 0; i < rows; i++) {
    const k = i / rows,
      a = 34 - k * 10,
      h = gap * (0.55 + k * 0.9),
      base = yy;
    const top = times(60, (j) => {
      const x = -30 + j * 28.5;
      return [x, base + a * Math.sin(x / 330 + i * 0.34 + seed) + r.span(-3, 3) * (1 + k * 2)];
    });
    const t = c.up(r.span(-0.02, 0.04) - k * 0.04);
    const d = smooth(top, false) + `L${SW + 30} ${SH + 200}L-30 ${SH + 200}Z`;
    out +=
      path(d, t) +
      line(smooth(top, false), t.up(0.13), 5 + k * 8, { opacity: 0.8 }) +
      path(
        smooth(
          top.map(([x, v]) => [x, v + h * 0.72]),
          false,
        ) + `L${SW + 30} ${SH + 200}L-30 ${SH + 200}Z`,
        t.down(0.17),
      ) +
      join(60 + i * 6, () => {
        const x = r.span(0, SW),
          v = base + a * Math.sin(x / 330 + i * 0.34 + seed) + r.span(2, h * 0.6);
        return oval(x, v, 3 + k * 6, 2 + k * 3, r.next() < 0.6 ? t.up(0.09) : t.down(0.09), { opacity: 0.7 });
      });
    yy += gap * (0.8 + k * 1.0);
  }
  return out;
}

/** Sơn tra in white flower. */
const sonTra = (x, y, s, seed) =>
  tree(x, y, s, { seed, colour: tone(0.6, 0.075, 128), trunk: tone(0.38, 0.03, 60), gnarled: true, flower: tone(0.955, 0.02, 90) });

export const fields = {
  terracesGold: () =>
    sky(SW, SH, { sun: [0.3, 0.4] }) +
    far(4, 60) +
    terraceHill(150, 640, 620, 190, { levels: 9, lift: 22, seed: 3, colours: [tone(0.6, 0.1, 125), ...rice.slice(0, 2)], drift: [-0.2, 0] }) +
    terraceHill(1500, 620, 760, 200, { levels: 12, lift: 23, seed: 8, colours: rice, drift: [0.1, 0] }) +
    mist(SW, 560, 5, 4, 0.55) +
    stiltHouse(1180, 560, 120, { seed: 2 }) +
    stiltHouse(1290, 548, 100, { seed: 5 }) +
    tree(1075, 566, 110, { seed: 4 }) +
    terraceHill(420, 860, 900, 260, { levels: 8, lift: 20, seed: 14, colours: rice.slice(1), top: 0.5 }) +
    terraceHill(560, 800, 470, 150, { levels: 11, lift: 25, seed: 21, colours: [...rice].reverse(), top: 0.16 }) +
    tree(575, 548, 100, { seed: 9 }) +
    terraceHill(1450, 950, 800, 240, { levels: 7, lift: 26, seed: 33, colours: rice, top: 0.4 }) +
    person(1130, 815, 150, { carry: join(9, (i) => panicle(-7 + i * 1.7, 4, 22, -20 + i * 6, chance(i + 2))) }) +
    person(1240, 838, 156, { view: 'side', cloth: P.indigo.up(0.04), hat: 'cone', reach: true, flip: true }) +
    join(30, (i) => panicle(-20 + i * 58, 945, 170, -18 + ((i * 37) % 30), chance(i + 40))),
  terracesTea: () =>
    sky(SW, SH, { sun: [0.76, 0.34] }) +
    far(9, 60) +
    terraceHill(1080, 600, 760, 190, { levels: 11, lift: 22, seed: 5, colours: greens, water: 0.3 }) +
    terraceHill(240, 640, 560, 150, { levels: 8, lift: 24, seed: 7, colours: greens, water: 0.2, drift: [-0.2, 0] }) +
    mist(SW, 560, 6, 3, 0.7) +
    stiltHouse(330, 650, 210, { seed: 3 }) +
    tree(150, 668, 230, { seed: 8 }) +
    tree(1500, 640, 200, { seed: 12 }) +
    teaRows(630, 6, 40, 5) +
    person(800, 770, 190, { carry: plucked }) +
    person(1020, 810, 200, { view: 'side', cloth: P.indigo.up(0.03), carry: plucked, reach: true, scarf: P.gold }) +
    person(1380, 872, 230, { scarf: P.lacquer, carry: plucked, kind: 'step' }) +
    person(420, 800, 195, { view: 'side', flip: true, reach: true, scarf: P.rose }),
  ancientTea: () =>
    sky(SW, SH, { sun: [0.62, 0.36] }) +
    far(14, 30) +
    mist(SW, 520, 9, 14, 0.9) +
    ridge(SW, SH, 590, 26, tone(0.5, 0.08, 140), 21, 0.35) +
    tree(250, 700, 330, { seed: 4, gnarled: true, colour: tone(0.45, 0.08, 140), trunk: tone(0.7, 0.02, 100) }) +
    tree(1010, 690, 300, { seed: 9, gnarled: true, colour: tone(0.45, 0.08, 140), trunk: tone(0.7, 0.02, 100) }) +
    mist(SW, 680, 6, 4, 0.65) +
    meadow(690, tone(0.6, 0.09, 124), tone(0.42, 0.08, 136)) +
    grass(SW, 712, 80, 30, P.moss, 4) +
    tree(640, 830, 760, { seed: 2, gnarled: true, colour: tone(0.43, 0.085, 140), trunk: tone(0.69, 0.022, 95) }) +
    tree(1400, 850, 720, { seed: 13, gnarled: true, colour: tone(0.45, 0.085, 137), trunk: tone(0.67, 0.022, 95) }) +
    line('M776 850L738 560M820 850L776 560M768 812h42M762 756h42M754 700h42M746 644h42', P.bamboo.down(0.1), 9) +
    person(772, 712, 200, { carry: plucked, scarf: P.lacquer }) +
    person(1060, 868, 240, { view: 'side', carry: plucked, scarf: P.gold, reach: true, flip: true }) +
    person(330, 850, 225, { scarf: P.rose, carry: plucked, kind: 'hook' }) +
    grass(SW, 884, 70, 46, P.moss.up(0.05), 8),
  teaHills: () =>
    sky(SW, SH, { sun: [0.22, 0.36] }) +
    far(22, 40) +
    ridge(SW, SH, 540, 30, tone(0.55, 0.085, 132), 31, 0.3) +
    tree(1380, 600, 190, { seed: 3 }) +
    tree(1480, 612, 220, { seed: 6 }) +
    stiltHouse(1180, 600, 170, { seed: 5 }) +
    teaRows(560, 9, 34, 2, tone(0.55, 0.1, 130)) +
    hives(1090, 760, 1.15, [P.gold, P.hemp, tone(0.62, 0.06, 255), P.rose]) +
    join(
      14,
      (i) =>
        oval(1040 + ((i * 97) % 460), 590 + ((i * 53) % 120), 5, 3.4, P.gold.down(0.12)) +
        oval(1043 + ((i * 97) % 460), 587 + ((i * 53) % 120), 3, 2.4, P.ink),
    ) +
    person(330, 770, 200, { hat: 'cone', carry: plucked, trousers: true }) +
    person(590, 812, 215, { view: 'side', hat: 'cone', reach: true, carry: plucked, cloth: P.moss.down(0.05), trousers: true }) +
    person(820, 720, 170, { hat: 'cone', carry: plucked, trousers: true, cloth: P.lacquer.down(0.1) }),
  sonTraBloom: () =>
    sky(SW, SH, { sun: [0.35, 0.34] }) +
    far(41, 50) +
    terraceHill(820, 640, 820, 180, { levels: 10, lift: 21, seed: 16, colours: greens, water: 0.55 }) +
    mist(SW, 560, 5, 9, 0.6) +
    meadow(700, tone(0.62, 0.09, 122), tone(0.44, 0.085, 130)) +
    sonTra(1040, 740, 320, 5) +
    sonTra(260, 830, 640, 2) +
    sonTra(1390, 850, 620, 8) +
    hives(600, 820, 1.2, [P.hemp, P.gold, P.rose]) +
    person(960, 864, 240, {
      carry: join(7, (i) => oval(-8 + i * 2.7, -2 - (i % 2) * 2, 3, 3, tone(0.76, 0.13, 104 - (i % 3) * 20))),
      scarf: P.lacquer,
    }) +
    grass(SW, 888, 70, 40, P.moss.up(0.04), 11),
};
