"""JSON Lines: one document a line, one error a bad line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ReadError
from kg.model import Document
from kg.readers import read_all

TEXT = "Japan claims Etorofu."


def read_lines(folder: Path, *lines: str | bytes) -> tuple[list[Document], list[ReadError]]:
    file = folder / "corpus.jsonl"
    file.write_bytes(b"\n".join(line.encode() if isinstance(line, str) else line for line in lines))
    errors: list[ReadError] = []
    return [*read_all([file], on_error=errors.append)], errors


def test_every_key(tmp_path: Path) -> None:
    record = {
        "id": "a/1",
        "text": TEXT,
        "title": "Claim",
        "source": "The Daily",
        "url": "https://example.org/1",
        "published": "2014-01",
        "language": "en",
        "author": "JPN",
        "part_of": "a",
        "entities": {"not": "ours"},
    }
    [document], errors = read_lines(tmp_path, json.dumps(record))
    assert not errors
    del record["entities"]
    assert document == Document(**record)  # type: ignore[arg-type]


def test_the_line_gives_an_id_where_there_is_none(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": TEXT}),
        "",
        json.dumps({"text": TEXT, "id": 7, "title": ""}),
        json.dumps({"text": TEXT, "id": None}),
    ]
    documents, errors = read_lines(tmp_path, *lines)
    assert not errors
    assert [document.id for document in documents] == ["corpus-1", "7", "corpus-4"]
    assert documents[1].title is None


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[1]", "a JSON list"),
        ('{"id": "x"}', "no text"),
        ('{"text": " "}', "text is ' '"),
        ('{"text": 3}', "text is 3"),
        ('{"text": "T.", "id": true}', "id is True"),
        ('{"text": "T.", "id": " "}', "id is ' '"),
        ('{"text": "T.", "title": 3}', "title is 3"),
        ('{"text": "T.", "published": "May"}', "published is 'May'; allowed: an ISO date"),
        ('{"text": "T.\\ud83c"}', "surrogate"),
        (b'{"text": "caf\xe9"}', "byte 13 is not UTF-8"),
    ],
)
def test_a_bad_line_is_named_and_the_others_go_on(tmp_path: Path, line: str | bytes, problem: str) -> None:
    documents, [error] = read_lines(tmp_path, json.dumps({"text": TEXT}), line, json.dumps({"text": TEXT}))
    assert [document.id for document in documents] == ["corpus-1", "corpus-3"]
    assert str(error).startswith(f"{tmp_path / 'corpus.jsonl'}, line 2: ")
    assert problem in str(error)


def test_an_empty_file_is_an_error(tmp_path: Path) -> None:
    documents, [error] = read_lines(tmp_path, "", " ")
    assert (documents, error.problem) == ([], "empty")


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    [document], errors = read_lines(tmp_path, b"\xef\xbb\xbf" + json.dumps({"text": TEXT}).encode())
    assert (document.text, errors) == (TEXT, [])


def test_an_id_counts_once(tmp_path: Path) -> None:
    line = json.dumps({"id": "same", "text": TEXT})
    documents, [error] = read_lines(tmp_path, line, line)
    assert len(documents) == 1
    assert "a second document 'same'" in str(error)


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=4), st.booleans())
def test_texts_come_back_as_they_are(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], ascii_only: bool
) -> None:
    lines = [json.dumps({"text": text}, ensure_ascii=ascii_only) for text in texts]
    documents, errors = read_lines(tmp_path_factory.mktemp("jsonl"), *lines)
    assert [document.text for document in documents] == texts
    assert not errors
