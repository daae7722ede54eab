// One camera for the whole set: parallel projection looking down by about twenty degrees.
// Units are picture pixels; x runs right, y up, z towards the viewer.
import { n } from './svg.mjs';

export const SIN = 0.33;

export const COS = 0.944;

/** Screen point of a point standing at ground origin (gx, gy on the picture). */
export const project = (gx, gy, [x, y, z]) => [gx + x, gy - y * COS + z * SIN];

/** Turns a ground point about the vertical axis by `yaw` degrees. */
export function yawed([x, y, z], yaw) {
  const t = (yaw * Math.PI) / 180;
  return [x * Math.cos(t) + z * Math.sin(t), y, -x * Math.sin(t) + z * Math.cos(t)];
}

/** Path of a full horizontal circle of radius r at height h. */
export const ring = (gx, gy, r, h) => {
  const y = gy - h * COS;
  return `M${n(gx - r)} ${n(y)}A${n(r)} ${n(r * SIN)} 0 1 0 ${n(gx + r)} ${n(y)}A${n(r)} ${n(r * SIN)} 0 1 0 ${n(gx - r)} ${n(y)}Z`;
};

/** Near half of a horizontal circle, left to right, as a piece of path (no M). */
export const nearArc = (gx, gy, r, h) => `A${n(r)} ${n(r * SIN)} 0 0 0 ${n(gx + r)} ${n(gy - h * COS)}`;

/**
 * Outline of a turned body. `profile` lists [radius, height] from foot to rim.
 * The sides are smooth curves, foot and rim are circles seen from above;
 * `open` leaves the mouth out, so that what stands in it shows behind the near rim.
 */
export function turned(gx, gy, profile, open = false) {
  const pts = profile.map(([r, h]) => [r, gy - h * COS]);
  const side = (sign) => pts.map(([r, y]) => [gx + sign * r, y]);
  const curve = (list) => {
    let d = '';
    for (let i = 0; i < list.length - 1; i++) {
      const a = list[Math.max(0, i - 1)],
        b = list[i],
        c = list[i + 1],
        e = list[Math.min(list.length - 1, i + 2)];
      const span = Math.hypot(c[0] - b[0], c[1] - b[1]) / 3;
      const lean = (p, q) => {
        const m = Math.hypot(q[0] - p[0], q[1] - p[1]) || 1;
        return [((q[0] - p[0]) / m) * span, ((q[1] - p[1]) / m) * span];
      };
      const [t0, t1] = [lean(a, c), lean(b, e)];
      d += `C${n(b[0] + t0[0])} ${n(b[1] + t0[1])} ${n(c[0] - t1[0])} ${n(c[1] - t1[1])} ${n(c[0])} ${n(c[1])}`;
    }
    return d;
  };
  const [r0] = profile[0];
  const [r1] = profile[profile.length - 1];
  const left = side(-1).reverse();
  const right = side(1);
  return (
    `M${n(left[0][0])} ${n(left[0][1])}` +
    curve(left) +
    `A${n(r0)} ${n(r0 * SIN)} 0 0 0 ${n(right[0][0])} ${n(right[0][1])}` +
    curve(right) +
    `A${n(r1)} ${n(r1 * SIN)} 0 0 ${open ? 1 : 0} ${n(left[0][0])} ${n(left[0][1])}Z`
  );
}

/** Radius of a profile at height h, by straight interpolation. */
export function radiusAt(profile, h) {
  for (let i = 1; i < profile.length; i++) {
    const [r0, h0] = profile[i - 1],
      [r1, h1] = profile[i];
    if (h <= h1) return r0 + ((r1 - r0) * (h - h0)) / (h1 - h0 || 1);
  }
  return profile[profile.length - 1][0];
}

/**
 * Lays flat artwork (w × h, origin at its top left) round a cylinder, in narrow strips
 * so that it curves and narrows towards the sides. `top` is the height of its upper edge.
 */
export function wrap(gx, gy, r, top, w, h, art, define, turn = 0) {
  const id = define((i) => `<g id="${i}">${art}</g>`);
  const strips = 28;
  const step = w / strips;
  let out = '';
  for (let i = 0; i < strips; i++) {
    const u = i * step;
    const angle = (u + step / 2 - w / 2) / r + turn;
    if (Math.abs(angle) > 1.5) continue;
    const x = gx + r * Math.sin(angle),
      y = gy - top * COS + r * Math.cos(angle) * SIN;
    const strip = define((s) => `<clipPath id="${s}"><rect x="${n(u - 0.8)}" y="-2" width="${n(step + 1.6)}" height="${h + 4}"/></clipPath>`);
    const c = Math.cos(angle);
    out += `<g transform="matrix(${c.toFixed(4)} ${(-Math.sin(angle) * SIN).toFixed(4)} 0 ${COS} ${n(x)} ${n(y)}) translate(${n(-u - step / 2)} 0)"><g clip-path="url(#${strip})"><use href="#${id}"/></g></g>`;
  }
  return out;
}
