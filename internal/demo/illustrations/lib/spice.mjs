// Cinnamon in its forms, essential-oil herbs, chillies.
import { at, chance, clip, form, join, line, n, oval, path, times } from './svg.mjs';
import { P, tone } from './tone.mjs';

/** A cinnamon quill lying along x: rolled bark whose two curls show at the right end. */
export function quill(x, y, len, w, turn = 0, seed = 1, colour = P.cinnamon) {
  const r = chance(seed),
    c = colour.up(r.span(-0.04, 0.05));
  const d = `M0 ${-w / 2}H${len}Q${len + w * 0.16} 0 ${len} ${w / 2}H0Q${-w * 0.14} 0 0 ${-w / 2}Z`;
  const streak = join(7, () => {
    const yy = r.span(-w * 0.42, w * 0.42),
      a = r.span(0, len * 0.6);
    return line(
      `M${n(a)} ${n(yy)}q${n(len * 0.1)} ${n(r.span(-3, 3))} ${n(r.span(len * 0.2, len * 0.4))} 0`,
      r.next() < 0.5 ? c.down(0.09) : c.up(0.09),
      2.4,
      { opacity: 0.6 },
    );
  });
  const curl = `M${len} ${-w * 0.06}a${w * 0.2} ${w * 0.24} 0 1 1 ${-w * 0.02} ${-w * 0.16}M${len} ${w * 0.06}a${w * 0.2} ${w * 0.24} 0 1 0 ${-w * 0.02} ${w * 0.16}`;
  return at(
    x,
    y,
    path(d, '#2c170d', { opacity: 0.35, transform: `translate(4 ${w * 0.2})`, style: 'filter:blur(5px)' }) +
      form(d, c, { angle: 90, shade: 0.6 }) +
      clip(d, streak) +
      line(`M4 0H${len - 4}`, c.down(0.24), w * 0.07) +
      line(`M6 ${-w * 0.33}H${len - 10}`, c.up(0.14), w * 0.06, { opacity: 0.55 }) +
      oval(len, 0, w * 0.2, w * 0.48, c.down(0.16)) +
      line(curl, c.up(0.1), w * 0.09),
    { turn },
  );
}

/** A flat length of bark, curved in section: the trade's quế thanh. */
export function barkStick(x, y, len, w, turn = 0, seed = 1, colour = P.cinnamon) {
  const r = chance(seed),
    c = colour.up(r.span(-0.05, 0.06));
  const a = r.span(-4, 4),
    d = `M0 ${-w / 2 + a}L${len} ${-w / 2}L${len + 3} ${w / 2}L${-3} ${w / 2 + a}Z`;
  return at(
    x,
    y,
    path(d, '#2c170d', { opacity: 0.3, transform: 'translate(4 8)', style: 'filter:blur(4px)' }) +
      form(d, c, { angle: 90, shade: 0.5 }) +
      join(5, (i) =>
        line(`M${n(r.span(4, 60))} ${n(-w * 0.4 + i * w * 0.2)}H${n(len - r.span(4, 80))}`, i % 2 ? c.down(0.1) : c.up(0.09), 2.4, { opacity: 0.55 }),
      ) +
      join(4, () => oval(r.span(20, len - 20), r.span(-w * 0.3, w * 0.3), r.span(5, 12), 3, tone(0.68, 0.04, 80), { opacity: 0.5 })) +
      path(`M${len} ${-w / 2}l7 ${w * 0.1}v${w * 0.8}l-4 ${w * 0.1}z`, c.up(0.13)),
    { turn },
  );
}

/** Upright bundle of sticks seen standing: heads at the top. Foot centre gx, gy. */
export function standingBundle(gx, gy, { w = 360, h = 620, colour = P.cinnamon, seed = 2, draw = quill, thick = 46 }) {
  const r = chance(seed);
  const rows = [0, 1, 2];
  return rows
    .map((row) =>
      times(8 - (row % 2), (i) => {
        const cnt = 8 - (row % 2),
          x = gx - w / 2 + ((i + 0.5) / cnt) * w + r.span(-8, 8),
          lift = (2 - row) * 34 + r.span(-22, 26);
        return draw(
          x,
          gy - (2 - row) * 20,
          h + lift - (2 - row) * 10,
          thick * r.span(0.9, 1.15),
          -90 + ((i + 0.5) / cnt - 0.5) * 7,
          seed * 10 + row * 9 + i,
          colour.up(row * 0.03 - 0.05),
        );
      }).join(''),
    )
    .join('');
}

/** Fine ground spice in a mound with soft slopes. */
export function powder(gx, gy, rx, h, c, seed = 1) {
  const r = chance(seed);
  const d = `M${gx - rx} ${gy}C${gx - rx * 0.55} ${gy - h * 0.25} ${gx - rx * 0.3} ${gy - h} ${gx} ${gy - h}S${gx + rx * 0.6} ${gy - h * 0.2} ${gx + rx} ${gy}C${gx + rx * 0.7} ${gy + rx * 0.22} ${gx - rx * 0.7} ${gy + rx * 0.22} ${gx - rx} ${gy}Z`;
  return (
    path(d, '#2c170d', { opacity: 0.4, transform: 'translate(16 10)', style: 'filter:blur(10px)' }) +
    form(d, c, { angle: 30, shade: 0.6 }) +
    clip(
      d,
      join(160, () =>
        oval(gx + r.span(-rx, rx), gy - r.span(-rx * 0.2, h), r.span(1.5, 3.5), 2, r.next() < 0.5 ? c.up(0.1) : c.down(0.1), { opacity: 0.7 }),
      ) + line(`M${gx - rx * 0.1} ${gy - h}Q${gx + rx * 0.1} ${gy - h * 0.5} ${gx + rx * 0.5} ${gy}`, c.down(0.08), 8, { opacity: 0.4 }),
    ) +
    join(40, () => {
      const a = r.span(0, 6.28),
        q = r.span(1, 1.25);
      return oval(gx + rx * q * Math.cos(a), gy + rx * 0.2 * q * Math.sin(a), 2.4, 1.8, c, { opacity: 0.8 });
    })
  );
}

/** Lemongrass stalks, foot at x, y. */
export function lemongrass(x, y, len, turn = 0, seed = 1) {
  const r = chance(seed),
    green = tone(0.66, 0.11, 124);
  const stalk = (dx, k) =>
    `<g transform="translate(${dx} 0) rotate(${(dx / 6).toFixed(1)})">` +
    join(3, (i) =>
      line(
        `M0 ${n(-len * 0.4 * k)}Q${n((i - 1) * 14)} ${n(-len * 0.75)} ${n((i - 1) * len * 0.22 + r.span(-20, 20))} ${n(-len * k * r.span(0.9, 1.05))}`,
        green.down(0.05 - i * 0.04),
        13 - i * 2,
      ),
    ) +
    form(
      `M-17 0C-27 ${-len * 0.08} -20 ${-len * 0.3} -11 ${-len * 0.55 * k}L11 ${-len * 0.55 * k}C20 ${-len * 0.3} 27 ${-len * 0.08} 17 0Q0 10 -17 0Z`,
      tone(0.87, 0.065, 115),
      { angle: 0 },
    ) +
    line(`M-6 -8Q-12 ${-len * 0.25} -4 ${-len * 0.5}M8 -8Q14 ${-len * 0.25} 5 ${-len * 0.5}`, green, 3, { opacity: 0.6 }) +
    path(
      `M-17 ${-len * 0.02}C-25 ${-len * 0.1} -20 ${-len * 0.18} -18 ${-len * 0.2}L18 ${-len * 0.2}C22 ${-len * 0.14} 26 ${-len * 0.06} 17 ${-len * 0.02}Z`,
      tone(0.72, 0.08, 350),
      { opacity: 0.35 },
    ) +
    '</g>';
  return at(x, y, stalk(-34, 0.95) + stalk(34, 0.9) + stalk(0, 1), { turn });
}

/** A fresh red chilli from its stalk at x, y. */
export const chilli = (x, y, len, turn = 0, c = tone(0.52, 0.2, 28)) => {
  const d = `M0 ${-len * 0.09}C${len * 0.3} ${-len * 0.17} ${len * 0.75} ${-len * 0.08} ${len} ${len * 0.1}C${len * 0.7} ${len * 0.12} ${len * 0.25} ${len * 0.16} 0 ${len * 0.09}Z`;
  return at(
    x,
    y,
    path(d, '#2c170d', { opacity: 0.35, transform: 'translate(5 9)', style: 'filter:blur(5px)' }) +
      form(d, c, { angle: 80 }) +
      line(`M${len * 0.1} ${-len * 0.06}Q${len * 0.4} ${-len * 0.1} ${len * 0.7} ${-len * 0.02}`, tone(0.95, 0.05, 30, 0.7), len * 0.03) +
      path(
        `M${len * 0.05} ${-len * 0.1}Q${-len * 0.05} 0 ${len * 0.05} ${len * 0.1}L${-len * 0.02} ${len * 0.06}L${-len * 0.2} ${-len * 0.03}L${-len * 0.22} ${-len * 0.07}L${-len * 0.02} ${-len * 0.06}Z`,
        P.leaf,
      ),
    { turn },
  );
};
