// Trees and bamboo.
import { leafPath } from './leaf.mjs';
import { at, blur, chance, form, join, line, linear, n, oval, path, smooth, times } from './svg.mjs';
import { P, tone } from './tone.mjs';

/** Broad tree: a crown of many small clumps in three depths of light over its trunk; foot at x, y. */
export function tree(x, y, s, { colour = P.leafDark, trunk = P.woodDark, seed = 1, wide = 1, gnarled = false, flower = null } = {}) {
  const r = chance(seed);
  const limb = (d, w) => line(d, trunk.down(0.04), w) + line(d, trunk.up(0.07), w * 0.3, { transform: `translate(${n(-w * 0.2)} 0)`, opacity: 0.8 });
  const limbs = gnarled
    ? limb(
        `M0 0C${-s * 0.05} ${-s * 0.14} ${s * 0.05} ${-s * 0.22} ${-s * 0.02} ${-s * 0.36}S${-s * 0.12} ${-s * 0.56} ${-s * 0.22} ${-s * 0.64}`,
        s * 0.085,
      ) +
      limb(`M${-s * 0.01} ${-s * 0.26}C${s * 0.05} ${-s * 0.38} ${s * 0.13} ${-s * 0.44} ${s * 0.24} ${-s * 0.6}`, s * 0.06) +
      limb(`M${-s * 0.02} ${-s * 0.36}C0 ${-s * 0.5} ${s * 0.05} ${-s * 0.6} ${s * 0.02} ${-s * 0.76}`, s * 0.05) +
      limb(`M${-s * 0.03} ${-s * 0.3}C${-s * 0.12} ${-s * 0.38} ${-s * 0.2} ${-s * 0.4} ${-s * 0.34} ${-s * 0.46}`, s * 0.04) +
      path(
        `M${-s * 0.1} 0Q${-s * 0.04} ${-s * 0.05} ${-s * 0.035} ${-s * 0.12}H${s * 0.035}Q${s * 0.05} ${-s * 0.05} ${s * 0.12} 0Z`,
        trunk.down(0.04),
      )
    : limb(`M0 0C${-s * 0.015} ${-s * 0.3} ${s * 0.01} ${-s * 0.5} 0 ${-s * 0.74}`, s * 0.052) +
      limb(
        `M0 ${-s * 0.36}Q${s * 0.08} ${-s * 0.5} ${s * 0.18} ${-s * 0.58}M0 ${-s * 0.42}Q${-s * 0.08} ${-s * 0.52} ${-s * 0.17} ${-s * 0.58}`,
        s * 0.024,
      );
  const crown = (count, spreadX, spreadY, cy, q, c, up) =>
    join(count, () => {
      const a = r.span(0, 6.283),
        u = Math.sqrt(r.next());
      const px = Math.cos(a) * u * spreadX * s * wide,
        py = cy * s + Math.sin(a) * u * spreadY * s;
      const k = q * s * r.span(0.75, 1.2);
      return path(
        smooth(
          times(8, (i) => {
            const b = (i / 8) * 6.283,
              m = k * r.span(0.78, 1.15);
            return [px + m * Math.cos(b) * 1.2, py + m * Math.sin(b) * 0.8];
          }),
        ),
        c.up(r.span(0, 0.03)).turn(r.span(-8, 6)),
        { opacity: up },
      );
    });
  const dabs = (count, cy, spread, c) =>
    join(count, () => {
      const a = r.span(0, 6.283),
        u = Math.sqrt(r.next());
      return at(
        Math.cos(a) * u * spread * s * wide,
        cy * s + Math.sin(a) * u * sy * 0.9 * s,
        path(leafPath(s * 0.05, s * 0.024), c.up(r.span(-0.06, 0.08))),
        { turn: r.span(0, 360) },
      );
    });
  const cy = gnarled ? -0.66 : -0.68,
    sx = gnarled ? 0.42 : 0.3,
    sy = gnarled ? 0.2 : 0.26;
  const bloom = flower
    ? join(150, () => {
        const a = r.span(0, 6.283),
          u = Math.sqrt(r.next());
        const px = Math.cos(a) * u * sx * 1.2 * s,
          py = (cy - 0.02) * s + Math.sin(a) * u * sy * 1.3 * s;
        return join(4, () =>
          oval(px + r.span(-1, 1) * s * 0.02, py + r.span(-1, 1) * s * 0.016, s * 0.0085, s * 0.0075, flower.up(r.span(-0.04, 0.03))),
        );
      })
    : '';
  return at(
    x,
    y,
    blur(7, oval(s * 0.12, 3, s * 0.34, s * 0.04, '#2a2416', { opacity: 0.4 })) +
      limbs +
      crown(22, sx, sy, cy + 0.05, 0.105, colour.down(0.09), 1) +
      crown(22, sx * 0.94, sy * 0.9, cy, 0.095, colour, 0.95) +
      dabs(50, cy, sx * 1.0, colour.down(0.03)) +
      crown(16, sx * 0.72, sy * 0.66, cy - 0.07, 0.08, colour.up(0.07), 0.9) +
      crown(9, sx * 0.5, sy * 0.4, cy - 0.12, 0.055, colour.up(0.13), 0.85) +
      dabs(40, cy - 0.05, sx * 0.85, colour.up(0.15)) +
      bloom,
  );
}

/** Straight grey-barked tree with a narrow crown: cinnamon, as it is grown in Văn Yên. */
export function cinnamonTree(x, y, h, seed = 1, peeled = false) {
  const r = chance(seed),
    w = h * 0.034,
    bark = tone(0.5, 0.03, 60),
    c = tone(r.span(0.4, 0.5), 0.085, r.span(128, 142));
  return at(
    x,
    y,
    form(`M${-w} 0L${-w * 0.55} ${-h * 0.8}H${w * 0.55}L${w} 0Z`, bark, { angle: 0, shade: 0.6 }) +
      (peeled
        ? form(`M${-w * 0.98} ${-h * 0.04}L${-w * 0.86} ${-h * 0.3}H${w * 0.86}L${w * 0.98} ${-h * 0.04}Z`, tone(0.62, 0.11, 48), { angle: 0 })
        : '') +
      join(7, () => {
        const yy = -r.span(h * 0.05, h * 0.7);
        return line(`M${n(-w * 0.5)} ${n(yy)}q${n(w * 0.5)} 6 ${n(w)} 0`, bark.down(0.12), 2.5, { opacity: 0.6 });
      }) +
      join(24, (i) => {
        const u = i / 24,
          yy = -h * (0.52 + u * 0.48),
          sp = h * 0.15 * Math.sin(Math.PI * (0.25 + u * 0.72));
        const a = r.span(-1, 1);
        return (
          at(a * sp, yy, path(leafPath(h * 0.115, h * 0.042), r.next() < 0.16 ? tone(0.6, 0.11, 45) : c.up(r.span(-0.07, 0.09))), {
            turn: a < 0 ? r.span(140, 205) : r.span(-25, 40),
          }) + at(a * sp * 0.5, yy + 6, path(leafPath(h * 0.1, h * 0.04), c.down(0.06)), { turn: r.span(20, 160) })
        );
      }),
  );
}

/** Clump of tall bamboo with arching tops. */
export function bambooClump(x, y, h, { count = 9, spread = 0.5, seed = 1, colour = tone(0.56, 0.09, 122) } = {}) {
  const r = chance(seed);
  return at(
    x,
    y,
    times(count, (i) => {
      const u = (i - (count - 1) / 2) / count,
        x0 = u * h * spread * 0.35 + r.span(-8, 8),
        bend = u * h * spread + r.span(-30, 30),
        hh = h * r.span(0.78, 1.05),
        c = colour.up(r.span(-0.08, 0.06)),
        w = h * 0.021;
      const px = (t) => x0 + bend * t * t,
        py = (t) => -hh * t;
      const nodes = join(9, (k) => line(`M${n(px(k / 10) - w * 0.5 * (1 - k * 0.08))} ${n(py(k / 10))}h${n(w * (1 - k * 0.08))}`, c.down(0.14), 3));
      const leaves = join(26, (k) => {
        const t = 0.42 + (k / 26) * 0.6,
          d = h * r.span(0.02, 0.075);
        const a = (k % 2 ? 25 : 155) + r.span(-30, 45);
        return at(
          px(Math.min(1, t)) + Math.cos((a * Math.PI) / 180) * d,
          py(Math.min(1, t)) + d * 0.5,
          join(3, (m) =>
            path(leafPath(h * r.span(0.08, 0.12), h * 0.017), c.up(r.span(-0.07, 0.1)).turn(8), { transform: `rotate(${n(a + (m - 1) * 26)})` }),
          ),
        );
      });
      const side = (sign) => times(9, (k) => [px(k / 8) + sign * w * 0.5 * (1 - (k / 8) * 0.85), py(k / 8)]);
      return (
        path(
          smooth([...side(-1), ...side(1).reverse()], true, 0.8),
          linear([
            [0, c.up(0.12)],
            [0.5, c],
            [1, c.down(0.1)],
          ]),
        ) +
        nodes +
        leaves
      );
    }).join(''),
  );
}
