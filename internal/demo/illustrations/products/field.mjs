// P41–P42, P45–P47, P49–P50: lake fish, taro, peanuts, compost, pellets.
import { bottle } from '../lib/bottles.mjs';
import { taro } from '../lib/harvest.mjs';
import { heap, scatter } from '../lib/heap.mjs';
import { label } from '../lib/label.mjs';
import { bambooTwig, leaf } from '../lib/leaf.mjs';
import { pouch, tiedSack } from '../lib/packs.mjs';
import { product, walls } from '../lib/picture.mjs';
import { pieces } from '../lib/pieces.mjs';
import { shadow, weavePattern } from '../lib/stage.mjs';
import { at, chance, form, line, oval, path } from '../lib/svg.mjs';
import { P, tone } from '../lib/tone.mjs';
import { basket, board, tray } from '../lib/weave.mjs';
import { pile } from './fruit.mjs';

const soil = tone(0.33, 0.038, 52);

const redSkin = tone(0.47, 0.135, 25);

/** Earthworm, glossy and ringed. */
export const worm = (x, y, s, turn = 0) =>
  at(
    x,
    y,
    line(
      `M0 0C${s * 0.3} ${-s * 0.4} ${s * 0.5} ${s * 0.3} ${s * 0.8} ${-s * 0.1}S${s * 1.2} ${-s * 0.2} ${s * 1.3} ${s * 0.1}`,
      tone(0.42, 0.1, 20),
      s * 0.17,
    ) +
      line(
        `M0 ${-s * 0.03}C${s * 0.3} ${-s * 0.43} ${s * 0.5} ${s * 0.27} ${s * 0.8} ${-s * 0.13}S${s * 1.2} ${-s * 0.23} ${s * 1.3} ${s * 0.07}`,
        tone(0.66, 0.11, 22),
        s * 0.055,
        { opacity: 0.8 },
      ) +
      line(`M${s * 0.34} ${-s * 0.13}l${s * 0.14} ${s * 0.04}`, tone(0.7, 0.08, 30), s * 0.17),
    { turn },
  );

/** Seedling with two pairs of leaves, foot at x, y. */
export const sprout = (x, y, s) =>
  at(
    x,
    y,
    line(`M0 0Q${s * 0.04} ${-s * 0.3} 0 ${-s * 0.6}`, P.leaf, s * 0.05) +
      leaf(0, -s * 0.55, s * 0.5, s * 0.24, -24, { colour: P.leaf.up(0.07) }) +
      leaf(0, -s * 0.55, s * 0.48, s * 0.24, -156, { colour: P.leaf.up(0.03), flip: true }) +
      leaf(0, -s * 0.36, s * 0.34, s * 0.16, 8, { colour: P.leaf }) +
      leaf(0, -s * 0.36, s * 0.34, s * 0.16, 172, { colour: P.leaf, flip: true }),
  );

/** Open hessian sack rolled at the mouth; `fill` is drawn in the mouth. */
const openSack = (gx, gy, w, h, colour, fill, tag) => {
  const weave = weavePattern(colour.down(0.12), colour.up(0.02), 12),
    d = `M${gx - w * 0.43} ${gy - h}C${gx - w * 0.5} ${gy - h * 0.6} ${gx - w * 0.56} ${gy - h * 0.2} ${gx - w * 0.46} ${gy - 10}Q${gx} ${gy + h * 0.08} ${gx + w * 0.46} ${gy - 10}C${gx + w * 0.56} ${gy - h * 0.2} ${gx + w * 0.5} ${gy - h * 0.6} ${gx + w * 0.43} ${gy - h}Z`;
  return (
    shadow(gx, gy - 8, w * 0.5, w * 0.14) +
    oval(gx, gy - h, w * 0.43, w * 0.15, colour.down(0.3)) +
    fill +
    path(d, colour) +
    path(d, weave, { opacity: 0.85 }) +
    form(d, colour.alpha(0), { angle: 10, shade: 0.65, light: 0 }) +
    form(
      `M${gx - w * 0.46} ${gy - h - 14}A${w * 0.46} ${w * 0.16} 0 0 0 ${gx + w * 0.46} ${gy - h - 14}L${gx + w * 0.475} ${gy - h + 52}A${w * 0.475} ${w * 0.165} 0 0 1 ${gx - w * 0.475} ${gy - h + 52}Z`,
      colour.up(0.03),
      { angle: 0 },
    ) +
    path(
      `M${gx - w * 0.46} ${gy - h - 14}A${w * 0.46} ${w * 0.16} 0 0 0 ${gx + w * 0.46} ${gy - h - 14}L${gx + w * 0.475} ${gy - h + 52}A${w * 0.475} ${w * 0.165} 0 0 1 ${gx - w * 0.475} ${gy - h + 52}Z`,
      weave,
      { opacity: 0.6 },
    ) +
    (tag ? at(gx - w * 0.28, gy - h * 0.62, label(w * 0.56, h * 0.48, tag)) : '')
  );
};

export const field = [
  product(
    'p41',
    'Mẹt cá mương sấy hồ Thác Bà và gói 200 g',
    'Tray of small dried mương fish from Thác Bà lake with a 200 g pouch',
    { tint: walls.lake, gobo: 'bamboo' },
    () =>
      tray(600, 1300, 520) +
      pouch(440, 1175, {
        w: 490,
        h: 740,
        colour: tone(0.5, 0.06, 225),
        gloss: 0.35,
        tagBox: [0.12, 0.15, 0.76, 0.62],
        tag: { title: ['Cá mương', 'sấy'], place: 'Hồ Thác Bà', net: '200 g', style: 'seal', emblem: 'fish', tone: tone(0.38, 0.075, 245) },
      }) +
      heap(720, 1320, { r: 280, h: 110, count: 34, colour: tone(0.74, 0.055, 80), size: 165, piece: pieces.fish, seed: 6, spin: 50, under: 0 }) +
      heap(330, 1345, { r: 110, h: 20, count: 4, colour: tone(0.74, 0.055, 80), size: 140, piece: pieces.fish, seed: 16, spin: 30, under: 0 }),
  ),
  product(
    'p42',
    'Cá rô lọc xương sấy hồ Thác Bà trên thớt gỗ cạnh gói giấy',
    'Dried boneless perch fillets from Thác Bà on a wooden board beside a kraft pouch',
    { tint: walls.lake.turn(-30), gobo: 'lattice', cloth: { cx: 560, width: 900, ground: P.night, kind: 'zigzag' } },
    () =>
      pouch(430, 1180, {
        w: 520,
        h: 780,
        colour: P.kraft,
        tagBox: [0.12, 0.15, 0.76, 0.6],
        tag: { title: ['Cá rô', 'lọc xương sấy'], place: 'Hồ Thác Bà', net: '200 g', style: 'band', emblem: 'fish', tone: tone(0.4, 0.08, 235) },
      }) +
      board(690, 1310, 720, 170) +
      heap(740, 1305, { r: 270, h: 130, count: 13, colour: tone(0.7, 0.1, 66), size: 150, piece: pieces.fillet, seed: 8, spin: 34, under: 0 }) +
      bambooTwig(160, 1380, 220, -6, chance(3), P.leaf),
  ),
  product(
    'p45',
    'Khoai sọ nương Trạm Tấu trong giỏ, một củ cắt đôi ruột trắng chấm tím',
    'Trạm Tấu hill taro in a basket, one cut to show its white, purple-flecked flesh',
    { tint: walls.earth, gobo: 'broad', zoom: 1.1 },
    () => {
      const b = basket(600, 1280, { r0: 310, r1: 420, h: 290, colour: P.bamboo.down(0.06) });
      return (
        b.back +
        pile(b, 22, 112, 8, (x, y, i, r) => taro(x, y, 120 + (i % 3) * 12, { seed: i + 3, turn: r.span(-70, 70) }), 230) +
        b.front +
        taro(880, 1345, 128, { seed: 50, cut: true, turn: 18 }) +
        taro(240, 1350, 104, { seed: 51, turn: -50 }) +
        taro(1010, 1385, 74, { seed: 52, turn: 60 })
      );
    },
  ),
  product(
    'p46',
    'Chai dầu lạc đỏ Lục Yên, lạc đỏ bên cạnh',
    'Bottle of Lục Yên red-peanut oil with red peanuts beside it',
    { tint: walls.oil, gobo: 'lattice', cloth: { cx: 600, width: 800, ground: P.indigo, kind: 'step' } },
    () =>
      bottle(500, 1240, {
        r: 205,
        h: 1020,
        shape: 'slim',
        content: tone(0.76, 0.14, 82),
        level: 0.8,
        stopper: 'cap',
        stopTone: P.lacquer,
        labelTop: 0.55,
        labelH: 0.38,
        labelW: 1.75,
        tag: { title: ['Dầu', 'lạc đỏ'], place: 'Lục Yên', net: '500 ml', style: 'band', emblem: 'peanut', tone: redSkin },
      }) +
      heap(860, 1340, { r: 190, h: 100, count: 130, colour: redSkin.up(0.04), size: 27, piece: pieces.peanut, seed: 4 }) +
      scatter(
        [
          [280, 1370, 10],
          [340, 1395, 70],
          [620, 1385, -20],
        ],
        pieces.peanut,
        redSkin.up(0.04),
        28,
      ),
  ),
  product(
    'p47',
    'Bao gai mở đầy lạc nhân ri đỏ, vài hạt rơi ra',
    'Open hessian sack full of red-skinned peanut kernels',
    { tint: walls.oil.turn(8), gobo: 'bamboo', surface: 'cloth' },
    () =>
      openSack(
        580,
        1260,
        700,
        640,
        P.hempDeep,
        heap(580, 620 + 10, { r: 290, h: 130, count: 330, colour: redSkin.up(0.03), size: 29, piece: pieces.peanut, seed: 7 }),
        { title: ['Lạc nhân', 'ri đỏ'], place: 'Tân Lĩnh', net: '1 kg', style: 'strip', tone: redSkin.down(0.04), kind: 'hook' },
      ) +
      heap(900, 1370, { r: 140, h: 46, count: 60, colour: redSkin.up(0.04), size: 28, piece: pieces.peanut, seed: 9 }) +
      scatter(
        [
          [220, 1385, 10],
          [300, 1400, 60],
          [700, 1395, -30],
          [360, 1372, 20],
        ],
        pieces.peanut,
        redSkin.up(0.04),
        28,
      ),
  ),
  product(
    'p49',
    'Bao phân trùn quế, đống phân tơi xốp có trùn và mầm cây',
    'Sack of vermicompost with a crumbly heap, worms and a seedling',
    { tint: walls.earth, gobo: 'broad' },
    () =>
      tiedSack(470, 1240, {
        w: 640,
        h: 960,
        colour: tone(0.86, 0.035, 85),
        tie: P.moss,
        tagBox: [0.16, 0.38, 0.68, 0.5],
        tag: {
          title: ['Phân', 'trùn quế'],
          place: 'Cho vườn nhà',
          net: '10 kg',
          style: 'full',
          emblem: 'worm',
          tone: tone(0.4, 0.075, 135),
          second: P.rose,
        },
      }) +
      heap(850, 1345, { r: 250, h: 170, count: 620, colour: soil, size: 15, piece: pieces.crumb, seed: 3, vary: 0.06 }) +
      sprout(880, 1200, 240) +
      worm(720, 1305, 76, -12) +
      worm(900, 1340, 66, 14),
  ),
  product(
    'p50',
    'Viên nén gỗ quế đổ thành đống trước bao tải',
    'Wood and cinnamon pellets heaped before a sack',
    { tint: walls.earth, gobo: 'lattice', top: P.woodDark.up(0.16) },
    () =>
      openSack(
        500,
        1210,
        640,
        640,
        tone(0.78, 0.045, 72),
        heap(500, 585, { r: 262, h: 110, count: 210, colour: tone(0.6, 0.085, 58), size: 38, piece: pieces.pellet, seed: 8 }),
        { title: ['Viên nén', 'gỗ quế'], place: 'Văn Yên', net: 'hàng mẫu', style: 'band', emblem: 'drop', tone: P.cinnamon.down(0.06) },
      ) +
      heap(780, 1350, { r: 300, h: 150, count: 330, colour: tone(0.62, 0.085, 58), size: 38, piece: pieces.pellet, seed: 5 }) +
      scatter(
        [
          [330, 1380, 20],
          [420, 1400, -40],
        ],
        pieces.pellet,
        tone(0.62, 0.085, 58),
        38,
      ),
  ),
];
