// Covers with people at their work.
import { band } from '../lib/brocade.mjs';
import { steamOver } from '../lib/cups.mjs';
import { person } from '../lib/folk.mjs';
import { apple } from '../lib/fruit.mjs';
import { heap } from '../lib/heap.mjs';
import { jar } from '../lib/jars.mjs';
import { leaf } from '../lib/leaf.mjs';
import { pieces } from '../lib/pieces.mjs';
import { at, chance, clip, fade, form, join, line, linear, oval, path, rect } from '../lib/svg.mjs';
import { grass, mist, ridge, sky, stiltHouse, terraceHill, water } from '../lib/terrain.mjs';
import { P, tone } from '../lib/tone.mjs';
import { bambooClump, tree } from '../lib/trees.mjs';
import { basket } from '../lib/weave.mjs';
import { sprout, worm } from '../products/field.mjs';
import { SH, SW } from './fields.mjs';

export const amber = tone(0.6, 0.15, 52);

const soil = tone(0.33, 0.038, 52);

export const hills = (seed) =>
  ridge(SW, SH, 270, 90, tone(0.8, 0.035, 258), seed, 0.8) +
  mist(SW, 370, 6, seed, 0.6) +
  ridge(SW, SH, 350, 70, tone(0.67, 0.055, 262), seed + 3, 0.7) +
  mist(SW, 440, 6, seed + 2, 0.6) +
  ridge(SW, SH, 440, 44, tone(0.53, 0.065, 235), seed + 5, 0.5);

export const earth = (y, c, d = 0.14) =>
  path(
    `M0 ${y}C400 ${y - 30} 1000 ${y + 30} ${SW} ${y - 10}V${SH}H0Z`,
    linear(
      [
        [0, c.up(0.05)],
        [1, c.down(d)],
      ],
      90,
    ),
  );

export const small = (x, y, k, inner) => at(x, y, inner, { scale: k });

/** Canna vermicelli hung to dry over bamboo poles. */
const rack = (x, y, w, h, seed) => {
  const r = chance(seed),
    c = tone(0.86, 0.04, 85);
  return (
    line(`M${x} ${y}V${y - h}M${x + w} ${y}V${y - h}`, P.bamboo.down(0.16), 13) +
    join(Math.round(w / 9), (i) =>
      line(
        `M${x + 8 + i * 9} ${y - h + 4}q${r.span(-5, 5)} ${h * 0.4} ${r.span(-6, 6)} ${h * r.span(0.68, 0.84)}`,
        i % 3 ? c.up(r.span(-0.08, 0.06)) : c.down(0.12),
        6.5,
      ),
    ) +
    line(`M${x - 16} ${y - h}H${x + w + 16}`, P.bamboo, 15) +
    line(`M${x - 16} ${y - h - 4}H${x + w + 16}`, P.bamboo.up(0.1), 4)
  );
};

/** Long bed of compost under cover. */
const bed = (x, y, w, d, seed) => {
  const r = chance(seed),
    c = tone(0.6, 0.05, 50);
  return (
    form(`M${x} ${y}L${x + 60} ${y - d}H${x + w - 60}L${x + w} ${y}Z`, soil, { angle: 40 }) +
    join(150, () => {
      const u = r.next(),
        yy = y - u * d,
        xx = x + 60 * u + r.next() * (w - 120 * u);
      return oval(xx, yy, r.span(4, 10), r.span(2, 5), r.next() < 0.5 ? soil.up(0.07) : soil.down(0.07));
    }) +
    join(14, () => {
      const u = r.span(0.1, 0.9);
      return leaf(x + 80 + r.next() * (w - 200), y - d * u, 40, 18, r.span(0, 360), { colour: P.leaf.up(r.span(-0.1, 0.1)) });
    }) +
    form(`M${x - 6} ${y}H${x + w + 6}V${y + 56}H${x - 6}Z`, c, { angle: 90 }) +
    join(Math.round(w / 74), (i) => line(`M${x + i * 74} ${y + 28 * (i % 2)}v28`, c.down(0.1), 3)) +
    line(`M${x} ${y + 28}H${x + w}`, c.down(0.1), 3)
  );
};

export const work = {
  jamWorkshop: () =>
    rect(
      0,
      0,
      SW,
      SH,
      linear(
        [
          [0, tone(0.9, 0.04, 78)],
          [1, tone(0.8, 0.05, 70)],
        ],
        40,
      ),
    ) +
    clip(
      'M150 90H800V520H150Z',
      sky(SW, SH, { sun: [0.3, 0.2] }) +
        at(0, -60, hills(4)) +
        terraceHill(300, 500, 420, 110, { levels: 8, lift: 17, seed: 9, colours: [tone(0.6, 0.1, 122), P.gold] }) +
        terraceHill(760, 520, 360, 90, { levels: 6, lift: 17, seed: 5, colours: [P.gold] }),
    ) +
    line('M150 90H800V520H150ZM475 90V520M150 300H800', P.wood.down(0.1), 20) +
    line('M140 530H810', P.wood.up(0.06), 26) +
    line('M880 170H1560M880 360H1560', P.wood.down(0.06), 26) +
    join(8, (i) =>
      small(
        930 + i * 83,
        156,
        0.115,
        jar(0, 0, {
          r: 290,
          h: 660,
          content: amber.up((i % 3) * 0.04),
          lid: 'cloth',
          lidTone: i % 2 ? P.lacquer : P.indigo,
          tag: { title: ['Mứt'], style: 'strip', tone: P.lacquer },
        }),
      ),
    ) +
    join(8, (i) =>
      small(
        930 + i * 83,
        346,
        0.115,
        jar(0, 0, {
          r: 290,
          h: 660,
          content: amber.up((i % 2) * 0.05),
          lid: 'metal',
          lidTone: P.gold,
          tag: { title: ['Mứt'], style: 'strip', tone: P.indigo },
        }),
      ),
    ) +
    person(600, 830, 560, { view: 'back', reach: true, scarf: P.lacquer }) +
    person(1250, 850, 540, { view: 'back', flip: true, reach: true, scarf: P.gold, cloth: P.indigo.up(0.05), kind: 'step' }) +
    rect(
      0,
      690,
      SW,
      210,
      linear(
        [
          [0, P.wood.up(0.08)],
          [0.12, P.wood],
          [1, P.wood.down(0.14)],
        ],
        90,
      ),
    ) +
    join(7, (i) => line(`M${i * 240} ${724 + (i % 3) * 50}q200 10 420 -2`, P.wood.down(0.12), 3, { opacity: 0.6 })) +
    band(0, 846, SW, 54, { kind: 'diamond' }) +
    at(
      850,
      700,
      fade(1, oval(20, 22, 250, 44, '#3a2216', { opacity: 0.35 })) +
        form('M-220 -130C-216 20 -130 40 0 40S216 20 220 -130Z', tone(0.5, 0.03, 60), { angle: 0, shade: 0.6 }) +
        oval(0, -130, 222, 52, tone(0.62, 0.03, 60)) +
        oval(0, -128, 200, 42, amber) +
        join(22, (i) => oval(-160 + ((i * 67) % 320), -140 + ((i * 29) % 30), 22, 11, amber.up(0.05 + (i % 3) * 0.04))) +
        line('M60 -130L240 -330', P.wood.up(0.05), 18),
    ) +
    steamOver(820, 540, 150) +
    (() => {
      const b = basket(220, 800, { r0: 130, r1: 180, h: 130 });
      return (
        b.back + join(16, (i) => apple(90 + ((i * 83) % 260), 660 + ((i * 37) % 50) - (i % 3) * 22, 44, { seed: i + 2, turn: i * 40 })) + b.front
      );
    })() +
    join(3, (i) =>
      small(
        1180 + i * 130,
        800,
        0.2,
        jar(0, 0, {
          r: 290,
          h: 660,
          content: amber,
          lid: 'cloth',
          lidTone: P.lacquer,
          tag: { title: ['Mứt', 'tào mèo'], style: 'seal', emblem: 'apple', tone: P.lacquer.down(0.08) },
        }),
      ),
    ),
  wormBeds: () =>
    sky(SW, SH, { sun: [0.2, 0.3] }) +
    hills(12) +
    tree(1450, 560, 330, { seed: 4 }) +
    bambooClump(80, 600, 460, { seed: 6 }) +
    earth(540, tone(0.62, 0.085, 118)) +
    form('M140 330L420 190H1300L1520 330Z', tone(0.55, 0.05, 68), { angle: 60 }) +
    join(40, (i) => line(`M${430 + i * 22} 194L${160 + i * 34.6} 328`, tone(i % 2 ? 0.48 : 0.62, 0.05, 68), 3)) +
    line('M210 330V640M620 330V600M1040 330V600M1450 330V640', P.bamboo.down(0.2), 18) +
    bed(300, 560, 1000, 54, 2) +
    bed(220, 680, 1160, 76, 5) +
    bed(120, 830, 1330, 104, 9) +
    worm(420, 790, 60, -10) +
    worm(880, 770, 56, 8) +
    worm(1160, 800, 60, -14) +
    person(1010, 690, 220, { view: 'side', reach: true, trousers: true, hat: 'cone', cloth: P.indigo.up(0.05) }) +
    person(520, 660, 200, { trousers: true, hat: 'cone', cloth: P.moss.down(0.06), reach: true, flip: true }) +
    join(6, (i) => sprout(60 + i * 16, 880, 70)) +
    join(5, (i) => sprout(1500 + i * 18, 884, 76)),
  pelletYard: () =>
    sky(SW, SH, { sun: [0.68, 0.34] }) +
    hills(19) +
    join(9, (i) => tree(60 + i * 190, 560, 240 + (i % 3) * 40, { seed: i + 4, colour: tone(0.46, 0.085, 140) })) +
    earth(560, tone(0.68, 0.06, 70)) +
    form('M760 560V330L1120 230L1520 330V560Z', tone(0.66, 0.055, 62), { angle: 10 }) +
    form('M700 340L1120 200L1580 340L1560 372L1120 244L720 372Z', tone(0.5, 0.1, 35), { angle: 60 }) +
    rect(960, 390, 330, 190, tone(0.32, 0.03, 50)) +
    at(1120, 590, heap(0, 0, { r: 240, h: 170, count: 420, colour: tone(0.62, 0.085, 58), size: 17, piece: pieces.pellet, seed: 4 })) +
    at(
      330,
      780,
      join(5, (row) =>
        join(6 - row, (i) => {
          const x = -230 + row * 42 + i * 84,
            y = -row * 72;
          return (
            form(`M${x - 40} ${y - 40}h-90a40 40 0 0 0 0 80h90z`, tone(0.46, 0.06, 52), { angle: 90 }) +
            oval(x - 40, y, 38, 40, tone(0.75, 0.075, 66)) +
            oval(x - 40, y, 26, 28, tone(0.68, 0.085, 56)) +
            oval(x - 40, y, 12, 13, tone(0.75, 0.075, 66)) +
            oval(x - 40, y, 38, 40, 'none', { stroke: String(tone(0.4, 0.06, 46)), strokeWidth: 6 })
          );
        }),
      ),
    ) +
    join(4, (i) =>
      at(
        1240 + i * 92,
        830 - (i % 2) * 30,
        form('M-48 0C-58 -60 -54 -110 -38 -140Q0 -160 38 -140C54 -110 58 -60 48 0Q0 14 -48 0Z', P.hempDeep.up(0.05), { angle: 10 }) +
          rect(-26, -96, 52, 44, P.cinnamon),
      ),
    ) +
    person(700, 830, 230, { trousers: true, view: 'side', reach: true, cloth: P.indigo.up(0.06), hat: 'cone' }) +
    person(960, 800, 215, { trousers: true, flip: true, cloth: P.moss.down(0.04), hat: 'none', view: 'side' }) +
    grass(SW, 890, 40, 36, P.moss, 7),
  noodleYard: () =>
    sky(SW, SH, { sun: [0.3, 0.34] }) +
    hills(45) +
    water(SW, 480, 620, tone(0.68, 0.06, 60), 2) +
    earth(580, tone(0.72, 0.07, 95)) +
    bambooClump(1500, 650, 460, { seed: 3 }) +
    stiltHouse(200, 650, 300, { seed: 8 }) +
    rack(420, 690, 420, 180, 2) +
    rack(900, 690, 420, 180, 5) +
    person(880, 720, 210, { hat: 'cone', trousers: true, reach: true }) +
    rack(140, 850, 560, 260, 8) +
    rack(880, 860, 600, 260, 12) +
    person(790, 870, 280, { view: 'side', hat: 'cone', reach: true, trousers: true, cloth: P.lacquer.down(0.1) }) +
    grass(SW, 890, 40, 34, P.moss, 5),
  /** Market day. Rows of people from far to near, goods before them, terraces and indigo ranges behind. */
};
