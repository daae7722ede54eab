// P35–P36: honey.
import { bottle } from '../lib/bottles.mjs';
import { scatter } from '../lib/heap.mjs';
import { blossom } from '../lib/leaf.mjs';
import { product, walls } from '../lib/picture.mjs';
import { pieces } from '../lib/pieces.mjs';
import { at, blur, clip, form, join, line, n, oval, path, smooth } from '../lib/svg.mjs';
import { P, tone } from '../lib/tone.mjs';

/** Piece of honeycomb lying in light; w wide. */
export function comb(x, y, w, turn = 0, dark = false) {
  const c = dark ? tone(0.58, 0.13, 62) : tone(0.76, 0.145, 80);
  const d = smooth([
    [-w * 0.5, -w * 0.1],
    [-w * 0.3, -w * 0.24],
    [w * 0.1, -w * 0.26],
    [w * 0.44, -w * 0.17],
    [w * 0.5, w * 0.04],
    [w * 0.34, w * 0.2],
    [-w * 0.1, w * 0.24],
    [-w * 0.42, w * 0.16],
  ]);
  const cell = w * 0.052;
  const cells = join(9, (j) =>
    join(12, (i) => {
      const cx = -w * 0.56 + i * cell * 1.86 + (j % 2) * cell * 0.93,
        cy = -w * 0.28 + j * cell * 1.24;
      const hex = [0, 1, 2, 3, 4, 5]
        .map((k) => {
          const a = (k * Math.PI) / 3 + Math.PI / 6;
          return `${n(cx + cell * 0.94 * Math.cos(a))} ${n(cy + cell * 0.72 * Math.sin(a))}`;
        })
        .join('L');
      const full = (i * 7 + j * 5) % 4;
      return (
        path(`M${hex}Z`, full ? c.down(0.13 + full * 0.015) : c.up(0.06)) +
        (full ? oval(cx - cell * 0.2, cy + cell * 0.16, cell * 0.4, cell * 0.24, c.up(0.08), { opacity: 0.75 }) : '')
      );
    }),
  );
  return at(
    x,
    y,
    blur(10, oval(10, w * 0.2, w * 0.5, w * 0.12, '#3a2216', { opacity: 0.5 })) +
      path(d, c.down(0.14), { transform: `translate(0 ${w * 0.09})` }) +
      path(d, c) +
      clip(d, cells) +
      form(d, c.alpha(0), { shade: 0.4, light: 0.35, angle: 40 }) +
      path(
        `M${-w * 0.2} ${w * 0.22}q${w * 0.03} ${w * 0.2} ${w * 0.07} 0zM${w * 0.16} ${w * 0.2}q${w * 0.04} ${w * 0.14} ${w * 0.07} 0z`,
        c.up(0.02),
        { opacity: 0.9 },
      ),
    { turn },
  );
}

/** Wooden honey dipper, head at x, y. */
const dipper = (x, y, turn) =>
  at(
    x,
    y,
    line('M0 -30V-330', P.wood.down(0.06), 20) +
      line('M-5 -40V-326', P.wood.up(0.1), 5) +
      join(6, (i) => {
        const w = [34, 48, 54, 54, 46, 32][i];
        return oval(0, -38 + i * 20, w, 15, P.wood.down(0.1)) + oval(0, -43 + i * 20, w, 13, P.wood.up(0.03));
      }) +
      path('M-44 30C-50 80 -20 66 -16 100C-12 140 10 140 12 96C14 60 46 76 42 26Q0 60 -44 30Z', tone(0.74, 0.15, 75), { opacity: 0.9 }),
    { turn },
  );

const bee = (x, y, s, turn) =>
  at(
    x,
    y,
    oval(-s * 0.2, -s * 0.5, s * 0.5, s * 0.26, tone(0.98, 0.01, 220, 0.75), { transform: 'rotate(-24)' }) +
      oval(s * 0.2, -s * 0.55, s * 0.42, s * 0.22, tone(0.98, 0.01, 220, 0.75), { transform: 'rotate(18)' }) +
      oval(0, 0, s * 0.62, s * 0.36, P.gold.down(0.06)) +
      path(
        `M${-s * 0.1} ${-s * 0.36}q${s * 0.1} ${s * 0.36} 0 ${s * 0.7}h${-s * 0.16}q${s * 0.08} ${-s * 0.36} 0 ${-s * 0.68}zM${s * 0.28} ${-s * 0.32}q${s * 0.1} ${s * 0.3} 0 ${s * 0.62}h${-s * 0.16}q${s * 0.08} ${-s * 0.3} 0 ${-s * 0.64}z`,
        P.ink,
      ) +
      oval(s * 0.6, 0, s * 0.22, s * 0.22, P.ink),
    { turn },
  );

export const honey = [
  product(
    'p35',
    'Chai mật ong Mù Cang Chải vàng óng, que gỗ và miếng sáp ong',
    'Bottle of golden Mù Cang Chải honey with a dipper and a piece of comb',
    { tint: walls.honey, gobo: 'broad', cloth: { cx: 600, width: 820, ground: P.indigo, kind: 'diamond' } },
    () =>
      bottle(500, 1235, {
        r: 240,
        h: 960,
        shape: 'honey',
        content: tone(0.7, 0.155, 72),
        level: 0.78,
        stopper: 'cap',
        stopTone: P.gold,
        labelTop: 0.56,
        labelH: 0.42,
        labelW: 1.7,
        tag: {
          title: ['Mật ong'],
          place: 'Mù Cang Chải',
          net: '500 ml',
          style: 'seal',
          emblem: 'bee',
          tone: P.gold.down(0.2),
          accent: P.lacquer,
          second: P.paper,
        },
      }) +
      comb(880, 1310, 330, -6) +
      dipper(905, 1215, 24) +
      at(290, 1370, blossom(0, 0, 44)) +
      at(360, 1392, blossom(0, 0, 34)) +
      bee(880, 760, 46, -20),
  ),
  product(
    'p36',
    'Chai mật ong rừng Minh Quán nâu sẫm, tầng sáp già',
    'Bottle of dark Minh Quán forest honey with old comb',
    { tint: walls.honey.turn(-16), gobo: 'bamboo', top: P.woodDark.up(0.13) },
    () =>
      comb(840, 1290, 480, 8, true) +
      bottle(460, 1245, {
        r: 225,
        h: 1000,
        shape: 'flask',
        content: tone(0.48, 0.13, 54),
        level: 0.68,
        stopper: 'cork',
        stopTone: P.wood.up(0.06),
        labelTop: 0.5,
        labelH: 0.38,
        labelW: 1.7,
        tag: { title: ['Mật ong', 'rừng'], place: 'Minh Quán', net: '500 ml', style: 'band', emblem: 'bee', tone: P.moss.down(0.14), second: P.gold },
      }) +
      bee(800, 1090, 42, 14) +
      bee(960, 900, 38, -24) +
      scatter([[250, 1385, 10]], pieces.crumb, tone(0.72, 0.14, 76), 24),
  ),
];
