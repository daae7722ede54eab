// The small SVG vocabulary every part is written in: definitions, gradients, paths, chance.

const page = { defs: [], serial: 0 };

/** Starts a new picture: forgets the definitions of the one before. */
export function beginPicture() {
  page.defs = [];
  page.serial = 0;
}

/** All gradients, clips and patterns collected since beginPicture. */
export const collectedDefs = () => page.defs.join('');

export const uid = (prefix = 'd') => `${prefix}${++page.serial}`;

/** Adds a definition; `make` receives its new id. Returns the id. */
export function define(make) {
  const id = uid();
  page.defs.push(make(id));
  return id;
}

const stopsOf = (stops) => stops.map(([at, colour]) => `<stop offset="${at}" stop-color="${colour}"/>`).join('');

/** Linear gradient in the box of the painted shape; angle 0 runs left to right, 90 downwards. */
export function linear(stops, angle = 0) {
  const id = define((i) => `<linearGradient id="${i}" gradientTransform="rotate(${angle} .5 .5)">${stopsOf(stops)}</linearGradient>`);
  return `url(#${id})`;
}

/** Radial gradient in the box of the painted shape, centred at cx, cy with radius r (shares of the box). */
export function radial(stops, cx = 0.35, cy = 0.3, r = 0.8) {
  const id = define((i) => `<radialGradient id="${i}" cx="${cx}" cy="${cy}" r="${r}">${stopsOf(stops)}</radialGradient>`);
  return `url(#${id})`;
}

/** Clips `inner` to the path d. */
export function clip(d, inner) {
  const id = define((i) => `<clipPath id="${i}"><path d="${d}"/></clipPath>`);
  return `<g clip-path="url(#${id})">${inner}</g>`;
}

/** Element attributes as text; camelCase names are written with dashes. */
export const attrs = (o = {}) =>
  Object.entries(o)
    .filter(([, v]) => v !== undefined)
    .map(([k, v]) => ` ${k.replace(/[A-Z]/g, (m) => '-' + m.toLowerCase())}="${v}"`)
    .join('');

export const path = (d, fill, more) => `<path d="${d}" fill="${fill}"${attrs(more)}/>`;
export const line = (d, stroke, width, more) =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${attrs(more)}/>`;
export const oval = (cx, cy, rx, ry, fill, more) => `<ellipse cx="${n(cx)}" cy="${n(cy)}" rx="${n(rx)}" ry="${n(ry)}" fill="${fill}"${attrs(more)}/>`;
export const rect = (x, y, w, h, fill, more) => `<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" fill="${fill}"${attrs(more)}/>`;
export const at = (x, y, inner, { turn = 0, scale = 1, scaleY } = {}) =>
  `<g transform="translate(${n(x)} ${n(y)}) rotate(${n(turn)}) scale(${scale} ${scaleY ?? scale})">${inner}</g>`;
export const fade = (opacity, inner, blend) => `<g opacity="${opacity}"${blend ? ` style="mix-blend-mode:${blend}"` : ''}>${inner}</g>`;
export const blur = (size, inner) => `<g style="filter:blur(${size}px)">${inner}</g>`;

/** Numbers at a tenth of a pixel keep the markup short. */
export const n = (v) => Math.round(v * 10) / 10;

/** Repeatable chance: the same seed always draws the same picture. */
export function chance(seed) {
  let s = (seed * 2654435761) >>> 0;
  const next = () => {
    s = (s + 0x6d2b79f5) | 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return { next, span: (a, b) => a + (b - a) * next(), pick: (list) => list[Math.floor(next() * list.length)] };
}

export const times = (count, make) => Array.from({ length: count }, (_, i) => make(i));
export const join = (count, make) => times(count, make).join('');

/** A smooth curve through the points (Catmull–Rom); closed makes a shape of it. */
export function smooth(points, closed = true, tension = 0.5) {
  const m = points.length;
  const p = (i) => (closed ? points[(i + m) % m] : points[Math.max(0, Math.min(m - 1, i))]);
  let d = `M${n(points[0][0])} ${n(points[0][1])}`;
  for (let i = 0; i < (closed ? m : m - 1); i++) {
    const [a, b, c, e] = [p(i - 1), p(i), p(i + 1), p(i + 2)];
    const k = tension / 3;
    d += `C${n(b[0] + (c[0] - a[0]) * k)} ${n(b[1] + (c[1] - a[1]) * k)} ${n(c[0] - (e[0] - b[0]) * k)} ${n(c[1] - (e[1] - b[1]) * k)} ${n(c[0])} ${n(c[1])}`;
  }
  return closed ? d + 'Z' : d;
}

/** Straight-edged shape through the points. */
export const poly = (points) => 'M' + points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L') + 'Z';

/**
 * A lit solid: base colour, then grained shade from the right and below, then light from the upper left.
 * Everything in the set is shaded by this one function, so the light agrees across the shelf.
 */
export function form(d, colour, { shade = 0.5, light = 0.35, angle = 25, more } = {}) {
  const dark = colour.down(0.2).turn(-4);
  const fillShade = linear(
    [
      [0.32, dark.alpha(0)],
      [1, dark.alpha(shade * 1.5 > 1 ? 1 : shade * 1.5)],
    ],
    angle,
  );
  const fillLight = linear(
    [
      [0, colour.up(0.16).alpha(light)],
      [0.42, colour.up(0.16).alpha(0)],
    ],
    angle,
  );
  return path(d, colour, more) + path(d, fillShade, { filter: 'url(#grained)' }) + path(d, fillLight);
}
