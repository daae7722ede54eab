// Draws every picture of the set with Chromium and writes JPEGs and alt.json. See README.md.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beginPicture, collectedDefs } from './lib/svg.mjs';
import { filters } from './lib/stage.mjs';
import { pictures } from './catalogue.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const tools = process.env.ILLUSTRATION_TOOLS ?? here;
const need = createRequire(path.join(tools, 'package.json'));
const puppeteer = need('puppeteer-core');
const sharp = need('sharp');

const args = process.argv.slice(2);
const out = args.find((a) => a.startsWith('--out='))?.slice(6) ?? path.join(here, '..', 'pictures');
const wanted = args.filter((a) => !a.startsWith('--'));
/** Heaviest a picture may be, in bytes: a gallery on 3G pays for every one. Second pictures are lighter. */
const limit = ({ name, width }) => (name.includes('-') ? 80_000 : width === 1600 ? 110_000 : 105_000);

/** Be Vietnam Pro, both subsets, inlined so that no label can fall back to another face. */
async function fontFaces() {
  const dir = path.dirname(need.resolve('@fontsource/be-vietnam-pro/package.json'));
  const ranges = {
    latin: 'U+0000-00FF,U+0131,U+2013-2014,U+2018-2019,U+201C-201D,U+2022,U+2026',
    vietnamese:
      'U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB',
  };
  const faces = [];
  for (const weight of [500, 600, 700, 800]) {
    for (const [subset, range] of Object.entries(ranges)) {
      const file = await readFile(path.join(dir, 'files', `be-vietnam-pro-${subset}-${weight}-normal.woff2`));
      faces.push(
        `@font-face{font-family:"Be Vietnam Pro";font-weight:${weight};src:url(data:font/woff2;base64,${file.toString('base64')});unicode-range:${range}}`,
      );
    }
  }
  return faces.join('');
}

function svg(picture) {
  beginPicture();
  const body = picture.draw();
  const { width: w, height: h } = picture;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}"><defs>${filters}${collectedDefs()}</defs>${body}</svg>`;
}

/** Encodes below the limit, giving up a little quality at a time. */
async function encode(png, most) {
  for (let quality = 82; ; quality -= 3) {
    const jpeg = await sharp(png).jpeg({ quality, mozjpeg: true }).toBuffer();
    if (jpeg.length <= most || quality <= 61) return { jpeg, quality };
  }
}

/** Mean colour of the picture, for the placeholder shown until it has come. */
async function meanColour(png) {
  const { data } = await sharp(png).resize(1, 1, { kernel: 'cubic' }).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return '#' + [...data.subarray(0, 3)].map((v) => v.toString(16).padStart(2, '0')).join('');
}

async function main() {
  await mkdir(out, { recursive: true });
  const altFile = path.join(out, 'alt.json');
  const alt = await readFile(altFile, 'utf8').then(JSON.parse, () => ({}));
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--no-first-run',
      '--force-color-profile=srgb',
    ],
  });
  try {
    const tab = await browser.newPage();
    await tab.setContent(
      `<style>${await fontFaces()}*{margin:0}</style><div id="stage"></div><span style="font:500 9px Be Vietnam Pro">ạ<b style="font-weight:600">ế</b><b style="font-weight:700">ố</b><b style="font-weight:800">ợ</b></span>`,
    );
    await tab.evaluate(() => document.fonts.ready.then(() => true));
    for (const picture of pictures) {
      if (wanted.length && !wanted.includes(picture.name)) continue;
      await tab.setViewport({ width: picture.width, height: picture.height });
      await tab.evaluate((markup) => {
        document.getElementById('stage').innerHTML = markup;
        return document.fonts.ready.then(() => true);
      }, svg(picture));
      const png = Buffer.from(await tab.screenshot({ clip: { x: 0, y: 0, width: picture.width, height: picture.height } }));
      const { jpeg, quality } = await encode(png, limit(picture));
      await writeFile(path.join(out, `${picture.name}.jpg`), jpeg);
      alt[`${picture.name}.jpg`] = { ...picture.alt, color: await meanColour(png) };
      console.log(`${picture.name} q${quality} ${Math.round(jpeg.length / 1000)} kB`);
    }
  } finally {
    await browser.close();
  }
  const order = new Map(pictures.map((p, i) => [`${p.name}.jpg`, i]));
  const sorted = Object.fromEntries(
    Object.entries(alt)
      .filter(([k]) => order.has(k))
      .sort(([a], [b]) => order.get(a) - order.get(b)),
  );
  await writeFile(altFile, JSON.stringify(sorted, null, 2) + '\n');
}

await main();
