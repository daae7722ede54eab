// Printed labels: hemp paper or a full colour, a brocade edge, a short Vietnamese name, an emblem.
import { band } from './brocade.mjs';
import { at, clip, join, line, n, oval, path, rect } from './svg.mjs';
import { P } from './tone.mjs';

const FONT = `font-family="Be Vietnam Pro" text-anchor="middle"`;

/** Width of a line of Be Vietnam Pro in em, near enough to fit it to a label. */
function measure(s) {
  let w = 0;
  for (const ch of s.normalize('NFD')) {
    if (/[\u0300-\u036f]/.test(ch)) continue;
    w += /[mwMW]/.test(ch) ? 0.88 : /[ilI1.,·’']/.test(ch) ? 0.29 : /[tfrj ]/.test(ch) ? 0.36 : /[A-ZĐ]/.test(ch) ? 0.68 : 0.57;
  }
  return w;
}

/** One centred line that is never wider than `room`. */
export function word(s, x, y, size, room, fill, { weight = 700, spacing = 0 } = {}) {
  const fit = Math.min(size, room / (measure(s) + spacing * s.length));
  return `<text x="${n(x)}" y="${n(y)}" ${FONT} font-size="${n(fit)}" font-weight="${weight}" letter-spacing="${spacing}em" fill="${fill}">${s}</text>`;
}

/**
 * The words of a label between y0 and y1: title lines of one size, the place under them, the net weight at the foot.
 * Sizes give way to the room there is, so that nothing ever touches.
 */
function words(cx, y0, y1, room, { title, place, net }, [titleTone, smallTone], most) {
  const all = y1 - y0;
  const share = place && net ? 0.6 : 0.7;
  const fit = Math.min(most, (all * share) / (title.length * 1.2), ...title.map((s) => room / measure(s)));
  const small = Math.min(fit * 0.52, all * 0.125, 38);
  const used = fit * 1.2 * title.length + (place ? small * 1.75 : 0) + (net ? small * 1.6 : 0);
  const gap = Math.max(0, (all - used) / 2);
  const lines = title
    .map(
      (s, i) =>
        `<text x="${n(cx)}" y="${n(y0 + gap + fit * (0.98 + i * 1.2))}" ${FONT} font-size="${n(fit)}" font-weight="800" fill="${titleTone}">${s}</text>`,
    )
    .join('');
  const after = y0 + gap + fit * 1.2 * title.length;
  return (
    lines +
    (place ? word(place, cx, after + small * 1.3, small, room, smallTone, { weight: 500 }) : '') +
    (net
      ? word(net, cx, Math.min(y1 - small * 0.35, after + (place ? small * 1.75 : 0) + small * 1.4 + gap * 0.5), small, room, smallTone, {
          weight: 600,
        })
      : '')
  );
}

/** Contour lines of a terraced hill, filling w × h. */
export function contours(w, h, colour, count = 9) {
  return join(count, (i) => {
    const y = h * (0.1 + (i / count) * 0.95),
      s = 1 + i * 0.05;
    return line(
      `M${-w * 0.05} ${n(y + h * 0.05)}C${n(w * 0.18)} ${n(y - h * 0.14 * s)} ${n(w * 0.36)} ${n(y - h * 0.12)} ${n(w * 0.5)} ${n(y)}S${n(w * 0.82)} ${n(y + (h * 0.13) / s)} ${n(w * 1.05)} ${n(y - h * 0.08)}`,
      colour,
      Math.max(2, h * 0.022),
    );
  });
}

/** Emblems in a 100 × 100 box, one colour each. */
export const emblems = {
  leaf: (c, d) =>
    path('M50 92C46 70 22 66 14 34C38 34 52 48 52 70C56 44 66 26 88 12C92 46 80 70 54 76Q52 84 54 92Z', c) +
    line('M52 70Q40 52 26 42M56 72Q66 50 80 28', d, 3),
  bud: (c, d) =>
    path('M50 94Q47 70 50 52C42 40 42 20 51 6C60 20 60 40 52 52Q53 70 54 94Z', c) +
    path('M50 70C34 70 18 60 8 40C30 36 46 50 50 70ZM53 74C70 72 84 60 92 42C70 38 56 54 53 74Z', c) +
    line('M51 14V46M14 44Q36 52 48 68M86 46Q66 56 56 70', d, 2.5),
  rice: (c) =>
    join(
      7,
      (i) =>
        `<ellipse cx="${46 + i * 5 + (i % 2 ? -9 : 9)}" cy="${22 + i * 7}" rx="5" ry="11" transform="rotate(${28 + (i % 2 ? -52 : 12)} ${46 + i * 5} ${22 + i * 7})" fill="${c}"/>`,
    ) +
    line('M24 94Q30 40 56 12', c, 4) +
    line('M30 90Q52 60 84 66', c, 4),
  apple: (c, d) =>
    path('M50 30C30 16 10 34 14 58C18 82 36 96 50 88C64 96 82 82 86 58C90 34 70 16 50 30Z', c) +
    line('M50 30Q48 16 56 6', c, 5) +
    path('M56 16Q70 2 88 10Q76 26 56 16Z', c) +
    path('M50 46q8 12 0 26q-8 -14 0 -26z', d),
  quill: (c, d) =>
    join(
      4,
      (i) => `<g transform="rotate(${-24 + i * 4} 50 50)">${rect(14, 24 + i * 15, 74, 12, c, { rx: 6 })}${line(`M22 ${30 + i * 15}H80`, d, 2)}</g>`,
    ),
  bamboo: (c, d) => path('M50 6C66 30 76 62 74 92H26C24 62 34 30 50 6Z', c) + line('M26 84Q50 52 52 14M74 84Q60 60 52 30M34 92Q48 76 50 54', d, 3),
  bee: (c, d) => path('M50 8L86 29V71L50 92L14 71V29Z', c) + path('M50 30L67 40V60L50 70L33 60V40Z', d),
  fish: (c, d) =>
    path('M6 50C24 24 58 22 76 46L96 28Q90 50 96 72L76 54C58 78 24 76 6 50Z', c) +
    oval(24, 46, 4, 4, d) +
    line('M40 36Q48 50 40 64M54 36Q62 50 54 64', d, 3),
  rooster: (c, d) =>
    path(
      'M10 30C20 44 26 46 34 44C40 34 44 22 58 20L56 10L64 15L68 7L73 16L79 12L78 22L86 28L79 31C82 52 72 74 52 76L56 92H50L45 76C24 74 12 54 10 30Z',
      c,
    ) + oval(71, 24, 2.6, 2.6, d),
  fruit: (c, d) => `<circle cx="50" cy="56" r="36" fill="${c}"/>` + path('M50 20Q62 4 82 8Q74 26 50 20Z', c) + line('M50 20V34', d, 3),
  drop: (c, d) => path('M50 6C66 32 80 48 80 64A30 30 0 0 1 20 64C20 48 34 32 50 6Z', c) + line('M36 66Q38 78 50 80', d, 4),
  peanut: (c, d) =>
    path('M36 8C56 2 66 18 60 36C56 48 62 52 68 62C78 82 62 98 46 92C30 88 30 72 34 58C38 46 34 42 28 34C22 22 26 12 36 8Z', c) +
    line('M40 18Q44 30 42 44M48 60Q46 74 52 84', d, 3),
  buffalo: (c, d) =>
    path('M4 22C10 50 28 52 36 46H64C72 52 90 50 96 22C86 36 76 36 66 32H34C24 36 14 36 4 22Z', c) +
    path('M34 44H66L62 78Q50 94 38 78Z', c) +
    line('M44 78h3M53 78h3', d, 4),
  worm: (c) => line('M10 70C22 40 36 40 44 60S66 80 74 54S88 34 92 40', c, 10),
  hill: (c, d) => path('M4 84L34 30L52 56L66 38L96 84Z', c) + line('M22 64H46M16 74H70M60 52H74M58 64H84', d, 3),
};

/**
 * Label artwork w × h with its origin at the top left.
 * style: band (paper with a brocade edge), full (one colour), seal (emblem above the name), strip (name between two bands).
 */
export function label(w, h, o) {
  const { tone = P.indigo, style = 'band', emblem = 'hill', kind = 'diamond', accent, second } = o;
  const cx = w / 2,
    room = w * 0.86;
  const box = `M0 0H${n(w)}V${n(h)}H0Z`;
  const rim = line(box, P.ink.alpha(0.18), 2);
  const ink = [tone.down(0.05), P.ink];
  const weave = { kind, accent, second };
  if (style === 'full') {
    const bh = Math.min(h * 0.14, w * 0.16),
      es = Math.min(h * 0.26, w * 0.42),
      y0 = h * 0.07 + es;
    return (
      rect(0, 0, w, h, tone) +
      clip(box, at(0, h * 0.45, contours(w, h * 0.6, tone.up(0.07)))) +
      at(cx - es / 2, h * 0.065, emblems[emblem](second ?? P.gold, tone), { scale: es / 100 }) +
      words(cx, y0 + h * 0.02, h - bh - h * 0.03, room, o, [P.paper, P.paper.down(0.03)], h * 0.15) +
      band(0, h - bh, w, bh, { ...weave, ground: tone.down(0.1) }) +
      rim
    );
  }
  if (style === 'seal') {
    const bh = Math.min(h * 0.1, w * 0.13),
      es = Math.min(h * 0.28, w * 0.42);
    return (
      rect(0, 0, w, h, P.paper) +
      band(0, 0, w, bh, { ...weave, ground: tone }) +
      `<circle cx="${n(cx)}" cy="${n(bh + es * 0.62)}" r="${n(es * 0.54)}" fill="${tone}"/>` +
      at(cx - es * 0.34, bh + es * 0.28, emblems[emblem](P.paper, tone), { scale: (es * 0.68) / 100 }) +
      words(cx, bh + es * 1.16, h * 0.975, room, o, ink, h * 0.19) +
      rim
    );
  }
  if (style === 'strip') {
    const bh = h * 0.16;
    return (
      rect(0, 0, w, h, P.paper) +
      band(0, 0, w, bh, { ...weave, ground: tone }) +
      band(0, h - bh, w, bh, { ...weave, ground: tone }) +
      words(cx, bh + h * 0.02, h - bh - h * 0.02, room, o, ink, h * 0.28) +
      rim
    );
  }
  const head = h * 0.33,
    bh = h * 0.12,
    es = Math.min(head * 0.78, w * 0.5);
  return (
    rect(0, 0, w, h, P.paper) +
    rect(0, 0, w, head, tone) +
    clip(`M0 0H${n(w)}V${n(head)}H0Z`, contours(w, head * 1.2, tone.up(0.08), 7)) +
    at(cx - es / 2, (head - es) / 2, emblems[emblem](P.paper, tone), { scale: es / 100 }) +
    band(0, head, w, bh, { ...weave, ground: tone.down(0.1) }) +
    words(cx, head + bh + h * 0.015, h * 0.975, room, o, ink, h * 0.24) +
    rim
  );
}
