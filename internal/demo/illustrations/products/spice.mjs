// P22–P28: cinnamon, essential oils, dish soap.
import { bottle } from '../lib/bottles.mjs';
import { box } from '../lib/boxes.mjs';
import { band } from '../lib/brocade.mjs';
import { jar } from '../lib/jars.mjs';
import { leaf } from '../lib/leaf.mjs';
import { pouch } from '../lib/packs.mjs';
import { product, walls } from '../lib/picture.mjs';
import { ring, turned, wrap } from '../lib/space.mjs';
import { barkStick, lemongrass, powder, quill, standingBundle } from '../lib/spice.mjs';
import { shadow } from '../lib/stage.mjs';
import { at, chance, clip, define, fade, form, join, line, oval, path, rect } from '../lib/svg.mjs';
import { P, tone } from '../lib/tone.mjs';
import { tie } from '../lib/weave.mjs';
import { scoop } from './rice.mjs';

const oilGlass = tone(0.34, 0.08, 48);

const twoLeaves = (x, y, s, turn) =>
  at(
    x,
    y,
    leaf(0, 0, s, s * 0.34, -8, { veins: 'three', colour: P.leafDark.up(0.06) }) +
      leaf(0, 0, s * 0.86, s * 0.3, 34, { veins: 'three', colour: P.leaf.down(0.06) }),
    { turn },
  );

const dropper = (gx, gy, k, title, place, net, t, emblem, cap = tone(0.25, 0.02, 60)) =>
  bottle(gx, gy, {
    r: 205 * k,
    h: 800 * k,
    shape: 'dropper',
    glass: oilGlass,
    content: oilGlass.up(0.03),
    level: 0.55,
    stopper: 'dropper',
    stopTone: cap,
    labelTop: 0.52,
    labelH: 0.43,
    labelW: 1.9,
    tag: { title, place, net, style: 'band', emblem, tone: t },
  });

/** Turned box of cinnamon wood with a carved band, its bark left on below. */
const woodBox = (gx, gy, r, h, c, lidH, seed) => {
  const bark = join(60, (i) => {
    const x = (i * 53) % (r * 3),
      y = (i * 37) % h;
    return rect(x, y, 30 + (i % 5) * 18, 5, i % 2 ? c.down(0.14) : c.up(0.06), { rx: 3, opacity: 0.7 });
  });
  return (
    shadow(gx, gy, r, r * 0.31) +
    form(
      turned(gx, gy, [
        [r * 0.97, 0],
        [r, 16],
        [r, h],
      ]),
      c.down(0.05),
      { angle: 0, shade: 0.6 },
    ) +
    fade(0.7, wrap(gx, gy, r, h - lidH, r * 3, h - lidH, bark, define)) +
    wrap(
      gx,
      gy,
      r + 1,
      h * 0.62,
      r * 3,
      66,
      band(0, 0, r * 3, 66, { ground: c.down(0.12), ink: c.up(0.28), accent: c.up(0.12), second: c.up(0.28), kind: seed % 2 ? 'diamond' : 'step' }),
      define,
    ) +
    form(
      turned(gx, gy, [
        [r, 0],
        [r, h],
      ]),
      c.alpha(0),
      { angle: 0, shade: 0.6, light: 0 },
    ) +
    form(
      turned(gx, gy, [
        [r * 1.03, h - lidH],
        [r * 1.06, h - lidH + 16],
        [r * 1.04, h - 8],
        [r * 0.96, h],
      ]),
      c.up(0.1),
      { angle: 0, shade: 0.55 },
    ) +
    path(ring(gx, gy, r * 0.96, h), c.up(0.2)) +
    join(5, (i) => line(ring(gx + r * 0.05, gy, r * (0.16 + i * 0.17), h), c.up(0.07), 4, { opacity: 0.7 }))
  );
};

export const spice = [
  product(
    'p22',
    'Bó quế thanh Văn Yên buộc lạt tre, túi giấy quế chi',
    'Bundle of Văn Yên cinnamon bark tied with split bamboo, with a paper pouch',
    { tint: walls.spice, gobo: 'broad', cloth: { cx: 600, width: 880, ground: P.indigo, kind: 'hook' } },
    () =>
      pouch(395, 1170, {
        w: 450,
        h: 690,
        colour: P.kraft,
        tagBox: [0.12, 0.17, 0.76, 0.56],
        tag: { title: ['Quế thanh', 'Văn Yên'], place: 'Quế chi phơi khô', net: '200 g', style: 'band', emblem: 'quill', tone: P.cinnamon },
      }) +
      shadow(770, 1285, 230, 70) +
      standingBundle(770, 1290, { w: 370, h: 790, draw: barkStick, thick: 56, seed: 4 }) +
      tie(578, 966, 850, 24) +
      tie(582, 964, 1110, 26) +
      quill(250, 1335, 300, 52, 6, 3) +
      quill(330, 1390, 270, 48, -7, 9) +
      twoLeaves(860, 1390, 230, -6),
  ),

  product(
    'p23',
    'Hộp quế điếu xếp thẳng như điếu thuốc',
    'Open box of slim cinnamon quills laid in rows like cigarettes',
    { tint: walls.spice.turn(10), gobo: 'lattice', surface: 'cloth' },
    () => {
      const c = tone(0.45, 0.11, 38),
        o = { w: 640, h: 330, d: 380, yaw: -18 };
      const r = chance(7);
      const sticks = join(3, (row) =>
        join(11, (i) => {
          const x = 300 + i * 54 + row * 16,
            y = 985 + row * 44 + r.span(-14, 20);
          return at(
            x,
            y,
            form('M-23 0V-256H23V0Z', P.cinnamon.up(0.02 + row * 0.03), { angle: 0, shade: 0.6 }) +
              oval(0, -258, 24, 12, P.cinnamon.down(0.12)) +
              line('M-12 -258a8 6 0 1 1 11 4M12 -256a8 6 0 1 0 -11 5', P.cinnamon.up(0.14), 5) +
              line('M0 -240V0', P.cinnamon.down(0.14), 3),
          );
        }),
      );
      return (
        box(590, 1250, { ...o, colour: c, open: true, inside: rect(0, 0, 1200, 1500, c.down(0.3)) }) +
        sticks +
        clip(
          'M0 960H1200V1500H0Z',
          box(590, 1250, {
            ...o,
            colour: c,
            open: true,
            inside: '',
            front: { title: ['Quế điếu'], place: 'Văn Yên', net: '200 g', style: 'strip', tone: c },
          }).replace(/<path d="[^"]*" fill="oklch\([^"]*\)"\/><g clip-path="[^"]*"><\/g>/, ''),
        ) +
        quill(160, 1370, 330, 46, -4, 5) +
        quill(560, 1400, 320, 44, 3, 6) +
        twoLeaves(950, 1385, 200, -14)
      );
    },
  ),

  product(
    'p24',
    'Hũ bột quế Văn Yên, muỗng gỗ đầy bột nâu đỏ',
    'Jar of Văn Yên cinnamon powder with a wooden scoop of red-brown spice',
    { tint: walls.spice, gobo: 'broad', cloth: { cx: 620, width: 860, ground: P.night, kind: 'diamond' } },
    () => {
      const c = tone(0.52, 0.115, 48);
      return (
        jar(490, 1215, {
          r: 270,
          h: 600,
          content: c,
          lid: 'wood',
          lidTone: P.wood.up(0.05),
          labelTop: 0.7,
          labelH: 0.54,
          labelW: 1.7,
          tag: {
            title: ['Bột quế', 'Văn Yên'],
            place: 'Xay mịn',
            net: '100 g',
            style: 'seal',
            emblem: 'quill',
            tone: P.cinnamon.down(0.08),
            accent: P.gold,
          },
        }) +
        powder(860, 1375, 190, 60, c.up(0.02)) +
        scoop(850, 1320, 1.05, powder(-14, -10, 96, 52, c.up(0.03), 3)) +
        quill(170, 1365, 300, 54, 8, 2) +
        quill(240, 1320, 260, 50, -12, 4)
      );
    },
  ),

  product(
    'p25',
    'Hai chai tinh dầu quế 30 ml và 10 ml nắp nhỏ giọt',
    'Two dropper bottles of cinnamon oil, 30 ml and 10 ml',
    { tint: walls.spice.turn(8), gobo: 'broad', cloth: { cx: 600, width: 840, ground: tone(0.9, 0.03, 85), ink: P.indigo, kind: 'step' } },
    () =>
      dropper(480, 1215, 1.06, ['Tinh dầu', 'quế'], 'Văn Yên', '30 ml', P.cinnamon.down(0.03), 'drop') +
      dropper(850, 1290, 0.72, ['Tinh dầu', 'quế'], 'Văn Yên', '10 ml', P.cinnamon.down(0.03), 'drop') +
      quill(190, 1360, 330, 56, 5, 3) +
      quill(300, 1400, 300, 52, -6, 6) +
      twoLeaves(620, 1395, 220, -12),
  ),

  product(
    'p26',
    'Hộp trà và lọ tăm tiện từ gỗ quế, chạm băng hoa văn',
    'Tea caddy and toothpick holder turned from cinnamon wood with a carved band',
    { tint: walls.spice, gobo: 'lattice', cloth: { cx: 600, width: 820, ground: P.indigo, kind: 'hook' } },
    () =>
      woodBox(450, 1205, 255, 620, tone(0.5, 0.09, 50), 150, 1) +
      woodBox(840, 1300, 135, 380, tone(0.54, 0.09, 54), 90, 2) +
      join(9, (i) => line(`M${640 + i * 14} ${1360 + (i % 3) * 9}l150 ${-16 + i * 5}`, P.bamboo.up(0.08), 6)) +
      join(
        4,
        (i) =>
          path(`M${260 + i * 40} ${1345 + (i % 2) * 24}q40 -50 90 -20q20 34 -30 46q-50 2 -60 -26z`, tone(0.64, 0.09, 58).up(i * 0.02)) +
          line(`M${280 + i * 40} ${1345 + (i % 2) * 24}q30 -26 56 -8`, tone(0.48, 0.09, 50), 4),
      ),
  ),

  product(
    'p27',
    'Chai nước rửa chén hương quế có vòi nhấn, bát sạch và bọt xà phòng',
    'Pump bottle of cinnamon-scented dish soap with clean bowls and suds',
    { tint: walls.spice.turn(24, -0.012), gobo: 'bamboo', surface: 'cloth', top: tone(0.9, 0.025, 110) },
    () =>
      bottle(470, 1235, {
        r: 225,
        h: 1000,
        shape: 'squeeze',
        opaque: true,
        content: tone(0.74, 0.115, 72),
        stopper: 'pump',
        stopTone: tone(0.93, 0.015, 90),
        labelTop: 0.56,
        labelH: 0.44,
        labelW: 1.65,
        tag: { title: ['Nước rửa chén', 'hương quế'], place: 'Văn Yên', net: '750 ml', style: 'band', emblem: 'drop', tone: P.moss.down(0.06) },
      }) +
      at(
        860,
        1240,
        join(
          4,
          (i) =>
            form(
              turned(0, 40 - i * 44, [
                [86, 0],
                [150, 30],
                [188, 76],
              ]),
              tone(0.93 - i * 0.012, 0.02, 220),
              { angle: 8 },
            ) + line(ring(0, 40 - i * 44, 188, 76), tone(0.5, 0.08, 262), 6),
        ),
      ) +
      path(ring(860, 1108, 182, 76), tone(0.86, 0.025, 225)) +
      join(16, (i) => {
        const x = 640 + ((i * 97) % 330),
          y = 1360 + ((i * 53) % 60),
          s = 14 + ((i * 31) % 26);
        return (
          oval(x, y, s, s * 0.92, tone(0.98, 0.015, 220, 0.75)) +
          oval(x - s * 0.3, y - s * 0.3, s * 0.25, s * 0.2, '#fff') +
          line(`M${x - s * 0.7} ${y + s * 0.2}a${s} ${s} 0 0 0 ${s * 1.2} ${s * 0.4}`, tone(0.75, 0.08, 320, 0.5), 3)
        );
      }) +
      quill(170, 1390, 260, 46, -8, 12),
  ),

  product(
    'p28',
    'Chai tinh dầu sả Trạm Tấu bên bó sả tươi',
    'Dropper bottle of Trạm Tấu lemongrass oil beside fresh lemongrass',
    { tint: walls.tea.turn(-8), gobo: 'bamboo', cloth: { cx: 560, width: 800, ground: P.moss.down(0.12), kind: 'zigzag' } },
    () =>
      lemongrass(860, 1290, 900, 6, 4) +
      lemongrass(960, 1310, 760, 14, 8) +
      tie(800, 1010, 1120, 16) +
      dropper(490, 1255, 1.12, ['Tinh dầu', 'sả'], 'Trạm Tấu', '10 ml', P.moss.down(0.08), 'leaf', tone(0.93, 0.015, 90)) +
      join(5, (i) =>
        at(
          690 + i * 62,
          1375 + (i % 2) * 18,
          oval(6, 10, 30, 12, '#3a2216', { opacity: 0.3 }) +
            oval(0, 0, 30, 22, tone(0.84, 0.07, 112)) +
            oval(0, -2, 22, 15, tone(0.92, 0.04, 110)) +
            oval(0, -2, 11, 7, tone(0.76, 0.09, 350, 0.6)),
        ),
      ),
  ),
];
