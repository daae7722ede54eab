// Bottles and their stoppers. Feet stand at gx, gy.
import { glassEdge, gleam, labelShade, roundShade, wrapped } from './glass.mjs';
import { COS, SIN, radiusAt, ring, turned } from './space.mjs';
import { shadow } from './stage.mjs';
import { blur, clip, fade, form, join, line, linear, n, oval, path } from './svg.mjs';
import { P, tone } from './tone.mjs';

/** Bottle shapes as [radius share, height share] up to the neck. */
const bottleShapes = {
  round: [
    [0.88, 0],
    [1, 0.03],
    [1, 0.52],
    [0.94, 0.6],
    [0.6, 0.72],
    [0.36, 0.8],
    [0.33, 0.86],
    [0.33, 0.96],
  ],
  slim: [
    [0.86, 0],
    [1, 0.02],
    [1, 0.6],
    [0.9, 0.67],
    [0.5, 0.76],
    [0.34, 0.82],
    [0.32, 0.96],
  ],
  flask: [
    [0.8, 0],
    [1, 0.05],
    [1.02, 0.3],
    [0.98, 0.48],
    [0.8, 0.62],
    [0.42, 0.75],
    [0.34, 0.82],
    [0.33, 0.95],
  ],
  honey: [
    [0.9, 0],
    [1, 0.03],
    [1, 0.6],
    [0.97, 0.68],
    [0.74, 0.78],
    [0.5, 0.83],
    [0.5, 0.93],
  ],
  dropper: [
    [0.9, 0],
    [1, 0.03],
    [1, 0.56],
    [0.94, 0.62],
    [0.6, 0.69],
    [0.42, 0.72],
    [0.42, 0.77],
  ],
  squeeze: [
    [0.88, 0],
    [1, 0.03],
    [1, 0.3],
    [0.93, 0.48],
    [1, 0.64],
    [0.94, 0.74],
    [0.62, 0.82],
    [0.36, 0.85],
    [0.36, 0.88],
  ],
};

/** Bottle of glass or plastic with its stopper: cork, cap, swing, dropper, pump. `level` is the share filled. */
export function bottle(
  gx,
  gy,
  {
    r = 170,
    h = 820,
    shape = 'round',
    glass = tone(0.9, 0.03, 140),
    content = P.amber,
    level = 0.74,
    stopper = 'cork',
    stopTone = P.wood,
    tag,
    labelTop = 0.5,
    labelH = 0.36,
    labelW = 1.9,
    inside = () => '',
    opaque = false,
  },
) {
  const prof = bottleShapes[shape].map(([a, b]) => [a * r, b * h]);
  const out = turned(gx, gy, prof);
  const top = h * level;
  const inner = prof.filter(([, y]) => y < top).map(([a, y]) => [a * 0.95, y + (y === 0 ? 14 : 0)]);
  inner.push([radiusAt(prof, top) * 0.94, top]);
  const inD = turned(gx, gy, inner);
  const neck = prof[prof.length - 1];
  const lw = r * labelW,
    lh = h * labelH;
  const base = opaque
    ? form(out, content, { angle: 0, shade: 0.6 })
    : path(out, glass.alpha(0.55)) +
      path(
        inD,
        linear([
          [0, content.down(0.07)],
          [0.22, content.up(0.1)],
          [0.55, content],
          [1, content.down(0.17)],
        ]),
      ) +
      clip(inD, inside({ gx, gy, r, top })) +
      path(ring(gx, gy, inner[inner.length - 1][0], top), content.up(0.12), { opacity: 0.8 }) +
      path(out, roundShade((opaque ? content : glass).down(0.4)), { filter: 'url(#grained)' });
  return (
    shadow(gx, gy, r * 0.95, r * 0.3) +
    (opaque ? '' : fade(0.55, blur(16, oval(gx + r * 1.1, gy - r * 0.02, r * 0.8, r * 0.16, content.up(0.12))))) +
    base +
    (tag ? wrapped(gx, gy, r + 1, h * labelTop, lw, lh, tag) + labelShade(gx, gy, r + 1, h * labelTop, lw, lh) : '') +
    line(out, glassEdge, opaque ? 0 : 3) +
    gleam(gx, gy, r, 40, h * 0.58, opaque ? 0.45 : 0.8) +
    (shape === 'squeeze' ? '' : line(`M${n(gx - neck[0] * 0.55)} ${n(gy - h * 0.9 * COS)}v${n(h * 0.1)}`, tone(1, 0, 0, 0.5), neck[0] * 0.16)) +
    stoppers[stopper](gx, gy, neck[0], neck[1], stopTone, r)
  );
}

const stoppers = {
  cork: (gx, gy, r, h, t) =>
    form(
      turned(gx, gy, [
        [r * 1.16, h - 26],
        [r * 1.16, h + 2],
      ]),
      tone(0.9, 0.02, 140),
      { angle: 0 },
    ) +
    form(
      turned(gx, gy, [
        [r * 0.82, h],
        [r * 0.95, h + 56],
      ]),
      t.up(0.1),
      { angle: 0 },
    ) +
    path(ring(gx, gy, r * 0.95, h + 56), t.up(0.18)),
  cap: (gx, gy, r, h, t) =>
    form(
      turned(gx, gy, [
        [r * 1.2, h - 30],
        [r * 1.2, h + 52],
      ]),
      t,
      { angle: 0, shade: 0.6 },
    ) +
    join(18, (i) => {
      const a = -1.45 + i * 0.17;
      return line(`M${n(gx + r * 1.2 * Math.sin(a))} ${n(gy - (h - 22) * COS + r * 1.2 * SIN * Math.cos(a))}v-56`, t.down(0.14), 2, { opacity: 0.5 });
    }) +
    path(ring(gx, gy, r * 1.2, h + 52), t.up(0.1)),
  swing: (gx, gy, r, h) =>
    form(
      turned(gx, gy, [
        [r * 1.2, h - 24],
        [r * 1.2, h + 4],
      ]),
      tone(0.9, 0.02, 140),
      { angle: 0 },
    ) +
    form(
      turned(gx, gy, [
        [r * 0.9, h + 4],
        [r * 1.02, h + 20],
        [r * 0.9, h + 62],
        [r * 0.5, h + 74],
      ]),
      P.paper,
      { angle: 0 },
    ) +
    form(
      turned(gx, gy, [
        [r * 1.0, h],
        [r * 1.0, h + 12],
      ]),
      P.lacquer,
    ) +
    line(
      `M${n(gx - r * 1.3)} ${n(gy - (h - 60) * COS)}C${n(gx - r * 1.7)} ${n(gy - (h + 20) * COS)} ${n(gx - r)} ${n(gy - (h + 66) * COS)} ${n(gx)} ${n(gy - (h + 56) * COS)}S${n(gx + r * 1.7)} ${n(gy - (h + 20) * COS)} ${n(gx + r * 1.3)} ${n(gy - (h - 60) * COS)}`,
      tone(0.7, 0.01, 250),
      7,
    ),
  dropper: (gx, gy, r, h, t) =>
    form(
      turned(gx, gy, [
        [r * 1.35, h - 6],
        [r * 1.35, h + r * 1.3],
      ]),
      t,
      { angle: 0, shade: 0.65 },
    ) +
    join(16, (i) => {
      const a = -1.4 + i * 0.187;
      return line(`M${n(gx + r * 1.35 * Math.sin(a))} ${n(gy - h * COS + r * 1.35 * SIN * Math.cos(a))}v${n(-r * 1.16)}`, t.down(0.1), 2.4, {
        opacity: 0.55,
      });
    }) +
    path(ring(gx, gy, r * 1.35, h + r * 1.3), t.up(0.1)) +
    form(
      turned(gx, gy, [
        [r * 0.72, h + r * 1.28],
        [r * 0.86, h + r * 1.6],
        [r * 0.7, h + r * 2.5],
        [r * 0.42, h + r * 2.9],
      ]),
      tone(0.27, 0.02, 40),
      { angle: 0, light: 0.6 },
    ),
  pump: (gx, gy, r, h, t) =>
    form(
      turned(gx, gy, [
        [r * 1.25, h - 4],
        [r * 1.25, h + 66],
      ]),
      t,
      { angle: 0 },
    ) +
    path(ring(gx, gy, r * 1.25, h + 66), t.up(0.08)) +
    form(
      turned(gx, gy, [
        [r * 0.34, h + 62],
        [r * 0.34, h + 120],
      ]),
      t.up(0.05),
      { angle: 0 },
    ) +
    form(
      `M${n(gx + r * 0.6)} ${n(gy - (h + 176) * COS)}H${n(gx - r * 1.5)}q${n(-r * 0.9)} 4 ${n(-r * 0.9)} ${n(r * 0.9)}h${n(r * 0.4)}q0 ${n(-r * 0.3)} ${n(r * 0.5)} ${n(-r * 0.2)}H${n(gx + r * 0.6)}q${n(r * 0.2)} ${n(-r * 0.4)} 0 ${n(-r * 0.72)}Z`,
      t,
      { angle: 90 },
    ),
};
