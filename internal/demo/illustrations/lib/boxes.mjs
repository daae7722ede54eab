// Cartons and clear vacuum packs. Feet stand at gx, gy.
import { label } from './label.mjs';
import { project, yawed } from './space.mjs';
import { shadow } from './stage.mjs';
import { at, blur, clip, fade, join, line, linear, n, path, poly, rect, smooth } from './svg.mjs';
import { P, tone } from './tone.mjs';

/** Maps a face's own flat artwork (u right, v down, origin top left) to the picture. */
const face = (o, u, v, w, h, art) =>
  `<g transform="matrix(${((u[0] - o[0]) / w).toFixed(4)} ${((u[1] - o[1]) / w).toFixed(4)} ${((v[0] - o[0]) / h).toFixed(4)} ${((v[1] - o[1]) / h).toFixed(4)} ${n(o[0])} ${n(o[1])})">${art}</g>`;

/**
 * Carton w wide, h high, d deep, turned by yaw. front, side and topArt are label options or ready artwork.
 * Returns markup; `open` leaves the top off and draws `inside` there.
 */
export function box(gx, gy, { w = 420, h = 560, d = 200, yaw = -24, colour = P.moss, front, side = '', topArt = '', open = false, inside = '' }) {
  const c = (x, y, z) => project(gx, gy, yawed([x - w / 2, y, z - d / 2], yaw));
  const [A, B, C] = [c(0, 0, d), c(w, 0, d), c(w, 0, 0)];
  const [a, b, cc, dd] = [c(0, h, d), c(w, h, d), c(w, h, 0), c(0, h, 0)];
  const left = yaw > 0;
  const E = c(0, 0, 0);
  const art = front ? (typeof front === 'string' ? front : label(w, h, { tone: colour, ...front })) : '';
  const F = poly([A, B, b, a]),
    S = left ? poly([E, A, a, dd]) : poly([B, C, cc, b]),
    T = poly([a, b, cc, dd]);
  const k = tone(0.18, 0.05, 40);
  const sideFace = left ? face(dd, a, E, d, h, side) : face(b, cc, B, d, h, side);
  const mid = [(A[0] + C[0] + B[0] + E[0]) / 4, (A[1] + B[1] + C[1] + E[1]) / 4];
  return (
    shadow(mid[0], mid[1] + 4, (w + d * 0.6) * 0.5, d * 0.26) +
    path(
      poly([
        [A[0], A[1] - 6],
        [B[0], B[1] - 6],
        [C[0], C[1] - 6],
        [C[0] + 14, C[1] + 6],
        [B[0], B[1] + 8],
        [A[0] - 4, A[1] + 6],
      ]),
      '#2c1a10',
      { opacity: 0.4, style: 'filter:blur(5px)' },
    ) +
    path(F, colour) +
    face(a, b, A, w, h, art) +
    path(
      F,
      linear(
        [
          [0, k.alpha(0)],
          [0.5, k.alpha(0.04)],
          [1, k.alpha(left ? 0.34 : 0.22)],
        ],
        30,
      ),
      { filter: 'url(#soft)' },
    ) +
    path(S, colour.down(0.06)) +
    sideFace +
    path(
      S,
      linear(
        left
          ? [
              [0, k.alpha(0.3)],
              [1, k.alpha(0.12)],
            ]
          : [
              [0, k.alpha(0.42)],
              [1, k.alpha(0.66)],
            ],
        20,
      ),
      { filter: 'url(#soft)' },
    ) +
    (open
      ? path(T, colour.down(0.22)) + clip(T, inside)
      : path(T, colour.up(0.1)) +
        face(dd, cc, a, w, d, topArt) +
        path(
          T,
          linear(
            [
              [0, tone(1, 0.02, 90, 0.3)],
              [1, tone(1, 0.02, 90, 0.04)],
            ],
            0,
          ),
        )) +
    line(
      `M${n(a[0])} ${n(a[1])}L${n(b[0])} ${n(b[1])}L${n(left ? a[0] : cc[0])} ${n(left ? a[1] : cc[1])}M${n((left ? a : b)[0])} ${n((left ? a : b)[1])}L${n((left ? A : B)[0])} ${n((left ? A : B)[1])}`,
      colour.up(0.2).alpha(0.7),
      2.5,
    )
  );
}

/** Where the front-top corner points of such a box lie; used to stand things on or in it. */
export const boxPoint = (gx, gy, { w, d, yaw = -24 }, x, y, z) => project(gx, gy, yawed([x - w / 2, y, z - d / 2], yaw));

/** Clear vacuum skin over `inside`, drawn within w × h centred at cx, cy. */
export function vacuum(cx, cy, { w = 760, h = 560, inside = '', back = tone(0.9, 0.02, 230), tag, tagBox, turn = 0 }) {
  const x0 = -w / 2,
    y0 = -h / 2;
  const d = smooth(
    [
      [x0, y0 + 10],
      [x0 + w * 0.25, y0 - 2],
      [x0 + w * 0.5, y0 + 8],
      [x0 + w * 0.75, y0 - 2],
      [-x0, y0 + 8],
      [-x0 - 6, 0],
      [-x0 + 2, -y0 - 6],
      [w * 0.22, -y0 + 3],
      [0, -y0 - 5],
      [-w * 0.25, -y0 + 3],
      [x0, -y0 - 4],
      [x0 + 7, 0],
    ],
    true,
    0.45,
  );
  const creases = join(14, (i) => {
    const a = (i / 14) * Math.PI * 2 + 0.2,
      s = 0.97;
    return line(
      `M${n(Math.cos(a) * w * 0.46 * s)} ${n(Math.sin(a) * h * 0.45 * s)}L${n(Math.cos(a + 0.06) * w * 0.36)} ${n(Math.sin(a + 0.06) * h * 0.34)}`,
      tone(1, 0, 0, 0.55),
      4,
    );
  });
  return at(
    cx,
    cy,
    at(12, 18, fade(0.5, blur(14, path(d, '#4a3022'))), {}) +
      path(
        d,
        linear(
          [
            [0, back.up(0.05)],
            [1, back.down(0.07)],
          ],
          40,
        ),
      ) +
      clip(d, inside) +
      creases +
      fade(
        0.55,
        blur(
          5,
          line(`M${n(x0 + w * 0.12)} ${n(y0 + h * 0.5)}q${n(w * 0.02)} ${n(-h * 0.28)} ${n(w * 0.2)} ${n(-h * 0.33)}`, '#fff', 12) +
            line(`M${n(w * 0.34)} ${n(h * 0.3)}q${n(w * 0.07)} ${n(-h * 0.1)} ${n(w * 0.07)} ${n(-h * 0.26)}`, '#fff', 8),
        ),
      ) +
      line(d, tone(1, 0, 0, 0.85), 4) +
      rect(x0 + 10, y0 + 12, w - 20, h * 0.055, tone(1, 0, 0, 0.4)) +
      join(3, (i) => line(`M${n(x0 + 14)} ${n(y0 + 18 + i * 9)}h${n(w - 28)}`, tone(0.7, 0.02, 230, 0.6), 2)) +
      (tag
        ? at(
            tagBox[0],
            tagBox[1],
            path(`M0 0H${tagBox[2]}V${tagBox[3]}H0Z`, '#2c1a10', { opacity: 0.35, style: 'filter:blur(5px)', transform: 'translate(4 5)' }) +
              label(tagBox[2], tagBox[3], tag),
          )
        : ''),
    { turn },
  );
}
