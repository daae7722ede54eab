// What lives in cold streams and the lake: sturgeon, soft-shelled turtle.
import { at, blur, chance, clip, form, join, line, linear, n, oval, path, smooth } from './svg.mjs';
import { tone } from './tone.mjs';

/** Sturgeon in profile, nose to the left, about 1000 long; centre x, y. */
export function sturgeon(x, y, k = 1, turn = 0) {
  const back = tone(0.38, 0.03, 235),
    belly = tone(0.88, 0.02, 95);
  const d =
    'M-510 36C-470 4 -420 -22 -360 -46C-280 -92 -150 -112 0 -104C140 -96 280 -60 400 -24C440 -40 470 -90 520 -128C512 -70 500 -30 486 0C494 30 496 52 480 84C450 66 430 40 404 22C280 52 150 84 0 92C-160 98 -300 88 -380 64C-430 58 -480 52 -510 36Z';
  const scute = (u, yy, s) =>
    path(`M${n(u)} ${n(yy)}l${n(s * 1.1)} ${n(-s * 0.62)}l${n(s * 0.9)} ${n(s * 0.68)}l${n(-s)} ${n(s * 0.28)}z`, back.down(0.08)) +
    line(`M${n(u)} ${n(yy)}l${n(s * 1.1)} ${n(-s * 0.62)}`, tone(0.75, 0.02, 220), 3);
  const fin = (dd, t = back.up(0.06)) => form(dd, t, { angle: 40 });
  const rays = (x0, y0, dx, dy, c) => join(6, (i) => line(`M${x0 + i * 9} ${y0}l${dx + i * 3} ${dy}`, c, 2, { opacity: 0.5 }));
  return at(
    x,
    y,
    `<g transform="scale(${k})">` +
      path(d, '#1c1a1e', { opacity: 0.4, transform: 'translate(14 44)', style: 'filter:blur(16px)' }) +
      fin('M250 -66C262 -118 300 -140 340 -146C334 -110 340 -70 352 -38Z') +
      rays(268, -72, 14, -44, back.down(0.1)) +
      fin('M210 62C220 108 252 134 292 140C286 104 290 76 300 44Z', tone(0.6, 0.02, 60)) +
      fin('M60 84C66 122 92 148 128 156C126 124 132 102 142 72Z', tone(0.62, 0.02, 60)) +
      path(
        d,
        linear(
          [
            [0, back.down(0.06)],
            [0.3, back],
            [0.52, back.up(0.16)],
            [0.62, belly.down(0.07)],
            [1, belly],
          ],
          90,
        ),
      ) +
      form(d, back.alpha(0), { shade: 0.35, light: 0, angle: 80 }) +
      clip(
        d,
        join(90, (i) => {
          const u = -360 + ((i * 83) % 800),
            v = -84 + ((i * 47) % 110);
          return oval(u, v, 3, 1.8, tone(0.7, 0.02, 220), { opacity: 0.45 });
        }),
      ) +
      line('M-500 34C-300 -62 -120 -92 60 -84S320 -30 400 -16', tone(0.9, 0.02, 220, 0.35), 9) +
      join(12, (i) => {
        const u = -300 + i * 52;
        return scute(u, -88 - 20 * Math.sin((i / 12) * 3.1) + Math.max(0, i - 4) * 4.2, 34 - i * 1.1);
      }) +
      join(17, (i) => scute(-280 + i * 40, 6 + 14 * Math.sin(i / 6) - i * 0.8, 23)) +
      join(9, (i) => scute(-230 + i * 50, 72 - Math.max(0, i - 4) * 6, 18)) +
      fin('M-285 40C-262 92 -214 128 -150 134C-164 96 -180 62 -206 36Z', tone(0.46, 0.03, 235)) +
      rays(-262, 52, 44, 52, back.down(0.12)) +
      line('M-330 -42C-296 -20 -292 30 -318 66', back.down(0.14), 7) +
      line('M-322 -40C-286 -18 -282 32 -308 68', tone(0.75, 0.02, 220), 3, { opacity: 0.7 }) +
      oval(-398, -12, 13, 12, tone(0.78, 0.09, 88)) +
      oval(-399, -12, 7, 7, '#0f0d10') +
      oval(-402, -15, 2.4, 2.4, '#fff') +
      oval(-440, 2, 6, 4, back.down(0.15)) +
      line('M-440 58q12 22 6 40M-428 60q14 20 12 40M-416 62q16 16 18 36', tone(0.7, 0.03, 60), 5) +
      line('M-404 66Q-380 84 -362 68', tone(0.35, 0.04, 20), 6) +
      line('M410 -20C450 -40 480 -84 510 -118M412 0C446 6 470 34 478 70', tone(0.7, 0.02, 220), 3, { opacity: 0.6 }) +
      '</g>',
    { turn },
  );
}

/** Ba ba gai: soft-shelled turtle from above at an angle, snout to the right; about 620 long. */
export function turtle(x, y, k = 1, turn = 0) {
  const t = tone(0.44, 0.045, 110),
    skin = tone(0.48, 0.04, 105),
    r = chance(5);
  const shell = smooth([
    [-290, 10],
    [-250, -110],
    [-120, -178],
    [60, -176],
    [210, -108],
    [262, 0],
    [210, 92],
    [60, 140],
    [-120, 142],
    [-250, 96],
  ]);
  const flipper = (d, claws) => form(d, skin, { angle: 50 }) + claws;
  const claw = (cx, cy, a) => at(cx, cy, path('M0 -5L26 0L0 5Z', tone(0.85, 0.03, 85)), { turn: a });
  return at(
    x,
    y,
    `<g transform="scale(${k})">` +
      blur(18, oval(20, 120, 330, 70, '#20170f', { opacity: 0.6 })) +
      flipper('M150 70C200 90 250 130 270 176C230 196 170 180 120 130Z', claw(262, 180, 40) + claw(244, 186, 60) + claw(222, 186, 75)) +
      flipper('M-200 90C-230 120 -280 150 -310 150C-312 120 -280 70 -230 50Z', claw(-310, 148, 150) + claw(-300, 156, 130)) +
      flipper('M170 -120C220 -150 270 -160 300 -140C292 -104 240 -84 200 -84Z', claw(300, -142, -10) + claw(300, -126, 5)) +
      flipper('M-210 -110C-250 -140 -290 -140 -310 -120C-296 -90 -260 -70 -230 -70Z', '') +
      form(
        'M200 -70C270 -84 320 -110 362 -128C400 -142 430 -140 452 -128C474 -122 492 -112 496 -102C490 -92 466 -90 446 -86C410 -60 330 -10 220 40Z',
        skin.up(0.03),
        { angle: 70 },
      ) +
      line('M452 -102Q474 -98 494 -101', skin.down(0.18), 4) +
      oval(428, -118, 11, 10, tone(0.78, 0.12, 95)) +
      oval(429, -118, 6, 6, '#0f0d08') +
      oval(426, -121, 2, 2, '#fff') +
      line('M250 -40Q320 -70 400 -96M270 -4Q340 -40 410 -80', skin.down(0.1), 5, { opacity: 0.6 }) +
      join(16, () => oval(r.span(240, 400), r.span(-100, -40), 4, 3, tone(0.7, 0.08, 100), { opacity: 0.6 })) +
      path(shell, t.down(0.14), { transform: 'translate(0 22)' }) +
      form(shell, t, { angle: 55, shade: 0.55 }) +
      clip(
        shell,
        path('M-200 0C-190 -90 -80 -128 30 -122C130 -116 190 -60 190 -14C180 50 100 92 -20 94C-120 94 -196 60 -200 0Z', t.up(0.05), {
          opacity: 0.7,
        }) +
          join(110, () => {
            const a = r.span(0, 6.3),
              q = Math.sqrt(r.next());
            return oval(
              -14 + 250 * q * Math.cos(a),
              -20 + 140 * q * Math.sin(a),
              r.span(3, 7),
              r.span(2.5, 5),
              r.next() < 0.5 ? t.down(0.12) : t.up(0.13),
              { opacity: 0.7 },
            );
          }) +
          line('M-250 -8Q0 -60 240 -16', t.down(0.1), 8, { opacity: 0.4 }),
      ) +
      join(15, (i) => {
        const a = -2.5 + i * 0.14;
        return path(`M-9 0L0 -20L9 0Z`, t.up(0.1), {
          transform: `translate(${n(150 + 96 * Math.cos(a + 2.1))} ${n(-20 + 120 * Math.sin(a + 1.2))}) scale(.9)`,
        });
      }) +
      path('M-180 -90Q-60 -160 100 -140Q-40 -130 -180 -90Z', tone(0.97, 0.02, 110), { opacity: 0.45 }) +
      '</g>',
    { turn },
  );
}
