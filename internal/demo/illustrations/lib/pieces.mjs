// The single pieces heaps are made of: tea, rice, slices, small fish, crumbs.
import { at, clip, join, line, n, oval, path, smooth, times } from './svg.mjs';
import { P, tone } from './tone.mjs';

const dot = (x, y, r, c, o = 1) => oval(x, y, r, r, c, { opacity: o });

/** Pieces; each takes its tone, its size in pixels and a chance. */
export const pieces = {
  /** Rolled tea leaf: a twisted hook, darker under, sometimes with a silver tip. */
  tea: (t, s, r) => {
    const b = r.span(-0.5, 0.5) * s,
      tip = r.next() < 0.22;
    return (
      line(`M${n(-s)} ${n(b * 0.5)}Q${n(-s * 0.3)} ${n(-b)} ${n(s * 0.1)} ${n(b * 0.2)}T${n(s)} ${n(-b * 0.6)}`, t.down(0.1), s * 0.3) +
      line(
        `M${n(-s * 0.95)} ${n(b * 0.5 - 2)}Q${n(-s * 0.3)} ${n(-b - 2)} ${n(s * 0.1)} ${n(b * 0.2 - 2)}`,
        tip ? P.hemp.down(0.06) : t.up(0.07),
        s * 0.13,
      )
    );
  },
  /** White tea: straight downy bud. */
  bud: (t, s) =>
    path(`M${-s} 0C${-s * 0.4} ${-s * 0.34} ${s * 0.4} ${-s * 0.26} ${s} 0C${s * 0.4} ${s * 0.28} ${-s * 0.4} ${s * 0.3} ${-s} 0Z`, t) +
    line(`M${-s * 0.8} ${s * 0.03}Q0 ${-s * 0.12} ${s * 0.8} 0`, t.down(0.16), 2) +
    line(`M${-s * 0.4} ${-s * 0.13}Q0 ${-s * 0.18} ${s * 0.4} ${-s * 0.1}`, t.up(0.06), 3),
  rice: (t, s) => oval(0, 0, s, s * 0.4, t) + oval(-s * 0.2, -s * 0.12, s * 0.5, s * 0.13, t.up(0.06)),
  stickyRice: (t, s) => oval(0, 0, s * 0.86, s * 0.5, t) + oval(-s * 0.15, -s * 0.16, s * 0.45, s * 0.16, t.up(0.07)),
  flake: (t, s, r) =>
    path(
      `M${-s} ${n(s * r.span(-0.1, 0.2))}Q${-s * 0.3} ${-s * 0.55} ${s * 0.5} ${-s * 0.36}Q${s * 1.1} 0 ${s * 0.4} ${s * 0.42}Q${-s * 0.5} ${s * 0.5} ${-s} 0Z`,
      t,
    ) + line(`M${-s * 0.5} ${-s * 0.1}Q0 ${-s * 0.3} ${s * 0.5} ${-s * 0.12}`, t.up(0.09), 3),
  peanut: (t, s) =>
    oval(0, 0, s, s * 0.66, t) +
    oval(-s * 0.3, -s * 0.26, s * 0.34, s * 0.14, t.up(0.17), { opacity: 0.8 }) +
    path(`M${s * 0.8} ${-s * 0.1}l${s * 0.28} ${s * 0.1}l${-s * 0.28} ${s * 0.12}z`, t.up(0.2)) +
    line(`M${-s * 0.6} ${s * 0.3}Q0 ${s * 0.52} ${s * 0.6} ${s * 0.26}`, t.down(0.12), 2.5, { opacity: 0.6 }),
  pellet: (t, s, r) => {
    const l = s * r.span(0.8, 1.25);
    return (
      path(`M${-l} ${-s * 0.26}H${l}V${s * 0.26}H${-l}Z`, t.down(0.04)) +
      path(`M${-l} ${-s * 0.26}H${l}V${-s * 0.06}H${-l}Z`, t.up(0.06)) +
      oval(l, 0, s * 0.1, s * 0.26, t.down(0.1)) +
      oval(-l, 0, s * 0.1, s * 0.26, t.down(0.02)) +
      line(`M${-l * 0.4} ${-s * 0.2}v${s * 0.36}M${l * 0.3} ${-s * 0.22}v${s * 0.4}`, t.down(0.12), 2, { opacity: 0.5 })
    );
  },
  /** Dried sơn tra slice: curled ring, dark rim, star of seeds. */
  slice: (t, s, r) => {
    const d = smooth(
      times(9, (i) => {
        const a = (i / 9) * Math.PI * 2,
          k = s * r.span(0.84, 1.08);
        return [k * Math.cos(a), k * Math.sin(a)];
      }),
    );
    return (
      at(2, 5, path(d, '#2a160c', { opacity: 0.35 })) +
      path(d, t.up(0.04)) +
      line(d, t.down(0.17).turn(-8), s * 0.15) +
      dot(0, 0, s * 0.36, t.down(0.06)) +
      join(5, (i) =>
        at(0, 0, path(`M0 ${-s * 0.08}Q${s * 0.12} ${-s * 0.22} 0 ${-s * 0.38}Q${-s * 0.12} ${-s * 0.22} 0 ${-s * 0.08}Z`, t.down(0.26)), {
          turn: i * 72,
        }),
      ) +
      line(`M${-s * 0.6} ${-s * 0.3}Q${-s * 0.3} ${-s * 0.66} ${s * 0.2} ${-s * 0.62}`, t.up(0.13), s * 0.07, { opacity: 0.7 })
    );
  },
  /** Wrinkled preserved fruit, ô mai. */
  preserved: (t, s, r) => {
    const d = smooth(
      times(8, (i) => {
        const a = (i / 8) * Math.PI * 2,
          k = s * r.span(0.82, 1.06);
        return [k * Math.cos(a), k * 0.82 * Math.sin(a)];
      }),
    );
    return (
      at(2, 6, path(d, '#1c0d08', { opacity: 0.4 })) +
      path(d, t) +
      join(4, (i) =>
        line(
          `M${n(-s * 0.6 + i * s * 0.34)} ${n(-s * 0.4)}q${n(r.span(-8, 12))} ${n(s * 0.4)} ${n(r.span(-6, 6))} ${n(s * 0.8)}`,
          t.down(0.13),
          3.4,
          { opacity: 0.7 },
        ),
      ) +
      oval(-s * 0.3, -s * 0.34, s * 0.3, s * 0.13, t.up(0.24), { opacity: 0.65 }) +
      join(6, () => dot(r.span(-s * 0.6, s * 0.6), r.span(-s * 0.5, s * 0.5), 2.6, P.cream, 0.6))
    );
  },
  /** Translucent preserve chunk with a lit edge. */
  chunk: (t, s, r) => {
    const d = smooth(
      times(6, (i) => {
        const a = (i / 6) * Math.PI * 2,
          k = s * r.span(0.75, 1.1);
        return [k * Math.cos(a), k * 0.8 * Math.sin(a)];
      }),
      true,
      0.6,
    );
    return (
      path(d, t.alpha(0.88)) + line(d, t.up(0.13), 3, { opacity: 0.55 }) + oval(-s * 0.28, -s * 0.28, s * 0.3, s * 0.14, t.up(0.22), { opacity: 0.6 })
    );
  },
  bark: (t, s, r) => {
    const l = s * r.span(0.7, 1.3);
    return (
      path(`M${-l} ${-s * 0.24}L${l} ${-s * 0.3}L${l * 0.94} ${s * 0.26}L${-l * 0.95} ${s * 0.3}Z`, t) +
      path(`M${-l} ${-s * 0.24}L${l} ${-s * 0.3}L${l} ${-s * 0.05}L${-l} ${s * 0.02}Z`, t.up(0.09)) +
      line(`M${-l * 0.8} ${s * 0.14}L${l * 0.8} ${s * 0.1}`, t.down(0.12), 2.6)
    );
  },
  /** Dried bamboo-shoot strip: long, folded, amber with ribs. */
  strip: (t, s, r) => {
    const b = r.span(-0.5, 0.5) * s;
    const d = `M${n(-s)} ${n(-s * 0.16)}Q${n(-s * 0.2)} ${n(b - s * 0.2)} ${n(s)} ${n(-s * 0.1)}L${n(s * 0.96)} ${n(s * 0.12)}Q${n(-s * 0.2)} ${n(b + s * 0.22)} ${n(-s * 0.96)} ${n(s * 0.18)}Z`;
    return (
      at(2, 6, path(d, '#2a160c', { opacity: 0.3 })) +
      path(d, t) +
      line(`M${n(-s * 0.9)} ${n(-s * 0.04)}Q${n(-s * 0.2)} ${n(b - s * 0.06)} ${n(s * 0.9)} 0`, t.down(0.1), 2.6) +
      line(`M${n(-s * 0.9)} ${n(-s * 0.12)}Q${n(-s * 0.2)} ${n(b - s * 0.15)} ${n(s * 0.9)} ${n(-s * 0.06)}`, t.up(0.1), 3)
    );
  },
  crumb: (t, s, r) =>
    path(
      smooth(
        times(6, (i) => {
          const a = (i / 6) * Math.PI * 2,
            k = s * r.span(0.6, 1.1);
          return [k * Math.cos(a), k * Math.sin(a)];
        }),
      ),
      t,
    ) + dot(-s * 0.25, -s * 0.3, s * 0.22, t.up(0.12), 0.7),
  /** Ice, for fish. */
  ice: (t, s, r) => {
    const d = smooth(
      times(5, (i) => {
        const a = (i / 5) * Math.PI * 2,
          k = s * r.span(0.7, 1.1);
        return [k * Math.cos(a), k * Math.sin(a)];
      }),
      true,
      0.25,
    );
    return path(d, t.alpha(0.85)) + path(`M${-s * 0.5} ${-s * 0.2}L${s * 0.1} ${-s * 0.6}L${s * 0.3} ${-s * 0.1}Z`, tone(1, 0, 0, 0.7));
  },
  /** Whole small dried fish (cá mương), silver-gold. */
  fish: (t, s, r) => {
    const w = s * 0.21,
      b = r.span(-0.12, 0.12) * s;
    return (
      at(
        3,
        8,
        path(
          `M${-s} 0C${-s * 0.6} ${-w + b} ${s * 0.3} ${-w + b} ${s * 0.72} 0L${s} ${-w}L${s * 0.92} 0L${s} ${w}L${s * 0.72} 0C${s * 0.3} ${w + b} ${-s * 0.6} ${w + b} ${-s} 0Z`,
          '#23130a',
          { opacity: 0.35 },
        ),
      ) +
      path(
        `M${-s} 0C${-s * 0.6} ${-w + b} ${s * 0.3} ${-w + b} ${s * 0.72} 0L${s} ${-w}L${s * 0.92} 0L${s} ${w}L${s * 0.72} 0C${s * 0.3} ${w + b} ${-s * 0.6} ${w + b} ${-s} 0Z`,
        t,
      ) +
      path(`M${-s} 0C${-s * 0.6} ${-w + b} ${s * 0.3} ${-w + b} ${s * 0.72} 0Q${-s * 0.1} ${b * 0.6} ${-s} 0Z`, t.down(0.15).turn(-10)) +
      line(`M${-s * 0.5} ${w * 0.35 + b * 0.6}Q${s * 0.1} ${w * 0.4 + b * 0.8} ${s * 0.6} ${w * 0.1}`, t.up(0.14), 3) +
      line(`M${-s * 0.64} ${-w * 0.6 + b * 0.6}q${s * 0.07} ${w * 0.6} 0 ${w * 1.2}`, t.down(0.22), 3) +
      dot(-s * 0.8, -w * 0.1, s * 0.045, tone(0.15, 0.02, 40)) +
      path(`M${s * 0.05} ${-w * 0.75 + b * 0.7}l${s * 0.2} ${-w * 0.45}l${s * 0.06} ${w * 0.5}z`, t.down(0.12))
    );
  },
  /** Smoked buffalo strip: dark outside, fibrous, red where torn. */
  jerky: (t, s, r) => {
    const b = r.span(-0.25, 0.25) * s,
      w = s * r.span(0.15, 0.23);
    const d = smooth([
      [-s, -w * 0.4],
      [-s * 0.4, b - w],
      [s * 0.4, b * 0.6 - w * 0.9],
      [s, -w * 0.3],
      [s * 0.95, w * 0.6],
      [s * 0.3, b * 0.6 + w],
      [-s * 0.5, b + w * 0.9],
      [-s * 0.98, w * 0.5],
    ]);
    return (
      at(3, 8, path(d, '#170a06', { opacity: 0.45 })) +
      path(d, t) +
      clip(
        d,
        join(6, (i) =>
          line(
            `M${n(-s)} ${n(-w + i * w * 0.42)}Q${n(-s * 0.3)} ${n(b - w + i * w * 0.45)} ${n(s)} ${n(-w * 0.8 + i * w * 0.34)}`,
            i % 2 ? t.up(0.09) : t.down(0.1),
            3,
            { opacity: 0.75 },
          ),
        ) + oval(s * 0.88, 0, s * 0.13, w, tone(0.42, 0.12, 25), { opacity: 0.8 }),
      )
    );
  },
  /** Perch boned and opened flat, tail left on. */
  fillet: (t, s, r) => {
    const d = `M${-s} ${-s * 0.1}C${-s * 0.9} ${-s * 0.42} ${-s * 0.3} ${-s * 0.56} ${s * 0.2} ${-s * 0.36}C${s * 0.44} ${-s * 0.24} ${s * 0.54} ${-s * 0.1} ${s * 0.64} ${-s * 0.07}L${s} ${-s * 0.3}Q${s * 0.88} 0 ${s} ${s * 0.3}L${s * 0.64} ${s * 0.07}C${s * 0.54} ${s * 0.1} ${s * 0.44} ${s * 0.24} ${s * 0.2} ${s * 0.36}C${-s * 0.3} ${s * 0.56} ${-s * 0.9} ${s * 0.42} ${-s} ${s * 0.1}Q${-s * 0.9} 0 ${-s} ${-s * 0.1}Z`;
    return (
      at(4, 9, path(d, '#23130a', { opacity: 0.4 })) +
      path(d, t) +
      clip(
        d,
        join(8, (i) =>
          line(
            `M${n(-s * 0.84 + i * s * 0.19)} ${n(-s * 0.02)}q${n(s * 0.1)} ${n(-s * 0.26)} ${n(s * 0.02)} ${n(-s * 0.5)}M${n(-s * 0.84 + i * s * 0.19)} ${n(s * 0.02)}q${n(s * 0.1)} ${n(s * 0.26)} ${n(s * 0.02)} ${n(s * 0.5)}`,
            t.up(0.12),
            3,
            { opacity: 0.7 },
          ),
        ),
      ) +
      line(`M${-s * 0.95} 0H${s * 0.66}`, t.down(0.2).turn(-14), s * 0.05) +
      line(d, t.down(0.18).turn(-14), 4, { opacity: 0.8 }) +
      join(5, (i) => line(`M${s * 0.68} 0L${s * 0.95} ${n(-s * 0.22 + i * s * 0.11)}`, t.down(0.18), 2.4)) +
      oval(-s * 0.3, -s * 0.24, s * r.span(0.16, 0.26), s * 0.05, t.up(0.2), { opacity: 0.6 })
    );
  },
  chilli: (t, s) =>
    path(
      `M${-s} ${-s * 0.1}C${-s * 0.4} ${-s * 0.4} ${s * 0.4} ${-s * 0.16} ${s} ${s * 0.16}C${s * 0.3} ${s * 0.22} ${-s * 0.5} ${s * 0.26} ${-s} ${-s * 0.1}Z`,
      t,
    ) +
    line(`M${-s * 0.7} ${-s * 0.12}Q${-s * 0.1} ${-s * 0.2} ${s * 0.4} 0`, t.up(0.2), 3.4) +
    line(`M${-s} ${-s * 0.1}q${-s * 0.2} ${-s * 0.14} ${-s * 0.34} ${-s * 0.02}`, P.moss, s * 0.12),
};
