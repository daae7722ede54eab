// P19–P21, P43, P44, P48: black chicken, sturgeon, turtle, smoked buffalo.
import { vacuum } from '../lib/boxes.mjs';
import { dressed } from '../lib/dressed.mjs';
import { heap, scatter } from '../lib/heap.mjs';
import { label } from '../lib/label.mjs';
import { sturgeon, turtle } from '../lib/lake.mjs';
import { leaf, leafMat } from '../lib/leaf.mjs';
import { product, walls } from '../lib/picture.mjs';
import { pieces } from '../lib/pieces.mjs';
import { cock, hen } from '../lib/poultry.mjs';
import { ring, turned } from '../lib/space.mjs';
import { chilli } from '../lib/spice.mjs';
import { shadow } from '../lib/stage.mjs';
import { at, chance, clip, fade, form, join, line, linear, n, oval, path, smooth } from '../lib/svg.mjs';
import { P, tone } from '../lib/tone.mjs';
import { board, tray } from '../lib/weave.mjs';
import { farmYard } from '../lib/yard.mjs';

const hill = tone(0.44, 0.07, 140);

/** Paper tag on a string, for live goods. */
export const hangTag = (x, y, w, h, tag, turn = 0) =>
  at(
    x,
    y,
    line(`M${w / 2} 14Q${w / 2 + 30} -70 ${w / 2 + 90} -110`, P.hempDeep, 6) +
      path(`M0 0H${w}V${h}H0Z`, '#2c1a10', { opacity: 0.35, style: 'filter:blur(6px)', transform: 'translate(6 8)' }) +
      label(w, h, tag) +
      oval(w / 2, 16, 9, 9, '#fff') +
      oval(w / 2, 16, 6, 6, P.hempDeep.down(0.2)),
    { turn },
  );

/** Smoked meat hanging from a tie: a torn, flattened strip, dark crust over red-brown grain. */
const strip = (x, y, len, w, seed) => {
  const r = chance(seed),
    c = tone(0.29, 0.055, 36).up(r.span(0, 0.05)),
    levels = 8;
  const side = (sign) =>
    Array.from({ length: levels }, (_, i) => {
      const u = i / (levels - 1);
      return [
        sign * w * (0.3 + 0.26 * Math.sin(u * 2.7 + 0.5) + r.span(-0.09, 0.09)) * (u > 0.9 ? 0.55 : 1) + Math.sin(u * 3 + seed) * w * 0.16,
        len * u + r.span(-8, 8),
      ];
    });
  const [a, b] = [side(-1), side(1)],
    d = smooth([...a, ...b.reverse()], true, 0.5);
  const fold = smooth([...a, ...a.map(([px, py], i) => [px + w * (0.34 + 0.14 * Math.sin(i + seed)), py]).reverse()], true, 0.5);
  const grain = join(11, (i) =>
    line(
      `M${n(-w * 0.6 + i * w * 0.12)} -6C${n(-w * 0.6 + i * w * 0.12 + r.span(-14, 14))} ${n(len * 0.3)} ${n(-w * 0.55 + i * w * 0.11 + r.span(-16, 16))} ${n(len * 0.6)} ${n(-w * 0.4 + i * w * 0.08)} ${n(len)}`,
      r.next() < 0.4 ? tone(0.45, 0.1, 32) : r.next() < 0.5 ? c.up(0.1) : c.down(0.09),
      r.span(2, 4.5),
      { opacity: 0.65 },
    ),
  );
  return at(
    x,
    y,
    line('M0 -96V8M-6 -96V4', P.bamboo.down(0.06), 6) +
      fade(0.3, at(26, 24, path(d, '#2a1a12', { style: 'filter:blur(9px)' }))) +
      form(d, c, { angle: 0, shade: 0.6 }) +
      clip(
        d,
        path(fold, c.up(0.09).turn(-4), { opacity: 0.7 }) +
          grain +
          join(26, () =>
            oval(
              r.span(-w * 0.6, w * 0.6),
              r.span(0, len),
              r.span(1.6, 3.4),
              r.span(1.6, 3.4),
              r.next() < 0.5 ? tone(0.55, 0.13, 34) : tone(0.7, 0.07, 80),
              { opacity: 0.85 },
            ),
          ),
      ),
  );
};

export const meat = [
  product(
    'p19',
    'Gà đen làm sạch hút chân không đặt trên lá chuối, da đen ánh xanh',
    'Vacuum-packed dressed black chicken on a banana leaf, its skin blue-black',
    { tint: walls.meat, gobo: 'broad', top: P.woodDark.up(0.2), zoom: 1.1 },
    () =>
      leafMat(620, 1190, 1080, 420) +
      at(
        600,
        930,
        at(
          -600,
          -930,
          vacuum(600, 930, {
            w: 880,
            h: 720,
            back: tone(0.86, 0.018, 240),
            turn: -4,
            inside: path('M-400 -270H400V290H-400Z', tone(0.82, 0.02, 235)) + dressed(30, 70, 1.06),
            tag: {
              title: ['Gà đen', 'Khao Mang'],
              place: 'Làm sạch · nguyên con',
              net: '1,2–1,5 kg',
              style: 'band',
              emblem: 'rooster',
              tone: P.indigo,
            },
            tagBox: [-410, -320, 300, 290],
          }),
        ),
      ) +
      chilli(250, 1370, 130, -10) +
      chilli(300, 1400, 120, 14),
  ),

  product(
    'p20',
    "Gà trống H'Mông lông đen ánh xanh, mào đen, đứng trên sân đồi",
    "A H'Mông black cock with a blue-green gloss and dark comb, standing in a hillside yard",
    { tint: walls.meat, zoom: 1 },
    () => farmYard({ seed: 3 }) + cock(690, 1345, 1.18, { seed: 2 }),
  ),

  product(
    'p21',
    "Đàn gà H'Mông thương phẩm trên đồi, giao theo hợp đồng tháng",
    "A flock of H'Mông black chickens on a hillside, supplied by monthly contract",
    { tint: walls.meat, zoom: 1 },
    () => {
      const flock = [
        [230, 960, 0.34, 1],
        [430, 985, 0.36],
        [700, 950, 0.34],
        [930, 980, 0.38, 1],
        [1080, 955, 0.32],
      ];
      return (
        farmYard({ seed: 8, coop: true }) +
        flock.map(([x, y, k, f], i) => hen(x, y, k, { seed: i, flip: !!f, pecking: i % 2 === 1 })).join('') +
        hen(170, 1120, 0.5, { seed: 11 }) +
        hen(1060, 1130, 0.5, { seed: 14, flip: true, pecking: true }) +
        cock(600, 1210, 0.74, { seed: 5 }) +
        hen(290, 1420, 0.8, { seed: 21, pecking: true }) +
        hen(910, 1430, 0.88, { seed: 23, flip: true })
      );
    },
  ),

  product(
    'p43',
    'Cá tầm tươi nằm trên mẹt đá lạnh',
    'Fresh sturgeon on a bamboo tray of ice',
    { tint: walls.lake, gobo: 'bamboo', cloth: { cx: 600, width: 900, ground: P.indigo, kind: 'zigzag' }, zoom: 1.08 },
    () =>
      tray(600, 1250, 530) +
      heap(600, 1240, { r: 490, h: 130, count: 330, colour: tone(0.9, 0.022, 225), size: 44, piece: pieces.ice, seed: 3, vary: 0.04, power: 1.6 }) +
      leaf(200, 1120, 330, 130, -34, { colour: P.leaf.down(0.04) }) +
      leaf(1010, 1090, 330, 130, 214, { colour: P.leafDark.up(0.03) }) +
      sturgeon(588, 1070, 0.97, -7) +
      scatter(
        [
          [240, 1270, 10],
          [390, 1300, 40],
          [560, 1310, 0],
          [760, 1300, 70],
          [900, 1270, 20],
        ],
        pieces.ice,
        tone(0.92, 0.02, 225),
        46,
      ) +
      hangTag(
        800,
        640,
        250,
        270,
        {
          title: ['Cá tầm', 'nước lạnh'],
          place: 'Nà Hẩu · Khau Phạ',
          net: 'bán theo kg',
          style: 'band',
          emblem: 'fish',
          tone: tone(0.42, 0.07, 225),
        },
        5,
      ),
  ),

  product(
    'p44',
    'Ba ba gai Văn Chấn sống trong chậu nước có đá cuội',
    'Live spiny soft-shelled turtle of Văn Chấn in a basin with stones',
    { tint: walls.lake.turn(-16), gobo: 'broad', zoom: 1.1 },
    () =>
      shadow(600, 1270, 440, 140) +
      form(
        turned(600, 1270, [
          [380, 0],
          [440, 60],
          [490, 210],
          [510, 250],
        ]),
        tone(0.47, 0.065, 45),
        { angle: 0, shade: 0.6 },
      ) +
      join(3, (i) =>
        line(
          `M${600 - 440 - i * 22} ${1200 - i * 60}A${440 + i * 22} ${(440 + i * 22) * 0.33} 0 0 0 ${600 + 440 + i * 22} ${1200 - i * 60}`,
          tone(0.37, 0.06, 45),
          5,
          { opacity: 0.5 },
        ),
      ) +
      path(ring(600, 1270, 510, 250), tone(0.38, 0.05, 45)) +
      path(
        ring(600, 1270, 475, 232),
        linear(
          [
            [0, tone(0.5, 0.045, 190)],
            [0.6, tone(0.66, 0.045, 180)],
            [1, tone(0.78, 0.035, 170)],
          ],
          25,
        ),
      ) +
      clip(
        ring(600, 1270, 475, 232),
        join(24, (i) => {
          const x = 180 + ((i * 167) % 850),
            y = 940 + ((i * 71) % 240);
          return oval(x, y, 34 + (i % 4) * 14, 18 + (i % 3) * 6, tone(0.55 + (i % 4) * 0.05, 0.02, 90), { opacity: 0.55 });
        }) + join(9, (i) => line(`M${200 + i * 90} ${960 + (i % 3) * 60}q40 -14 90 0t90 0`, tone(0.97, 0.02, 180, 0.5), 4)),
      ) +
      line(ring(600, 1270, 512, 252), tone(0.6, 0.07, 48), 13) +
      turtle(570, 1010, 0.95, -5) +
      hangTag(
        130,
        560,
        250,
        270,
        { title: ['Ba ba gai', 'Văn Chấn'], place: 'còn sống', net: 'bán theo kg', style: 'band', emblem: 'hill', tone: hill },
        -5,
      ),
  ),

  product(
    'p48',
    'Thịt trâu gác bếp treo trên sào tre, phía dưới là thớt thịt xé và gói hút chân không',
    'Smoked buffalo hanging from a bamboo pole above a board of torn strips',
    { tint: walls.meat.down(0.03), gobo: 'none', top: P.woodDark.up(0.1), zoom: 1.1 },
    () => {
      const c = tone(0.34, 0.065, 32);
      return (
        join(9, (i) => strip(190 + i * 102, 452 + (i % 3) * 10, 300 + ((i * 83) % 150), 92 + (i % 3) * 14, i + 2)) +
        form('M60 330C400 318 800 342 1150 330L1150 372C800 384 400 360 60 372Z', P.bamboo.down(0.14), { angle: 90 }) +
        join(4, (i) => line(`M${180 + i * 270} 330q8 20 0 42`, P.bamboo.down(0.3), 6)) +
        board(620, 1270, 920, 210, P.wood.down(0.04)) +
        vacuum(380, 1110, {
          w: 430,
          h: 430,
          back: tone(0.8, 0.02, 60),
          turn: -5,
          inside:
            path('M-215 -215H215V215H-215Z', tone(0.5, 0.03, 50)) +
            heap(0, 150, { r: 240, h: 300, count: 60, colour: c, size: 110, piece: pieces.jerky, seed: 5, squash: 0.9 }),
          tag: { title: ['Thịt trâu', 'gác bếp'], place: 'Mường Lò', net: '500 g', style: 'strip', tone: P.lacquer.down(0.1) },
          tagBox: [-165, -120, 330, 240],
        }) +
        heap(820, 1290, { r: 225, h: 110, count: 30, colour: c.up(0.04), size: 118, piece: pieces.jerky, seed: 12, under: 0 }) +
        chilli(500, 1370, 150, -8) +
        chilli(600, 1395, 130, 12) +
        join(30, (i) => oval(930 + ((i * 37) % 180), 1385 + ((i * 19) % 34), 6, 5, i % 3 ? tone(0.3, 0.03, 50) : tone(0.5, 0.06, 90)))
      );
    },
  ),
];
