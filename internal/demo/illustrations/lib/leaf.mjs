// Leaves, sprigs and flowers.
import { at, clip, form, join, line, linear, n, oval, path } from './svg.mjs';
import { P } from './tone.mjs';

/** Outline of a leaf from its stalk at 0,0 to its tip at len,0. `belly` moves the widest place. */
export const leafPath = (len, wide, belly = 0.42) =>
  `M0 0C${n(len * belly * 0.5)} ${n(-wide * 0.62)} ${n(len * (belly + 0.28))} ${n(-wide * 0.6)} ${n(len)} 0C${n(len * (belly + 0.28))} ${n(wide * 0.6)} ${n(len * belly * 0.5)} ${n(wide * 0.62)} 0 0Z`;

/** A leaf with lit upper half, midrib and veins. `veins` is feather, three (cinnamon) or long (bamboo). */
export function leaf(x, y, len, wide, turn, { colour = P.leaf, veins = 'feather', flip = false, teeth = false } = {}) {
  const d = leafPath(len, wide);
  const half = `M0 0C${n(len * 0.2)} ${n(-wide * 0.62)} ${n(len * 0.7)} ${n(-wide * 0.6)} ${n(len)} 0Q${n(len * 0.5)} ${n(wide * 0.06)} 0 0Z`;
  const vein = colour.up(0.16).alpha(0.75);
  const kinds = {
    feather: join(6, (i) => {
      const u = 0.14 + i * 0.13;
      const w = wide * 0.4 * Math.sin(Math.PI * (u * 0.8 + 0.14));
      return line(
        `M${n(len * u)} 0q${n(len * 0.06)} ${n(-w * 0.5)} ${n(len * 0.13)} ${n(-w)}M${n(len * u)} 0q${n(len * 0.06)} ${n(w * 0.5)} ${n(len * 0.13)} ${n(w)}`,
        vein,
        1.6,
        { opacity: 0.7 },
      );
    }),
    three: line(
      `M${n(len * 0.06)} 0C${n(len * 0.25)} ${n(-wide * 0.36)} ${n(len * 0.65)} ${n(-wide * 0.34)} ${n(len * 0.93)} ${n(-wide * 0.05)}M${n(len * 0.06)} 0C${n(len * 0.25)} ${n(wide * 0.36)} ${n(len * 0.65)} ${n(wide * 0.34)} ${n(len * 0.93)} ${n(wide * 0.05)}`,
      vein,
      2.4,
    ),
    long: line(`M0 0Q${n(len * 0.5)} ${n(-wide * 0.3)} ${n(len)} 0M0 0Q${n(len * 0.5)} ${n(wide * 0.3)} ${n(len)} 0`, vein, 1.3, { opacity: 0.7 }),
    none: '',
  };
  const edge = teeth
    ? join(9, (i) =>
        path(
          `M${n(len * (0.2 + i * 0.08))} ${n(-wide * 0.4 * Math.sin(0.5 + i * 0.27))}l${n(len * 0.05)} -5l3 9zM${n(len * (0.2 + i * 0.08))} ${n(wide * 0.4 * Math.sin(0.5 + i * 0.27))}l${n(len * 0.05)} 5l3 -9z`,
          colour.down(0.05),
        ),
      )
    : '';
  return (
    `<g transform="translate(${n(x)} ${n(y)}) rotate(${n(turn)})${flip ? ' scale(1 -1)' : ''}">` +
    edge +
    path(
      d,
      linear(
        [
          [0, colour.down(0.08)],
          [0.6, colour],
          [1, colour.up(0.05)],
        ],
        0,
      ),
    ) +
    path(half, colour.up(0.075), { opacity: 0.85 }) +
    kinds[veins] +
    line(`M0 0Q${n(len * 0.5)} ${n(wide * 0.05)} ${n(len * 0.97)} 0`, vein, Math.max(1.6, wide * 0.03)) +
    '</g>'
  );
}

/** One bud with two leaves, as tea is plucked. Stalk foot at x, y; grows upwards. */
export function teaSprig(x, y, size, turn = 0, colour = P.leaf) {
  const bud = `M0 0C${n(-size * 0.07)} ${n(-size * 0.18)} ${n(-size * 0.05)} ${n(-size * 0.38)} ${n(size * 0.02)} ${n(-size * 0.5)}C${n(size * 0.09)} ${n(-size * 0.36)} ${n(size * 0.09)} ${n(-size * 0.16)} 0 0Z`;
  return at(
    x,
    y,
    line(`M0 0C${n(size * 0.03)} ${n(-size * 0.2)} ${n(-size * 0.03)} ${n(-size * 0.3)} 0 ${n(-size * 0.5)}`, colour.down(0.06), size * 0.035) +
      leaf(0, -size * 0.22, size * 0.62, size * 0.25, -28, { colour: colour.down(0.05), teeth: true }) +
      leaf(0, -size * 0.34, size * 0.55, size * 0.22, -148, { colour, flip: true, teeth: true }) +
      at(0, -size * 0.46, form(bud, colour.up(0.2).turn(-18, -0.02))),
    { turn },
  );
}

/** A bamboo twig of narrow leaves hanging from x, y. */
export function bambooTwig(x, y, size, turn, r, colour = P.moss) {
  return at(
    x,
    y,
    line(`M0 0Q${n(size * 0.5)} ${n(size * 0.05)} ${n(size)} ${n(size * 0.22)}`, colour.down(0.1), 4) +
      join(8, (i) =>
        leaf(size * (0.15 + i * 0.115), size * 0.03 * i, size * r.span(0.3, 0.46), size * 0.07, (i % 2 ? 48 : -22) + r.span(-14, 14), {
          colour: colour.up(r.span(-0.05, 0.08)),
          veins: 'long',
        }),
      ),
    { turn },
  );
}

/** Five white petals: sơn tra, tea and pomelo all flower like this from afar. */
export function blossom(x, y, size, petal = P.cream, heart = P.gold) {
  return at(
    x,
    y,
    join(5, (i) =>
      at(
        0,
        0,
        path(
          `M0 0C${-size * 0.5} ${-size * 0.3} ${-size * 0.4} ${-size} 0 ${-size * 0.95}C${size * 0.4} ${-size} ${size * 0.5} ${-size * 0.3} 0 0Z`,
          petal.down(0.015 * (i % 3)),
        ),
        { turn: i * 72 },
      ),
    ) +
      oval(0, 0, size * 0.22, size * 0.22, heart) +
      join(7, (i) => at(0, 0, oval(0, -size * 0.36, size * 0.06, size * 0.06, heart.down(0.1)), { turn: i * 51 })),
  );
}

/** Rice panicle bowed with grain, from stalk foot x, y. */
export function panicle(x, y, size, turn, r, colour = P.gold) {
  const grains = join(26, (i) => {
    const u = 0.4 + (i / 26) * 0.6,
      bx = size * (u * u * 0.55),
      by = -size * (u - u * u * 0.45);
    const a = 20 + u * 75 + (i % 2 ? 26 : -26);
    return at(bx, by, oval(0, -size * 0.035, size * 0.017, size * 0.042, colour.up(r.span(-0.07, 0.06))), { turn: a });
  });
  return at(x, y, line(`M0 0Q${n(size * 0.02)} ${n(-size * 0.5)} ${n(size * 0.5)} ${n(-size * 0.56)}`, colour.down(0.12).turn(12), 4) + grains, {
    turn,
  });
}

/** Banana leaf cut to lie as a mat, centre x, y. */
export function leafMat(x, y, w, h, colour = P.leaf.down(0.05)) {
  const d = `M${-w / 2} ${h * 0.1}C${-w * 0.35} ${-h * 0.6} ${w * 0.3} ${-h * 0.62} ${w / 2} ${-h * 0.12}C${w * 0.34} ${h * 0.5} ${-w * 0.3} ${h * 0.62} ${-w / 2} ${h * 0.1}Z`;
  const ribs = join(26, (i) => {
    const u = -w * 0.46 + i * w * 0.036;
    return line(
      `M${n(u)} ${n(h * 0.08 - i * h * 0.006)}q${n(w * 0.05)} ${n(-h * 0.3)} ${n(w * 0.1)} ${n(-h * 0.62)}M${n(u)} ${n(h * 0.08 - i * h * 0.006)}q${n(w * 0.05)} ${n(h * 0.3)} ${n(w * 0.1)} ${n(h * 0.62)}`,
      colour.down(0.06),
      2,
      { opacity: 0.6 },
    );
  });
  return at(
    x,
    y,
    at(8, 12, path(d, '#2c1c14', { opacity: 0.35, style: 'filter:blur(8px)' })) +
      form(d, colour, { angle: 60 }) +
      clip(d, ribs) +
      line(`M${-w / 2} ${h * 0.1}Q0 ${-h * 0.06} ${w / 2} ${-h * 0.12}`, colour.up(0.16), 6, { opacity: 0.8 }),
  );
}
