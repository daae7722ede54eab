// The market day: crowd, goods, terraces behind.
import { steamOver } from '../lib/cups.mjs';
import { buffalo, person, stall } from '../lib/folk.mjs';
import { apple, orange } from '../lib/fruit.mjs';
import { heap } from '../lib/heap.mjs';
import { jar } from '../lib/jars.mjs';
import { leaf } from '../lib/leaf.mjs';
import { pieces } from '../lib/pieces.mjs';
import { cock, hen } from '../lib/poultry.mjs';
import { at, chance, join, oval } from '../lib/svg.mjs';
import { mist, ridge, sky, stiltHouse, terraceHill } from '../lib/terrain.mjs';
import { P, tone } from '../lib/tone.mjs';
import { bambooClump, tree } from '../lib/trees.mjs';
import { basket, tray } from '../lib/weave.mjs';
import { SH, SW } from './fields.mjs';
import { amber, earth, small } from './work.mjs';

export const market = (w = SW, h = SH) => at(0, 0, marketScene(), { scale: Math.max(w / SW, h / SH) });

const loaded = (kind) =>
  ({
    apple: join(7, (i) => oval(-8 + i * 2.7, -2 - (i % 2) * 2, 3, 3, tone(0.76, 0.13, 104 - (i % 3) * 20))),
    orange: join(7, (i) => oval(-8 + i * 2.7, -2 - (i % 2) * 2, 3, 3, P.gold.turn(-16).down(0.05 * (i % 2)))),
    herb: join(8, (i) => leaf(-8 + i * 2.3, 0, 7, 3.6, -140 + i * 14, { colour: P.leaf.up((i % 3) * 0.04) })),
  })[kind];

function crowd(y, s, xs, seed) {
  const r = chance(seed),
    cloths = [P.indigo, P.indigo.up(0.05), P.night.up(0.05), tone(0.36, 0.08, 250)],
    scarves = [P.lacquer, P.gold, P.rose, P.moss, P.lacquer.down(0.08)];
  return xs
    .map((x, i) =>
      person(x + r.span(-8, 8), y + r.span(-8, 8), s * r.span(0.92, 1.06), {
        cloth: cloths[i % 4],
        scarf: scarves[(i * 3 + seed) % 5],
        view: i % 3 === 1 ? 'side' : 'back',
        flip: r.next() < 0.5,
        reach: i % 4 === 2,
        carry: i % 3 === 0 ? loaded(['apple', 'orange', 'herb'][(i + seed) % 3]) : null,
        hat: i % 5 === 4 ? 'cone' : 'scarf',
        trousers: i % 5 === 4,
        kind: ['diamond', 'step', 'hook', 'zigzag'][(i + seed) % 4],
      }),
    )
    .join('');
}

const heapedBasket = (x, y, k, count, seed, draw) =>
  small(
    x,
    y,
    k,
    (() => {
      const b = basket(0, 0, { r0: 270, r1: 360, h: 250 });
      return (
        b.back +
        join(count, (i) => {
          const a = i * 2.399,
            q = Math.sqrt((count - i - 0.5) / count);
          return draw(275 * q * Math.cos(a), b.top - 40 + 86 * q * Math.sin(a) - 170 * (1 - q * q), i + seed);
        }) +
        b.front
      );
    })(),
  );

function marketScene() {
  return (
    sky(SW, SH, { sun: [0.66, 0.26] }) +
    ridge(SW, SH, 210, 90, tone(0.8, 0.035, 258), 5, 0.8) +
    mist(SW, 300, 6, 5, 0.6) +
    ridge(SW, SH, 280, 70, tone(0.66, 0.06, 262), 11, 0.7) +
    mist(SW, 360, 6, 9, 0.6) +
    terraceHill(300, 470, 640, 130, { levels: 10, lift: 17, seed: 3, colours: [tone(0.62, 0.1, 122), tone(0.74, 0.13, 96), P.gold] }) +
    terraceHill(1330, 480, 640, 140, {
      levels: 12,
      lift: 17,
      seed: 8,
      colours: [tone(0.7, 0.12, 104), P.gold.down(0.02), P.gold.up(0.03)],
      drift: [0.1, 0],
    }) +
    mist(SW, 430, 6, 9, 0.5) +
    earth(500, tone(0.74, 0.06, 74)) +
    tree(80, 545, 260, { seed: 5 }) +
    stiltHouse(300, 560, 320, { seed: 4 }) +
    stiltHouse(1330, 566, 330, { seed: 7 }) +
    tree(1540, 570, 300, { seed: 8 }) +
    bambooClump(1130, 530, 260, { seed: 4, count: 8 }) +
    crowd(590, 118, [400, 462, 530, 600, 662, 742, 800, 872, 930, 1000, 1062, 1130], 1) +
    stall(560, 640, 250, P.indigo.up(0.08)) +
    stall(830, 636, 240, P.lacquer.down(0.02)) +
    stall(1090, 640, 250, P.gold.down(0.08)) +
    steamOver(700, 540, 70) +
    steamOver(960, 548, 60) +
    crowd(665, 150, [160, 250, 345, 455, 560, 660, 745, 850, 960, 1060, 1175, 1280], 4) +
    buffalo(1470, 720, 250, { flip: true }) +
    crowd(735, 200, [90, 390, 640, 1010, 1240], 7) +
    person(235, 860, 330, { scarf: P.lacquer, carry: loaded('apple'), kind: 'step' }) +
    person(800, 830, 300, { scarf: P.gold, carry: loaded('orange'), kind: 'hook', cloth: P.indigo.up(0.02) }) +
    person(1340, 850, 320, { scarf: P.lacquer.up(0.03), reach: true, flip: true, kind: 'diamond' }) +
    tray(520, 850, 150) +
    heap(520, 826, { r: 116, h: 62, count: 330, colour: tone(0.74, 0.12, 122), size: 9.5, piece: pieces.flake, seed: 3, vary: 0.06 }) +
    heapedBasket(1040, 872, 0.4, 22, 2, (x, y, i) => orange(x, y, 92, { seed: i, leaves: i % 6 === 0, turn: i * 31 })) +
    heapedBasket(60, 890, 0.42, 24, 5, (x, y, i) => apple(x, y, 82, { seed: i, turn: i * 40, stalk: i % 2 === 0 })) +
    small(
      640,
      872,
      0.3,
      jar(0, 0, {
        r: 270,
        h: 560,
        content: tone(0.7, 0.155, 72),
        lid: 'cloth',
        lidTone: P.lacquer,
        tag: { title: ['Mật ong'], style: 'strip', tone: P.gold.down(0.2) },
      }),
    ) +
    small(
      812,
      884,
      0.26,
      jar(0, 0, { r: 270, h: 560, content: amber, lid: 'cloth', lidTone: P.indigo, tag: { title: ['Mứt'], style: 'strip', tone: P.lacquer } }),
    ) +
    cock(1480, 880, 0.26, { seed: 3 }) +
    hen(1240, 878, 0.22, { seed: 5 })
  );
}
