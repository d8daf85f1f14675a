"""What ships with the program is where the program looks for it."""

from desktop.paths import CATALOGS, FONTS, ICONS, TOKENS


def test_fonts_icons_tokens_and_catalogs_are_there() -> None:
    assert {file.name for file in FONTS.glob("*.ttf")} == {
        f"{family}-{weight}.ttf" for family in ("Inter", "InterPaper") for weight in ("Regular", "Medium", "SemiBold")
    }
    assert TOKENS.is_file()
    assert len(list(ICONS.glob("*.svg"))) > 60
    assert {folder.name for folder in CATALOGS.iterdir()} == {"nb", "nn"}


def test_every_foreign_work_has_its_licence_beside_it() -> None:
    assert "SIL Open Font License" in (FONTS / "LICENSE.txt").read_text()
    assert "ISC License" in (ICONS / "LICENSE.txt").read_text()
