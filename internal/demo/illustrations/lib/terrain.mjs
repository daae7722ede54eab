// Land: sky, far ridges, mist, terraced hills, houses on stilts, water, grass.
import { at, blur, chance, clip, fade, form, join, line, linear, n, oval, path, radial, rect, smooth, times } from './svg.mjs';
import { P, tone } from './tone.mjs';

/** Sky with a low warm sun. */
export function sky(w, h, { top = tone(0.86, 0.035, 235), low = tone(0.955, 0.05, 80), sun = [0.72, 0.55] } = {}) {
  return (
    rect(
      0,
      0,
      w,
      h,
      linear(
        [
          [0, top],
          [0.3, tone(0.93, 0.025, 95)],
          [0.6, low],
          [1, low],
        ],
        90,
      ),
    ) +
    (sun
      ? oval(
          w * sun[0],
          h * sun[1],
          h * 0.4,
          h * 0.4,
          radial(
            [
              [0, tone(0.98, 0.07, 85, 0.9)],
              [0.25, tone(0.96, 0.08, 80, 0.5)],
              [1, tone(0.95, 0.06, 75, 0)],
            ],
            0.5,
            0.5,
            0.5,
          ),
        )
      : '')
  );
}

/** Repeatable waves of several lengths, about −1 to 1: the shape of a skyline. */
function skyline(seed) {
  const r = chance(seed * 7 + 3);
  const waves = [
    [1.1, 1],
    [2.3, 0.62],
    [4.7, 0.34],
    [9.6, 0.17],
    [21, 0.07],
  ].map(([f, a]) => [f * r.span(0.85, 1.2), a, r.span(0, 6.3)]);
  return (u) => waves.reduce((v, [f, a, p]) => v + a * (1 - 2 * Math.abs(Math.sin(u * f * 3.1 + p)) ** 1.25), 0) / 1.5;
}

/** A mountain ridge across the width, lit along its crest, lost in mist at its foot. */
export function ridge(w, h, y, rough, colour, seed, mist = 0.5) {
  const f = skyline(seed);
  const top = (x) => y + rough * f(x / w);
  const d = `M-60 ${h}` + times(Math.ceil((w + 140) / 14), (i) => `L${-60 + i * 14} ${n(top(-60 + i * 14))}`).join('') + `L${w + 80} ${h}Z`;
  const spurs = join(Math.round(w / 60), (i) => {
    const x = -30 + i * 60,
      v = top(x),
      k = rough * (0.9 + (i % 3) * 0.5);
    return path(
      `M${x} ${n(v)}q${n(k * 0.25)} ${n(k * 0.5)} ${n(k * 0.1)} ${n(k)}q${n(k * 0.5)} ${n(k * 0.1)} ${n(k * 0.7)} ${n(k * 0.6)}q${n(-k * 0.3)} ${n(-k * 0.9)} ${n(-k * 0.8)} ${n(-k * 1.6)}Z`,
      colour.down(0.05),
      { opacity: 0.35 },
    );
  });
  return (
    path(d, colour) +
    clip(d, blur(3, spurs)) +
    path(
      d,
      linear(
        [
          [0, colour.up(0.07).alpha(0.6)],
          [0.25, colour.alpha(0)],
        ],
        90,
      ),
    ) +
    path(
      d,
      linear(
        [
          [0, tone(0.955, 0.035, 82, 0)],
          [0.16, tone(0.955, 0.035, 82, mist * 0.35)],
          [0.42, tone(0.955, 0.035, 82, mist)],
        ],
        90,
      ),
    )
  );
}

/** Long veils of mist. */
export const mist = (w, y, count, seed, o = 0.7) => {
  const r = chance(seed);
  return fade(
    o,
    blur(
      16,
      join(count, () => oval(r.span(0, w), y + r.span(-24, 24), r.span(140, 340), r.span(10, 26), tone(0.98, 0.02, 85, 0.8))),
    ),
  );
};

/**
 * A terraced hill seen from across the valley: closed steps, each a little smaller and higher than the last.
 * colours run from foot to crown; `water` is the share of flooded steps; lift the height of one step.
 */
export function terraceHill(cx, cy, rx, ry, { levels = 12, lift = 24, seed = 1, colours = [P.gold], water = 0, top = 0.14, drift = [0, 0] } = {}) {
  const r = chance(seed),
    waves = times(5, (i) => [i + 2, r.span(0.02, 0.1) / (1 + i * 0.35), r.span(0, 6.3), r.span(-0.12, 0.12)]);
  return times(levels, (i) => {
    const u = i / (levels - 1 || 1),
      s = 1 - u * (1 - top),
      x0 = cx + drift[0] * u * rx,
      y0 = cy - i * lift + drift[1] * u * ry;
    const ringAt = (dy, k = 1) =>
      smooth(
        times(44, (j) => {
          const a = (j / 44) * Math.PI * 2;
          const q = s * k * (1 + waves.reduce((v, [f, amp, p, turn]) => v + amp * Math.sin(f * a + p + turn * i), 0));
          return [x0 + rx * q * Math.cos(a), y0 + ry * q * Math.sin(a) + dy];
        }),
      );
    const base = colours[Math.min(colours.length - 1, Math.floor(u * colours.length + r.span(-0.3, 0.3)))] ?? colours[0];
    const wet = r.next() < water,
      c = wet ? tone(0.88, 0.035, 90) : base.up(r.span(-0.03, 0.035));
    const wall = tone(0.43, 0.06, 95),
      face = ringAt(0);
    const flat = linear(
      wet
        ? [
            [0, tone(0.93, 0.03, 80)],
            [0.6, tone(0.84, 0.035, 230)],
            [1, tone(0.74, 0.05, 240)],
          ]
        : [
            [0, c.up(0.05)],
            [0.55, c],
            [1, c.down(0.08)],
          ],
      25,
    );
    const rows = wet
      ? ''
      : clip(
          face,
          join(5, (k) =>
            line(ringAt(0, 0.985 - k * 0.022), base.down(0.09), Math.max(1.6, ry * 0.009), {
              strokeDasharray: `${n(lift * 0.16)} ${n(lift * 0.2)}`,
              opacity: 0.4,
            }),
          ),
        );
    return (
      path(ringAt(lift * 0.5), wall) +
      path(ringAt(lift * 0.34), wall.up(0.1).turn(12, 0.02)) +
      path(face, flat) +
      rows +
      line(face, c.up(0.1), Math.max(2, lift * 0.11), { opacity: 0.85 })
    );
  }).join('');
}

/** House on stilts, Thái fashion: hipped thatch, plank walls, open below. Foot centre x, y. */
export function stiltHouse(x, y, s, { roof = tone(0.47, 0.05, 65), wall = P.wood.down(0.1), seed = 1 } = {}) {
  const posts = join(5, (i) => line(`M${-s * 0.4 + i * s * 0.2} 0V${-s * 0.26}`, P.woodDark.down(0.05), s * 0.025));
  const d = `M${-s * 0.58} ${-s * 0.44}C${-s * 0.42} ${-s * 0.56} ${-s * 0.34} ${-s * 0.74} ${-s * 0.26} ${-s * 0.86}H${s * 0.26}C${s * 0.34} ${-s * 0.74} ${s * 0.42} ${-s * 0.56} ${s * 0.58} ${-s * 0.44}Z`;
  const r = chance(seed);
  return at(
    x,
    y,
    blur(8, oval(0, 2, s * 0.5, s * 0.05, '#241a12', { opacity: 0.5 })) +
      rect(-s * 0.42, -s * 0.24, s * 0.84, s * 0.22, tone(0.25, 0.03, 50), { opacity: 0.5 }) +
      posts +
      form(`M${-s * 0.44} ${-s * 0.24}V${-s * 0.48}H${s * 0.44}V${-s * 0.24}Z`, wall, { angle: 0 }) +
      join(14, (i) => line(`M${n(-s * 0.42 + i * s * 0.065)} ${n(-s * 0.46)}v${n(s * 0.22)}`, wall.down(0.12), 2, { opacity: 0.7 })) +
      rect(-s * 0.24, -s * 0.42, s * 0.1, s * 0.12, tone(0.25, 0.04, 50)) +
      rect(s * 0.12, -s * 0.42, s * 0.1, s * 0.12, tone(0.72, 0.12, 75)) +
      line(`M${-s * 0.5} ${-s * 0.24}H${s * 0.5}`, wall.up(0.06), s * 0.022) +
      form(d, roof, { angle: 40, shade: 0.55 }) +
      clip(
        d,
        join(40, () => {
          const rx = r.span(-s * 0.55, s * 0.55);
          return line(`M${n(rx * 0.55)} ${n(-s * 0.86)}L${n(rx)} ${n(-s * 0.42)}`, r.next() < 0.5 ? roof.down(0.08) : roof.up(0.09), 2.4, {
            opacity: 0.6,
          });
        }),
      ) +
      line(`M${-s * 0.6} ${-s * 0.435}H${s * 0.6}`, roof.down(0.16), s * 0.02) +
      line(`M${-s * 0.28} ${-s * 0.86}H${s * 0.28}`, roof.down(0.12), s * 0.03),
  );
}

/** A sheet of still water from y to h with bright lines of light. */
export function water(w, y, h, colour = tone(0.68, 0.055, 205), seed = 1) {
  const r = chance(seed);
  return (
    rect(
      0,
      y,
      w,
      h - y,
      linear(
        [
          [0, colour.up(0.13).turn(-70, -0.01)],
          [0.35, colour],
          [1, colour.down(0.13)],
        ],
        90,
      ),
    ) +
    join(60, () => {
      const u = r.next(),
        yy = y + u * u * (h - y),
        len = r.span(30, 150) * (0.4 + u);
      return line(
        `M${n(r.span(-50, w))} ${n(yy)}q${n(len / 2)} ${n(-3 * u)} ${n(len)} 0`,
        r.next() < 0.55 ? tone(0.97, 0.03, 90, 0.5) : colour.down(0.12),
        1.5 + u * 3,
        { opacity: 0.6 },
      );
    })
  );
}

/** Tufts of grass along a line. */
export const grass = (w, y, count, s, colour, seed = 1) => {
  const r = chance(seed);
  return join(count, () => {
    const x = r.span(-10, w + 10),
      yy = y + r.span(-s * 0.4, s * 0.4);
    return join(4, (i) =>
      line(
        `M${n(x + i * 5)} ${n(yy)}q${n((i - 1.5) * 5)} ${n(-s * 0.5)} ${n((i - 1.5) * 12)} ${n(-s * r.span(0.6, 1.1))}`,
        colour.up(r.span(-0.08, 0.1)),
        3,
        { opacity: 0.85 },
      ),
    );
  });
};
