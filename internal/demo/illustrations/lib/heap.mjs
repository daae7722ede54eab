// Loose goods: many small pieces laid into a mound, each lit by where it lies.
import { COS, SIN, project } from './space.mjs';
import { at, chance, oval, path, smooth, times } from './svg.mjs';

/** Outline of such a mound as the camera sees it: near rim below, skyline above. */
function mound(gx, gy, r, h, depth, power) {
  const above = times(15, (i) => {
    const x = -r + (i / 14) * 2 * r,
      far = Math.sqrt(Math.max(0, r * r - x * x));
    const lift = times(9, (k) => {
      const z = (-far * k) / 8,
        q = Math.hypot(x, z) / r;
      return h * Math.max(0, 1 - q ** (2 * power)) * COS - z * depth * SIN;
    });
    return [gx + x, gy - Math.max(...lift)];
  });
  const below = times(11, (i) => {
    const x = r * (0.9 - i * 0.18);
    return [gx + x, gy + Math.sqrt(Math.max(0, r * r - x * x)) * SIN * depth];
  });
  return smooth([...above, ...below]);
}

/**
 * A mound of `count` pieces on an ellipse of radius r, height h. `piece(tone, size, r)` draws one piece about 0,0.
 * depth squeezes the ellipse; `under` is how much darker the
 * filling between the pieces is; 0 leaves it out.
 */
export function heap(
  gx,
  gy,
  { r, h = r * 0.5, count = 120, colour, vary = 0.09, size = 30, piece, seed = 1, depth = 1, under = 0.18, spin = 180, squash = 0.72, power = 1 },
) {
  const rnd = chance(seed);
  const spots = times(count, () => {
    const a = rnd.span(0, Math.PI * 2),
      q = Math.sqrt(rnd.next());
    const x = r * q * Math.cos(a),
      z = r * q * Math.sin(a) * depth;
    const y = h * (1 - q ** (2 * power)) + rnd.span(0, h * 0.07);
    return { x, y, z, q, a };
  }).sort((p, s) => p.z - s.z || p.y - s.y);
  const base = under ? path(mound(gx, gy, r * 0.95, h * 0.9, depth, power), colour.down(under)) : '';
  return (
    base +
    spots
      .map((s) => {
        const [x, y] = project(gx, gy, [s.x, s.y, s.z]);
        const lit = (-s.x / r) * 0.05 + (s.y / (h || 1)) * 0.05 - 0.05 + (s.z / r) * 0.02;
        const c = colour.up(0).turn(rnd.span(-4, 4));
        const t = lit + rnd.span(-vary, vary) > 0 ? c.up(lit + rnd.span(0, vary)) : c.down(-lit + rnd.span(0, vary));
        return at(x, y, piece(t, size * rnd.span(0.82, 1.18), rnd), { turn: rnd.span(-spin, spin), scale: 1, scaleY: squash });
      })
      .join('')
  );
}

/** A few pieces scattered by hand on the table, each with its own little shadow. */
export const scatter = (list, piece, colour, size, seed = 3) => {
  const r = chance(seed);
  return list
    .map(
      ([x, y, turn = 0, k = 1]) =>
        oval(x + size * 0.15, y + size * 0.2, size * k * 0.95, size * k * 0.3, '#3a2216', { opacity: 0.3, style: 'filter:blur(4px)' }) +
        at(x, y, piece(colour.up(r.span(-0.02, 0.06)), size * k, r), { turn, scaleY: 0.8 }),
    )
    .join('');
};
