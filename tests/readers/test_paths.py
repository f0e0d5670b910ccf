"""Files, folders, standard input, and ids that do not hang on the order of the files."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.readers import READERS, read, read_all


def read_list(*paths: Path | str) -> tuple[list[str], list[str]]:
    errors: list[ReadError] = []
    documents = [document.id for document in read_all(paths, on_error=errors.append)]
    return documents, [str(error) for error in errors]


def fill(folder: Path, **files: str) -> None:
    for name, content in files.items():
        file = folder / name.replace("__", "/").replace("_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")


def test_a_folder_is_read_sorted_and_to_the_bottom(tmp_path: Path) -> None:
    fill(tmp_path, b_txt="B.", a_MD="A.", sub__c_jsonl='{"text": "C.", "id": "see"}', sub__d_csv="D")
    fill(tmp_path, **{".hidden_txt": "no", ".git__x_txt": "no"})
    assert read_list(tmp_path) == (["a", "b", "see"], [])


def test_a_file_counts_once_however_it_is_named(tmp_path: Path) -> None:
    fill(tmp_path, a_txt="A.")
    assert read_list(tmp_path, tmp_path / "a.txt", tmp_path / "." / "a.txt") == (["a"], [])


def test_nothing_gives_nothing() -> None:
    assert read_list() == ([], [])


def test_each_thing_that_cannot_be_read_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    fill(tmp_path, a_txt="A.", b_txt="", c_pdf="C", d_txt="D.")
    (tmp_path / "empty").mkdir()
    names = ["a.txt", "b.txt", "c.pdf", "none.txt", "empty", "d.txt"]
    documents, errors = read_list(*(tmp_path / name for name in names))
    assert documents == ["a", "d"]
    assert errors == [
        f"{tmp_path / 'b.txt'}: empty; allowed: a file with text",
        f"{tmp_path / 'c.pdf'}: its name ends in '.pdf'; allowed: names ending in .jsonl, .md, .txt",
        f"{tmp_path / 'none.txt'}: No such file or directory; allowed: a path that exists and may be read",
        f"{tmp_path / 'empty'}: a folder without a readable file; allowed: files ending in .jsonl, .md, .txt",
    ]


def test_a_folder_that_may_not_be_listed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def walk(folder: Path, onerror: Callable[[OSError], None]) -> list[tuple[str, list[str], list[str]]]:
        onerror(PermissionError(13, "Permission denied", f"{folder}/closed"))
        return []

    monkeypatch.setattr(os, "walk", walk)
    assert read_list(tmp_path) == (
        [],
        [f"{tmp_path}/closed: Permission denied; allowed: a path that exists and may be read"],
    )


def test_read_stops_at_the_first_error(tmp_path: Path) -> None:
    fill(tmp_path, a_txt="A.", b_txt="", c_txt="C.")
    documents = read(tmp_path)
    assert next(documents).id == "a"
    with pytest.raises(ReadError, match=r"b\.txt: empty"):
        next(documents)


def test_one_stem_in_several_files_takes_the_text_into_the_id(tmp_path: Path) -> None:
    fill(tmp_path, x__note_txt="First.", y__note_txt="Second.", y__note_md="Third.", z__other_txt="Fourth.")
    found = {
        frozenset(read_list(*order)[0]) for order in permutations([tmp_path / "x", tmp_path / "y", tmp_path / "z"])
    }
    [ids] = found
    assert len(ids) == 4
    assert "other" in ids
    assert sum(len(name) == len("note-12345678") for name in ids) == 3


def test_a_copy_is_read_once_and_told(tmp_path: Path) -> None:
    fill(tmp_path, x__note_txt="The same.", y__note_txt="The same.")
    documents, [error] = read_list(tmp_path)
    assert len(documents) == 1
    assert f"y{os.sep}note.txt: a second document 'note-" in error


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        ("Japan claims Etorofu.", ["stdin"]),
        ('\ufeff \n{"text": "A.", "id": "a"}\n{"text": "B."}', ["a", "stdin-3"]),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, content: str, ids: list[str]) -> None:
    buffer = io.BufferedReader(io.BytesIO(content.encode()))  # type: ignore[arg-type]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(buffer))
    assert read_list("-") == (ids, [])


def test_the_table_names_suffixes_in_lower_case() -> None:
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in READERS)


def test_the_example_is_an_article_and_a_comment() -> None:
    example = Path(__file__).parents[2] / "kg" / "data" / "examples" / "kuril-talks.md"
    article, comment = read(example)
    assert (article.published, article.source) == ("2019-01-25", "dispute-kg example")
    assert article.text.startswith("Japanese Prime Minister")
    assert (comment.author, comment.part_of) == ("Haruka", article.id)
