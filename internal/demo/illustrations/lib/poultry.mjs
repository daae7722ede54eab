// H'Mông black chickens: black plume with a blue-green gloss, dark comb, face, legs and skin.
import { at, blur, chance, form, join, line, linear, n, oval, path, smooth, times } from './svg.mjs';
import { P, tone } from './tone.mjs';

const black = P.plume;

const comb = tone(0.34, 0.055, 350);

const gloss = tone(0.4, 0.075, 200);

const bronze = tone(0.44, 0.075, 60);

/** One feather from its root at 0,0 along x: body, lit upper edge, shaft. */
const feather = (x, y, len, w, turn, t, sheen = gloss, o = 0.55) =>
  at(
    x,
    y,
    path(
      `M0 0C${n(len * 0.25)} ${n(-w)} ${n(len * 0.75)} ${n(-w * 0.9)} ${n(len)} 0C${n(len * 0.75)} ${n(w * 0.8)} ${n(len * 0.25)} ${n(w)} 0 0Z`,
      t,
    ) +
      path(
        `M${n(len * 0.1)} ${n(-w * 0.3)}C${n(len * 0.3)} ${n(-w * 0.85)} ${n(len * 0.7)} ${n(-w * 0.75)} ${n(len * 0.97)} ${n(-w * 0.05)}C${n(len * 0.7)} ${n(-w * 0.3)} ${n(len * 0.4)} ${n(-w * 0.3)} ${n(len * 0.1)} ${n(-w * 0.3)}Z`,
        sheen,
        { opacity: o },
      ),
    { turn },
  );

/** Overlapping rows of feathers between two guide lines; far rows first. */
function plumage(r, rows, per, from, to, len, w, turn, spread, sheen) {
  return join(rows, (j) =>
    join(per, (i) => {
      const u = i / (per - 1),
        v = j / (rows - 1 || 1);
      const x = (from[0] + (to[0] - from[0]) * u) * (1 - v) + (from[2] + (to[2] - from[2]) * u) * v + r.span(-3, 3);
      const y = (from[1] + (to[1] - from[1]) * u) * (1 - v) + (from[3] + (to[3] - from[3]) * u) * v + r.span(-3, 3);
      return feather(
        x,
        y,
        len * r.span(0.85, 1.12),
        w,
        turn + (u - 0.5) * spread + r.span(-6, 6),
        black.up(r.span(0, 0.05)),
        sheen ?? (r.next() < 0.25 ? bronze : gloss),
        r.span(0.18, 0.5),
      );
    }),
  );
}

const leg = (x, y, h, back = false) => {
  const c = tone(back ? 0.27 : 0.36, 0.025, 250);
  const toe = (dx, dy, w) =>
    line(`M0 ${h}Q${dx * 0.5} ${h + dy * 0.2 - 8} ${dx} ${h + dy}`, c, w) +
    path(`M${dx - 3} ${h + dy - 5}q${dx > 0 ? 14 : -14} 2 ${dx > 0 ? 18 : -18} 13q-10 0 ${dx > 0 ? -18 : 18} -3z`, tone(0.62, 0.02, 70));
  return at(
    x,
    y,
    path(`M-34 -70C-30 -10 -18 20 -8 40L12 40C22 10 40 -20 44 -70Z`, black.up(back ? 0 : 0.03)) +
      line(`M0 20L-2 ${h}`, c, 19) +
      line(`M-5 24L-7 ${h - 6}`, c.up(0.12), 5, { opacity: 0.7 }) +
      join(8, (i) => line(`M-8 ${40 + i * ((h - 50) / 8)}h15`, c.down(0.1), 2.5, { opacity: 0.7 })) +
      toe(62, 10, 14) +
      toe(36, 24, 14) +
      toe(-34, 12, 12) +
      toe(-10, 26, 12),
  );
};

/** Head in profile facing right, crown near 0,0. Cock has the tall comb. */
export function head(cock) {
  const teeth = cock
    ? 'M-44 -22C-58 -52 -50 -76 -38 -84C-36 -66 -28 -58 -22 -54C-24 -84 -12 -104 2 -112C2 -88 8 -72 14 -64C18 -90 32 -102 44 -106C40 -84 42 -70 46 -60C54 -74 62 -78 70 -78C66 -56 66 -36 62 -18C40 -34 -10 -36 -44 -22Z'
    : 'M-22 -26C-26 -42 -18 -50 -10 -54C-8 -42 -4 -40 0 -38C4 -52 14 -58 22 -58C22 -46 26 -42 30 -38C36 -46 42 -48 48 -46C46 -34 48 -26 48 -18C30 -32 0 -34 -22 -26Z';
  return (
    form(teeth, comb, { angle: 30 }) +
    path('M-58 30C-66 -10 -42 -38 0 -38C40 -38 64 -16 68 10C70 34 50 58 10 62C-26 64 -52 54 -58 30Z', black.up(0.015)) +
    path('M-8 -8C18 -22 52 -10 56 12C54 36 30 48 6 40C-12 32 -18 6 -8 -8Z', comb.down(0.03)) +
    path(cock ? 'M26 40C52 40 60 62 52 92C46 108 28 106 24 88C20 70 16 54 26 40Z' : 'M28 40C44 40 48 54 42 66C36 74 28 70 26 60Z', comb.up(0.02)) +
    (cock ? path('M-2 36C12 38 18 58 8 78C0 88 -10 78 -10 64C-10 52 -8 44 -2 36Z', comb.down(0.05)) : '') +
    path('M60 0C84 2 104 14 114 30C96 32 80 32 64 28Z', tone(0.4, 0.02, 60)) +
    path('M60 0C84 2 104 14 114 30C94 24 80 20 62 17Z', tone(0.5, 0.02, 60)) +
    line('M62 18Q88 22 112 30', tone(0.15, 0.02, 60), 3) +
    oval(78, 12, 4, 2.5, tone(0.15, 0.02, 60)) +
    oval(24, 8, 12.5, 12, tone(0.63, 0.14, 62)) +
    oval(25, 8, 7, 7.5, '#120c0c') +
    oval(22, 5, 2.8, 2.8, '#fff') +
    line('M8 -6Q24 -14 40 -2', comb.down(0.1), 5) +
    oval(-26, 22, 11, 9, tone(0.5, 0.06, 210), { opacity: 0.8 })
  );
}

/** A cock standing in profile, facing right; feet on x, y. About 760 high at scale 1. */
export function cock(x, y, k = 1, { seed = 1, flip = false } = {}) {
  const r = chance(seed);
  // Sickle feathers fan from low to high behind the rump; each curves up, over and down to a point.
  const tail = times(11, (i) => {
    const u = i / 10,
      k = 0.72 + 0.42 * Math.sin(u * 2.6) + r.span(-0.04, 0.04),
      c = black.up(0.015 + r.span(0, 0.035));
    const d = 'M10 18C-50 -110 -150 -216 -282 -196C-330 -186 -352 -150 -360 -104C-330 -150 -290 -168 -250 -164C-160 -158 -80 -80 40 34Z';
    return at(
      -190 - u * 6,
      -425 - u * 70,
      path(
        d,
        linear(
          [
            [0, c],
            [0.4, gloss.down(0.13)],
            [0.75, gloss.down(0.04)],
            [1, c],
          ],
          200,
        ),
      ) + line('M6 4C-60 -110 -156 -198 -280 -184C-316 -178 -338 -154 -352 -124', gloss.up(0.12), 2.6, { opacity: 0.55 }),
      { turn: -52 + u * 82, scale: k },
    );
  });
  const body = smooth([
    [150, -590],
    [205, -480],
    [215, -380],
    [170, -270],
    [70, -205],
    [-60, -205],
    [-165, -270],
    [-235, -390],
    [-245, -480],
    [-160, -470],
    [-20, -480],
    [70, -560],
  ]);
  const neck = smooth([
    [60, -640],
    [95, -760],
    [165, -790],
    [210, -730],
    [225, -600],
    [235, -470],
    [120, -420],
    [0, -460],
  ]);
  return at(
    x,
    y,
    `<g transform="scale(${flip ? -k : k} ${k})">` +
      blur(14, oval(40, 6, 230, 36, '#3a2216', { opacity: 0.55 })) +
      leg(-20, -215, 178, true) +
      tail.join('') +
      form(body, black, { shade: 0.4 }) +
      leg(70, -225, 205) +
      plumage(r, 6, 8, [-215, -465, -120, -250], [30, -470, 80, -215], 92, 21, 165, -26) +
      plumage(r, 6, 7, [80, -480, 40, -235], [215, -430, 165, -265], 84, 21, 104, 26) +
      plumage(r, 5, 9, [-170, -475, -235, -420], [-40, -490, -150, -330], 170, 15, 170, -34, bronze) +
      form(
        smooth([
          [70, -455],
          [40, -350],
          [-50, -285],
          [-150, -292],
          [-235, -345],
          [-190, -400],
          [-90, -470],
          [0, -500],
        ]),
        black.up(0.03),
        { angle: 70 },
      ) +
      plumage(r, 3, 8, [-110, -455, -40, -400], [60, -470, 60, -400], 96, 24, 160, -20) +
      plumage(r, 2, 9, [-120, -390, -90, -340], [30, -370, 20, -315], 150, 20, 172, 14, gloss.turn(30)) +
      form(neck, black.up(0.02), { shade: 0.3 }) +
      plumage(r, 9, 8, [80, -745, 5, -470], [190, -745, 232, -455], 118, 15, 104, -46, gloss.turn(10)) +
      at(150, -770, head(true), { scale: 1.06, turn: -4 }) +
      '</g>',
  );
}

/** A hen, rounder and lower, head up; feet on x, y. About 560 high at scale 1. */
export function hen(x, y, k = 1, { seed = 1, flip = false, pecking = false } = {}) {
  const r = chance(seed);
  const body = smooth([
    [120, -430],
    [175, -340],
    [165, -250],
    [90, -175],
    [-40, -160],
    [-150, -210],
    [-230, -310],
    [-300, -430],
    [-235, -420],
    [-120, -375],
    [0, -400],
  ]);
  const tail = join(7, (i) => feather(-205 + i * 6, -330 - i * 7, 150 - i * 5, 24, 218 + i * 9, black.up(0.01 * i), gloss, 0.35));
  const up =
    form(
      smooth([
        [60, -400],
        [85, -500],
        [140, -560],
        [190, -520],
        [195, -400],
        [175, -300],
        [80, -300],
      ]),
      black.up(0.02),
    ) +
    plumage(r, 6, 6, [88, -520, 50, -370], [185, -515, 190, -330], 84, 15, 102, -30) +
    at(138, -545, head(false), { scale: 0.92 });
  const down =
    form(
      smooth([
        [70, -390],
        [150, -400],
        [230, -330],
        [290, -190],
        [240, -140],
        [180, -180],
        [120, -230],
      ]),
      black.up(0.02),
    ) +
    plumage(r, 6, 6, [120, -380, 220, -210], [150, -260, 260, -180], 80, 15, 60, 20) +
    at(262, -165, head(false), { scale: 0.92, turn: 58 });
  return at(
    x,
    y,
    `<g transform="scale(${flip ? -k : k} ${k})">` +
      blur(12, oval(10, 6, 180, 30, '#3a2216', { opacity: 0.5 })) +
      leg(-30, -180, 150, true) +
      tail +
      form(body, black, { shade: 0.4 }) +
      leg(45, -185, 172) +
      plumage(r, 6, 9, [-210, -370, -130, -220], [60, -370, 90, -180], 90, 22, 168, -20) +
      plumage(r, 5, 6, [60, -390, 30, -200], [165, -350, 140, -220], 80, 20, 110, 20) +
      form(
        smooth([
          [60, -350],
          [30, -265],
          [-60, -225],
          [-170, -260],
          [-215, -310],
          [-130, -345],
          [-20, -390],
        ]),
        black.up(0.035),
        { angle: 70 },
      ) +
      plumage(r, 3, 8, [-110, -345, -110, -285], [45, -360, 20, -260], 104, 22, 168, 8, gloss.turn(20)) +
      (pecking ? down : up) +
      '</g>',
  );
}
