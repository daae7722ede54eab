// P29–P30: canna vermicelli.
import { band } from '../lib/brocade.mjs';
import { label } from '../lib/label.mjs';
import { pouch } from '../lib/packs.mjs';
import { product, walls } from '../lib/picture.mjs';
import { at, blur, chance, clip, form, join, line, linear, n, oval, path, rect, smooth } from '../lib/svg.mjs';
import { P, tone } from '../lib/tone.mjs';
import { tray } from '../lib/weave.mjs';

const glassy = tone(0.84, 0.035, 85);

/** A folded hank of canna vermicelli, w × h, held by a paper band. */
export function noodles(x, y, w, h, { seed = 1, tag, turn = 0, colour = glassy } = {}) {
  const r = chance(seed);
  const d = `M${-w / 2} ${-h * 0.42}C${-w / 2} ${-h * 0.5} ${w / 2} ${-h * 0.5} ${w / 2} ${-h * 0.42}V${h * 0.4}C${w * 0.46} ${h * 0.53} ${-w * 0.46} ${h * 0.53} ${-w / 2} ${h * 0.4}Z`;
  const threads = join(64, (i) => {
    const u = -w / 2 + (i + 0.5) * (w / 64),
      c = i % 3 === 0 ? colour.down(0.12) : i % 3 === 1 ? colour.up(0.08) : colour.down(0.03);
    return line(
      `M${n(u)} ${n(-h * 0.47)}C${n(u + r.span(-9, 9))} ${n(-h * 0.2)} ${n(u + r.span(-9, 9))} ${n(h * 0.2)} ${n(u * 0.97)} ${n(h * 0.48)}`,
      c,
      r.span(3, 5.5),
      { opacity: 0.85 },
    );
  });
  const loops = join(15, (i) => {
    const u = -w * 0.46 + i * w * 0.065;
    return line(`M${n(u)} ${n(-h * 0.44)}q${n(w * 0.03)} ${n(-h * r.span(0.06, 0.12))} ${n(w * 0.065)} 0`, colour.up(i % 2 ? 0.05 : -0.03), 6);
  });
  const strays = join(10, () => {
    const u = r.span(-w * 0.5, w * 0.5);
    return line(`M${n(u)} ${n(h * 0.44)}q${n(r.span(-16, 16))} ${n(h * 0.05)} ${n(r.span(-26, 26))} ${n(h * r.span(0.05, 0.11))}`, colour, 4);
  });
  return at(
    x,
    y,
    blur(16, oval(30, h * 0.46, w * 0.54, h * 0.09, '#3a2216', { opacity: 0.55 })) +
      loops +
      strays +
      path(d, colour.down(0.06)) +
      clip(d, threads) +
      form(d, colour.alpha(0), { angle: 0, shade: 0.55, light: 0.3 }) +
      (tag
        ? at(
            -w * 0.54,
            -h * 0.2,
            label(w * 1.08, h * 0.4, tag) +
              path(
                `M0 0H${w * 1.08}V${h * 0.4}H0Z`,
                linear([
                  [0, tone(0.2, 0.04, 40, 0.4)],
                  [0.14, tone(0.2, 0.04, 40, 0)],
                  [0.6, tone(0.2, 0.04, 40, 0.05)],
                  [1, tone(0.2, 0.04, 40, 0.55)],
                ]),
                { filter: 'url(#grained)' },
              ),
          )
        : ''),
    { turn },
  );
}

/** Knobbly canna root (củ dong). */
export const canna = (x, y, s, turn = 0) =>
  at(
    x,
    y,
    oval(8, s * 0.45, s, s * 0.22, '#3a2216', { opacity: 0.4, style: 'filter:blur(7px)' }) +
      form(
        smooth([
          [-s, 0],
          [-s * 0.6, -s * 0.46],
          [0, -s * 0.34],
          [s * 0.4, -s * 0.56],
          [s, -s * 0.2],
          [s * 0.86, s * 0.3],
          [s * 0.2, s * 0.34],
          [-s * 0.5, s * 0.46],
        ]),
        tone(0.62, 0.085, 25),
        { angle: 50 },
      ) +
      join(6, (i) =>
        line(`M${-s * 0.7 + i * s * 0.28} ${-s * 0.36}q${s * 0.1} ${s * 0.36} 0 ${s * 0.7}`, tone(0.48, 0.07, 25), 3.5, { opacity: 0.7 }),
      ) +
      path(
        `M${s * 0.7} ${-s * 0.34}q${s * 0.3} ${-s * 0.3} ${s * 0.36} ${-s * 0.36}q${s * 0.04} ${s * 0.3} ${-s * 0.1} ${s * 0.42}z`,
        tone(0.72, 0.1, 12),
      ),
    { turn },
  );

export const noodle = [
  product(
    'p29',
    'Hai bó miến đao Giới Phiên bọc băng giấy trên mẹt tre',
    'Two hanks of Giới Phiên canna vermicelli in paper bands on a bamboo tray',
    { tint: walls.noodle, gobo: 'broad', zoom: 1.12 },
    () =>
      tray(600, 1300, 520) +
      noodles(790, 850, 380, 760, { seed: 4, turn: 8, colour: glassy.down(0.03) }) +
      at(
        790,
        850,
        band(-200, -40, 400, 80, { kind: 'diamond' }) +
          rect(
            -200,
            -40,
            400,
            80,
            linear([
              [0, tone(0.2, 0.04, 40, 0.4)],
              [0.2, tone(0.2, 0.04, 40, 0)],
              [1, tone(0.2, 0.04, 40, 0.6)],
            ]),
          ),
        { turn: 8 },
      ) +
      noodles(430, 905, 410, 830, {
        seed: 2,
        turn: -4,
        tag: { title: ['Miến đao', 'Giới Phiên'], place: 'Củ dong riềng', net: '500 g', style: 'strip', tone: P.lacquer.down(0.1) },
      }) +
      canna(870, 1330, 90, -8) +
      canna(720, 1370, 78, 14),
  ),
  product(
    'p30',
    'Gói miến đao Quy Mông trong túi nhìn thấy sợi, cạnh củ dong riềng',
    'Bag of Quy Mông canna vermicelli with the threads showing, beside canna roots',
    { tint: walls.noodle.turn(14), gobo: 'bamboo', cloth: { cx: 600, width: 860, ground: P.indigo, kind: 'zigzag' } },
    () =>
      pouch(540, 1240, {
        w: 610,
        h: 930,
        colour: tone(0.87, 0.03, 90),
        gloss: 0.5,
        tagBox: [0.1, 0.12, 0.8, 0.36],
        tag: { title: ['Miến đao', 'Quy Mông'], place: 'Trấn Yên', net: '500 g', style: 'band', emblem: 'leaf', tone: P.indigo },
        paneBox: [0.12, 0.52, 0.76, 0.4],
        window: (x, y, w, h) => at(x, y - h * 0.5, noodles(0, 0, w * 1.1, h * 1.2, { seed: 6 })),
      }) +
      canna(900, 1320, 116, -10) +
      canna(800, 1375, 84, 20) +
      canna(230, 1370, 78, -16),
  ),
];
