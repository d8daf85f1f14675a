"""Makes the paper copies of Inter: tabular digits frozen in, since ReportLab knows no OpenType features.

Run it after a new Inter is laid in `resources/fonts`. The character map is pointed at the `tnum` digits;
layout tables and glyphs that nothing then reaches are dropped (a batch of invoices parses them all).
The name changes with the shape, so that the two are never mistaken for each other.
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
WEIGHTS = ("Regular", "Medium", "SemiBold")
# Sami, Norwegian, the euro, the true minus, no-break space and what typography needs.
REQUIRED = "áčđŋšŧžÁČĐŊŠŦŽæøåÆØÅ€\u2212\u00a0\u2013«»\u2026\u00d7à·"


def freeze(*, source: Path, target: Path, weight: str) -> None:
    """Writes `target`: the font of `source` with every digit of the same width."""
    font = TTFont(source, recalcTimestamp=False)
    _point_digits_at_tabular(font)
    _drop_layout(font)
    _rename(font, weight=weight)
    missing = [sign for sign in REQUIRED if ord(sign) not in font.getBestCmap()]
    if missing:
        raise SystemExit(f"{source.name} lacks {missing}")
    font.save(target)


def _point_digits_at_tabular(font: TTFont) -> None:
    tabular = _tabular_glyphs(font)
    for table in font["cmap"].tables:
        if table.isUnicode():
            for digit in range(ord("0"), ord("9") + 1):
                # Subtables may share one map: what is tabular already stays.
                table.cmap[digit] = tabular.get(table.cmap[digit], table.cmap[digit])


def _tabular_glyphs(font: TTFont) -> dict[str, str]:
    substitutions = font["GSUB"].table
    indexes = {
        index
        for record in substitutions.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    glyphs: dict[str, str] = {}
    for index in sorted(indexes):
        for table in substitutions.LookupList.Lookup[index].SubTable:
            glyphs.update(getattr(table, "ExtSubTable", table).mapping)
    return glyphs


def _drop_layout(font: TTFont) -> None:
    options = Options()
    options.layout_features = []
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "STAT"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    subsetter = Subsetter(options=options)
    subsetter.populate(unicodes=list(font.getBestCmap()))
    subsetter.subset(font)


def _rename(font: TTFont, *, weight: str) -> None:
    texts = {1: f"Inter Paper {weight}", 3: f"InterPaper-{weight}", 4: f"Inter Paper {weight}"}
    texts |= {6: f"InterPaper-{weight}", 16: "Inter Paper", 17: weight}
    for record in font["name"].names:
        if record.nameID in texts:
            record.string = texts[record.nameID]


def main() -> None:
    """Freezes the three weights the program ships."""
    for weight in WEIGHTS:
        freeze(source=FONTS / f"Inter-{weight}.ttf", target=FONTS / f"InterPaper-{weight}.ttf", weight=weight)


if __name__ == "__main__":
    main()
