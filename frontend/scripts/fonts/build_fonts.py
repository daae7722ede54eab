"""Make the two web fonts of static/fonts from the full Be Vietnam Pro files.

Run at authoring time only (the results are committed):

    npm pack @expo-google-fonts/be-vietnam-pro && tar xzf *.tgz
    pip install fonttools brotli
    python build_fonts.py package ../../static/fonts

Be Vietnam Pro has no tabular figures, and money in columns needs them, so we
add ten fixed-width digits and a `tnum` feature that picks them. The licence
(OFL, no reserved font name) allows this; static/fonts/OFL.txt goes with them.
"""

import sys
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

# Latin-1, every Vietnamese letter (precomposed and as combining marks), the
# punctuation we set, the đồng sign, and arrows.
UNICODES = (
    "U+0020-007E,U+00A0-00FF,U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,"
    "U+01A0-01A1,U+01AF-01B0,U+02BC,U+0300-0304,U+0306,U+0309,U+031B,U+0323,"
    "U+1EA0-1EF9,U+2010-2015,U+2018-201A,U+201C-201E,U+2022,U+2026,U+2030,"
    "U+2032,U+2033,U+2039,U+203A,U+20AB,U+20AC,U+2122,U+2212,U+2264,U+2265"
)
FEATURES = ["kern", "liga", "tnum", "mark", "mkmk", "ccmp", "locl", "case"]
DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
WEIGHTS = {"400": "400Regular", "600": "600SemiBold"}


def add_tabular_figures(font: TTFont) -> None:
    """Add digits of one width, each centred by its ink, behind `tnum`."""
    cmap, glyphs, metrics = font.getBestCmap(), font.getGlyphSet(), font["hmtx"]
    names = [cmap[ord("0") + i] for i in range(10)]
    width = sorted(metrics[n][0] for n in names)[6]
    rules = []
    for name in names:
        bounds = BoundsPen(glyphs)
        glyphs[name].draw(bounds)
        x_min, _, x_max, _ = bounds.bounds
        shift = round((width - (x_max - x_min)) / 2 - x_min)
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(TransformPen(pen, (1, 0, 0, 1, shift, 0)))
        alternate = f"{name}.tnum"
        font.setGlyphOrder(font.getGlyphOrder() + [alternate])
        font["glyf"].glyphs[alternate] = pen.glyph()
        metrics[alternate] = (width, round(x_min + shift))
        rules.append(f"sub {name} by {alternate};")
    font["maxp"].numGlyphs = len(font.getGlyphOrder())
    feature = "feature tnum { %s } tnum;" % " ".join(rules)
    append_feature(font, feature)


def append_feature(font: TTFont, source: str) -> None:
    """Compile `source` alone and append its lookups to the font's own GSUB."""
    own = font["GSUB"]
    addOpenTypeFeaturesFromString(font, source, tables={"GSUB"})
    made = font["GSUB"].table
    table = own.table
    offset = len(table.LookupList.Lookup)
    table.LookupList.Lookup.extend(made.LookupList.Lookup)
    record = made.FeatureList.FeatureRecord[0]
    record.Feature.LookupListIndex = [i + offset for i in record.Feature.LookupListIndex]
    table.FeatureList.FeatureRecord.append(record)
    index = len(table.FeatureList.FeatureRecord) - 1
    for script in table.ScriptList.ScriptRecord:
        systems = [r.LangSys for r in script.Script.LangSysRecord]
        if script.Script.DefaultLangSys:
            systems.append(script.Script.DefaultLangSys)
        for system in systems:
            system.FeatureIndex.append(index)
    font["GSUB"] = own


def build(source: Path, target: Path) -> None:
    font = TTFont(source)
    add_tabular_figures(font)
    # Through bytes once: the subsetter trusts counts that only compiling sets.
    compiled = BytesIO()
    font.save(compiled)
    font = TTFont(compiled)
    options = subset.Options()
    options.layout_features = FEATURES
    options.flavor = "woff2"
    options.hinting = False
    options.name_IDs = ["*"]
    worker = subset.Subsetter(options)
    worker.populate(unicodes=subset.parse_unicodes(UNICODES.replace("U+", "")))
    worker.subset(font)
    subset.save_font(font, str(target), options)
    print(target.name, target.stat().st_size, "bytes")


def main() -> None:
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    for weight, folder in WEIGHTS.items():
        build(source / folder / f"BeVietnamPro_{folder}.ttf", target / f"be-vietnam-pro-{weight}.v1.woff2")


if __name__ == "__main__":
    main()
