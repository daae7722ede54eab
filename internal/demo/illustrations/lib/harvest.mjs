// Shoots, corms and bananas.
import { globe, ground } from './fruit.mjs';
import { at, blur, chance, clip, fade, form, join, line, linear, n, oval, path, smooth, times } from './svg.mjs';
import { tone } from './tone.mjs';

/** Fresh bamboo shoot of Bát Độ: fat cone in overlapping furred sheaths, pale cut foot. Foot centre at x, y. */
export function shoot(x, y, s, { turn = 0, seed = 1 } = {}) {
  const r = chance(seed),
    w = s * 0.24,
    base = tone(0.46, 0.075, 62);
  const cone = `M${-w} 0C${-w * 1.1} ${-s * 0.34} ${-w * 0.6} ${-s * 0.78} 0 ${-s}C${w * 0.6} ${-s * 0.78} ${w * 1.1} ${-s * 0.34} ${w} 0Q0 ${w * 0.4} ${-w} 0Z`;
  const widthAt = (u) => w * (u < 0.4 ? 1.03 - u * 0.1 : Math.max(0.02, 0.99 - (u - 0.4) * 1.62));
  // Inner sheaths first: each outer one, lower down, overlaps them with its own pointed tip and blade.
  const sheaths = times(9, (i) => {
    const u = 0.78 - i * 0.095,
      side = i % 2 ? 1 : -1,
      k = widthAt(u) * 1.04,
      yy = -s * u,
      tall = s * (0.2 + 0.012 * i),
      tip = side * k * 0.5,
      c = base.up(u * 0.2).turn(u * 46, u * 0.012);
    const low = widthAt(Math.max(0, u - 0.2)) * 1.03,
      foot = Math.min(-s * (u - 0.2), 0);
    const d = `M${n(-low)} ${n(foot)}C${n(-k * 1.08)} ${n(yy + s * 0.08)} ${n(-k)} ${n(yy + s * 0.02)} ${n(-k * 0.97)} ${n(yy)}Q${n(side < 0 ? -k * 0.9 : -k * 0.2)} ${n(yy - tall * 0.1)} ${n(tip)} ${n(yy - tall * 0.6)}Q${n(side < 0 ? k * 0.2 : k * 0.9)} ${n(yy - tall * 0.1)} ${n(k * 0.97)} ${n(yy)}C${n(k)} ${n(yy + s * 0.02)} ${n(k * 1.08)} ${n(yy + s * 0.08)} ${n(low)} ${n(foot)}Q0 ${n(foot + low * 0.4)} ${n(-low)} ${n(foot)}Z`;
    const ribs = join(11, (q) =>
      line(
        `M${n(-low + q * low * 0.2)} ${n(foot + low * 0.3)}Q${n((-low + q * low * 0.2) * 0.95)} ${n(yy)} ${n(tip)} ${n(yy - tall * 0.6)}`,
        c.down(0.09),
        2,
        { opacity: 0.4 },
      ),
    );
    const fur = join(16, () => line(`M${n(r.span(-k, k))} ${n(r.span(yy, foot))}l2 -10`, tone(0.26, 0.03, 50), 2.2, { opacity: 0.45 }));
    const lip = line(
      `M${n(-k * 0.97)} ${n(yy)}Q${n(side < 0 ? -k * 0.9 : -k * 0.2)} ${n(yy - tall * 0.1)} ${n(tip)} ${n(yy - tall * 0.6)}Q${n(side < 0 ? k * 0.2 : k * 0.9)} ${n(yy - tall * 0.1)} ${n(k * 0.97)} ${n(yy)}`,
      c.up(0.16).turn(10),
      3.5,
      { opacity: 0.75 },
    );
    const blade = at(
      tip,
      yy - tall * 0.58,
      path(`M-7 4Q${side * 10} ${-s * 0.035} ${side * s * 0.03} ${-s * 0.075}Q${side * s * 0.012} ${-s * 0.02} 8 4Z`, tone(0.56, 0.09, 120)),
    );
    return (
      fade(0.35, blur(5, path(d, '#24140a', { transform: 'translate(0 -7)' }))) +
      blade +
      form(d, c, { angle: 8, shade: 0.5 }) +
      clip(d, ribs + fur) +
      lip
    );
  });
  const foot =
    oval(0, w * 0.13, w * 0.98, w * 0.32, tone(0.93, 0.035, 95)) +
    oval(0, w * 0.13, w * 0.72, w * 0.22, tone(0.88, 0.05, 92)) +
    oval(0, w * 0.13, w * 0.34, w * 0.1, tone(0.94, 0.03, 95)) +
    line(`M${-w * 0.9} ${w * 0.16}A${w * 0.98} ${w * 0.32} 0 0 0 ${w * 0.9} ${w * 0.16}`, tone(0.72, 0.06, 80), 4);
  return at(
    x,
    y,
    blur(10, oval(s * 0.06, w * 0.1, w * 1.25, w * 0.4, '#3a2013', { opacity: 0.5 })) + form(cone, base.up(0.14).turn(40)) + sheaths.join('') + foot,
    { turn },
  );
}

/** Taro corm: brown, ringed, hairy, with a pale scar. */
export function taro(x, y, s, { seed = 1, turn = 0, cut = false } = {}) {
  const r = chance(seed),
    t = tone(0.44, 0.06, r.span(48, 62));
  const d = smooth(
    times(10, (i) => {
      const a = (i / 10) * Math.PI * 2,
        k = s * r.span(0.92, 1.05);
      return [k * 0.82 * Math.cos(a), k * Math.sin(a) * (Math.sin(a) < 0 ? 1.08 : 0.96)];
    }),
  );
  const rings = join(8, (i) => {
    const yy = -s * 0.85 + i * s * 0.25,
      w = Math.sqrt(Math.max(0.05, 1 - (yy / s) ** 2)) * s * 0.86;
    return (
      line(`M${n(-w)} ${n(yy - 8)}Q0 ${n(yy + s * 0.16)} ${n(w)} ${n(yy - 8)}`, t.down(0.13), 4.5, { opacity: 0.7 }) +
      line(`M${n(-w)} ${n(yy - 1)}Q0 ${n(yy + s * 0.18)} ${n(w)} ${n(yy - 1)}`, t.up(0.1), 2, { opacity: 0.45 })
    );
  });
  const hair = join(46, () => {
    const a = r.span(0, 6.3),
      k = Math.sqrt(r.next()) * 1.0;
    const px = s * 0.82 * k * Math.cos(a),
      py = s * k * Math.sin(a);
    return line(
      `M${n(px)} ${n(py)}q${n(r.span(-4, 8))} ${n(r.span(4, 10))} ${n(r.span(-3, 6))} ${n(r.span(10, 20))}`,
      r.next() < 0.5 ? t.up(0.17) : t.down(0.15),
      1.8,
      { opacity: 0.7 },
    );
  });
  const face = cut
    ? oval(s * 0.05, -s * 0.2, s * 0.72, s * 0.66, tone(0.93, 0.02, 330)) +
      join(34, () => {
        const a = r.span(0, 6.3),
          k = Math.sqrt(r.next()) * 0.62;
        return line(
          `M${n(s * 0.05 + s * k * Math.cos(a))} ${n(-s * 0.2 + s * k * 0.9 * Math.sin(a))}l4 ${n(r.span(2, 7))}`,
          tone(0.58, 0.08, 330),
          3,
          { opacity: 0.6 },
        );
      }) +
      oval(s * 0.05, -s * 0.2, s * 0.72, s * 0.66, 'none', { stroke: String(tone(0.75, 0.04, 340)), strokeWidth: 5 })
    : oval(0, -s * 0.93, s * 0.24, s * 0.1, tone(0.72, 0.06, 350)) + oval(0, -s * 0.93, s * 0.14, s * 0.05, tone(0.8, 0.05, 110));
  return at(x, y, ground(s * 0.9, s) + at(0, 0, globe(s, t, { d }) + clip(d, rings) + hair + face, { turn }));
}

/** A hand of bananas hanging from its stem at x, y: fingers spread and bend outwards. */
export function bananas(x, y, s, { count = 9, t = tone(0.83, 0.155, 93), seed = 1 } = {}) {
  const r = chance(seed);
  const finger = (a0, L, w, c) => {
    const mid = (u) => {
      const a = (a0 * (0.45 + 0.75 * u) * Math.PI) / 180;
      return [L * u * Math.sin(a), L * u * Math.cos(a) - Math.abs(a0) * 0.5 * u * u];
    };
    const half = (u) =>
      w *
      (u < 0.1 ? 0.34 + u * 2.2 : u > 0.86 ? Math.max(0.16, 1 - (u - 0.86) * 6) : 0.56 + 0.44 * Math.sin(((u - 0.1) / 0.76) * Math.PI * 0.9 + 0.15));
    const edge = (sign, k = 1) =>
      times(10, (i) => {
        const u = i / 9,
          [px, py] = mid(u),
          [qx, qy] = mid(u + 0.02),
          m = Math.hypot(qx - px, qy - py) || 1;
        return [px + (sign * k * half(u) * (qy - py)) / m, py - (sign * k * half(u) * (qx - px)) / m];
      });
    const d = smooth([...edge(1), ...edge(-1).reverse()], true, 0.45),
      tip = mid(1);
    return (
      fade(0.4, blur(8, path(d, '#3a2013', { transform: 'translate(12 10)' }))) +
      path(
        d,
        linear(
          [
            [0, c.up(0.05)],
            [0.45, c],
            [1, c.down(0.13).turn(-12)],
          ],
          12,
        ),
      ) +
      clip(
        d,
        path(smooth([...edge(1), ...edge(1, 0.25).reverse()], true, 0.45), c.down(0.09).turn(-8), { opacity: 0.75 }) +
          line(smooth(edge(-1, 0.3), false), c.up(0.1), w * 0.16, { opacity: 0.7 }) +
          join(5, () => {
            const [px, py] = mid(r.span(0.25, 0.9));
            return oval(px + r.span(-w, w) * 0.6, py, r.span(2, 4), r.span(3, 8), tone(0.4, 0.06, 60), { opacity: 0.45 });
          }),
      ) +
      path(
        d,
        linear(
          [
            [0, tone(0.56, 0.12, 118, 0.85)],
            [0.2, tone(0.56, 0.12, 115, 0)],
            [1, tone(0.56, 0.12, 115, 0)],
          ],
          90,
        ),
      ) +
      at(tip[0], tip[1], oval(0, 0, w * 0.24, w * 0.2, tone(0.28, 0.03, 60)))
    );
  };
  const fan = (m, reach, L, w, c) =>
    times(m, (i) => i)
      .sort((a, b) => Math.abs(b - (m - 1) / 2) - Math.abs(a - (m - 1) / 2))
      .map((i) => {
        const u = (i / (m - 1)) * 2 - 1;
        return finger(u * reach + r.span(-3, 3), L * (1 - 0.06 * Math.abs(u)) * r.span(0.96, 1.04), w, c.up((i % 3) * 0.014));
      })
      .join('');
  return at(
    x,
    y,
    fan(count, 40, s * 1.02, s * 0.086, t.down(0.06)) +
      fan(count - 1, 34, s * 0.95, s * 0.092, t) +
      path(
        smooth([
          [-s * 0.14, s * 0.05],
          [-s * 0.07, -s * 0.06],
          [-s * 0.045, -s * 0.2],
          [s * 0.06, -s * 0.2],
          [s * 0.075, -s * 0.06],
          [s * 0.14, s * 0.05],
          [s * 0.07, s * 0.1],
          [-s * 0.07, s * 0.1],
        ]),
        linear([
          [0, tone(0.7, 0.12, 104)],
          [1, tone(0.47, 0.1, 112)],
        ]),
      ) +
      oval(s * 0.008, -s * 0.195, s * 0.052, s * 0.02, tone(0.32, 0.04, 70)),
  );
}
