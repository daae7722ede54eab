// People at work and at market, seen from a little way off: cloth and posture, no portraits. Buffalo too.
import { band } from './brocade.mjs';
import { at, blur, clip, form, join, line, n, oval, path, rect, smooth } from './svg.mjs';
import { P, tone } from './tone.mjs';

const skin = tone(0.68, 0.075, 55);

const hair = tone(0.22, 0.02, 50);

/** Carrying basket (gùi) with straps, top centre x, y. */
export const gui = (x, y, s, fill = '', c = P.bamboo.down(0.06)) => {
  const d = `M${-s * 0.5} 0C${-s * 0.5} ${s * 0.5} ${-s * 0.42} ${s * 0.9} ${-s * 0.3} ${s * 1.3}Q0 ${s * 1.42} ${s * 0.3} ${s * 1.3}C${s * 0.42} ${s * 0.9} ${s * 0.5} ${s * 0.5} ${s * 0.5} 0Q0 ${s * 0.2} ${-s * 0.5} 0Z`;
  return at(
    x,
    y,
    oval(0, 0, s * 0.5, s * 0.13, c.down(0.25)) +
      fill +
      form(d, c, { angle: 0, shade: 0.6 }) +
      clip(
        d,
        join(11, (i) =>
          line(
            `M${n(-s * 0.5)} ${n(s * 0.06 + i * s * 0.125)}Q0 ${n(s * 0.2 + i * s * 0.125)} ${n(s * 0.5)} ${n(s * 0.06 + i * s * 0.125)}`,
            c.down(0.14),
            s * 0.035,
            { opacity: 0.75, strokeDasharray: `${n(s * 0.1)} ${n(s * 0.05)}`, strokeDashoffset: n((i % 2) * s * 0.075) },
          ),
        ),
      ) +
      line(`M${-s * 0.5} 0Q0 ${s * 0.2} ${s * 0.5} 0`, c.up(0.08), s * 0.07),
  );
};

/**
 * A standing figure, feet at x, y, s tall. `view` is back or side; garments are tones.
 * `hat` is scarf, cone or none; `carry` a gui fill; `reach` stretches an arm forward to work.
 */
export function person(
  x,
  y,
  s,
  {
    cloth = P.indigo,
    skirt = P.night,
    scarf = P.lacquer,
    hat = 'scarf',
    view = 'back',
    carry = null,
    reach = false,
    flip = false,
    trousers = false,
    kind = 'diamond',
    bend = 0,
  } = {},
) {
  const u = s / 100;
  const legs = trousers
    ? form('M-11 -48L-12 -3H-3L0 -36L3 -3H12L11 -48Z', skirt, { angle: 0 }) + oval(-8, -1, 7, 3, hair) + oval(8, -1, 7, 3, hair)
    : rect(-7, -12, 5.5, 12, P.night.up(0.04)) +
      rect(2, -12, 5.5, 12, P.night.up(0.04)) +
      oval(-5, 0, 6, 2.6, hair) +
      oval(6, 0, 6, 2.6, hair) +
      form('M-11 -52C-14 -36 -18 -22 -21 -11Q0 -4 21 -11C18 -22 14 -36 11 -52Z', skirt, { angle: 0 }) +
      join(7, (i) => line(`M${-9 + i * 3} -50L${-18 + i * 6} -10`, skirt.up(0.08), 0.8, { opacity: 0.6 })) +
      clip(
        'M-11 -52C-14 -36 -18 -22 -21 -11Q0 -4 21 -11C18 -22 14 -36 11 -52Z',
        band(-24, -22, 48, 9, { kind, ground: P.night.down(0.02), size: 7 }),
      );
  const torso = form('M-12 -80C-16 -70 -15 -58 -13 -49Q0 -45 13 -49C15 -58 16 -70 12 -80Q0 -86 -12 -80Z', cloth, { angle: 10 });
  const belt = rect(-13.5, -53, 27, 4.6, scarf);
  const trim =
    view === 'back'
      ? band(-8, -81.5, 16, 7, { kind: 'hook', ground: P.lacquer, ink: P.gold, accent: P.hemp, second: P.indigo, size: 6, edge: false })
      : path('M3 -83C8 -80 10 -72 9.5 -64L6 -64C6.6 -72 5 -78 0 -82Z', P.lacquer) + line('M6 -76l3 -1M6.6 -71l3 -.6M6.6 -67h3', P.gold, 1);
  const arm = (sx, reachOut) =>
    reachOut
      ? path(
          `M${sx * 10} -79C${sx * 20} -76 ${sx * 28} -70 ${sx * 34} -66L${sx * 32} -61C${sx * 24} -63 ${sx * 15} -66 ${sx * 9} -70Z`,
          cloth.down(0.04),
        ) +
        path(`M${sx * 30} -67l${sx * 4} -1.2l-${sx * 2} 7l-${sx * 4} -1z`, P.lacquer) +
        oval(sx * 36.5, -63, 3.4, 3, skin)
      : path(
          `M${sx * 11} -79C${sx * 18} -74 ${sx * 19} -62 ${sx * 17} -49L${sx * 12} -49C${sx * 13} -60 ${sx * 12} -68 ${sx * 9} -74Z`,
          cloth.down(0.05),
        ) +
        rect(Math.min(sx * 12, sx * 17), -53, 5, 4, P.lacquer) +
        oval(sx * 14.6, -46.5, 2.8, 3.2, skin);
  const headShape = {
    // From behind the cloth is wound low over the hair: nape, knot and headscarf, never a blank dark face.
    back:
      rect(-3.4, -87, 6.8, 7, skin.down(0.03)) +
      path('M-6.4 -90Q-5.6 -84.6 -3.2 -84.4H3.2Q5.6 -84.6 6.4 -90Z', hair) +
      oval(-7.6, -90.5, 1.5, 2.3, skin) +
      oval(7.6, -90.5, 1.5, 2.3, skin),
    side: oval(1, -91, 7.6, 8.8, skin) + path('M-8 -90C-9 -101 6 -104 8 -95C2 -96 -2 -94 -3 -84C-6 -84 -8 -86 -8 -90Z', hair),
  }[view];
  const hats = {
    scarf:
      view === 'back'
        ? form('M-8.6 -88.5C-12 -100 -7.5 -106.5 0 -106.5C7.5 -106.5 12 -100 8.6 -88.5Q0 -85.6 -8.6 -88.5Z', scarf, { angle: 20 }) +
          line('M-9.6 -94Q-2 -90 8.8 -89.6', P.gold, 1.5) +
          line('M9.8 -97Q1 -94 -8.6 -95.6M9 -101.4Q0 -98.6 -9 -100.6', scarf.down(0.12), 1.1) +
          path('M-2.6 -91.5L0 -94.6L2.6 -91.5L0 -88.4Z', P.indigo)
        : form('M-10 -92C-12 -104 -4 -107 1 -106C9 -106 12 -99 10 -92Q0 -97 -10 -92Z', scarf, { angle: 20 }) +
          line('M-10 -93Q0 -98 10 -93', P.gold, 1.6) +
          line('M-9 -97Q0 -102 9 -97', P.indigo, 1.4),
    cone:
      form('M-19 -90Q0 -98 19 -90L1 -111Q0 -112 -1 -111Z', P.bamboo.up(0.08), { angle: 20 }) +
      (view === 'back'
        ? path('M-19 -90Q0 -98 19 -90Q0 -86 -19 -90Z', P.bamboo.up(0.02))
        : path('M-19 -90Q0 -98 19 -90Q0 -84 -19 -90Z', P.bamboo.down(0.12))),
    none: '',
  };
  const back =
    carry !== null
      ? gui(0, -70, 22, `<g transform="translate(0 1) scale(.92 .8)">${carry}</g>`) +
        line('M-8 -82Q-11 -76 -9.5 -68M8 -82Q11 -76 9.5 -68', P.lacquer, 2)
      : '';
  return at(
    x,
    y,
    blur(3, oval(4, 0, 20, 4, '#241a12', { opacity: 0.5 })) +
      legs +
      (view === 'back'
        ? arm(-1, false) + torso + belt + trim + arm(1, reach) + headShape + hats[hat] + back
        : (carry !== null ? at(-16, 0, gui(0, -74, 21, `<g transform="scale(.9 .8)">${carry}</g>`)) : '') +
          torso +
          belt +
          trim +
          headShape +
          hats[hat] +
          arm(1, reach)),
    { scale: flip ? -u : u, scaleY: u, turn: bend },
  );
}

/** Water buffalo in profile, facing right; feet at x, y; s long. */
export function buffalo(x, y, s, { flip = false, colour = tone(0.36, 0.02, 60) } = {}) {
  const k = s / 520,
    c = colour;
  const leg = (lx, dark) =>
    form(
      `M${lx} -150C${lx - 4} -100 ${lx + 10} -70 ${lx + 6} -4H${lx + 42}C${lx + 40} -60 ${lx + 52} -100 ${lx + 60} -150Z`,
      dark ? c.down(0.08) : c,
      { angle: 0 },
    ) + path(`M${lx + 4} -14H${lx + 44}L${lx + 46} 0H${lx + 2}Z`, c.down(0.14));
  const body = smooth([
    [-230, -250],
    [-190, -300],
    [-60, -296],
    [60, -310],
    [150, -306],
    [200, -250],
    [205, -180],
    [150, -120],
    [0, -96],
    [-130, -104],
    [-220, -150],
  ]);
  const headD = smooth([
    [170, -290],
    [220, -310],
    [262, -296],
    [300, -240],
    [326, -190],
    [314, -160],
    [276, -158],
    [240, -190],
    [190, -210],
  ]);
  return (
    `<g transform="translate(${n(x)} ${n(y)}) scale(${flip ? -k : k} ${k})">` +
    blur(9, oval(0, 2, 270, 24, '#241a12', { opacity: 0.5 })) +
    leg(-190, true) +
    leg(90, true) +
    line('M-226 -240Q-262 -180 -250 -100', c.down(0.06), 12) +
    path('M-256 -110l14 0l2 44l-22 -4z', c.down(0.14)) +
    form(body, c, { angle: 70, shade: 0.6 }) +
    leg(-150) +
    leg(120) +
    form('M246 -306C210 -330 150 -360 84 -352C130 -336 180 -306 226 -284Z', tone(0.5, 0.02, 70), { angle: 40 }) +
    form(headD, c.up(0.02), { angle: 50 }) +
    form('M262 -300C300 -330 320 -372 290 -420C330 -396 346 -330 284 -284Z', tone(0.58, 0.02, 70), { angle: 20 }) +
    path('M210 -286C180 -290 160 -276 152 -262C176 -254 200 -258 218 -272Z', c.down(0.06)) +
    oval(272, -246, 7, 7, '#141010') +
    oval(312, -172, 9, 6, c.down(0.12)) +
    path('M196 -210Q210 -190 240 -184Q214 -176 192 -190Z', tone(0.75, 0.02, 70), { opacity: 0.6 }) +
    '</g>'
  );
}

/** A market cover: cloth roof on bamboo poles, goods on a mat below. */
export function stall(x, y, s, colour, stripe = P.hemp) {
  return at(
    x,
    y,
    line(`M${-s * 0.5} 0V${-s * 0.7}M${s * 0.5} 0V${-s * 0.7}`, P.bamboo.down(0.2), s * 0.025) +
      form(
        `M${-s * 0.6} ${-s * 0.66}C${-s * 0.3} ${-s * 0.9} ${s * 0.3} ${-s * 0.9} ${s * 0.6} ${-s * 0.66}L${s * 0.56} ${-s * 0.58}Q${s * 0.4} ${-s * 0.63} ${s * 0.28} ${-s * 0.58}Q${s * 0.14} ${-s * 0.63} 0 ${-s * 0.58}Q${-s * 0.14} ${-s * 0.63} ${-s * 0.28} ${-s * 0.58}Q${-s * 0.4} ${-s * 0.63} ${-s * 0.56} ${-s * 0.58}Z`,
        colour,
        { angle: 60 },
      ) +
      join(4, (i) =>
        path(
          `M${s * (-0.42 + i * 0.26)} ${-s * 0.76}L${s * (-0.36 + i * 0.26)} ${-s * 0.79}L${s * (-0.3 + i * 0.24)} ${-s * 0.6}L${s * (-0.4 + i * 0.25)} ${-s * 0.6}Z`,
          stripe,
          { opacity: 0.5 },
        ),
      ),
  );
}
