"""Figures opened again: PDF by pypdf, PNG by Pillow, SVG as XML; the same bytes every time, and no box for a letter."""

from __future__ import annotations

import io
import subprocess
import sys
import warnings
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdf
import pytest
from matplotlib import colors
from PIL import Image

from kg.catalog import Catalog
from kg.errors import KgError
from kg.export.figures import draw
from kg.export.figures.network import MOST_ARROWS
from kg.export.figures.style import COLUMN, KIND_MARKERS, LOOKS, PAGE, printable, shortened, width, wrapped
from kg.export.figures.timeline import MOST_ROWS
from kg.model import Document, Entity, Evidence, Kind, KnowledgeBase, Modality, Name, Polarity, Span, Statement, When

NAMES = ("matrix", "network", "timeline")
EXAMPLE = str(Path(__file__).parents[3] / "output" / "example")
SVG = "{http://www.w3.org/2000/svg}"


def words(kb: KnowledgeBase, name: str, policy: str = "everything") -> str:
    """The text of the figure, lines joined."""
    reader = pypdf.PdfReader(io.BytesIO(draw(kb, name, "pdf", policy=policy)))
    return " ".join(reader.pages[0].extract_text().split())


@pytest.mark.parametrize("name", NAMES)
def test_pdf_has_text_metadata_and_the_width_of_a_column(sample: KnowledgeBase, name: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(draw(sample, name, "pdf", policy="asserted")))
    [page] = reader.pages
    assert float(page.mediabox.width) == COLUMN
    assert reader.metadata is not None
    assert reader.metadata.creation_date is None
    assert (reader.metadata.subject or "").startswith("Policy: asserted. ")
    assert "Policy: asserted. " in page.extract_text()


@pytest.mark.parametrize("name", NAMES)
def test_png_and_svg_say_the_same(sample: KnowledgeBase, name: str) -> None:
    image = Image.open(io.BytesIO(draw(sample, name, "png")))
    assert image.size[0] == round(COLUMN / 72 * 600)
    assert image.info["Description"].startswith("Policy: everything. ")
    assert image.convert("L").getextrema() == (26, 255)  # the ink, and the paper
    root = ElementTree.fromstring(draw(sample, name, "svg"))
    assert root.tag == f"{SVG}svg"
    assert root.get("width") == f"{COLUMN:g}pt"
    text = "".join(root.itertext())
    assert image.info["Description"] in text
    assert not list(root.iter(f"{SVG}script"))
    links = {value for element in root.iter() for key, value in element.attrib.items() if key.endswith("}href")}
    assert all(link.startswith("#") for link in links)


@pytest.mark.parametrize("suffix", ["pdf", "png", "svg"])
@pytest.mark.parametrize("name", NAMES)
def test_the_same_bytes_in_any_order(sample: KnowledgeBase, turned: Any, name: str, suffix: str) -> None:
    assert draw(turned(sample), name, suffix) == draw(sample, name, suffix)


def test_the_same_bytes_in_another_process_and_under_the_users_own_style() -> None:
    code = """
import hashlib, sys, matplotlib
from kg.export.figures import draw
from kg.export.folder import read_folder
if sys.argv[1] == "2":
    matplotlib.rcParams.update({"font.size": 20, "lines.linewidth": 9, "savefig.bbox": "tight", "text.usetex": False})
kb = read_folder(sys.argv[2])
for name in ("matrix", "network", "timeline"):
    for suffix in ("pdf", "png", "svg"):
        print(name, suffix, hashlib.sha256(draw(kb, name, suffix)).hexdigest())
assert matplotlib.rcParams["font.size"] == (20 if sys.argv[1] == "2" else 10)
"""
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, number, EXAMPLE],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": number},
        ).stdout
        for number in "12"
    ]
    assert runs[0].count("\n") == 9
    assert runs[0] == runs[1]


def test_the_network_says_whose_word_and_how(sample: KnowledgeBase) -> None:
    text = words(sample, "network")
    for line in (
        "Japan: claims",
        "Japan: claims (says Japan)",
        "Russia: cedes (desired; says Kato)",
        "Russia: cedes (planned)",
        "Russia: cedes (possible)",
        "Soviet Union: seizes (denied; says Russia)",
        "Names and who uses them: Etorofu (Japan) / Iturup (Russia).",
        "Policy: everything. 5 of 5 statements shown.",
    ):
        assert line in text
    asserted = words(sample, "network", "asserted")
    assert "Policy: asserted. 3 of 5 statements shown, 2 outside the policy." in asserted
    assert "desired" not in asserted
    assert "denied" not in asserted


def test_the_timeline_has_every_time_and_counts_what_has_none(sample: KnowledgeBase) -> None:
    text = words(sample, "timeline")
    for line in ("Russia cedes Etorofu / Iturup (planned) 1956", "Kato met with Ivanov 2019-05", "1945/.."):
        assert line in text
    assert "3 of 10 pieces of evidence shown, 7 without a time." in text
    assert "Nothing dated to show. Policy: side:Japan. 0 of 10" in words(sample, "timeline", "side:Japan")


def test_the_matrix_has_a_number_for_each_voice(sample: KnowledgeBase) -> None:
    text = words(sample, "matrix")
    for line in ("claims [–,2]", "seizes (denied) [3]", "cedes (desired) [1]", "Said by: 1 Kato; 2 Japan; 3 Russia;"):
        assert line in text
    assert "4 of 4 statements on territory shown." in text


def test_statements_on_names_are_counted_apart() -> None:
    isle, name = Entity("territory/i", Kind.TERRITORY, (Name("Isle"),)), Entity("name/1", Kind.NAME, (Name("Rock"),))
    west = Entity("state/w", Kind.STATE, (Name("West"),))
    item = Evidence("d", Span(0, 1), "t", west.id)
    statements = (Statement(isle.id, "alsoKnownAs", name.id, (item,)), Statement(west.id, "claims", isle.id, (item,)))
    text = words(KnowledgeBase((Document("d", "t"),), (isle, name, west), statements), "network")
    assert "1 of 1 statements shown. Statements on names (1) are no arrows." in text
    assert "Names and who uses them: Isle / Rock (West)." in text


@pytest.mark.parametrize("name", NAMES)
def test_nothing_to_show_is_said(name: str) -> None:
    assert "to show. Policy: everything. 0 of 0" in words(KnowledgeBase(), name)


@pytest.mark.parametrize("suffix", ["pdf", "png", "svg"])
@pytest.mark.parametrize("name", NAMES)
def test_nasty_texts_give_no_box_no_formula_and_no_markup(nasty: KnowledgeBase, name: str, suffix: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of each letter that its font lacks
        content = draw(nasty, name, suffix)
    if suffix == "svg":
        root = ElementTree.fromstring(content)
        assert not list(root.iter(f"{SVG}script"))
    if suffix == "pdf":
        assert "$x^2$" in words(nasty, name)


def test_a_script_that_the_font_lacks_falls_back_to_latin() -> None:
    japan = Entity("state/japan", Kind.STATE, (Name("日本", "ja"), Name("Nihon", "ja-Latn")))
    isle = Entity("territory/etorofu", Kind.TERRITORY, (Name("択捉島", "ja"), Name("Итуруп", "ru", ("state/japan",))))
    statement = Statement(japan.id, "claims", isle.id, (Evidence("d", Span(0, 1), "t"),))
    kb = KnowledgeBase((Document("d", "t"),), (japan, isle), (statement,))
    text = words(kb, "network")
    assert "Nihon: claims" in text
    assert "Names and who uses them: etorofu / Итуруп (Nihon)." in text


def test_more_than_fits_is_left_out_and_counted() -> None:
    states = [Entity(f"state/{i:02}", Kind.STATE, (Name(f"State {i}"),)) for i in range(40)]
    isles = [Entity(f"territory/{i:02}", Kind.TERRITORY, (Name(f"Isle {i}"),)) for i in range(40)]
    when = [When(str(1900 + i), "then", "absolute") for i in range(40)]
    statements = tuple(
        Statement(
            a.id,
            "claims",
            b.id,
            tuple(Evidence("d", Span(n, n + 1), "t", when=when[int(a.id[-2:])]) for n in range(1 + (a is states[39]))),
        )
        for a in states
        for b in isles[:3]
    )
    kb = KnowledgeBase((Document("d", "ttt"),), (*states, *isles), statements)
    network = words(kb, "network")
    assert f"Policy: everything. {MOST_ARROWS} of 120 statements shown, {120 - MOST_ARROWS} left out" in network
    assert "State 39: claims, 3 arrows" in network
    timeline = words(kb, "timeline")
    shown = 3 * MOST_ROWS + 3  # the last state's claims have two pieces of evidence each
    assert f"{shown} of 123 pieces of evidence shown, {123 - shown} left out for room." in timeline
    assert "State 39 claims" in timeline
    matrix = pypdf.PdfReader(io.BytesIO(draw(kb, "matrix", "pdf"))).pages[0]
    assert float(matrix.mediabox.width) == PAGE
    assert "18 of 120 statements on territory shown, 102 left out" in " ".join(matrix.extract_text().split())


def test_nothing_is_told_by_colour_alone() -> None:
    assert len({look.line for look in LOOKS.values()}) == len(Modality)
    assert len({look.marker for look in LOOKS.values()}) == len(Modality)
    assert {look.word for look in LOOKS.values()} == {modality.value for modality in Modality}
    assert set(KIND_MARKERS) == set(Kind)
    assert len({(marker, colour == "#ffffff") for marker, colour in KIND_MARKERS.values()}) == len(Kind)


def luminance(colour: str) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colors.to_rgb(colour)]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def test_lines_have_contrast_on_white_and_differ_without_red_and_green() -> None:
    for look in LOOKS.values():
        assert 1.05 / (luminance(look.colour) + 0.05) >= 3
    for one, other in combinations(LOOKS.values(), 2):
        # Blue and luminance are what the commonest colour blindness leaves.
        blue = abs(colors.to_rgb(one.colour)[2] - colors.to_rgb(other.colour)[2])
        assert max(blue, abs(luminance(one.colour) - luminance(other.colour))) > 0.04


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("map", "svg"), "figure is 'map'; allowed: matrix, network, timeline"),
        (("network", "gif"), "form of the figure is 'gif'; allowed: pdf, png, svg"),
    ],
)
def test_what_is_not_there_is_refused(arguments: tuple[str, str], message: str) -> None:
    with pytest.raises(KgError, match=message):
        draw(KnowledgeBase(), *arguments)


def test_without_matplotlib_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(KgError, match=r"needs the package matplotlib.*pip install 'dispute-kg\[figures\]'"):
        draw(KnowledgeBase(), "network", "svg")


def test_text_is_measured_cut_and_wrapped() -> None:
    assert width("Etorofu") < width("Etorofu and Kunashiri")
    assert shortened("Etorofu", 200) == "Etorofu"
    assert shortened("Etorofu and Kunashiri", width("Etorofu a") + 4).endswith("…")
    lines = wrapped("one two three four five", width("one two "))
    assert " ".join(lines) == "one two three four five"
    assert all(width(line) <= width("one two ") for line in lines)
    assert wrapped("one two three four five", width("one two "), most=2)[-1].endswith("…")
    assert wrapped("Llanfairpwllgwyngyll", 20)[0].endswith("…")
    assert printable("a\x00\n\u202e\ufeff b 島") == "a b ?"


def test_policies_and_polarity_are_words_of_the_figure(catalog: Catalog) -> None:
    a, b = Entity("state/a", Kind.STATE, (Name("A"),)), Entity("territory/b", Kind.TERRITORY, (Name("B"),))
    item = Evidence("d", Span(0, 1), "t", None, Polarity.NEGATIVE, Modality.PLANNED, When("2001/2003", "then", "x"))
    kb = KnowledgeBase((Document("d", "t"),), (a, b), (Statement(a.id, "occupies", b.id, (item,)),))
    label = catalog.relations["occupies"].relation.label
    assert f"A: {label} (planned, denied)" in words(kb, "network")
    assert f"A {label} B (planned, denied)" in words(kb, "timeline")
    assert f"{label} (planned, denied)" in words(kb, "matrix")
