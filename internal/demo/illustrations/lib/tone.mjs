// Colours of the set, in OKLCH so that a lighter or darker tone keeps its hue.

/** One OKLCH colour. It prints itself as CSS, so it can stand directly in an attribute. */
export class Tone {
  /** @param {number} l lightness 0–1 @param {number} c chroma 0–0.3 @param {number} h hue in degrees @param {number} a alpha 0–1 */
  constructor(l, c, h, a = 1) {
    Object.assign(this, { l, c, h, a });
  }
  /** Lighter, and a little warmer, as a thing is where the light falls. */
  up(d = 0.08) {
    return new Tone(Math.min(0.985, this.l + d), this.c * (1 - d * 0.8), this.h, this.a);
  }
  /** Darker; shade keeps its chroma so that shadows stay coloured rather than grey. */
  down(d = 0.1) {
    return new Tone(Math.max(0.06, this.l - d), this.c * (1 - d * 0.35), this.h, this.a);
  }
  alpha(a) {
    return new Tone(this.l, this.c, this.h, a);
  }
  turn(dh, dc = 0) {
    return new Tone(this.l, Math.max(0, this.c + dc), this.h + dh, this.a);
  }
  toString() {
    const f = (n, k) => +n.toFixed(k);
    return `oklch(${f(this.l, 3)} ${f(this.c, 3)} ${f(this.h, 1)} / ${f(this.a, 3)})`;
  }
}

export const tone = (l, c, h, a) => new Tone(l, c, h, a);

/** The five house colours and the materials met in the goods. */
export const P = {
  hemp: tone(0.925, 0.026, 85),
  hempDeep: tone(0.82, 0.045, 80),
  paper: tone(0.955, 0.018, 88),
  indigo: tone(0.34, 0.085, 268),
  night: tone(0.24, 0.06, 270),
  lacquer: tone(0.56, 0.175, 36),
  gold: tone(0.78, 0.13, 82),
  moss: tone(0.52, 0.085, 128),
  leaf: tone(0.56, 0.11, 135),
  leafDark: tone(0.4, 0.08, 145),
  wood: tone(0.62, 0.075, 62),
  woodDark: tone(0.4, 0.06, 52),
  bamboo: tone(0.79, 0.085, 85),
  kraft: tone(0.72, 0.06, 70),
  amber: tone(0.66, 0.15, 66),
  cinnamon: tone(0.47, 0.095, 44),
  soil: tone(0.3, 0.035, 50),
  ink: tone(0.25, 0.05, 270),
  plume: tone(0.22, 0.022, 265),
  rose: tone(0.64, 0.13, 25),
  cream: tone(0.94, 0.035, 92),
};
