// The shelf every product stands on: lit hemp wall, table, cloth, shadows, and the finishing grain.
import { at, blur, chance, fade, define, join, line, linear, n, oval, path, poly, radial, rect } from './svg.mjs';
import { band } from './brocade.mjs';
import { P, tone } from './tone.mjs';
import { leafPath } from './leaf.mjs';

export const W = 1200;
export const H = 1500;
/** The table's far and near edge: the same in every first picture, so that a row of them reads as one shelf. */
export const FAR = 960;
export const NEAR = 1418;

/** Filters shared by all pictures: grained shade, a softer grain over print, plaster, paper. */
export const filters = `
<filter id="grained" x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB">
  <feTurbulence type="fractalNoise" baseFrequency=".36" numOctaves="2" seed="7"/>
  <feColorMatrix values="0 0 0 0 1 0 0 0 0 1 0 0 0 0 1 2.6 0 0 0 -.85" result="n"/>
  <feComposite in="SourceGraphic" in2="n" operator="arithmetic" k1="1" k2=".42"/>
</filter>
<filter id="soft" x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB">
  <feTurbulence type="fractalNoise" baseFrequency=".36" numOctaves="2" seed="7"/>
  <feColorMatrix values="0 0 0 0 1 0 0 0 0 1 0 0 0 0 1 1.3 0 0 0 -.2" result="n"/>
  <feComposite in="SourceGraphic" in2="n" operator="arithmetic" k1=".9" k2=".55"/>
</filter>
<filter id="mottle" x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB">
  <feTurbulence type="fractalNoise" baseFrequency=".006 .009" numOctaves="4" seed="11"/>
  <feColorMatrix values="0 0 0 0 .32 0 0 0 0 .24 0 0 0 0 .16 0 2.6 0 0 -1.15"/>
</filter>
<filter id="paper" x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB">
  <feTurbulence type="fractalNoise" baseFrequency=".34" numOctaves="2" seed="5"/>
  <feColorMatrix values="0 0 0 0 .2 0 0 0 0 .16 0 0 0 0 .14 0 2.4 0 0 -1.1"/>
</filter>`;

/** Undyed hemp: threads both ways, drawn small enough to be felt rather than seen. */
export function weavePattern(dark, light, size = 8) {
  const id = define(
    (i) =>
      `<pattern id="${i}" width="${size}" height="${size}" patternUnits="userSpaceOnUse"><rect width="${size}" height="${size}" fill="${light}"/><path d="M0 ${size * 0.25}H${size * 0.5}M${size * 0.5} ${size * 0.75}H${size}" stroke="${dark}" stroke-width="${size * 0.22}"/><path d="M${size * 0.25} ${size * 0.5}V${size}M${size * 0.75} 0V${size * 0.5}" stroke="${dark}" stroke-width="${size * 0.14}" stroke-opacity=".6"/></pattern>`,
  );
  return `url(#${id})`;
}

const gobos = {
  /** Bamboo leaves outside the window, thrown on the wall. */
  bamboo: (r) =>
    join(5, (i) => {
      const x = 120 + i * 230 + r.span(-60, 60),
        y = r.span(-60, 180);
      return at(
        x,
        y,
        join(7, (k) => at(r.span(-40, 40), k * 46, path(leafPath(r.span(170, 260), r.span(26, 40)), '#3a2c22'), { turn: r.span(30, 130) })),
        { turn: r.span(-18, 18) },
      );
    }),
  /** Slats of a stilt house window. */
  lattice: () =>
    `<g transform="translate(560 -60) skewX(-14)">${join(5, (i) => rect(i * 132, 0, 26, 900, '#3a2c22'))}${rect(-60, 300, 760, 22, '#3a2c22')}</g>`,
  /** Broad leaves: canna, banana, cinnamon. */
  broad: (r) =>
    join(6, () => at(r.span(80, 1150), r.span(-80, 240), path(leafPath(r.span(280, 420), r.span(90, 140)), '#3a2c22'), { turn: r.span(20, 160) })),
  none: () => '',
};

function wall(base, gobo, seed, far) {
  const r = chance(seed);
  return (
    rect(0, 0, W, far + 10, base) +
    rect(
      0,
      0,
      W,
      far + 10,
      radial(
        [
          [0, base.up(0.06)],
          [0.55, base.up(0.02).alpha(0.4)],
          [1, base.down(0.1).turn(-12, 0.012)],
        ],
        0.28,
        0.18,
        1.05,
      ),
    ) +
    rect(0, 0, W, far + 10, base, { filter: 'url(#mottle)', opacity: 0.045 }) +
    fade(0.15, blur(13, gobos[gobo](r)), 'multiply') +
    rect(
      0,
      far - 190,
      W,
      200,
      linear(
        [
          [0, base.down(0.16).alpha(0)],
          [1, base.down(0.2).alpha(0.42)],
        ],
        90,
      ),
    )
  );
}

const tops = {
  plank(r, far, t = P.wood) {
    const rows = [0, 0.2, 0.45, 0.74, 1].map((u) => far + (NEAR - far) * u);
    return (
      rows
        .slice(0, -1)
        .map((y, i) => {
          const h = rows[i + 1] - y,
            c = t.up(r.span(0.0, 0.05) + 0.02);
          const grain = join(9, () => {
            const gy = y + r.span(8, h - 8),
              x0 = r.span(-200, 900),
              len = r.span(200, 700);
            return line(
              `M${n(x0)} ${n(gy)}q${n(len / 4)} ${n(r.span(-6, 6))} ${n(len / 2)} 0t${n(len / 2)} ${n(r.span(-5, 5))}`,
              c.down(0.1),
              r.span(1, 3),
              { opacity: 0.35 },
            );
          });
          return (
            rect(0, y, W, h, c) + grain + rect(0, y + h - 3, W, 4, t.down(0.16), { opacity: 0.55 }) + rect(0, y, W, 3, t.up(0.12), { opacity: 0.4 })
          );
        })
        .join('') +
      rect(
        0,
        NEAR,
        W,
        H - NEAR,
        linear(
          [
            [0, t.down(0.02)],
            [0.12, t.down(0.09)],
            [1, t.down(0.17)],
          ],
          90,
        ),
      ) +
      join(7, () => line(`M${n(r.span(-100, 900))} ${n(r.span(NEAR + 14, H))}h${n(r.span(200, 600))}`, t.down(0.22), 2.5, { opacity: 0.35 })) +
      rect(0, NEAR - 2, W, 5, t.up(0.13), { opacity: 0.7 })
    );
  },
  cloth(r, far, t = P.hemp) {
    const fold = (x, w, o) =>
      path(`M${x} ${NEAR}q${w * 0.2} 40 ${w * 0.1} ${H - NEAR}h${w}q${-w * 0.2} -40 0 ${NEAR - H}Z`, t.down(0.16), { opacity: o });
    return (
      rect(0, far, W, H - far, t.down(0.02)) +
      rect(0, far, W, H - far, weavePattern(t.down(0.06), t, 9), { opacity: 0.75 }) +
      rect(
        0,
        NEAR,
        W,
        H - NEAR,
        linear(
          [
            [0, t.down(0.05).alpha(0.6)],
            [1, t.down(0.2).alpha(0.75)],
          ],
          90,
        ),
      ) +
      fold(90, 60, 0.25) +
      fold(420, 80, 0.18) +
      fold(760, 50, 0.25) +
      fold(1010, 90, 0.2) +
      rect(0, NEAR - 3, W, 6, t.up(0.1), { opacity: 0.55 })
    );
  },
};

/** A brocade runner laid across the table under the goods, hanging over the near edge. */
export function runner(cx, width, o = {}) {
  const { ground = P.indigo, kind = 'diamond', lean = 40, far = FAR, ink, accent, second } = o;
  const x0 = cx - width / 2,
    x1 = cx + width / 2;
  const top = poly([
    [x0 + lean, far + 14],
    [x1 + lean * 0.5, far + 14],
    [x1, NEAR],
    [x0, NEAR],
  ]);
  const hang = poly([
    [x0, NEAR - 1],
    [x1, NEAR - 1],
    [x1 - 3, H],
    [x0 + 3, H],
  ]);
  const weave = weavePattern(ground.down(0.05), ground.up(0.03), 8);
  return (
    path(top, '#2a1d14', { opacity: 0.25, transform: 'translate(8 7)', style: 'filter:blur(5px)' }) +
    path(top, ground) +
    path(top, weave, { opacity: 0.6 }) +
    path(hang, ground.down(0.03)) +
    path(hang, weave, { opacity: 0.4 }) +
    band(x0 + 2, NEAR + 12, width - 4, 58, { kind, ground: ground.down(0.02), ink, accent, second }) +
    path(
      hang,
      linear(
        [
          [0, ground.down(0.2).alpha(0)],
          [1, ground.down(0.2).alpha(0.5)],
        ],
        90,
      ),
    ) +
    path(
      poly([
        [x0, NEAR - 4],
        [x1, NEAR - 4],
        [x1, NEAR + 4],
        [x0, NEAR + 4],
      ]),
      ground.up(0.12),
      { opacity: 0.5 },
    )
  );
}

/** Soft cast shadow, thrown right and back, and the darker line of contact. */
export function shadow(cx, cy, rx, ry = rx * 0.3, strength = 1) {
  return (
    `<g style="mix-blend-mode:multiply">` +
    blur(26, oval(cx + rx * 0.42, cy - ry * 0.08, rx * 1.18, ry * 0.92, '#6b4a38', { opacity: 0.5 * strength })) +
    blur(9, oval(cx + rx * 0.06, cy + ry * 0.08, rx * 1.02, ry * 0.98, '#3d2418', { opacity: 0.6 * strength })) +
    '</g>'
  );
}

/** Wall and table. `surface` is plank or cloth; `tint` the family's wall tone. */
export function stage({ tint = P.hemp, surface = 'plank', top, gobo = 'bamboo', seed = 1, cloth, rise = 0 } = {}) {
  const r = chance(seed + 90),
    far = FAR - rise;
  return (
    wall(tint, gobo, seed, far) +
    tops[surface](r, far, top) +
    rect(
      0,
      far - 3,
      W,
      26,
      linear(
        [
          [0, tone(0.3, 0.03, 50, 0.4)],
          [1, tone(0.3, 0.03, 50, 0)],
        ],
        90,
      ),
    ) +
    rect(
      0,
      far,
      W,
      NEAR - far,
      linear(
        [
          [0, tone(0.95, 0.04, 85, 0.2)],
          [0.5, tone(0.9, 0.04, 85, 0)],
          [1, tone(0.3, 0.04, 50, 0.2)],
        ],
        8,
      ),
    ) +
    (cloth ? runner(cloth.cx ?? 600, cloth.width ?? 720, { far, ...cloth }) : '')
  );
}

/** Laid over the finished picture: paper grain and a slight fall of light. */
export const finish = (w = W, h = H) =>
  `<g style="mix-blend-mode:multiply">${rect(0, 0, w, h, '#fff', { filter: 'url(#paper)', opacity: 0.075 })}</g>` +
  rect(
    0,
    0,
    w,
    h,
    radial(
      [
        [0, tone(0.97, 0.05, 85, 0.13)],
        [0.5, tone(0.97, 0.05, 85, 0)],
        [1, tone(0.25, 0.05, 300, 0.16)],
      ],
      0.3,
      0.25,
      0.95,
    ),
  );
