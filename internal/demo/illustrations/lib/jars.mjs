// Jars and their lids. Feet stand at gx, gy.
import { glassEdge, gleam, labelShade, roundShade, wrapped } from './glass.mjs';
import { COS, SIN, radiusAt, ring, turned } from './space.mjs';
import { shadow } from './stage.mjs';
import { at, blur, clip, define, fade, form, join, line, linear, n, oval, path, rect } from './svg.mjs';
import { P, tone } from './tone.mjs';

/**
 * Glass jar. `fill` draws what is inside and receives the clip outline's centre and size;
 * `lid` is metal, cloth or wood.
 */
export function jar(
  gx,
  gy,
  {
    r = 250,
    h = 560,
    content = P.amber,
    level = 0.9,
    inside = () => '',
    tag,
    lid = 'metal',
    lidTone = P.gold,
    labelH = 0.5,
    labelTop = 0.72,
    labelW = 1.9,
    seed = 1,
  },
) {
  const body = [
    [r * 0.86, 0],
    [r * 0.98, 26],
    [r, 70],
    [r, h - 90],
    [r * 0.96, h - 40],
    [r * 0.8, h],
  ];
  const out = turned(gx, gy, body);
  const fillTop = h * level;
  const inner = [
    [r * 0.82, 10],
    [r * 0.94, 34],
    [r * 0.955, 70],
    ...(fillTop > h - 90 ? [[r * 0.955, h - 90]] : []),
    [Math.min(r * 0.955, radiusAt(body, fillTop) * 0.955), fillTop],
  ];
  const inD = turned(gx, gy, inner);
  const rTop = inner[inner.length - 1][0];
  const lw = r * labelW,
    lh = h * labelH;
  return (
    shadow(gx, gy, r * 0.95, r * 0.3) +
    fade(0.5, blur(14, oval(gx + r * 0.75, gy + r * 0.06, r * 0.5, r * 0.14, content.up(0.1)))) +
    path(out, tone(0.93, 0.02, 120, 0.5)) +
    path(
      inD,
      linear([
        [0, content.down(0.06)],
        [0.2, content.up(0.08)],
        [0.55, content],
        [1, content.down(0.16)],
      ]),
    ) +
    clip(inD, inside({ gx, gy, r: r * 0.955, top: fillTop })) +
    path(ring(gx, gy, rTop, fillTop), content.up(0.1), { opacity: 0.75 }) +
    path(out, roundShade(content.down(0.25)), { filter: 'url(#grained)' }) +
    (tag ? wrapped(gx, gy, r + 1, h * labelTop, lw, lh, tag) + labelShade(gx, gy, r + 1, h * labelTop, lw, lh) : '') +
    line(out, glassEdge, 3) +
    gleam(gx, gy, r, 60, h - 40, 0.8) +
    lids[lid](gx, gy, r * 0.8, h, lidTone, seed)
  );
}

const lids = {
  metal(gx, gy, r, h, t) {
    const side = [
      [r * 1.1, h + 2],
      [r * 1.1, h + 84],
    ];
    const ribs = join(30, (i) => {
      const a = -1.5 + i * 0.104;
      return line(`M${n(gx + r * 1.1 * Math.sin(a))} ${n(gy - (h + 8) * COS + r * 1.1 * SIN * Math.cos(a))}v-66`, t.down(0.14), 2.4, {
        opacity: 0.5,
      });
    });
    return (
      form(turned(gx, gy, side), t, { shade: 0.55, angle: 0 }) +
      ribs +
      path(ring(gx, gy, r * 1.1, h + 84), t.up(0.09)) +
      line(ring(gx, gy, r * 1.0, h + 85), t.down(0.08), 3) +
      path(
        ring(gx, gy, r * 0.97, h + 84),
        linear(
          [
            [0, t.up(0.12)],
            [1, t.down(0.02)],
          ],
          30,
        ),
      )
    );
  },
  wood(gx, gy, r, h, t) {
    return (
      form(
        turned(gx, gy, [
          [r * 1.06, h],
          [r * 1.1, h + 16],
          [r * 1.1, h + 62],
          [r * 1.05, h + 76],
        ]),
        t,
        { angle: 0 },
      ) +
      path(ring(gx, gy, r * 1.05, h + 76), t.up(0.07)) +
      join(5, (i) => line(ring(gx + r * 0.06, gy, r * (0.2 + i * 0.18), h + 76), t.down(0.05), 2.5, { opacity: 0.6 }))
    );
  },
  /** Cloth cap tied with string, as home-made jam is sold. */
  cloth(gx, gy, r, h, t, seed) {
    const yTop = gy - (h + 78) * COS,
      yTie = gy - (h + 6) * COS,
      R = r * 1.12;
    const d =
      `M${n(gx - R)} ${n(yTop + 8)}C${n(gx - R)} ${n(yTop - R * SIN * 1.25)} ${n(gx + R)} ${n(yTop - R * SIN * 1.25)} ${n(gx + R)} ${n(yTop + 8)}C${n(gx + R * 1.02)} ${n(yTie)} ${n(gx + R * 1.1)} ${n(yTie + 20)} ${n(gx + R * 1.32)} ${n(yTie + 40)}` +
      `L${n(gx + R * 1.32)} ${n(yTie + 40)}` +
      join(9, (i) => {
        const k = 8 - i;
        return `Q${n(gx - R * 1.32 + (k + 0.5) * R * 0.293)} ${n(yTie + 70 + (k % 2 ? -30 : 18) + Math.sin(((k + 0.5) / 9) * Math.PI) * R * 0.34)} ${n(gx - R * 1.32 + k * R * 0.293)} ${n(yTie + 40 + Math.sin((k / 9) * Math.PI) * R * 0.34)}`;
      }) +
      `C${n(gx - R * 1.1)} ${n(yTie + 20)} ${n(gx - R * 1.02)} ${n(yTie)} ${n(gx - R)} ${n(yTop + 8)}Z`;
    const dots = define(
      (i) =>
        `<pattern id="${i}" width="44" height="44" patternUnits="userSpaceOnUse" patternTransform="rotate(${8 + seed})"><path d="M22 8L36 22L22 36L8 22Z" fill="${t.down(0.12)}"/><path d="M22 16L28 22L22 28L16 22Z" fill="${P.gold}"/></pattern>`,
    );
    const yT = yTie + R * SIN * 0.2;
    return (
      form(d, t, { angle: 10 }) +
      clip(d, rect(gx - R * 1.4, yTop - 120, R * 2.8, 500, `url(#${dots})`, { opacity: 0.55 })) +
      clip(
        d,
        join(9, (i) => {
          const x = -0.9 + i * 0.225;
          return line(`M${n(gx + R * x)} ${n(yT + Math.sqrt(1 - x * x) * R * SIN)}q${n(x * 20)} 26 ${n(x * R * 0.28)} ${n(64)}`, t.down(0.2), 4, {
            opacity: 0.45,
          });
        }),
      ) +
      line(`M${n(gx - R)} ${n(yT)}A${n(R)} ${n(R * SIN)} 0 0 0 ${n(gx + R)} ${n(yT)}`, P.hempDeep, 13) +
      line(`M${n(gx - R)} ${n(yT - 3)}A${n(R)} ${n(R * SIN)} 0 0 0 ${n(gx + R)} ${n(yT - 3)}`, P.hemp, 4) +
      at(gx + R * 0.3, yT + R * SIN * 0.95, line('M0 0C-30 -44 -74 -20 0 0C34 -46 76 -14 0 0M0 0q-22 40 -14 88M0 0q30 34 22 78', P.hempDeep, 9))
    );
  },
  none: () => '',
};
