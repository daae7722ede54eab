// Covers of the black-chicken farms.
import { person } from '../lib/folk.mjs';
import { cock, hen } from '../lib/poultry.mjs';
import { at, form, join, line, oval, rect } from '../lib/svg.mjs';
import { grass, ridge, sky, stiltHouse, water } from '../lib/terrain.mjs';
import { P, tone } from '../lib/tone.mjs';
import { bambooClump, tree } from '../lib/trees.mjs';
import { SH, SW } from './fields.mjs';
import { earth, hills } from './work.mjs';

export const farms = {
  hillFarm: () =>
    sky(SW, SH, { sun: [0.28, 0.34] }) +
    hills(27) +
    ridge(SW, SH, 480, 40, tone(0.58, 0.09, 130), 33, 0.3) +
    tree(260, 590, 280, { seed: 6 }) +
    stiltHouse(1180, 620, 420, { seed: 3 }) +
    tree(1500, 640, 340, { seed: 8 }) +
    earth(590, tone(0.66, 0.08, 98)) +
    join(19, (i) => line(`M${i * 90} ${640 + (i % 3) * 5}v-80`, P.bamboo.down(0.16), 11)) +
    line('M-10 580H1610M-10 614H1610', P.bamboo.down(0.1), 9) +
    [
      [180, 690, 0.14],
      [300, 705, 0.15, 1],
      [520, 690, 0.14],
      [690, 712, 0.15, 1],
      [860, 694, 0.14],
      [1380, 712, 0.16, 1],
      [1500, 730, 0.16],
    ]
      .map(([x, y, k, f], i) => hen(x, y, k, { seed: i, flip: !!f, pecking: i % 2 === 0 }))
      .join('') +
    person(1080, 820, 330, { view: 'back', reach: true, flip: true, scarf: P.lacquer }) +
    join(22, (i) => oval(760 + ((i * 61) % 240), 800 + ((i * 37) % 60), 4, 3, P.gold)) +
    hen(240, 800, 0.26, { seed: 11 }) +
    cock(470, 838, 0.34, { seed: 2 }) +
    hen(700, 866, 0.3, { seed: 14, pecking: true }) +
    hen(880, 838, 0.25, { seed: 16, pecking: true, flip: true }) +
    hen(1350, 850, 0.3, { seed: 17, flip: true }) +
    cock(1500, 876, 0.32, { seed: 9, flip: true }) +
    grass(SW, 886, 50, 36, P.moss, 9),
  lakeFarm: () =>
    sky(SW, SH, { sun: [0.74, 0.36], top: tone(0.82, 0.05, 230) }) +
    hills(35) +
    water(SW, 470, 640, tone(0.7, 0.05, 205), 6) +
    earth(580, tone(0.6, 0.09, 122)) +
    bambooClump(1440, 760, 620, { seed: 4, count: 11 }) +
    bambooClump(90, 740, 560, { seed: 8 }) +
    at(
      420,
      690,
      form('M-190 0V-130H190V0Z', P.bamboo.down(0.1), { angle: 0 }) +
        join(15, (i) => line(`M${-180 + i * 25} -128V0`, P.bamboo.down(0.24), 5)) +
        form('M-230 -120L-170 -220H170L230 -120Z', tone(0.5, 0.05, 66), { angle: 60 }) +
        rect(-50, -90, 100, 90, tone(0.25, 0.03, 50)),
    ) +
    [
      [650, 700, 0.15],
      [760, 716, 0.16, 1],
      [900, 696, 0.15],
      [1030, 720, 0.16, 1],
      [1180, 700, 0.15],
    ]
      .map(([x, y, k, f], i) => hen(x, y, k, { seed: i + 3, flip: !!f, pecking: i % 2 === 1 }))
      .join('') +
    hen(560, 830, 0.27, { seed: 22, pecking: true }) +
    cock(800, 862, 0.36, { seed: 7, flip: true }) +
    hen(1010, 830, 0.27, { seed: 25 }) +
    hen(1210, 868, 0.3, { seed: 27, pecking: true, flip: true }) +
    person(300, 880, 350, { view: 'back', reach: true, trousers: true, hat: 'cone', cloth: P.indigo.up(0.04) }) +
    join(20, (i) => oval(440 + ((i * 61) % 260), 850 + ((i * 37) % 34), 4, 3, P.gold)) +
    grass(SW, 886, 60, 38, P.moss, 4),
};
