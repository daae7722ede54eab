// Light on turned bodies: glass reflections, round shade, wrapped labels.
import { label } from './label.mjs';
import { COS, SIN, wrap } from './space.mjs';
import { define, fade, linear, n, path, rect } from './svg.mjs';
import { tone } from './tone.mjs';

export const glassEdge = tone(0.98, 0.01, 200, 0.55);

/** Shade of a cylinder: dark on both sides, darker right, so that wrapped labels turn with the body. */
export const roundShade = (dark) =>
  linear([
    [0, dark.alpha(0.4)],
    [0.14, dark.alpha(0.06)],
    [0.3, dark.alpha(0)],
    [0.6, dark.alpha(0.1)],
    [0.86, dark.alpha(0.5)],
    [0.96, dark.alpha(0.62)],
    [1, dark.alpha(0.45)],
  ]);

/** Tall window reflections down the left and a thin one on the right. */
export const gleam = (gx, gy, r, h0, h1, strength = 1) => {
  const y0 = gy - h1 * COS,
    y1 = gy - h0 * COS;
  return fade(
    strength,
    rect(
      gx - r * 0.78,
      y0 + 8,
      r * 0.13,
      y1 - y0,
      linear(
        [
          [0, tone(1, 0, 0, 0.75)],
          [1, tone(1, 0, 0, 0.12)],
        ],
        90,
      ),
      { rx: r * 0.06 },
    ) +
      rect(gx - r * 0.58, y0 + 20, r * 0.045, (y1 - y0) * 0.8, tone(1, 0, 0, 0.35), { rx: r * 0.02 }) +
      rect(gx + r * 0.82, y0 + 20, r * 0.05, (y1 - y0) * 0.86, tone(1, 0, 0, 0.26), { rx: r * 0.02 }),
  );
};

/** A label wrapped round a cylinder part between heights, centred to the viewer. */
export function wrapped(gx, gy, r, top, w, h, o) {
  return wrap(gx, gy, r, top, w, h, label(w, h, o), define, o.turn ?? 0);
}

/** Shade laid over a wrapped label so that it belongs to the body. */
export function labelShade(gx, gy, r, top, w, h) {
  const a = Math.min(1.5, w / 2 / r),
    x = r * Math.sin(a),
    z = r * Math.cos(a) * SIN;
  const d = `M${n(gx - x)} ${n(gy - top * COS + z)}A${r} ${n(r * SIN)} 0 0 0 ${n(gx + x)} ${n(gy - top * COS + z)}V${n(gy - (top - h) * COS + z)}A${r} ${n(r * SIN)} 0 0 1 ${n(gx - x)} ${n(gy - (top - h) * COS + z)}Z`;
  const k = tone(0.2, 0.05, 40);
  return path(
    d,
    linear([
      [0, k.alpha(0.22)],
      [0.25, k.alpha(0)],
      [0.55, k.alpha(0.04)],
      [1, k.alpha(0.5)],
    ]),
    { filter: 'url(#soft)' },
  );
}
