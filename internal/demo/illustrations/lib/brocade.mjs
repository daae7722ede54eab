// Woven bands from plain geometry: nested diamonds, hooks and steps. Abstract on purpose; no people's own pattern is copied.
import { define, n, rect } from './svg.mjs';
import { P } from './tone.mjs';

const motifs = {
  /** Nested diamond with a hook on either side; 60 × 60. */
  diamond: ({ ink, accent, second }) => `
    <path d="M30 3L57 30L30 57L3 30Z" fill="none" stroke="${ink}" stroke-width="4"/>
    <path d="M30 14L46 30L30 46L14 30Z" fill="${accent}"/>
    <path d="M30 22L38 30L30 38L22 30Z" fill="${second}"/>
    <path d="M0 14V0H14L0 14ZM60 14V0H46ZM0 46V60H14ZM60 46V60H46Z" fill="${ink}"/>`,
  /** Two facing hooks between steps. */
  hook: ({ ink, accent, second }) => `
    <path d="M6 54V10H26V34H18V20H14V54ZM54 6V50H34V26H42V40H46V6Z" fill="${ink}"/>
    <path d="M30 2l6 6-6 6-6-6zM30 46l6 6-6 6-6-6z" fill="${accent}"/>
    <path d="M0 24l6 6-6 6zM60 24l-6 6 6 6z" fill="${second}"/>`,
  /** Terraces: stepped pyramids, one up, one down. */
  step: ({ ink, accent, second }) => `
    <path d="M0 60V50H6V40H12V30H18V20H24V10H36V20H42V30H48V40H54V50H60V60Z" fill="${ink}"/>
    <path d="M18 60V50H24V40H36V50H42V60Z" fill="${accent}"/>
    <path d="M0 0H12V8H6V16H0ZM60 0H48V8H54V16H60Z" fill="${second}"/>`,
  /** Plain zigzag with grains between, for narrow edges. */
  zigzag: ({ ink, accent, second }) => `
    <path d="M0 44L15 18L30 44L45 18L60 44V56L45 30L30 56L15 30L0 56Z" fill="${ink}"/>
    <path d="M30 8l7 8-7 8-7-8z" fill="${accent}"/><path d="M0 8l7 8-7 8-7-8zM60 8l7 8-7 8-7-8z" fill="${second}"/>`,
};

/** A brocade band in the given rectangle. `size` is the width of one motif; it defaults to the band's height. */
export function band(x, y, w, h, o = {}) {
  const { kind = 'diamond', ground = P.indigo, ink = P.hemp, accent = P.lacquer, second = P.gold, edge = true } = o;
  const inner = edge ? h * 0.74 : h;
  const top = y + (h - inner) / 2;
  const count = Math.max(1, Math.round(w / (o.size ?? inner)));
  const k = w / count / 60,
    ky = inner / 60;
  const id = define(
    (i) =>
      `<pattern id="${i}" patternUnits="userSpaceOnUse" width="60" height="60" patternTransform="translate(${n(x)} ${n(top)}) scale(${k.toFixed(4)} ${ky.toFixed(4)})">${motifs[kind]({ ink, accent, second })}</pattern>`,
  );
  const lines = edge ? rect(x, y + h * 0.035, w, h * 0.045, accent) + rect(x, y + h * 0.92, w, h * 0.045, accent) : '';
  return rect(x, y, w, h, ground) + rect(x, top, w, inner, `url(#${id})`) + lines;
}
