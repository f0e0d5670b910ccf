"""Plain text and Markdown: front matter, titles, encodings, offsets."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ReadError
from kg.readers import is_published, read, read_all
from kg.readers.decode import decode

QUOTED = "The ministry said: “Japan’s claim to Märket – and only that – stands.” The café stayed open.\n"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def test_a_file_is_one_document_with_the_stem_as_id(tmp_path: Path) -> None:
    [document] = read(write(tmp_path, "Isle_Row 2.txt", "Japan claims Etorofu.\n"))
    assert (document.id, document.text, document.title) == ("isle-row-2", "Japan claims Etorofu.\n", None)
    assert (document.published, document.source, document.author, document.part_of) == (None, None, None, None)


def test_options_stand_in_where_the_file_says_nothing(tmp_path: Path) -> None:
    own = write(tmp_path, "own.md", "---\npublished: 2014-01-20\nsource: The Daily\n---\nText.\n")
    bare = write(tmp_path, "bare.txt", "Text.\n")
    first, second = read_all([own, bare], on_error=pytest.fail, published="2013", source="Radio")
    assert (first.published, first.source) == ("2014-01-20", "The Daily")
    assert (second.published, second.source) == ("2013", "Radio")


def test_front_matter_is_no_part_of_the_text(tmp_path: Path) -> None:
    matter = '---\ntitle: "Talks: a beginning"\nAuthor: JPN\nurl: https://example.org/a?b=c\ntags:\n- x\n---\n'
    content = f"{matter}\n  Indented.\nMore.\n"
    [document] = read(write(tmp_path, "a.md", content))
    assert document.text == "  Indented.\nMore.\n"
    assert document.title == "Talks: a beginning"
    assert (document.author, document.url) == ("JPN", "https://example.org/a?b=c")


@pytest.mark.parametrize("content", ["---\nJust a rule above\n---\nand below.\n", "---\ntitle: never closed\n"])
def test_rules_around_prose_are_text(tmp_path: Path, content: str) -> None:
    [document] = read(write(tmp_path, "a.md", content))
    assert document.text == content


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("A short line\n\nThe text.\n", "A short line"),
        ("\n\nA short line\r\n\r\nThe text.\r\n", "A short line"),
        ("# A heading\n\nThe text.\n", "A heading"),
        ("A short line\nThe text goes on.\n", None),
        (f"{'long ' * 24}\n\nThe text.\n", "long " * 23 + "long"),
        (f"{'longer ' * 24}\n\nThe text.\n", None),
        ("One line", None),
    ],
)
def test_a_short_first_line_before_a_blank_one_is_the_title(tmp_path: Path, content: str, title: str | None) -> None:
    [document] = read(write(tmp_path, "a.txt", content))
    assert document.title == title
    assert document.text == content


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings_keep_typographic_marks(tmp_path: Path, encoding: str) -> None:
    [document] = read(write(tmp_path, "a.txt", (QUOTED * 3).encode(encoding)))
    assert document.text == QUOTED * 3


def test_cyrillic_code_page() -> None:
    text = "Остров Итуруп называют также Эторофу. Курильские острова, Кунашир, Шикотан.\n" * 3
    assert decode(text.encode("cp1251")) == text


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF32_BE])
def test_a_byte_order_mark_alone_is_empty(tmp_path: Path, mark: bytes) -> None:
    with pytest.raises(ReadError, match=r"a\.txt: empty"):
        [*read(write(tmp_path, "a.txt", mark))]


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\r\t"), min_size=1).map("x{}".format)
)
def test_utf8_comes_back_code_point_for_code_point(text: str) -> None:
    assert decode(text.encode()) == text


@given(st.text("ab \U0001d538\U0001f3dd\ufe0fé\u0301\n"), st.text("ab \U0001d538"))
def test_offsets_count_code_points_beyond_the_basic_plane(
    tmp_path_factory: pytest.TempPathFactory, before: str, after: str
) -> None:
    content = f"x{before}Etorofu{after}"
    [document] = read(write(tmp_path_factory.mktemp("offsets"), "a.txt", content))
    assert document.text.index("Etorofu") == 1 + len(before)
    assert document.text == content


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"---\ntitle: Nothing below\n---\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "no text encoding fits"),
        (b"text\x00with a NUL", "control characters"),
        (b"\x01\x02\x03 mostly noise \x04", "control characters"),
        (b"---\npublished: last May\n---\nText.\n", "published is 'last May'"),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, content: bytes, problem: str) -> None:
    with pytest.raises(ReadError, match=problem) as raised:
        [*read(write(tmp_path, "bad.md", content))]
    assert str(raised.value).startswith(str(tmp_path / "bad.md"))


def test_a_stray_control_character_is_no_reason_to_leave_a_text_out(tmp_path: Path) -> None:
    text = "A converter left this\x02 behind. " * 5 + QUOTED * 5
    [document] = read(write(tmp_path, "a.txt", text))
    assert document.text == text


@pytest.mark.parametrize("value", ["2014", "2014-01", "2016-02-29"])
def test_dates_that_may_stand(value: str) -> None:
    assert is_published(value)


@pytest.mark.parametrize(
    "value", ["", "14", "2014-1-2", "2015-02-29", "2014-13", "0000", "2014-01-01T00:00", "२०१४", "2014\n"]
)
def test_dates_that_may_not_stand(value: str) -> None:
    assert not is_published(value)
