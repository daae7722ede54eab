// Bags and sacks: stand-up pouches, rice bags, tied hemp. Feet stand at gx, gy.
import { label } from './label.mjs';
import { shadow, weavePattern } from './stage.mjs';
import { at, blur, clip, fade, form, join, line, linear, n, path, rect, smooth } from './svg.mjs';
import { P, tone } from './tone.mjs';

/** Stand-up pouch, slightly belled, sealed above. `window` shows the goods through a clear shape. */
export function pouch(
  gx,
  gy,
  {
    w = 560,
    h = 780,
    colour = P.kraft,
    tag,
    tagBox = [0.13, 0.2, 0.74, 0.56],
    window: pane,
    paneBox = [0.2, 0.6, 0.6, 0.3],
    weave = false,
    lean = 0,
    gloss = 0.22,
  },
) {
  const x0 = gx - w / 2,
    x1 = gx + w / 2,
    y1 = gy,
    y0 = gy - h;
  const d = `M${n(x0 + w * 0.035)} ${n(y0)}H${n(x1 - w * 0.035)}C${n(x1 - w * 0.02)} ${n(y0 + h * 0.3)} ${n(x1 + w * 0.02)} ${n(y1 - h * 0.34)} ${n(x1 - w * 0.015)} ${n(y1 - h * 0.05)}C${n(x1 - w * 0.1)} ${n(y1 + h * 0.035)} ${n(gx + w * 0.2)} ${n(y1 + h * 0.045)} ${n(gx)} ${n(y1 + h * 0.045)}S${n(x0 + w * 0.1)} ${n(y1 + h * 0.035)} ${n(x0 + w * 0.015)} ${n(y1 - h * 0.05)}C${n(x0 - w * 0.02)} ${n(y1 - h * 0.34)} ${n(x0 + w * 0.02)} ${n(y0 + h * 0.3)} ${n(x0 + w * 0.035)} ${n(y0)}Z`;
  const gusset = `M${n(x0 + w * 0.015)} ${n(y1 - h * 0.05)}C${n(x0 + w * 0.2)} ${n(y1 - h * 0.14)} ${n(x1 - w * 0.2)} ${n(y1 - h * 0.14)} ${n(x1 - w * 0.015)} ${n(y1 - h * 0.05)}`;
  const [tx, ty, tw, th] = tagBox,
    [px, py, pw, ph] = paneBox;
  const k = colour.down(0.26);
  const soft = weave ? path(d, weavePattern(colour.down(0.07), colour.up(0.02), 9), { opacity: 0.7 }) : '';
  const paneD = `M${n(x0 + w * px)} ${n(y0 + h * (py + ph * 0.5))}a${n(w * pw * 0.5)} ${n(h * ph * 0.5)} 0 1 0 ${n(w * pw)} 0a${n(w * pw * 0.5)} ${n(h * ph * 0.5)} 0 1 0 ${n(-w * pw)} 0Z`;
  const crease = join(4, (i) =>
    line(
      `M${n(x0 + w * (0.05 + i * 0.012))} ${n(y1 - h * (0.2 + i * 0.16))}q${n(w * 0.07)} ${n(-h * 0.02)} ${n(w * (0.1 - i * 0.012))} ${n(h * 0.03)}M${n(x1 - w * (0.05 + i * 0.01))} ${n(y1 - h * (0.27 + i * 0.15))}q${n(-w * 0.07)} ${n(-h * 0.015)} ${n(-w * (0.1 - i * 0.014))} ${n(h * 0.035)}`,
      k,
      3,
      { opacity: 0.3 },
    ),
  );
  return at(
    0,
    0,
    `<g transform="rotate(${lean} ${n(gx)} ${n(gy)})">` +
      shadow(gx, gy + h * 0.0, w * 0.5, w * 0.14) +
      path(d, colour) +
      soft +
      (pane
        ? clip(
            paneD,
            rect(x0 + w * px, y0 + h * py, w * pw, h * ph, tone(0.5, 0.03, 60)) +
              pane(x0 + w * (px + pw / 2), y0 + h * (py + ph), w * pw, h * ph) +
              path(
                paneD,
                linear(
                  [
                    [0, tone(1, 0, 0, 0.35)],
                    [0.4, tone(1, 0, 0, 0)],
                    [1, tone(0, 0, 0, 0.25)],
                  ],
                  30,
                ),
              ),
          ) + line(paneD, colour.up(0.15), 5)
        : '') +
      (tag
        ? at(
            x0 + w * tx,
            y0 + h * ty,
            path(`M0 0H${n(w * tw)}V${n(h * th)}H0Z`, '#2c1a10', { opacity: 0.3, style: 'filter:blur(4px)', transform: 'translate(3 4)' }) +
              label(w * tw, h * th, tag),
          )
        : '') +
      path(
        d,
        linear([
          [0, k.alpha(0.5)],
          [0.12, k.alpha(0.06)],
          [0.3, k.alpha(0)],
          [0.62, k.alpha(0.06)],
          [0.88, k.alpha(0.42)],
          [1, k.alpha(0.65)],
        ]),
        { filter: 'url(#soft)' },
      ) +
      path(
        d,
        linear(
          [
            [0, k.alpha(0)],
            [0.8, k.alpha(0)],
            [1, k.alpha(0.5)],
          ],
          90,
        ),
        { filter: 'url(#soft)' },
      ) +
      fade(
        gloss,
        clip(
          d,
          blur(
            10,
            path(
              `M${n(x0 + w * 0.08)} ${n(y0 + 40)}C${n(x0 + w * 0.16)} ${n(y0 + h * 0.3)} ${n(x0 + w * 0.06)} ${n(y0 + h * 0.6)} ${n(x0 + w * 0.11)} ${n(y1 - 60)}L${n(x0 + w * 0.18)} ${n(y1 - 90)}C${n(x0 + w * 0.14)} ${n(y0 + h * 0.6)} ${n(x0 + w * 0.26)} ${n(y0 + h * 0.3)} ${n(x0 + w * 0.18)} ${n(y0 + 40)}Z`,
              '#fff',
            ),
          ),
        ),
      ) +
      crease +
      line(gusset, k, 3.5, { opacity: 0.5 }) +
      rect(x0 + w * 0.035, y0, w * 0.93, h * 0.062, colour.up(0.05)) +
      join(5, (i) => line(`M${n(x0 + w * 0.04)} ${n(y0 + h * (0.008 + i * 0.0125))}h${n(w * 0.92)}`, k, 1.8, { opacity: 0.4 })) +
      line(`M${n(x0 + w * 0.034)} ${n(y0 + h * 0.064)}h${n(w * 0.93)}`, k, 3, { opacity: 0.55 }) +
      path(`M${n(x0 + w * 0.03)} ${n(y0 + h * 0.085)}l8 6l-8 6zM${n(x1 - w * 0.03)} ${n(y0 + h * 0.085)}l-8 6l8 6z`, k, { opacity: 0.5 }) +
      '</g>',
  );
}

/** Heavy pillow bag with a cut handle, for five kilos of rice: front print all over. */
export function handleBag(gx, gy, { w = 600, h = 860, colour = P.indigo, tag }) {
  const x0 = gx - w / 2,
    x1 = gx + w / 2,
    y0 = gy - h;
  const d = `M${n(x0 + w * 0.1)} ${n(y0)}H${n(x1 - w * 0.1)}C${n(x1 - w * 0.08)} ${n(y0 + h * 0.1)} ${n(x1)} ${n(y0 + h * 0.16)} ${n(x1 - 2)} ${n(y0 + h * 0.3)}C${n(x1 + w * 0.03)} ${n(gy - h * 0.3)} ${n(x1 + w * 0.01)} ${n(gy - h * 0.1)} ${n(x1 - w * 0.03)} ${n(gy - h * 0.02)}C${n(gx + w * 0.3)} ${n(gy + h * 0.035)} ${n(gx - w * 0.3)} ${n(gy + h * 0.035)} ${n(x0 + w * 0.03)} ${n(gy - h * 0.02)}C${n(x0 - w * 0.01)} ${n(gy - h * 0.1)} ${n(x0 - w * 0.03)} ${n(gy - h * 0.3)} ${n(x0 + 2)} ${n(y0 + h * 0.3)}C${n(x0)} ${n(y0 + h * 0.16)} ${n(x0 + w * 0.08)} ${n(y0 + h * 0.1)} ${n(x0 + w * 0.1)} ${n(y0)}Z`;
  const k = tone(0.16, 0.04, 40);
  const folds = join(6, (i) => {
    const u = x0 + w * (0.16 + i * 0.135);
    return line(`M${n(u)} ${n(y0 + h * 0.055)}q${n((i - 2.5) * -8)} ${n(h * 0.07)} ${n((i - 2.5) * 10)} ${n(h * 0.14)}`, k, 7, { opacity: 0.16 });
  });
  return (
    shadow(gx, gy - 4, w * 0.5, w * 0.13) +
    path(d, colour) +
    clip(d, at(x0 - w * 0.02, y0 + h * 0.16, label(w * 1.04, h * 0.9, tag))) +
    path(
      d,
      linear([
        [0, k.alpha(0.42)],
        [0.14, k.alpha(0.04)],
        [0.3, k.alpha(0)],
        [0.62, k.alpha(0.08)],
        [0.9, k.alpha(0.42)],
        [1, k.alpha(0.6)],
      ]),
      { filter: 'url(#soft)' },
    ) +
    path(
      d,
      linear(
        [
          [0, k.alpha(0)],
          [0.82, k.alpha(0)],
          [1, k.alpha(0.5)],
        ],
        90,
      ),
      { filter: 'url(#soft)' },
    ) +
    folds +
    rect(x0 + w * 0.1, y0, w * 0.8, h * 0.055, colour.up(0.12)) +
    line(`M${n(x0 + w * 0.1)} ${n(y0 + h * 0.03)}h${n(w * 0.8)}`, P.paper, 4, { strokeDasharray: '14 10' }) +
    rect(gx - w * 0.13, y0 + h * 0.066, w * 0.26, h * 0.045, tone(0.3, 0.03, 60), { rx: h * 0.022 }) +
    fade(
      0.2,
      blur(
        12,
        line(
          `M${n(x0 + w * 0.11)} ${n(y0 + h * 0.25)}C${n(x0 + w * 0.05)} ${n(y0 + h * 0.45)} ${n(x0 + w * 0.1)} ${n(y0 + h * 0.7)} ${n(x0 + w * 0.1)} ${n(gy - h * 0.12)}`,
          '#fff',
          34,
        ),
      ),
    )
  );
}

/** Hemp sack tied at the neck with a string. */
export function tiedSack(gx, gy, { w = 560, h = 720, colour = P.hemp, tag, tie = P.lacquer, tagBox = [0.2, 0.4, 0.6, 0.42] }) {
  const x0 = gx - w / 2,
    y0 = gy - h,
    nk = y0 + h * 0.24;
  const body = smooth(
    [
      [gx - w * 0.1, nk],
      [gx - w * 0.36, nk + h * 0.13],
      [x0 + 4, gy - h * 0.4],
      [x0 + w * 0.015, gy - h * 0.12],
      [x0 + w * 0.12, gy],
      [gx, gy + h * 0.03],
      [gx + w * 0.38, gy],
      [gx + w * 0.485, gy - h * 0.12],
      [gx + w * 0.492, gy - h * 0.4],
      [gx + w * 0.36, nk + h * 0.13],
      [gx + w * 0.1, nk],
    ],
    true,
    0.5,
  );
  const ruff = smooth(
    [
      [gx - w * 0.1, nk + 8],
      [gx - w * 0.2, y0 + h * 0.1],
      [gx - w * 0.3, y0 + h * 0.03],
      [gx - w * 0.15, y0 + h * 0.045],
      [gx - w * 0.06, y0 - h * 0.01],
      [gx + w * 0.04, y0 + h * 0.035],
      [gx + w * 0.16, y0 + 2],
      [gx + w * 0.29, y0 + h * 0.06],
      [gx + w * 0.19, y0 + h * 0.13],
      [gx + w * 0.1, nk + 8],
    ],
    true,
    0.5,
  );
  const weave = weavePattern(colour.down(0.09), colour.up(0.02), 10);
  const folds = join(9, (i) => {
    const t = (i - 4) / 4;
    return line(
      `M${n(gx + t * w * 0.09)} ${n(nk + 8)}q${n(t * w * 0.08)} ${n(h * 0.07)} ${n(t * w * 0.3)} ${n(h * (0.15 + (i % 3) * 0.03))}M${n(gx + t * w * 0.08)} ${n(nk - 8)}q${n(t * w * 0.03)} ${n(-h * 0.06)} ${n(t * w * 0.13)} ${n(-h * 0.13)}`,
      colour.down(0.25),
      5,
      { opacity: 0.32 },
    );
  });
  const [tx, ty, tw, th] = tagBox;
  return (
    shadow(gx, gy - 6, w * 0.48, w * 0.14) +
    form(ruff, colour, { angle: 20 }) +
    path(ruff, weave, { opacity: 0.5 }) +
    path(body, colour) +
    path(body, weave, { opacity: 0.8 }) +
    (tag ? at(x0 + w * tx, y0 + h * ty, label(w * tw, h * th, tag)) : '') +
    form(body, colour.alpha(0), { shade: 0.35, angle: 22, light: 0 }) +
    path(
      body,
      linear(
        [
          [0, tone(0.3, 0.05, 60, 0.3)],
          [0.2, tone(0.3, 0.05, 60, 0)],
          [0.6, tone(0.3, 0.05, 50, 0.04)],
          [1, tone(0.25, 0.05, 50, 0.42)],
        ],
        14,
      ),
      { filter: 'url(#grained)' },
    ) +
    folds +
    line(
      `M${n(gx - w * 0.105)} ${n(nk - 4)}q${n(w * 0.105)} 22 ${n(w * 0.21)} 0M${n(gx - w * 0.105)} ${n(nk + 12)}q${n(w * 0.105)} 22 ${n(w * 0.21)} 0`,
      tie,
      13,
    ) +
    at(gx + 20, nk + 18, line('M0 0C-50 -50 -100 0 0 0C60 -60 110 -6 0 0M0 0q-30 40 -26 110M0 0q44 40 34 96', tie, 9))
  );
}
