// P37–P40: pomelo, oranges, bananas.
import { box, boxPoint } from '../lib/boxes.mjs';
import { citrusHalf, orange, pomelo } from '../lib/fruit.mjs';
import { bananas } from '../lib/harvest.mjs';
import { label } from '../lib/label.mjs';
import { leaf } from '../lib/leaf.mjs';
import { product, walls } from '../lib/picture.mjs';
import { at, chance, form, join, line, n, path, rect } from '../lib/svg.mjs';
import { P, tone } from '../lib/tone.mjs';
import { basket, tray } from '../lib/weave.mjs';

/** Fruit piled in a round basket: back ones first, heaped to a crown. */
export function pile(b, count, size, seed, draw, crown = 200) {
  const r = chance(seed),
    R = b.r - size * 0.75;
  return [...Array(count)]
    .map((_, i) => {
      const a = i * 2.399,
        q = Math.sqrt((i + 0.5) / count);
      return { x: 600 + R * q * Math.cos(a), z: Math.sin(a) * q, y: b.top - size * 0.2 + R * 0.3 * q * Math.sin(a) - crown * (1 - q * q), i };
    })
    .sort((p, s) => p.z - s.z || s.y - p.y)
    .map((f) => draw(f.x + r.span(-8, 8), f.y, f.i, r))
    .join('');
}

export const fruit = [
  product(
    'p37',
    'Bưởi Đại Minh vàng xanh, một quả bổ đôi thấy múi',
    'Đại Minh pomelos, one cut to show its segments',
    { tint: walls.fruit.turn(12), gobo: 'broad', cloth: { cx: 600, width: 900, ground: P.indigo, kind: 'diamond' }, zoom: 1.08 },
    () =>
      pomelo(790, 900, 290, { seed: 4, turn: 6 }) +
      pomelo(380, 990, 280, { seed: 9, turn: -8 }) +
      citrusHalf(700, 1200, 232, {
        rind: tone(0.84, 0.135, 101),
        flesh: tone(0.86, 0.075, 40),
        pith: tone(0.96, 0.025, 95),
        segments: 13,
        thick: 0.19,
        squash: 0.96,
      }) +
      at(
        250,
        1345,
        join(3, (i) =>
          at(
            i * 92,
            (i % 2) * 20,
            path('M-66 10Q0 -64 70 4Q10 46 -66 10Z', '#3a2216', { opacity: 0.35, transform: 'translate(6 12)', style: 'filter:blur(6px)' }) +
              form('M-66 10Q0 -64 70 4Q10 46 -66 10Z', tone(0.9, 0.05, 72), { angle: 60 }) +
              join(6, (k) => line(`M${-44 + k * 18} ${4 - k * 1}q8 -14 22 -20`, tone(0.97, 0.03, 80), 4, { opacity: 0.8 })),
            { turn: -10 + i * 14 },
          ),
        ),
      ),
  ),
  product(
    'p38',
    'Giỏ tre cam Văn Chấn chín vàng, lá xanh',
    'Bamboo basket of ripe Văn Chấn oranges with leaves',
    { tint: walls.fruit, gobo: 'bamboo', zoom: 1.1 },
    () => {
      const b = basket(600, 1290, { r0: 300, r1: 420, h: 360 });
      return (
        b.back +
        leaf(300, 880, 300, 120, 200, { colour: P.leafDark }) +
        leaf(900, 880, 300, 120, -20, { colour: P.leafDark.up(0.05) }) +
        pile(b, 24, 116, 3, (x, y, i, r) => orange(x, y, 114, { seed: i + 2, leaves: i % 7 === 2, turn: r.span(-40, 40) }), 250) +
        b.front +
        citrusHalf(960, 1360, 92) +
        orange(250, 1350, 104, { seed: 44, leaves: true, turn: -14 })
      );
    },
  ),
  product(
    'p39',
    'Cam sành Lục Yên vỏ sần trên mẹt, một quả bổ đôi',
    'Rough-skinned Lục Yên cam sành oranges on a tray, one halved',
    { tint: walls.fruit.turn(10), gobo: 'lattice', surface: 'cloth', zoom: 1.1 },
    () =>
      tray(600, 1290, 520) +
      [
        [400, 1010],
        [620, 985],
        [830, 1015],
        [515, 880],
        [735, 885],
        [300, 1130],
        [930, 1140],
        [500, 1120],
      ]
        .map(([x, y], i) => orange(x, y, 148, { seed: i * 5 + 1, rough: true, leaves: i === 1 || i === 2, turn: ((i * 23) % 50) - 25 }))
        .join('') +
      orange(700, 1130, 148, { seed: 60, rough: true, turn: 30 }) +
      orange(625, 775, 140, { seed: 66, rough: true, leaves: true, turn: 10 }) +
      citrusHalf(590, 1265, 140, { rind: tone(0.66, 0.14, 96), squash: 0.86, flesh: tone(0.71, 0.175, 56) }),
  ),
  product(
    'p40',
    'Hộp quà nải chuối tiến vua Yên Hợp vàng ươm',
    'Gift box with a golden hand of Yên Hợp royal bananas',
    { tint: walls.fruit.turn(-8), gobo: 'broad', cloth: { cx: 600, width: 900, ground: tone(0.45, 0.14, 30), kind: 'diamond', accent: P.gold } },
    () => {
      const o = { w: 860, h: 250, d: 420, yaw: -9 },
        c = tone(0.46, 0.145, 30);
      const p = boxPoint(600, 1240, o, 430, 250, 210);
      return (
        box(600, 1240, {
          ...o,
          colour: c,
          open: true,
          inside:
            rect(0, 0, 1200, 1500, c.down(0.2)) +
            join(60, (i) =>
              line(`M${200 + ((i * 83) % 800)} ${930 + ((i * 47) % 150)}q40 -30 90 ${(i % 5) * 8 - 16}`, P.bamboo.up((i % 3) * 0.03), 7),
            ),
        }) +
        bananas(p[0] - 10, p[1] - 520, 660, { count: 9, seed: 3 }) +
        (() => {
          const [A, B, a] = [boxPoint(600, 1240, o, 0, 0, 420), boxPoint(600, 1240, o, 860, 0, 420), boxPoint(600, 1240, o, 0, 250, 420)];
          return (
            `<g transform="matrix(${((B[0] - A[0]) / 860).toFixed(4)} ${((B[1] - A[1]) / 860).toFixed(4)} 0 ${((A[1] - a[1]) / 250).toFixed(4)} ${n(a[0])} ${n(a[1])})">` +
            label(860, 250, { title: ['Chuối tiến vua'], place: 'Yên Hợp · một nải', style: 'strip', tone: c, accent: P.gold }) +
            rect(0, 0, 860, 250, tone(0.2, 0.05, 40, 0.1)) +
            '</g>'
          );
        })()
      );
    },
  ),
];
