// P08–P12: rice and cốm.
import { cup } from '../lib/cups.mjs';
import { heap, scatter } from '../lib/heap.mjs';
import { leafMat, panicle } from '../lib/leaf.mjs';
import { handleBag, pouch, tiedSack } from '../lib/packs.mjs';
import { product, walls } from '../lib/picture.mjs';
import { pieces } from '../lib/pieces.mjs';
import { chance, join, line, path } from '../lib/svg.mjs';
import { P, tone } from '../lib/tone.mjs';
import { tray } from '../lib/weave.mjs';

const white = tone(0.93, 0.018, 95);

const pearl = tone(0.95, 0.022, 88);

const com = tone(0.74, 0.12, 122);

/** Three bowed panicles laid together. */
const sheaf = (x, y, size, turn, seed) => {
  const r = chance(seed);
  return join(3, (i) => panicle(x + i * 16, y - i * 6, size * r.span(0.9, 1.05), turn + i * 13, r, P.gold.up(-0.02 + i * 0.02)));
};

/** Carved wooden scoop with rice in it; handle towards the upper right. */
export const scoop = (x, y, k, fill) =>
  `<g transform="translate(${x} ${y}) scale(${k})"><path d="M-120 22Q0 70 150 10L190 40Q20 100 -110 50Z" fill="#3a2216" opacity=".4" style="filter:blur(8px)"/>` +
  path('M60 -20L270 -130Q296 -138 300 -116Q300 -100 282 -92L96 24Z', P.wood.down(0.04)) +
  line('M80 -16L280 -118', P.wood.up(0.1), 6) +
  path('M-130 -20C-120 60 40 70 110 10C120 -4 104 -30 70 -34Z', P.wood.down(0.1)) +
  path('M-130 -20C-110 -60 40 -64 96 -32C110 -22 90 0 40 10C-40 24 -120 14 -130 -20Z', P.wood.up(0.04)) +
  fill +
  '</g>';

const bowlOf = (gx, gy, colour, piece, r = 180, body = tone(0.36, 0.06, 265)) =>
  cup(gx, gy, { r, h: r * 0.62, body, foot: 0.5, drink: colour.down(0.05) }) +
  heap(gx, gy - r * 0.56, { r: r * 0.92, h: r * 0.42, count: 330, colour, size: 13, piece, seed: 8, vary: 0.035, under: 0.05 });

export const rice = [
  product(
    'p08',
    'Túi vải gai gạo nếp Tan Tú Lệ buộc dây đỏ, bát gạo trắng và bông lúa',
    'Hemp sack of Tú Lệ nếp Tan rice tied in red, a bowl of pearly grain and ears of rice',
    { tint: walls.rice, gobo: 'bamboo', cloth: { cx: 600, width: 860, ground: P.indigo, kind: 'step' } },
    () =>
      sheaf(270, 1130, 420, -30, 5) +
      tiedSack(540, 1250, {
        w: 610,
        h: 860,
        colour: P.hemp.down(0.03),
        tagBox: [0.22, 0.42, 0.56, 0.42],
        tag: { title: ['Nếp Tan', 'Tú Lệ'], place: 'Gạo nếp vụ mùa', net: '2 kg', style: 'seal', emblem: 'rice', tone: P.indigo },
      }) +
      bowlOf(885, 1345, pearl, pieces.stickyRice, 185, tone(0.42, 0.1, 34)) +
      scatter(
        [
          [330, 1370, 10],
          [370, 1380, 60],
          [420, 1362, -20],
          [500, 1385, 30],
          [560, 1372, 80],
        ],
        pieces.stickyRice,
        pearl,
        13,
      ),
  ),

  product(
    'p09',
    'Cốm Tú Lệ xanh non trên lá trong mẹt tre, gói cốm nửa cân',
    'Green Tú Lệ young rice flakes on a leaf in a bamboo tray, with a half-kilo pack',
    { tint: walls.rice.turn(18), gobo: 'broad' },
    () =>
      tray(600, 1310, 510) +
      pouch(430, 1170, {
        w: 500,
        h: 740,
        colour: tone(0.78, 0.1, 124),
        gloss: 0.35,
        tagBox: [0.13, 0.14, 0.74, 0.62],
        tag: {
          title: ['Cốm', 'Tú Lệ'],
          place: 'Từ lúa nếp non',
          net: '500 g',
          style: 'full',
          emblem: 'rice',
          tone: tone(0.42, 0.09, 140),
          second: P.gold,
        },
      }) +
      leafMat(690, 1290, 640, 230) +
      heap(700, 1300, { r: 255, h: 150, count: 620, colour: com, size: 17, piece: pieces.flake, seed: 4, vary: 0.06 }) +
      panicle(300, 1370, 300, 62, chance(3), tone(0.72, 0.13, 118)),
  ),

  product(
    'p10',
    'Túi năm cân gạo Séng Cù Mường Lò màu chàm, đấu gạo trắng',
    'Five-kilo indigo bag of Mường Lò Séng Cù rice with a scoop of white grain',
    { tint: walls.rice, gobo: 'lattice' },
    () =>
      handleBag(560, 1265, {
        w: 650,
        h: 980,
        colour: P.indigo,
        tag: { title: ['Gạo', 'Séng Cù'], place: 'Mường Lò', net: '5 kg', style: 'full', emblem: 'rice', tone: P.indigo },
      }) +
      heap(850, 1360, { r: 190, h: 70, count: 420, colour: white, size: 14, piece: pieces.rice, seed: 5, vary: 0.035, under: 0.05 }) +
      sheaf(200, 1395, 330, 34, 9),
  ),

  product(
    'p11',
    'Túi năm cân gạo Hương Chiêm Mường Lò màu son, bát gạo',
    'Five-kilo lacquer-red bag of Mường Lò Hương Chiêm rice with a bowl of grain',
    { tint: walls.rice.turn(-8), gobo: 'bamboo', surface: 'cloth' },
    () => {
      const c = tone(0.5, 0.15, 35);
      return (
        handleBag(580, 1265, {
          w: 640,
          h: 960,
          colour: c,
          tag: { title: ['Gạo', 'Hương Chiêm'], place: 'Mường Lò', net: '5 kg', style: 'band', emblem: 'hill', tone: c, kind: 'hook' },
        }) +
        bowlOf(890, 1365, white.down(0.01), pieces.rice, 165) +
        sheaf(190, 1385, 300, 30, 12)
      );
    },
  ),

  product(
    'p12',
    'Túi vải gạo nếp Lào Mu, đấu gỗ và vài bông lúa',
    'Cloth sack of Lào Mu sticky rice with a wooden scoop and ears of rice',
    { tint: walls.rice.turn(6), gobo: 'broad', cloth: { cx: 620, width: 900, ground: tone(0.46, 0.08, 128), kind: 'diamond' } },
    () =>
      sheaf(900, 1120, 400, 8, 15) +
      tiedSack(520, 1255, {
        w: 600,
        h: 830,
        colour: tone(0.86, 0.05, 78),
        tie: P.indigo,
        tag: { title: ['Nếp', 'Lào Mu'], place: 'Khánh Thiện', net: '2 kg', style: 'strip', tone: P.moss.down(0.08), kind: 'step' },
      }) +
      heap(850, 1370, {
        r: 170,
        h: 55,
        count: 300,
        colour: pearl.down(0.015),
        size: 13,
        piece: pieces.stickyRice,
        seed: 2,
        vary: 0.035,
        under: 0.05,
      }) +
      scoop(
        820,
        1330,
        1,
        heap(-8, -16, { r: 92, h: 40, count: 150, colour: pearl, size: 12, piece: pieces.stickyRice, seed: 6, vary: 0.035, depth: 0.9, under: 0.05 }),
      ),
  ),
];
