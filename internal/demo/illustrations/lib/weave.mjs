// Bamboo work: flat trays, round baskets, carrying baskets, tied bundles.
import { COS, SIN, nearArc, radiusAt, ring, turned } from './space.mjs';
import { shadow } from './stage.mjs';
import { at, clip, define, form, join, line, linear, n, path, times } from './svg.mjs';
import { P, tone } from './tone.mjs';

/** Flat winnowing tray (mẹt) of radius r; draw the goods over it afterwards. */
export function tray(gx, gy, r, colour = P.bamboo) {
  const id = define(
    (i) =>
      `<pattern id="${i}" width="44" height="44" patternUnits="userSpaceOnUse" patternTransform="translate(${n(gx)} ${n(gy)}) scale(1 ${SIN * 1.15}) rotate(45)"><rect width="44" height="44" fill="${colour.down(0.13)}"/><rect x="1" y="1" width="20" height="42" rx="2" fill="${colour.up(0.02)}"/><rect x="23" y="1" width="20" height="20" fill="${colour.down(0.05)}"/><rect x="23" y="23" width="20" height="20" fill="${colour.down(0.03)}"/><path d="M22 10H44M22 32H44" stroke="${colour.up(0.05)}" stroke-width="9"/></pattern>`,
  );
  return (
    shadow(gx, gy + 8, r * 1.0, r * SIN * 1.02) +
    form(
      turned(gx, gy, [
        [r * 0.95, 0],
        [r, 34],
      ]),
      colour.down(0.08),
      { angle: 0 },
    ) +
    path(ring(gx, gy, r, 34), colour.up(0.05)) +
    path(ring(gx, gy, r * 0.955, 32), `url(#${id})`) +
    path(
      ring(gx, gy, r * 0.955, 32),
      linear(
        [
          [0, tone(0.3, 0.05, 60, 0.45)],
          [0.25, tone(0.3, 0.05, 60, 0.05)],
          [1, tone(0.9, 0.05, 85, 0.12)],
        ],
        30,
      ),
      { filter: 'url(#grained)' },
    ) +
    line(ring(gx, gy, r * 0.965, 33), colour.down(0.2), 4, { opacity: 0.7 }) +
    join(44, (i) => {
      const a = (i / 44) * Math.PI * 2;
      return line(
        `M${n(gx + r * 0.955 * Math.cos(a))} ${n(gy - 32 * COS + r * 0.955 * SIN * Math.sin(a))}L${n(gx + r * 1.01 * Math.cos(a + 0.03))} ${n(gy - 30 * COS + r * 1.01 * SIN * Math.sin(a + 0.03))}`,
        colour.down(0.16),
        3.4,
        { opacity: 0.6 },
      );
    })
  );
}

/** Sides of a woven basket: rows of over-and-under, following the circle. Returns [back rim, front]. */
export function basket(gx, gy, { r0 = 230, r1 = 320, h = 300, colour = P.bamboo, belly = 0, row = 22, handle = false }) {
  const prof = [
    [r0, 0],
    [(r0 + r1) / 2 + belly, h * 0.5],
    [r1, h],
  ];
  const d = turned(gx, gy, prof, true);
  const rows = Math.round(h / row);
  const weave = times(rows, (i) => {
    const y = (i + 0.5) * (h / rows),
      r = radiusAt(prof, y);
    const dash = r * 0.22,
      arc = `M${n(gx - r)} ${n(gy - y * COS)}${nearArc(gx, gy, r, y)}`;
    return (
      line(arc, colour.down(0.16), h / rows - 1, { strokeLinecap: 'butt' }) +
      line(arc, colour.up(i % 3 ? 0.0 : 0.05), h / rows - 5, {
        strokeDasharray: `${n(dash * 0.82)} ${n(dash * 0.18)}`,
        strokeDashoffset: n(i % 2 ? dash / 2 : 0),
        strokeLinecap: 'butt',
      })
    );
  }).join('');
  const k = tone(0.2, 0.05, 50);
  const front =
    path(d, colour.down(0.18)) +
    clip(d, weave) +
    path(
      d,
      linear([
        [0, k.alpha(0.45)],
        [0.16, k.alpha(0.08)],
        [0.32, k.alpha(0)],
        [0.6, k.alpha(0.12)],
        [1, k.alpha(0.7)],
      ]),
      { filter: 'url(#grained)' },
    );
  const rimFront =
    line(`M${n(gx - r1)} ${n(gy - h * COS)}${nearArc(gx, gy, r1, h)}`, colour.down(0.1), 30) +
    line(`M${n(gx - r1)} ${n(gy - h * COS - 4)}${nearArc(gx, gy, r1, h + 4)}`, colour.up(0.05), 16) +
    join(30, (i) => {
      const a = Math.PI * (1 - (i + 0.5) / 30),
        x = gx + r1 * Math.cos(a),
        y = gy - h * COS + r1 * SIN * Math.sin(a);
      return line(`M${n(x - 7)} ${n(y - 15)}l10 29`, colour.down(0.2), 4);
    });
  const back = path(ring(gx, gy, r1, h), colour.down(0.26)) + line(ring(gx, gy, r1, h), colour.down(0.06), 22);
  const bow = handle
    ? line(
        `M${n(gx - r1)} ${n(gy - h * COS)}C${n(gx - r1)} ${n(gy - h * 2.3)} ${n(gx + r1)} ${n(gy - h * 2.3)} ${n(gx + r1)} ${n(gy - h * COS)}`,
        colour.down(0.1),
        26,
      ) +
      line(
        `M${n(gx - r1)} ${n(gy - h * COS)}C${n(gx - r1)} ${n(gy - h * 2.32)} ${n(gx + r1)} ${n(gy - h * 2.32)} ${n(gx + r1)} ${n(gy - h * COS)}`,
        colour.up(0.05),
        12,
        { strokeDasharray: '30 8', strokeLinecap: 'butt' },
      )
    : '';
  return { back: shadow(gx, gy, r0 * 1.05, r0 * SIN * 1.05) + back, front: front + rimFront, bow, top: gy - h * COS, r: r1 };
}

/** Split-bamboo tie (lạt) round something: a double band with a twist, from x0 to x1 at y. */
export const tie = (x0, x1, y, sag = 20, colour = P.bamboo) =>
  line(`M${n(x0)} ${n(y)}Q${n((x0 + x1) / 2)} ${n(y + sag)} ${n(x1)} ${n(y)}`, colour.down(0.22), 19) +
  line(`M${n(x0)} ${n(y - 3)}Q${n((x0 + x1) / 2)} ${n(y + sag - 3)} ${n(x1)} ${n(y - 3)}`, colour.up(0.04), 12) +
  at((x0 + x1) / 2 + 14, y + sag * 0.5, line('M0 0C-26 -30 -54 -6 -10 6M0 0C30 -34 58 -4 12 8M-4 4l-30 48M8 4l36 40', colour.down(0.04), 9));

/** Wooden board seen from above, w × depth, with a rounded end. */
export function board(cx, cy, w, depth, colour = P.wood, thick = 26) {
  const d = (o) =>
    `M${n(cx - w / 2 + 30)} ${n(cy - depth / 2 + o)}H${n(cx + w / 2 - 30)}Q${n(cx + w / 2)} ${n(cy - depth / 2 + o)} ${n(cx + w / 2 + 6)} ${n(cy + o)}Q${n(cx + w / 2 + 12)} ${n(cy + depth / 2 + o)} ${n(cx + w / 2 - 26)} ${n(cy + depth / 2 + o)}H${n(cx - w / 2 + 26)}Q${n(cx - w / 2 - 12)} ${n(cy + depth / 2 + o)} ${n(cx - w / 2 - 6)} ${n(cy + o)}Q${n(cx - w / 2)} ${n(cy - depth / 2 + o)} ${n(cx - w / 2 + 30)} ${n(cy - depth / 2 + o)}Z`;
  return (
    shadow(cx, cy + thick, w * 0.5, depth * 0.5) +
    path(d(thick), colour.down(0.2)) +
    form(d(0), colour, { angle: 30, shade: 0.3 }) +
    clip(
      d(0),
      join(9, (i) =>
        line(
          `M${n(cx - w / 2 - 10)} ${n(cy - depth * 0.45 + i * depth * 0.115)}q${n(w * 0.25)} ${i % 2 ? 12 : -9} ${n(w * 0.5)} 0t${n(w * 0.55)} ${i % 3 ? 6 : -6}`,
          colour.down(0.1),
          3,
          { opacity: 0.45 },
        ),
      ),
    )
  );
}
