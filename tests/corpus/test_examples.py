"""The example corpus as the package offers it: what is listed, and the copy that a user gets."""

from importlib.resources import as_file
from pathlib import Path

import pytest

from kg.cli import main
from kg.errors import BuildError, CatalogError
from kg.examples import INDEX, Example, copy_examples, corpus, examples
from kg.readers import PUBLISHED, is_published, read

ARTICLE = "---\ntitle: Talks\nsource: The Daily\npublished: 2014-01-20\n---\n\nEastmark met Westmark.\n"
COMMENT = "\n  • Ann\n\n    It did not.\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A corpus of one article with a comment."""
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "talks.md").write_text(ARTICLE + COMMENT, encoding="utf-8")
    (folder / INDEX).write_text('[[dispute]]\nname = "The Isle"\ndocuments = ["talks"]\n', encoding="utf-8")
    return folder


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    output = capsys.readouterr()
    return int(stopped.value.code or 0), output.out, output.err


def test_a_document_is_listed_with_its_comments_counted(small: Path) -> None:
    assert examples(small) == (Example("talks", "Talks", "The Daily", "2014", 6, "The Isle"),)


def test_the_corpus_is_about_twenty_documents_on_six_disputes() -> None:
    found = examples()
    assert len(found) == 24
    assert len({example.dispute for example in found}) == 6
    assert all(120 <= example.words <= 350 for example in found)
    assert all(example.title and example.source and example.year for example in found)


def test_documents_say_what_the_readers_need_and_statements_that_they_are_paraphrases() -> None:
    with as_file(corpus()) as folder:
        documents = tuple(read(folder))
    articles = [document for document in documents if document.part_of is None]
    assert all(document.language == "en" for document in articles)
    assert all(document.published and is_published(document.published) for document in articles), PUBLISHED
    spoken = [document for document in articles if document.author]
    assert len(spoken) == 10
    assert all("paraphrase" in (document.source or "") for document in spoken)
    assert len(documents) - len(articles) == 5


@pytest.mark.parametrize(
    ("index", "problem"),
    [
        (
            '[[dispute]]\nname = "The Isle"\ndocuments = ["talks", "walks"]\n',
            "'walks'; allowed: documents of the corpus",
        ),
        (
            '[[dispute]]\nname = "The Isle"\ndocuments = ["talks", "talks"]\n',
            "'talks'; allowed: documents of the corpus",
        ),
        ("", "'talks'; allowed: a dispute for every document"),
        ('[[dispute]]\nname = ""\ndocuments = ["talks"]\n', "a non-empty string"),
    ],
)
def test_the_index_must_name_every_document_once(small: Path, index: str, problem: str) -> None:
    (small / INDEX).write_text(index, encoding="utf-8")
    with pytest.raises(CatalogError, match=problem):
        examples(small)


def test_a_copy_is_the_corpus_byte_by_byte_and_may_be_made_again(tmp_path: Path) -> None:
    files = copy_examples(tmp_path / "new" / "folder")
    assert [file.name for file in files] == sorted(file.name for file in (tmp_path / "new" / "folder").iterdir())
    with as_file(corpus()) as folder:
        assert all(file.read_bytes() == (folder / file.name).read_bytes() for file in files)
        assert tuple(read(tmp_path / "new" / "folder")) == tuple(read(folder))
    before = {file: file.stat().st_mtime_ns for file in files}
    assert copy_examples(tmp_path / "new" / "folder") == files
    assert {file: file.stat().st_mtime_ns for file in files} == before


def test_what_is_missing_of_an_earlier_copy_is_put_back(small: Path, tmp_path: Path) -> None:
    files = copy_examples(tmp_path / "copy", source=small)
    files[-1].unlink()
    assert copy_examples(tmp_path / "copy", source=small) == files
    assert all(file.is_file() for file in files)


@pytest.mark.parametrize("name", ["mine.txt", "talks.md"])
def test_other_content_is_never_overwritten(small: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / "mine"
    target.mkdir()
    (target / name).write_text("my words", encoding="utf-8")
    with pytest.raises(BuildError, match=f"holds '{name}'; allowed: a new or an empty folder"):
        copy_examples(target, source=small)
    assert [(file.name, file.read_text(encoding="utf-8")) for file in target.iterdir()] == [(name, "my words")]


def test_a_file_is_no_folder(small: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("my words", encoding="utf-8")
    with pytest.raises(BuildError, match="allowed: a new or an empty folder that may be written"):
        copy_examples(tmp_path / "file", source=small)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "my words"


@pytest.mark.parametrize("new", [True, False])
def test_a_copy_that_fails_half_way_leaves_nothing(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new: bool
) -> None:
    target = tmp_path / "copy"
    if not new:
        target.mkdir()
    rename, calls = Path.rename, []

    def full(self: Path, to: Path) -> Path:
        calls.append(to)
        if len(calls) == 2:
            raise OSError(28, "No space left on device", str(to))
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(BuildError, match="No space left on device"):
        copy_examples(target, source=small)
    assert target.exists() is not new
    assert new or not list(target.iterdir())


def test_the_command_lists_and_copies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "examples", "--format", "csv")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "name,title,source,year,words,dispute"
    assert len(lines) == 25
    assert run(capsys, "examples")[1].count("Western Sahara") >= 4
    status, out, err = run(capsys, "examples", "--copy", tmp_path / "copy")
    assert (status, out) == (0, "")
    assert err.strip() == f"kg: 22 files in {tmp_path / 'copy'}"


def test_the_command_refuses_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("my words", encoding="utf-8")
    status, out, err = run(capsys, "examples", "--copy", tmp_path)
    assert (status, out) == (1, "")
    assert err == f"kg: {tmp_path}: holds 'mine.txt'; allowed: a new or an empty folder\n"
