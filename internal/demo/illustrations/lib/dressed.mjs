// Black chicken cleaned for the kitchen.
import { head } from './poultry.mjs';
import { at, blur, chance, fade, form, join, line, oval, path, smooth } from './svg.mjs';
import { tone } from './tone.mjs';

/** Dressed black chicken on its back, legs tucked, centre x, y; skin blue-black. */
export function dressed(x, y, k = 1) {
  const skin = tone(0.4, 0.022, 275);
  const body = smooth([
    [-215, -10],
    [-190, -110],
    [-80, -165],
    [60, -160],
    [190, -110],
    [240, -10],
    [190, 95],
    [60, 140],
    [-90, 135],
    [-185, 80],
  ]);
  const thigh = smooth([
    [40, 40],
    [90, -70],
    [190, -120],
    [270, -90],
    [280, -20],
    [230, 60],
    [130, 110],
    [60, 100],
  ]);
  const thigh2 = smooth([
    [60, 120],
    [130, 60],
    [240, 40],
    [300, 70],
    [280, 130],
    [180, 170],
    [90, 165],
  ]);
  const wing = smooth([
    [-150, -60],
    [-70, -100],
    [-10, -50],
    [-20, 30],
    [-90, 70],
    [-150, 40],
    [-120, 0],
  ]);
  const pores = (() => {
    const r = chance(4);
    return join(120, () => oval(r.span(-190, 220), r.span(-130, 120), 2.6, 2.6, skin.up(0.13), { opacity: 0.5 }));
  })();
  const foot = (fx, fy, a) =>
    at(
      fx,
      fy,
      line('M0 0L110 -8', skin.down(0.02), 26) +
        line('M0 -8L106 -14', skin.up(0.1), 6, { opacity: 0.6 }) +
        line('M108 -8L168 -36M108 -8L176 0M108 -8L160 30', skin.down(0.05), 17) +
        path('M164 -42l24 -8l-16 16zM174 -6l26 4l-24 8zM156 26l20 18l-24 -6z', tone(0.68, 0.02, 70)),
      { turn: a },
    );
  return at(
    x,
    y,
    `<g transform="scale(${k})">` +
      fade(0.5, blur(16, oval(30, 120, 290, 70, '#20161c'))) +
      foot(240, -60, -14) +
      foot(262, 92, 10) +
      form(
        smooth([
          [-200, -40],
          [-300, -80],
          [-352, -20],
          [-330, 60],
          [-250, 60],
          [-180, 40],
        ]),
        skin.down(0.02),
      ) +
      at(-318, 40, `<g transform="rotate(140) scale(.8 -.8)">${head(false)}</g>`) +
      form(body, skin, { shade: 0.6 }) +
      pores +
      form(thigh2, skin.down(0.03), { shade: 0.6 }) +
      form(thigh, skin.up(0.03), { shade: 0.6 }) +
      form(wing, skin.up(0.025), { shade: 0.6 }) +
      line('M-140 -10Q-90 -30 -40 10', skin.down(0.12), 5, { opacity: 0.6 }) +
      path('M-120 -120Q20 -160 150 -110Q20 -130 -120 -120Z', tone(0.9, 0.02, 260), { opacity: 0.4 }) +
      path('M120 -70Q190 -110 240 -80Q190 -90 120 -70Z', tone(0.9, 0.02, 260), { opacity: 0.4 }) +
      '</g>',
  );
}
