// P13–P18: sơn tra (táo mèo) in all its forms.
import { bottle } from '../lib/bottles.mjs';
import { cup } from '../lib/cups.mjs';
import { apple } from '../lib/fruit.mjs';
import { heap, scatter } from '../lib/heap.mjs';
import { jar } from '../lib/jars.mjs';
import { leaf } from '../lib/leaf.mjs';
import { pouch } from '../lib/packs.mjs';
import { product, walls } from '../lib/picture.mjs';
import { pieces } from '../lib/pieces.mjs';
import { COS } from '../lib/space.mjs';
import { at, chance, join, oval, path, rect } from '../lib/svg.mjs';
import { P, tone } from '../lib/tone.mjs';
import { basket, tray } from '../lib/weave.mjs';

const amber = tone(0.53, 0.15, 48);

/** Pieces suspended in a jar, nearer ones lighter. */
const floating =
  (piece, colour, count, size, seed) =>
  ({ gx, gy, r, top }) => {
    const c = chance(seed);
    return join(count, (i) =>
      at(
        gx + c.span(-r, r) * 0.95,
        gy - c.span(0, top * COS) + r * 0.2,
        piece(colour.up(c.span(-0.05, 0.1) + (i / count) * 0.05), size * c.span(0.8, 1.2), c),
        { turn: c.span(-180, 180) },
      ),
    );
  };

/** Half a sơn tra, cut face to the viewer. */
export const appleHalf = (x, y, s, turn = 0) =>
  at(
    x,
    y,
    oval(8, s * 0.7, s, s * 0.3, '#3a2013', { opacity: 0.35, style: 'filter:blur(8px)' }) +
      oval(0, 0, s, s * 0.92, tone(0.7, 0.13, 95)) +
      oval(-s * 0.03, -s * 0.03, s * 0.9, s * 0.82, tone(0.93, 0.055, 98)) +
      oval(-s * 0.03, -s * 0.03, s * 0.42, s * 0.4, tone(0.88, 0.07, 92)) +
      join(5, (i) =>
        at(0, 0, path(`M0 ${-s * 0.06}Q${s * 0.12} ${-s * 0.22} 0 ${-s * 0.36}Q${-s * 0.12} ${-s * 0.22} 0 ${-s * 0.06}Z`, tone(0.4, 0.08, 48)), {
          turn: i * 72 + 20,
        }),
      ),
    { turn },
  );

export const sourApple = [
  product(
    'p13',
    'Hũ mứt tào mèo sóng sánh màu hổ phách, nắp bọc vải thổ cẩm, bên cạnh là quả táo mèo',
    'Jar of amber sơn tra jam with a brocade cloth cap, fresh sơn tra beside it',
    { tint: walls.apple, gobo: 'broad', cloth: { cx: 600, width: 840, ground: P.indigo } },
    () =>
      jar(570, 1215, {
        r: 292,
        h: 690,
        content: amber,
        inside: floating(pieces.chunk, amber.up(0.02), 80, 60, 5),
        lid: 'cloth',
        lidTone: P.lacquer,
        labelTop: 0.7,
        labelH: 0.58,
        labelW: 1.75,
        tag: {
          title: ['Mứt', 'tào mèo'],
          place: 'Đoàn Lương',
          net: '250 g',
          style: 'seal',
          emblem: 'apple',
          tone: P.lacquer.down(0.08),
          accent: P.gold,
        },
      }) +
      apple(905, 1255, 98, { seed: 3, leaves: true, turn: 12 }) +
      appleHalf(790, 1340, 84, -12) +
      apple(300, 1335, 82, { seed: 8, blush: 0.8, turn: -30, stalk: false }),
  ),

  product(
    'p14',
    'Giỏ tre đầy táo mèo tươi vàng xanh ửng đỏ',
    'Bamboo basket heaped with fresh sơn tra, yellow-green with red cheeks',
    { tint: walls.apple, gobo: 'bamboo' },
    () => {
      const b = basket(600, 1290, { r0: 300, r1: 410, h: 370, handle: false });
      const r = chance(41);
      const fill = [...Array(46)]
        .map((_, i) => {
          const a = r.span(0, 6.28),
            q = Math.sqrt(r.next());
          return { x: 600 + 345 * q * Math.cos(a), z: Math.sin(a) * q, y: b.top - 20 + 100 * q * Math.sin(a) - 260 * (1 - q * q), i };
        })
        .sort((p, s) => p.z - s.z || s.y - p.y);
      return (
        b.back +
        leaf(330, 900, 300, 120, 190, { colour: P.leafDark, teeth: true }) +
        leaf(860, 880, 300, 120, -16, { colour: P.leaf, teeth: true }) +
        fill.map((f) => apple(f.x, f.y, 80, { seed: f.i + 2, blush: r.span(0.2, 0.85), turn: r.span(-70, 70), stalk: r.next() < 0.6 })).join('') +
        leaf(560, 640, 230, 100, -30, { teeth: true }) +
        b.front +
        apple(985, 1350, 82, { seed: 71, blush: 0.8, turn: 24 }) +
        appleHalf(215, 1365, 84, 8)
      );
    },
  ),

  product(
    'p15',
    'Túi táo mèo khô thái lát và mẹt lát khô',
    'Pouch of dried sơn tra slices with more on a tray',
    { tint: walls.apple, gobo: 'lattice' },
    () =>
      tray(620, 1300, 510) +
      pouch(540, 1195, {
        w: 580,
        h: 850,
        colour: P.kraft,
        tagBox: [0.13, 0.13, 0.74, 0.44],
        tag: { title: ['Táo mèo khô', 'thái lát'], place: 'Mù Cang Chải', net: '500 g', style: 'strip', tone: P.lacquer.down(0.12) },
        paneBox: [0.18, 0.6, 0.64, 0.29],
        window: (x, y, w, h) =>
          rect(x - w / 2, y - h, w, h, tone(0.42, 0.08, 55)) +
          heap(x, y - h * 0.25, {
            r: w * 0.54,
            h: h * 0.6,
            count: 46,
            colour: tone(0.62, 0.09, 62),
            size: 44,
            piece: pieces.slice,
            seed: 8,
            squash: 0.9,
          }),
      }) +
      heap(780, 1325, { r: 235, h: 120, count: 46, colour: tone(0.65, 0.09, 62), size: 58, piece: pieces.slice, seed: 12 }) +
      scatter(
        [
          [330, 1330, 10],
          [450, 1355, 80],
        ],
        pieces.slice,
        tone(0.65, 0.09, 62),
        54,
      ),
  ),

  product(
    'p16',
    'Chai rượu táo mèo vàng sẫm có quả ngâm bên trong và chén nhỏ',
    'Bottle of sơn tra liquor with whole fruit steeped inside, and a small cup',
    { tint: walls.apple.turn(-4), gobo: 'lattice', top: P.woodDark.up(0.14), cloth: { cx: 600, width: 760, ground: P.night, kind: 'hook' } },
    () =>
      bottle(540, 1230, {
        r: 218,
        h: 1010,
        shape: 'round',
        content: tone(0.55, 0.135, 56),
        level: 0.7,
        stopper: 'cork',
        stopTone: P.lacquer,
        labelTop: 0.5,
        labelH: 0.3,
        labelW: 1.75,
        inside: ({ gx, gy }) =>
          join(11, (i) =>
            apple(gx - 150 + (i % 4) * 100 + (i > 7 ? 30 : 0), gy - 10 - Math.floor(i / 4) * 96, 70, {
              seed: i,
              blush: 0.2,
              turn: i * 47,
              stalk: false,
            }),
          ) + rect(gx - 240, gy - 640, 480, 720, tone(0.5, 0.13, 52), { opacity: 0.48 }),
        tag: { title: ['Rượu', 'táo mèo'], place: 'Mù Cang Chải · 18+', net: '500 ml', style: 'band', emblem: 'apple', tone: P.indigo },
      }) +
      cup(850, 1320, { r: 92, h: 92, body: tone(0.9, 0.02, 90), drink: tone(0.66, 0.14, 66) }) +
      apple(300, 1345, 84, { seed: 13, turn: -20, leaves: true }) +
      apple(960, 1235, 76, { seed: 19, blush: 0.8, turn: 30 }),
  ),

  product(
    'p17',
    'Chai siro táo mèo màu đỏ cam, cốc nước đá',
    'Bottle of red-orange sơn tra syrup with an iced glass',
    { tint: walls.apple.turn(8), gobo: 'broad', surface: 'cloth' },
    () => {
      const s = tone(0.58, 0.17, 40);
      return (
        bottle(500, 1235, {
          r: 190,
          h: 990,
          shape: 'slim',
          content: s,
          level: 0.84,
          stopper: 'swing',
          labelTop: 0.54,
          labelH: 0.36,
          labelW: 1.8,
          tag: { title: ['Siro', 'táo mèo'], place: 'Trạm Tấu', net: '500 ml', style: 'full', emblem: 'apple', tone: s.down(0.14), second: P.cream },
        }) +
        cup(850, 1310, {
          r: 150,
          h: 350,
          foot: 0.72,
          glass: true,
          body: tone(0.95, 0.015, 200),
          drink: s.up(0.12),
          level: 0.82,
          inside:
            at(790, 985, rect(0, 0, 78, 66, tone(1, 0, 0, 0.5), { rx: 12 }), { turn: -14 }) +
            at(880, 1000, rect(0, 0, 74, 60, tone(1, 0, 0, 0.45), { rx: 12 }), { turn: 12 }),
        }) +
        at(935, 1000, appleHalf(0, 0, 62, 24)) +
        appleHalf(300, 1350, 82, 10) +
        apple(680, 1365, 70, { seed: 5, turn: 14 })
      );
    },
  ),

  product(
    'p18',
    'Hộp nhựa trong ô mai táo mèo, vài miếng ô mai phủ gừng bên ngoài',
    'Clear tub of sơn tra ô mai with a few gingery pieces outside',
    { tint: walls.apple, gobo: 'bamboo', cloth: { cx: 610, width: 880, ground: tone(0.5, 0.13, 38), kind: 'step', accent: P.indigo } },
    () => {
      const c = tone(0.37, 0.075, 40);
      return (
        jar(560, 1225, {
          r: 320,
          h: 560,
          content: c.down(0.04),
          inside: floating(pieces.preserved, c, 95, 62, 9),
          lid: 'metal',
          lidTone: P.lacquer,
          labelTop: 0.72,
          labelH: 0.54,
          labelW: 1.7,
          tag: { title: ['Ô mai', 'táo mèo'], place: 'Yên Bái', net: '200 g', style: 'strip', tone: P.indigo },
        }) +
        heap(880, 1335, { r: 165, h: 95, count: 16, colour: c.up(0.03), size: 58, piece: pieces.preserved, seed: 3, under: 0 }) +
        scatter(
          [
            [250, 1370, 20],
            [360, 1385, -40, 0.8],
          ],
          pieces.preserved,
          c.up(0.03),
          54,
        )
      );
    },
  ),
];
