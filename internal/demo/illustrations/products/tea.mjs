// P01–P07: tea.
import { box } from '../lib/boxes.mjs';
import { band } from '../lib/brocade.mjs';
import { cup, tin } from '../lib/cups.mjs';
import { heap, scatter } from '../lib/heap.mjs';
import { leaf, teaSprig } from '../lib/leaf.mjs';
import { pouch } from '../lib/packs.mjs';
import { product, walls } from '../lib/picture.mjs';
import { pieces } from '../lib/pieces.mjs';
import { at, form, line, path, rect } from '../lib/svg.mjs';
import { P, tone } from '../lib/tone.mjs';
import { tray } from '../lib/weave.mjs';

const green = tone(0.42, 0.075, 140);

const leafTea = tone(0.4, 0.05, 118);

const sideBand = (w, h, t) => band(0, h * 0.42, w, h * 0.12, { ground: t.down(0.08) });

/** Paper tea bag with its string and tag. */
export const teaBag = (x, y, turn = 0) =>
  at(
    x,
    y,
    path('M-62 0L-50 -96L0 -122L50 -96L62 0Q0 14 -62 0Z', '#3a2216', { opacity: 0.3, transform: 'translate(8 10)', style: 'filter:blur(6px)' }) +
      form('M-62 0L-50 -96L0 -122L50 -96L62 0Q0 14 -62 0Z', tone(0.9, 0.03, 80)) +
      path('M-54 -6Q-46 -66 0 -60Q46 -66 54 -6Q0 8 -54 -6Z', P.cinnamon.up(0.1), { opacity: 0.75 }) +
      line('M0 -120C30 -190 90 -150 110 -90', P.paper.down(0.05), 4) +
      at(104, -92, rect(-26, 0, 56, 60, P.lacquer, { rx: 4 }) + path('M2 12L20 30L2 48L-16 30Z', P.gold), { turn: 12 }),
    { turn },
  );

const mug = (gx, gy, drink, o = {}) => cup(gx, gy, { r: 128, h: 120, body: tone(0.9, 0.02, 90), drink, steam: true, ...o });

export const tea = [
  product(
    'p01',
    'Hộp chè Shan tuyết Suối Giàng bên đĩa chè khô và búp một tôm hai lá',
    'Box of Suối Giàng Shan Tuyết tea beside dry leaf and a fresh bud with two leaves',
    { tint: walls.tea, gobo: 'bamboo', cloth: { cx: 640, width: 780, ground: P.indigo } },
    () =>
      box(540, 1215, {
        w: 430,
        h: 790,
        d: 230,
        yaw: -26,
        colour: green,
        front: { title: ['Chè', 'Shan tuyết'], place: 'Suối Giàng · cổ thụ', net: '1 tôm 2 lá · 100 g', style: 'full', emblem: 'bud' },
        side: sideBand(230, 790, green),
        topArt: band(0, 80, 430, 60, { ground: green.down(0.08) }),
      }) +
      heap(850, 1290, { r: 205, h: 88, count: 250, colour: leafTea, size: 21, piece: pieces.tea, seed: 4 }) +
      teaSprig(330, 1345, 330, 38) +
      scatter(
        [
          [560, 1330, 20],
          [620, 1352, -30],
          [690, 1365, 70],
        ],
        pieces.tea,
        leafTea,
        20,
      ),
  ),

  product(
    'p02',
    'Hộp hồng trà Shan tuyết cổ thụ và chén trà đỏ bốc khói',
    'Box of ancient-tree Shan black tea with a steaming red cup',
    {
      tint: walls.tea.turn(-30, -0.006),
      gobo: 'lattice',
      top: P.woodDark.up(0.12),
      cloth: { cx: 600, width: 820, ground: tone(0.38, 0.11, 28), kind: 'hook' },
    },
    () => {
      const red = tone(0.39, 0.125, 27);
      return (
        box(480, 1190, {
          w: 440,
          h: 720,
          d: 240,
          yaw: -22,
          colour: red,
          front: {
            title: ['Hồng trà', 'Shan tuyết'],
            place: 'Cây cổ thụ · Suối Giàng',
            net: '100 g',
            style: 'seal',
            emblem: 'leaf',
            accent: P.gold,
            second: P.paper,
          },
          side: sideBand(240, 720, red),
        }) +
        mug(855, 1300, tone(0.47, 0.16, 33), { r: 165, h: 150 }) +
        heap(430, 1345, { r: 150, h: 55, count: 150, colour: tone(0.27, 0.035, 35), size: 20, piece: pieces.tea, seed: 9 })
      );
    },
  ),

  product(
    'p03',
    'Hộp tròn bạch trà Shan tuyết, phía trước là bát búp chè phủ tuyết trắng',
    'Round tin of Shan white tea with a bowl of downy silver buds',
    { tint: walls.tea.turn(-20, -0.01), gobo: 'bamboo', cloth: { cx: 610, width: 860, ground: P.indigo, kind: 'step' } },
    () =>
      tin(500, 1190, {
        r: 268,
        h: 640,
        body: P.paper,
        lidTone: tone(0.6, 0.03, 150),
        lidH: 110,
        tag: { title: ['Bạch trà', 'Shan tuyết'], place: 'Búp non vụ xuân', net: '50 g', style: 'seal', emblem: 'bud', tone: tone(0.46, 0.06, 155) },
      }) +
      cup(850, 1310, { r: 190, h: 120, body: tone(0.34, 0.03, 250), foot: 0.55, drink: tone(0.6, 0.03, 110) }) +
      heap(850, 1210, { r: 172, h: 70, count: 130, colour: tone(0.86, 0.03, 105), size: 34, piece: pieces.bud, seed: 6 }) +
      scatter(
        [
          [420, 1360, 12],
          [520, 1382, -24],
          [600, 1350, 48],
        ],
        pieces.bud,
        tone(0.86, 0.03, 105),
        34,
      ) +
      teaSprig(270, 1370, 240, -24, P.leaf.up(0.08)),
  ),

  product(
    'p04',
    'Gói giấy chè Shan tuyết Púng Luông trên mẹt chè',
    'Kraft pouch of Púng Luông Shan Tuyết tea on a bamboo tray',
    { tint: walls.tea, gobo: 'broad' },
    () =>
      tray(600, 1300, 500) +
      pouch(560, 1200, {
        w: 560,
        h: 830,
        colour: P.kraft,
        tag: { title: ['Chè Shan tuyết', 'Púng Luông'], place: 'Mù Cang Chải', net: '200 g', style: 'band', emblem: 'hill', tone: P.indigo },
      }) +
      heap(760, 1325, { r: 230, h: 90, count: 260, colour: leafTea.up(0.02), size: 22, piece: pieces.tea, seed: 14 }) +
      teaSprig(350, 1370, 290, 20),
  ),

  product(
    'p05',
    'Gói chè Bát tiên Hưng Khánh màu xanh ngọc, chén chè vàng',
    'Jade pouch of Bát Tiên tea from Hưng Khánh with a golden cup',
    { tint: walls.tea.turn(8), gobo: 'lattice', cloth: { cx: 600, width: 900, ground: tone(0.9, 0.03, 85), ink: P.indigo, kind: 'hook' } },
    () => {
      const jade = tone(0.5, 0.085, 168);
      return (
        pouch(500, 1225, {
          w: 580,
          h: 880,
          colour: jade,
          gloss: 0.4,
          tagBox: [0.14, 0.17, 0.72, 0.62],
          tag: { title: ['Chè', 'Bát tiên'], place: 'Hưng Khánh', net: '200 g', style: 'seal', emblem: 'bud', tone: jade.down(0.1), accent: P.gold },
        }) +
        mug(880, 1325, tone(0.76, 0.13, 98), { r: 150, h: 130 }) +
        heap(640, 1350, { r: 130, h: 46, count: 120, colour: tone(0.38, 0.05, 130), size: 20, piece: pieces.tea, seed: 22 })
      );
    },
  ),

  product(
    'p06',
    'Hộp trà quế thảo mộc, bên ngoài có hai túi lọc và vài thanh quế',
    'Box of cinnamon herbal tea with two tea bags and cinnamon sticks',
    { tint: walls.spice, gobo: 'broad', surface: 'cloth' },
    () => {
      const c = tone(0.55, 0.14, 46);
      return (
        box(560, 1180, {
          w: 640,
          h: 520,
          d: 300,
          yaw: -20,
          colour: c,
          front: { title: ['Trà quế', 'thảo mộc'], place: 'Văn Yên', net: '20 túi lọc', style: 'band', emblem: 'quill', tone: c },
          side: sideBand(300, 520, c),
          topArt: band(0, 110, 640, 80, { ground: c.down(0.1) }),
        }) +
        teaBag(380, 1370, -8) +
        teaBag(590, 1385, 10) +
        mug(930, 1340, tone(0.62, 0.14, 58), { r: 140, h: 140, glass: true, body: tone(0.93, 0.02, 120) }) +
        leaf(120, 1330, 240, 80, -24, { veins: 'three', colour: P.leafDark.up(0.05) })
      );
    },
  ),

  product(
    'p07',
    'Gói chè xanh Nghĩa Lộ nửa cân có ô nhìn thấy chè bên trong',
    'Half-kilo bag of Nghĩa Lộ green tea with a window showing the leaf',
    { tint: walls.tea, gobo: 'bamboo', surface: 'cloth', top: tone(0.86, 0.035, 95) },
    () => {
      const g = tone(0.47, 0.1, 138);
      return (
        pouch(600, 1265, {
          w: 660,
          h: 940,
          colour: g,
          gloss: 0.34,
          tagBox: [0.14, 0.13, 0.72, 0.42],
          tag: { title: ['Chè xanh', 'Nghĩa Lộ'], place: 'Chè búp khô', net: '500 g', style: 'strip', tone: g.down(0.1), kind: 'step' },
          paneBox: [0.18, 0.59, 0.64, 0.31],
          window: (x, y, w, h) =>
            rect(x - w / 2, y - h, w, h, tone(0.3, 0.045, 128)) +
            heap(x, y - h * 0.2, { r: w * 0.55, h: h * 0.7, count: 300, colour: tone(0.39, 0.055, 128), size: 22, piece: pieces.tea, seed: 3 }),
        }) +
        heap(330, 1365, { r: 140, h: 45, count: 130, colour: tone(0.39, 0.055, 128), size: 20, piece: pieces.tea, seed: 30 }) +
        teaSprig(930, 1375, 270, -22)
      );
    },
  ),
];
