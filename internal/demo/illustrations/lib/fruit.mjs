// Round fruit: sơn tra, citrus, pomelo.
import { leaf } from './leaf.mjs';
import { at, blur, chance, clip, join, line, linear, n, oval, path, radial, smooth } from './svg.mjs';
import { P, tone } from './tone.mjs';

/** A round fruit: radial light, grained shade from the lower right, bounced light below. */
export function globe(s, t, { squash = 1, d } = {}) {
  const shape = d ?? `M${-s} 0A${s} ${n(s * squash)} 0 1 1 ${s} 0A${s} ${n(s * squash)} 0 1 1 ${-s} 0Z`;
  return (
    path(shape, t) +
    path(
      shape,
      radial(
        [
          [0, t.up(0.14)],
          [0.4, t.up(0.03).alpha(0.6)],
          [1, t.alpha(0)],
        ],
        0.34,
        0.28,
        0.55,
      ),
    ) +
    path(
      shape,
      radial(
        [
          [0.5, t.down(0.2).alpha(0)],
          [0.86, t.down(0.2).alpha(0.75)],
          [1, t.down(0.24).alpha(0.9)],
        ],
        0.36,
        0.3,
        0.86,
      ),
      { filter: 'url(#grained)' },
    )
  );
}

export const ground = (s, y = s) => blur(9, oval(s * 0.25, y * 0.9, s * 0.95, s * 0.24, '#3a2013', { opacity: 0.55 }));

/** Táo mèo (sơn tra): small, hard, green-yellow with a red cheek, russet freckles and a deep crown. */
export function apple(x, y, s, { seed = 1, blush = 0.6, turn = 0, stalk = true, leaves = false } = {}) {
  const r = chance(seed),
    t = tone(0.78, 0.125, r.span(100, 116));
  const d = smooth([
    [0, -s * 0.86],
    [s * 0.55, -s * 0.92],
    [s * 0.97, -s * 0.3],
    [s * 0.9, s * 0.42],
    [s * 0.4, s * 0.86],
    [0, s * 0.78],
    [-s * 0.4, s * 0.86],
    [-s * 0.9, s * 0.42],
    [-s * 0.97, -s * 0.3],
    [-s * 0.55, -s * 0.92],
  ]);
  const cheek = tone(0.6, 0.16, 32);
  const spots = join(26, () => {
    const a = r.span(0, 6.3),
      q = Math.sqrt(r.next()) * 0.86;
    return oval(s * q * Math.cos(a), s * q * Math.sin(a), r.span(1.2, 3.2), r.span(1.2, 3), tone(0.5, 0.08, 60), { opacity: 0.65 });
  });
  return at(
    x,
    y,
    ground(s) +
      at(
        0,
        0,
        globe(s, t, { d }) +
          path(
            d,
            radial(
              [
                [0, cheek.alpha(blush)],
                [0.7, cheek.alpha(blush * 0.45)],
                [1, cheek.alpha(0)],
              ],
              0.68,
              0.42,
              0.5,
            ),
            { filter: 'url(#grained)' },
          ) +
          clip(d, spots) +
          path(`M${-s * 0.36} ${-s * 0.74}Q0 ${-s * 0.5} ${s * 0.36} ${-s * 0.74}Q0 ${-s * 0.86} ${-s * 0.36} ${-s * 0.74}Z`, t.down(0.22), {
            opacity: 0.75,
          }) +
          (stalk
            ? line(`M0 ${-s * 0.7}Q${s * 0.04} ${-s} ${s * 0.14} ${-s * 1.18}`, tone(0.38, 0.06, 60), s * 0.09)
            : join(5, (i) =>
                at(0, -s * 0.7, path(`M0 0Q${s * 0.07} ${-s * 0.1} 0 ${-s * 0.24}Q${-s * 0.07} ${-s * 0.1} 0 0Z`, tone(0.42, 0.06, 70)), {
                  turn: -70 + i * 35,
                }),
              )) +
          (leaves ? leaf(s * 0.08, -s * 1.0, s * 1.1, s * 0.5, -24, { colour: P.leaf, teeth: true }) : '') +
          oval(-s * 0.42, -s * 0.42, s * 0.2, s * 0.12, tone(1, 0.02, 100, 0.6), { transform: 'rotate(-35)' }),
        { turn },
      ),
  );
}

/** Orange; `rough` gives cam sành its thick pebbled green-orange skin. */
export function orange(x, y, s, { seed = 1, rough = false, turn = 0, leaves = false } = {}) {
  const r = chance(seed),
    t = rough ? tone(0.68, 0.14, r.span(78, 100)) : tone(0.74, 0.165, r.span(62, 70));
  const q = rough ? 0.86 : 0.95;
  const d = `M${-s} 0A${s} ${n(s * q)} 0 1 1 ${s} 0A${s} ${n(s * q)} 0 1 1 ${-s} 0Z`;
  const skin = join(rough ? 90 : 60, () => {
    const a = r.span(0, 6.3),
      k = Math.sqrt(r.next()) * 0.93;
    const px = s * k * Math.cos(a),
      py = s * q * k * Math.sin(a);
    const z = s * (rough ? 0.035 : 0.018);
    return (
      oval(px, py, z, z, t.down(0.12), { opacity: rough ? 0.55 : 0.4 }) +
      (rough ? oval(px - z * 0.6, py - z * 0.6, z * 0.8, z * 0.8, t.up(0.12), { opacity: 0.5 }) : '')
    );
  });
  return at(
    x,
    y,
    ground(s, s * q) +
      globe(s, t, { d }) +
      (rough
        ? path(
            d,
            radial(
              [
                [0, tone(0.55, 0.13, 130, 0.65)],
                [1, tone(0.55, 0.13, 130, 0)],
              ],
              0.62,
              0.3,
              0.6,
            ),
            { filter: 'url(#grained)' },
          )
        : '') +
      clip(d, skin) +
      at(
        0,
        0,
        at(
          0,
          -s * q * 0.68,
          join(5, (i) => at(0, 0, path(`M0 0L${s * 0.07} ${-s * 0.08}L0 ${-s * 0.17}L${-s * 0.07} ${-s * 0.08}Z`, P.moss), { turn: i * 72 })) +
            oval(0, 0, s * 0.05, s * 0.04, tone(0.4, 0.05, 60)),
          { scaleY: 0.5 },
        ) +
          (leaves
            ? leaf(0, -s * q * 0.7, s * 1.05, s * 0.46, -30, { colour: P.leafDark }) +
              leaf(0, -s * q * 0.7, s * 0.8, s * 0.38, -150, { colour: P.leaf.down(0.06), flip: true })
            : ''),
        { turn },
      ) +
      oval(-s * 0.42, -s * 0.42, s * 0.2, s * 0.12, tone(1, 0.03, 90, 0.5), { transform: 'rotate(-35)' }),
  );
}

/** Cut face of a citrus fruit, nearly towards the viewer. */
export function citrusHalf(
  x,
  y,
  s,
  { rind = tone(0.74, 0.165, 66), pith = P.cream, flesh = tone(0.72, 0.17, 60), segments = 10, squash = 0.9, thick = 0.12, turn = 0 } = {},
) {
  const inner = 1 - thick,
    half = Math.PI / segments;
  const wedge = join(segments, (i) => {
    const R = s * inner * 0.97,
      e = half * 0.93,
      p = (q, a) => `${n(q * Math.sin(a))} ${n(-q * Math.cos(a))}`,
      c = flesh.up((i % 3) * 0.022);
    const d = `M${p(s * 0.1, 0)}L${p(R * 0.9, -e)}Q${p(R * 0.99, -e)} ${p(R, -e * 0.62)}Q${p(R * 1.03, 0)} ${p(R, e * 0.62)}Q${p(R * 0.99, e)} ${p(R * 0.9, e)}Z`;
    return at(
      0,
      0,
      path(
        d,
        linear(
          [
            [0, c.down(0.04)],
            [1, c.up(0.07)],
          ],
          90,
        ),
      ) +
        join(5, (k) => {
          const a = (k - 2) * e * 0.34;
          return line(`M${p(s * 0.24 + (k % 2) * s * 0.1, a)}L${p(R * 0.9, a)}`, c.up(0.12), s * 0.02, { opacity: 0.6 });
        }) +
        oval(R * 0.1, -R * 0.7, s * 0.02, s * 0.05, '#fff', { opacity: 0.5 }),
      { turn: (i * 360) / segments },
    );
  });
  return at(
    x,
    y,
    ground(s, s * squash) +
      oval(s * 0.05, s * 0.06, s * 1.01, s * squash * 1.01, rind.down(0.14)) +
      oval(0, 0, s, s * squash, rind) +
      `<g transform="scale(1 ${squash})">` +
      oval(0, 0, s * 0.955, s * 0.955, pith) +
      wedge +
      oval(0, 0, s * 0.07, s * 0.07, pith) +
      '</g>' +
      oval(
        0,
        0,
        s,
        s * squash,
        radial(
          [
            [0, tone(1, 0, 0, 0.12)],
            [0.6, tone(1, 0, 0, 0)],
            [1, tone(0.3, 0.08, 40, 0.3)],
          ],
          0.35,
          0.3,
          0.85,
        ),
      ),
    { turn },
  );
}

/** Pomelo of Đại Minh: big, round, a little drawn up at the stalk, yellow ripening from green. */
export function pomelo(x, y, s, { seed = 1, leaves = true, turn = 0 } = {}) {
  const r = chance(seed),
    t = tone(0.85, 0.135, 100);
  const d = smooth([
    [0, -s * 1.12],
    [s * 0.3, -s * 1.02],
    [s * 0.84, -s * 0.46],
    [s, s * 0.18],
    [s * 0.72, s * 0.76],
    [0, s * 0.96],
    [-s * 0.72, s * 0.76],
    [-s, s * 0.18],
    [-s * 0.84, -s * 0.46],
    [-s * 0.3, -s * 1.02],
  ]);
  const pores = join(230, () => {
    const a = r.span(0, 6.3),
      k = Math.sqrt(r.next()) * 0.95;
    return oval(s * k * Math.cos(a), s * k * Math.sin(a), s * 0.011, s * 0.011, t.down(0.16), { opacity: 0.5 });
  });
  return at(
    x,
    y,
    ground(s, s * 0.98) +
      at(
        0,
        0,
        globe(s, t, { d }) +
          path(
            d,
            radial(
              [
                [0, tone(0.66, 0.13, 122, 0.7)],
                [0.5, tone(0.66, 0.13, 118, 0.22)],
                [1, tone(0.6, 0.12, 120, 0)],
              ],
              0.5,
              0.02,
              0.62,
            ),
            { filter: 'url(#grained)' },
          ) +
          clip(d, pores) +
          line(`M0 ${-s * 1.0}q${s * 0.03} ${-s * 0.14} ${s * 0.1} ${-s * 0.2}`, tone(0.4, 0.06, 90), s * 0.07) +
          (leaves
            ? leaf(s * 0.04, -s * 1.08, s * 0.95, s * 0.42, 14, { colour: P.leafDark.up(0.04) }) +
              leaf(0, -s * 1.08, s * 0.85, s * 0.4, -172, { colour: P.leaf, flip: true }) +
              leaf(s * 0.05, -s * 1.12, s * 0.6, s * 0.3, -62, { colour: P.leaf.up(0.05) })
            : ''),
        { turn },
      ) +
      oval(-s * 0.4, -s * 0.42, s * 0.2, s * 0.13, tone(1, 0.03, 100, 0.4), { transform: `rotate(-35)` }),
  );
}
