"""The committed example build is what the program makes of the example article today."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import main
from kg.export.folder import FILES, read_folder
from kg.model import Modality

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "kg" / "data" / "examples" / "kuril-talks.md"
COMMITTED = ROOT / "output" / "example"


@pytest.mark.model
def test_the_example_is_up_to_date(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["build", str(ARTICLE), "--output", str(tmp_path)])
    assert not stopped.value.code
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(FILES)
    for name in FILES:
        same = (tmp_path / name).read_bytes() == (COMMITTED / name).read_bytes()
        assert same, f"output/example/{name} is out of date: run `make demo` and look at what changed"


def test_every_quote_is_where_the_example_says() -> None:
    kb = read_folder(COMMITTED)
    texts = {document.id: document.text for document in kb.documents}
    evidence = [item for statement in kb.statements for item in statement.evidence]
    assert evidence
    for item in evidence:
        assert texts[item.document][item.span.start : item.span.end] == item.quote


def test_the_example_shows_what_sets_the_project_apart() -> None:
    evidence = [item for statement in read_folder(COMMITTED).statements for item in statement.evidence]
    assert {Modality.PLANNED, Modality.DESIRED} <= {item.modality for item in evidence}
    assert any(item.polarity == "negative" for item in evidence)
    assert any(item.holder for item in evidence)
    assert any(item.when and item.when.resolution == "relative" for item in evidence)
