// Tins, bowls, cups and the steam over them. Feet stand at gx, gy.
import { gleam, labelShade, wrapped } from './glass.mjs';
import { COS, nearArc, radiusAt, ring, turned } from './space.mjs';
import { shadow } from './stage.mjs';
import { blur, clip, fade, form, line, linear, n, path } from './svg.mjs';
import { P, tone } from './tone.mjs';

/** Tin with a lid, the label all round. */
export function tin(gx, gy, { r = 230, h = 420, body = P.paper, lidTone = P.gold, lidH = 90, tag, labelW = 2.7 }) {
  const d = turned(gx, gy, [
    [r, 0],
    [r, h],
  ]);
  const lh = h - lidH - 26,
    lw = r * labelW;
  return (
    shadow(gx, gy, r * 0.98, r * 0.31) +
    form(d, body, { angle: 0, shade: 0.55 }) +
    (tag ? wrapped(gx, gy, r + 1, h - lidH - 8, lw, lh, tag) + labelShade(gx, gy, r + 1, h - lidH - 8, lw, lh) : '') +
    form(
      turned(gx, gy, [
        [r * 1.02, h - lidH],
        [r * 1.02, h],
      ]),
      lidTone,
      { angle: 0, shade: 0.6 },
    ) +
    line(`M${n(gx - r * 1.02)} ${n(gy - (h - lidH) * COS)}${nearArc(gx, gy, r * 1.02, h - lidH)}`, lidTone.down(0.22), 4) +
    line(`M${n(gx - r * 1.02)} ${n(gy - (h - 12) * COS)}${nearArc(gx, gy, r * 1.02, h - 12)}`, lidTone.up(0.12), 3) +
    path(ring(gx, gy, r * 1.02, h), lidTone.up(0.08)) +
    line(ring(gx, gy, r * 0.92, h + 1), lidTone.down(0.06), 3) +
    path(
      ring(gx, gy, r * 0.9, h),
      linear(
        [
          [0, lidTone.up(0.12)],
          [1, lidTone],
        ],
        30,
      ),
    )
  );
}

/** Open bowl or cup with something in it. `glass` makes it see-through. */
export function cup(
  gx,
  gy,
  { r = 130, h = 110, body = P.paper, drink = P.amber, foot = 0.5, level = 0.86, inside = '', steam = false, glass = false, rim },
) {
  const prof = [
    [r * foot, 0],
    [r * (foot + 0.22), h * 0.22],
    [r * 0.94, h * 0.7],
    [r, h],
  ];
  const rl = radiusAt(prof, h * level) * 0.96;
  const back = glass
    ? path(turned(gx, gy, prof), body.alpha(0.45)) +
      path(
        turned(gx, gy, [
          [r * foot, 8],
          [r * (foot + 0.2), h * 0.24],
          [rl, h * level],
        ]),
        drink,
      )
    : form(turned(gx, gy, prof), body, { angle: 8 });
  return (
    shadow(gx, gy, r * 0.7, r * 0.24, 0.9) +
    back +
    path(ring(gx, gy, r, h), glass ? body.alpha(0.35) : body.down(0.1)) +
    clip(ring(gx, gy, r * 0.97, h), path(ring(gx, gy, rl, h * level), radial2(drink)) + inside) +
    line(ring(gx, gy, r, h), (rim ?? body.up(0.06)).alpha(glass ? 0.8 : 1), glass ? 4 : 7) +
    (glass
      ? gleam(gx, gy, r * 0.9, h * 0.3, h * 0.9, 0.6)
      : line(`M${n(gx - r * 0.62)} ${n(gy - h * 0.62)}q${n(r * 0.06)} ${n(h * 0.3)} ${n(r * 0.2)} ${n(h * 0.4)}`, tone(1, 0, 0, 0.4), r * 0.07)) +
    (steam ? steamOver(gx, gy - h - 30, r) : '')
  );
}

const radial2 = (t) =>
  linear(
    [
      [0, t.down(0.08)],
      [0.6, t.up(0.03)],
      [1, t.up(0.1)],
    ],
    25,
  );

/** Rising steam, drawn as light. */
export const steamOver = (x, y, s) =>
  fade(
    0.6,
    blur(
      9,
      line(
        `M${n(x - s * 0.2)} ${n(y)}c${n(-s * 0.5)} ${n(-s * 0.6)} ${n(s * 0.4)} ${n(-s)} ${n(-s * 0.06)} ${n(-s * 1.7)}M${n(x + s * 0.25)} ${n(y - s * 0.1)}c${n(-s * 0.36)} ${n(-s * 0.5)} ${n(s * 0.4)} ${n(-s * 0.8)} ${n(s * 0.04)} ${n(-s * 1.3)}`,
        tone(0.99, 0.01, 90, 0.75),
        s * 0.14,
      ),
    ),
  );
