// Second pictures for galleries: how it is served, what is inside, where it grows.
import { farms } from '../scenes/farms.mjs';
import { cup, steamOver } from '../lib/cups.mjs';
import { apple, citrusHalf, orange, pomelo } from '../lib/fruit.mjs';
import { taro } from '../lib/harvest.mjs';
import { heap } from '../lib/heap.mjs';
import { sturgeon } from '../lib/lake.mjs';
import { blossom, leaf, leafMat, teaSprig } from '../lib/leaf.mjs';
import { product, walls } from '../lib/picture.mjs';
import { pieces } from '../lib/pieces.mjs';
import { ring } from '../lib/space.mjs';
import { barkStick, chilli, powder, quill } from '../lib/spice.mjs';
import { finish } from '../lib/stage.mjs';
import { at, chance, clip, form, join, line, n, oval, path } from '../lib/svg.mjs';
import { P, tone } from '../lib/tone.mjs';
import { board, tray } from '../lib/weave.mjs';
import { appleHalf } from './apple.mjs';
import { sprout, worm } from './field.mjs';
import { comb } from './honey.mjs';
import { scoop } from './rice.mjs';
import { fields } from '../scenes/fields.mjs';
import { wilds } from '../scenes/wilds.mjs';

/** An upright crop of a wide scene, centred on `x` of its 1600. */
const place = (name, scene, x, vi, en) => ({
  name,
  width: 1200,
  height: 1500,
  alt: { vi, en },
  draw: () => `<g transform="scale(1.6667) translate(${-Math.max(0, Math.min(880, x - 360))} 0)">${scene()}</g>` + finish(),
});

const indigoBowl = (gx, gy, r, drink, o = {}) => cup(gx, gy, { r, h: r * 0.5, body: tone(0.36, 0.06, 265), foot: 0.5, drink, ...o });

/** Loose vermicelli swirling in broth, inside the mouth of a bowl. */
const swirl = (gx, y, r, seed) => {
  const c = chance(seed),
    t = tone(0.88, 0.03, 88);
  return join(150, () => {
    const a = c.span(0, 6.28),
      q = Math.sqrt(c.next()) * 0.85 * r;
    const x = gx + Math.cos(a) * q,
      v = y + Math.sin(a) * q * 0.33;
    return line(
      `M${n(x)} ${n(v)}q${n(c.span(30, 80))} ${n(c.span(-30, 30))} ${n(c.span(20, 120))} ${n(c.span(-10, 20))}t${n(c.span(-90, 60))} ${n(c.span(-16, 26))}`,
      t.up(c.span(-0.1, 0.06)),
      c.span(5, 8),
    );
  });
};

export const seconds = [
  place('p01-2', fields.ancientTea, 560, 'Cây chè Shan tuyết cổ thụ Suối Giàng', 'Ancient Shan tea tree of Suối Giàng'),
  product(
    'p02-2',
    'Hai chén hồng trà và bát chè khô trên khay tre',
    'Two cups of Shan black tea and dry leaf on a bamboo tray',
    { rise: 200, tint: walls.tea.turn(-30, -0.006), gobo: 'lattice', top: P.woodDark.up(0.12) },
    () =>
      tray(600, 1270, 500) +
      cup(400, 1250, { r: 170, h: 160, body: tone(0.9, 0.02, 90), drink: tone(0.47, 0.16, 33), steam: true }) +
      cup(790, 1170, { r: 155, h: 145, body: tone(0.9, 0.02, 90), drink: tone(0.5, 0.16, 36), steam: true }) +
      heap(770, 1340, { r: 170, h: 66, count: 190, colour: tone(0.3, 0.04, 38), size: 21, piece: pieces.tea, seed: 5 }) +
      teaSprig(300, 1380, 220, 30),
  ),
  place('p04-2', fields.terracesTea, 930, 'Nương chè và ruộng bậc thang Púng Luông', 'Tea rows and terraces of Púng Luông'),
  product(
    'p08-2',
    'Xôi nếp Tan Tú Lệ nóng hổi trên lá chuối',
    'Steaming Tú Lệ sticky rice on banana leaf',
    { rise: 190, tint: walls.rice, gobo: 'bamboo', cloth: { cx: 600, width: 900, ground: P.indigo, kind: 'step' } },
    () =>
      tray(600, 1270, 490) +
      leafMat(600, 1245, 820, 270) +
      heap(600, 1260, {
        r: 300,
        h: 250,
        count: 1100,
        colour: tone(0.95, 0.024, 88),
        size: 17,
        piece: pieces.stickyRice,
        seed: 4,
        vary: 0.03,
        power: 1.5,
        under: 0.05,
      }) +
      steamOver(600, 960, 150) +
      steamOver(520, 990, 110),
  ),
  place('p08-3', fields.terracesGold, 600, 'Ruộng bậc thang Tú Lệ mùa gặt', 'Tú Lệ terraces at harvest'),
  product(
    'p13-2',
    'Bát mứt tào mèo và thìa gỗ, quả táo mèo bổ đôi',
    'Bowl of sơn tra jam with a wooden spoon and halved fruit',
    { rise: 190, tint: walls.apple, gobo: 'broad', cloth: { cx: 600, width: 900, ground: P.indigo } },
    () =>
      indigoBowl(580, 1260, 330, tone(0.55, 0.15, 50)) +
      clip(
        ring(580, 1260, 322, 165),
        heap(580, 1120, { r: 290, h: 30, count: 60, colour: tone(0.64, 0.155, 54), size: 62, piece: pieces.chunk, seed: 6, vary: 0.06 }),
      ) +
      line('M700 1050L980 800', P.wood.down(0.06), 30) +
      line('M696 1040L974 796', P.wood.up(0.1), 8) +
      appleHalf(960, 1330, 96, 14) +
      apple(190, 1330, 92, { seed: 5, leaves: true }) +
      appleHalf(320, 1385, 76, -20),
  ),
  product(
    'p14-2',
    'Táo mèo tươi bổ đôi thấy lõi năm ô hạt',
    'Fresh sơn tra, halved to show the five-celled core',
    { rise: 130, tint: walls.apple, gobo: 'bamboo', surface: 'cloth' },
    () =>
      leafMat(600, 1290, 1000, 300) +
      apple(400, 1020, 190, { seed: 4, leaves: true, turn: -14 }) +
      apple(790, 1040, 180, { seed: 9, blush: 0.85, turn: 16, leaves: true }) +
      appleHalf(610, 1180, 175, 8) +
      appleHalf(920, 1280, 120, -16) +
      apple(270, 1265, 124, { seed: 13, stalk: false, turn: -40 }),
  ),
  place('p20-2', farms.hillFarm, 520, "Đàn gà H'Mông thả đồi", "H'Mông chickens ranging on the hill"),
  place('p22-2', wilds.cinnamonForest, 420, 'Bóc vỏ quế trong rừng quế Văn Yên', 'Peeling bark in the cinnamon forest of Văn Yên'),
  product(
    'p24-2',
    'Muỗng gỗ bột quế và thanh quế vỏ',
    'Wooden scoop of ground cinnamon with bark and quills',
    { rise: 230, tint: walls.spice, gobo: 'lattice', surface: 'cloth' },
    () =>
      board(600, 1250, 980, 280, P.wood.down(0.05)) +
      join(5, (i) => barkStick(170 + i * 20, 1090 + i * 36, 520 - i * 20, 58, -8 + i * 3, i + 3)) +
      quill(560, 1060, 440, 74, 10, 5) +
      quill(600, 1140, 420, 70, -3, 8) +
      powder(640, 1330, 260, 100, tone(0.53, 0.115, 48), 6) +
      scoop(600, 1270, 1.35, powder(-14, -10, 96, 60, tone(0.55, 0.115, 48), 3)) +
      leaf(880, 1380, 240, 84, -10, { veins: 'three', colour: P.leafDark.up(0.05) }),
  ),
  product(
    'p29-2',
    'Bát miến đao nấu nóng với hành và ớt',
    'Hot bowl of canna vermicelli with herbs and chilli',
    { rise: 180, tint: walls.noodle, gobo: 'broad', cloth: { cx: 600, width: 900, ground: tone(0.45, 0.14, 30), kind: 'diamond' } },
    () =>
      indigoBowl(600, 1290, 400, tone(0.74, 0.09, 78), { level: 0.95, inside: swirl(600, 1098, 380, 4) }) +
      join(9, (i) => leaf(430 + ((i * 97) % 340), 1070 + ((i * 41) % 70), 70, 30, i * 47, { colour: P.leaf.up((i % 3) * 0.04) })) +
      chilli(560, 1100, 110, 20) +
      chilli(690, 1130, 90, -24) +
      steamOver(600, 1000, 150) +
      line('M900 1180L1090 860M940 1190L1120 880', P.woodDark, 16),
  ),
  place('p31-2', wilds.bambooGrove, 800, 'Rừng tre Bát Độ mùa măng', 'Bát Độ bamboo grove in shoot season'),
  product(
    'p35-2',
    'Miếng sáp ong vàng rỏ mật trên đĩa gỗ',
    'Golden honeycomb dripping on a wooden board',
    { rise: 170, tint: walls.honey, gobo: 'broad', cloth: { cx: 600, width: 900, ground: P.indigo } },
    () =>
      board(600, 1270, 940, 260, P.wood) +
      comb(600, 1120, 760, -5) +
      at(190, 1390, blossom(0, 0, 56)) +
      at(280, 1420, blossom(0, 0, 42)) +
      at(1000, 1400, blossom(0, 0, 48)),
  ),
  product(
    'p37-2',
    'Bưởi Đại Minh bổ đôi và múi bưởi trên đĩa tre',
    'Halved Đại Minh pomelo with peeled segments on a tray',
    { rise: 110, tint: walls.fruit.turn(12), gobo: 'bamboo', surface: 'cloth' },
    () =>
      tray(600, 1280, 500) +
      pomelo(850, 920, 220, { seed: 3, turn: 10 }) +
      citrusHalf(500, 1010, 290, {
        rind: tone(0.84, 0.135, 101),
        flesh: tone(0.86, 0.075, 40),
        pith: tone(0.96, 0.025, 95),
        segments: 13,
        thick: 0.19,
        squash: 0.97,
      }) +
      join(5, (i) =>
        at(
          400 + i * 125,
          1290 + (i % 2) * 34,
          path('M-96 14Q0 -92 100 6Q14 66 -96 14Z', '#3a2216', { opacity: 0.35, transform: 'translate(8 14)', style: 'filter:blur(7px)' }) +
            form('M-96 14Q0 -92 100 6Q14 66 -96 14Z', tone(0.87, 0.07, 42), { angle: 60 }) +
            join(9, (k) => line(`M${-70 + k * 17} ${10 - (k % 2) * 8}q8 -20 22 -30`, tone(0.96, 0.04, 60), 5, { opacity: 0.75 })),
          { turn: -14 + i * 11 },
        ),
      ),
  ),
  product(
    'p38-2',
    'Cam Văn Chấn bổ đôi mọng nước',
    'Juicy halved Văn Chấn oranges',
    { rise: 110, tint: walls.fruit, gobo: 'broad', cloth: { cx: 600, width: 900, ground: P.indigo, kind: 'hook' } },
    () =>
      orange(780, 930, 215, { seed: 3, leaves: true, turn: 10 }) +
      orange(370, 990, 200, { seed: 8, leaves: true, turn: -16 }) +
      citrusHalf(600, 1190, 215) +
      citrusHalf(920, 1280, 130, { squash: 0.8 }) +
      orange(230, 1290, 110, { seed: 12 }),
  ),
  place('p41-2', wilds.lake, 620, 'Thuyền cá trên hồ Thác Bà', 'Fishing boat on Thác Bà lake'),
  product(
    'p43-2',
    'Hai con cá tầm trên lá chuối',
    'Two sturgeons on banana leaf',
    { rise: 170, tint: walls.lake, gobo: 'bamboo' },
    () => leafMat(600, 1230, 1100, 460) + sturgeon(600, 1060, 0.9, -6) + sturgeon(620, 1260, 0.92, -3),
  ),
  product(
    'p45-2',
    'Khoai sọ nương luộc bổ đôi, ruột trắng bở',
    'Hill taro cut open, white and floury',
    { rise: 150, tint: walls.earth, gobo: 'lattice', surface: 'cloth' },
    () =>
      tray(600, 1280, 490) +
      taro(400, 1060, 190, { seed: 3, turn: -24 }) +
      taro(780, 1040, 185, { seed: 6, turn: 30 }) +
      taro(600, 1170, 200, { seed: 9, cut: true, turn: 6 }) +
      taro(900, 1230, 130, { seed: 12, cut: true, turn: 30 }) +
      taro(300, 1260, 120, { seed: 15, turn: 60 }),
  ),
  product(
    'p48-2',
    'Đĩa thịt trâu gác bếp xé sợi với chẩm chéo',
    'Plate of torn smoked buffalo with a spicy dip',
    { rise: 210, tint: walls.meat.down(0.03), gobo: 'broad', top: P.woodDark.up(0.12) },
    () =>
      board(600, 1260, 1000, 280, P.wood.down(0.06)) +
      heap(520, 1270, { r: 320, h: 190, count: 46, colour: tone(0.39, 0.07, 34), size: 140, piece: pieces.jerky, seed: 9, under: 0 }) +
      cup(900, 1280, { r: 130, h: 80, body: tone(0.36, 0.06, 265), drink: tone(0.42, 0.12, 36) }) +
      join(14, (i) => oval(830 + ((i * 47) % 140), 1190 + ((i * 29) % 34), 8, 5, i % 2 ? P.moss : P.lacquer)) +
      chilli(330, 1390, 160, -6) +
      chilli(480, 1410, 130, 10),
  ),
  product(
    'p49-2',
    'Phân trùn quế tơi xốp nuôi mầm rau',
    'Loose vermicompost feeding young seedlings',
    { rise: 120, tint: walls.earth, gobo: 'bamboo' },
    () =>
      heap(600, 1290, { r: 500, h: 190, count: 900, colour: tone(0.33, 0.038, 52), size: 20, piece: pieces.crumb, seed: 7, vary: 0.06, power: 1.4 }) +
      sprout(400, 1150, 330) +
      sprout(640, 1110, 390) +
      sprout(850, 1165, 300) +
      worm(300, 1310, 110, -8) +
      worm(640, 1340, 100, 10) +
      worm(860, 1300, 84, -16),
  ),
];
