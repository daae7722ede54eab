// P31–P34: bamboo shoots, fresh, dried, pickled.
import { shoot } from '../lib/harvest.mjs';
import { heap } from '../lib/heap.mjs';
import { jar } from '../lib/jars.mjs';
import { label } from '../lib/label.mjs';
import { bambooTwig, leafMat } from '../lib/leaf.mjs';
import { pouch } from '../lib/packs.mjs';
import { product, walls } from '../lib/picture.mjs';
import { pieces } from '../lib/pieces.mjs';
import { COS } from '../lib/space.mjs';
import { chilli } from '../lib/spice.mjs';
import { shadow } from '../lib/stage.mjs';
import { at, chance, clip, form, join, line, n, path, rect } from '../lib/svg.mjs';
import { P, tone } from '../lib/tone.mjs';
import { tie, tray } from '../lib/weave.mjs';

const sticksIn =
  (count, seed) =>
  ({ gx, gy, r, top }) => {
    const c = chance(seed);
    return join(count, (i) =>
      at(
        gx + c.span(-r, r) * 0.9,
        gy - c.span(10, top * COS),
        i % 5 === 0
          ? chilli(-50, 0, 105, 0)
          : path('M-70 -16Q0 -26 74 -12L70 16Q0 6 -68 18Z', tone(0.88, 0.06, 95).down(c.span(0, 0.08))) +
              line('M-60 -8Q0 -16 66 -4', tone(0.96, 0.04, 95), 4),
        { turn: c.span(50, 130) + (i % 3 ? 0 : 60) },
      ),
    );
  };

export const shoots = [
  product(
    'p31',
    'Măng tre Bát Độ tươi xếp trên lá chuối',
    'Fresh Bát Độ bamboo shoots on banana leaf',
    { tint: walls.shoot, gobo: 'bamboo', zoom: 1.12 },
    () =>
      leafMat(600, 1270, 1060, 330) +
      shoot(760, 1170, 780, { turn: 9, seed: 3 }) +
      shoot(430, 1190, 850, { turn: -6, seed: 5 }) +
      shoot(920, 1265, 560, { turn: 26, seed: 8 }) +
      shoot(610, 1290, 640, { turn: 3, seed: 12 }) +
      shoot(270, 1310, 430, { turn: -24, seed: 15 }) +
      bambooTwig(820, 1370, 260, -8, chance(5)),
  ),
  product(
    'p32',
    'Túi măng Bát Độ khô và mẹt măng vàng nâu',
    'Pouch of dried Bát Độ bamboo shoot with golden-brown strips on a tray',
    { tint: walls.shoot.turn(-16), gobo: 'lattice' },
    () =>
      tray(620, 1305, 510) +
      pouch(500, 1190, {
        w: 580,
        h: 850,
        colour: P.kraft.turn(4),
        tagBox: [0.12, 0.13, 0.76, 0.44],
        tag: { title: ['Măng khô', 'Bát Độ'], place: 'Trấn Yên', net: '500 g', style: 'band', emblem: 'bamboo', tone: P.moss.down(0.08) },
        paneBox: [0.18, 0.6, 0.64, 0.3],
        window: (x, y, w, h) =>
          rect(x - w / 2, y - h, w, h, tone(0.4, 0.08, 60)) +
          heap(x, y - h * 0.2, {
            r: w * 0.52,
            h: h * 0.6,
            count: 50,
            colour: tone(0.62, 0.105, 66),
            size: 80,
            piece: pieces.strip,
            seed: 3,
            squash: 0.9,
          }),
      }) +
      heap(780, 1330, { r: 240, h: 130, count: 70, colour: tone(0.64, 0.11, 68), size: 92, piece: pieces.strip, seed: 17, spin: 60 }),
  ),
  product(
    'p33',
    'Hũ măng ớt Trạm Tấu, măng trắng và ớt đỏ ngâm',
    'Jar of Trạm Tấu pickled bamboo shoot with red chillies',
    { tint: walls.shoot.turn(-20), gobo: 'bamboo', cloth: { cx: 600, width: 850, ground: P.moss.down(0.14), kind: 'hook' } },
    () =>
      jar(560, 1225, {
        r: 295,
        h: 730,
        content: tone(0.82, 0.085, 96),
        inside: sticksIn(95, 6),
        lid: 'metal',
        lidTone: P.lacquer,
        labelTop: 0.68,
        labelH: 0.52,
        labelW: 1.65,
        tag: { title: ['Măng ớt'], place: 'Trạm Tấu', net: '500 g', style: 'seal', emblem: 'bamboo', tone: P.moss.down(0.1), accent: P.lacquer },
      }) +
      chilli(820, 1330, 210, -8) +
      chilli(880, 1380, 170, 10) +
      shoot(1000, 1290, 330, { turn: 18, seed: 4 }) +
      chilli(180, 1375, 150, 6),
  ),
  product(
    'p34',
    'Bó măng mai khô Lâm Thượng buộc lạt, thẻ giấy treo',
    'Tied bundle of long dried mai bamboo shoot from Lâm Thượng with a paper tag',
    { tint: walls.shoot.turn(-24), gobo: 'broad', surface: 'cloth' },
    () => {
      const c = tone(0.58, 0.1, 62),
        r = chance(9);
      const stalks = join(3, (row) =>
        join(8, (i) => {
          const u = (i - 3.5) / 3.5,
            len = 820 + r.span(-70, 60) - row * 40,
            w = 62;
          const d = `M${-w / 2} 0C${-w * 0.6} ${-len * 0.4} ${-w * 0.5} ${-len * 0.8} ${r.span(-10, 10)} ${-len}C${w * 0.5} ${-len * 0.8} ${w * 0.6} ${-len * 0.4} ${w / 2} 0Q0 18 ${-w / 2} 0Z`;
          const t = c.up(r.span(-0.06, 0.06) + row * 0.02);
          return at(
            590 + u * 170,
            1250 + row * 20 - Math.abs(u) * 10,
            form(d, t, { angle: 0, shade: 0.55 }) +
              clip(
                d,
                join(13, (k) => line(`M${-w} ${n(-len * 0.05 - k * len * 0.075)}q${w} ${14} ${w * 2} 0`, t.down(0.12), 4, { opacity: 0.6 })) +
                  join(4, (k) =>
                    line(
                      `M${-w * 0.3 + k * 14} -6Q${-w * 0.3 + k * 13} ${-len * 0.5} ${(k - 2) * 4} ${-len * 0.96}`,
                      k % 2 ? t.up(0.09) : t.down(0.07),
                      3,
                      { opacity: 0.6 },
                    ),
                  ),
              ),
            { turn: u * 9 },
          );
        }),
      );
      return (
        shadow(600, 1262, 260, 74) +
        stalks +
        tie(405, 775, 1060, 26, P.bamboo) +
        tie(402, 780, 800, 24, P.bamboo) +
        at(
          720,
          880,
          line('M30 10Q-40 -60 -110 -66', P.hempDeep, 6) +
            at(
              0,
              0,
              path('M0 0H290V330H0Z', '#2c1a10', { opacity: 0.35, style: 'filter:blur(7px)', transform: 'translate(8 10)' }) +
                label(290, 330, { title: ['Măng mai', 'khô'], place: 'Lâm Thượng', net: '300 g', style: 'band', emblem: 'bamboo', tone: P.cinnamon }),
              { turn: 6 },
            ),
        ) +
        heap(300, 1370, { r: 170, h: 60, count: 30, colour: c.up(0.04), size: 80, piece: pieces.strip, seed: 5, under: 0, spin: 50 })
      );
    },
  ),
];
