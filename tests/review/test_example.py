"""Errors of the extractor on the example corpus, put right: the whole loop, with the language model."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from importlib.resources import as_file
from pathlib import Path

import pytest

from kg.catalog import Catalog
from kg.check import check_build
from kg.cli import main
from kg.examples import copy_examples, corpus
from kg.export.explain import explain
from kg.export.folder import read_folder
from kg.export.html import to_html
from kg.model import KnowledgeBase
from kg.review import REVIEW, readings
from kg.review.table import read_table, table

pytestmark = pytest.mark.model

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "review.md"


@dataclass(frozen=True)
class Wrong:
    """A reading that is wrong, and what a person who knows the text does about it."""

    document: str
    quote: str
    subject: str
    relation: str
    object: str
    verdict: dict[str, str]


REJECT = {"verdict": "reject"}
# More than three, for the extractor learns: the first three that it still reads wrongly are put right.
KNOWN = (
    Wrong("essequibo-venezuela-statement", "Spain joined it", "Spain", "memberOf", "Community of Latin", REJECT),
    Wrong(
        *("senkaku-purchase-2012", "government had bought Uotsuri", "United States", "receives", "Uotsuri"),
        {"verdict": "correct", "new_subject": "Japan"},
    ),
    Wrong(
        *("hans-flags-2005", "Bill Graham visited it", "Bill Graham", "visits", "Defence"),
        {"verdict": "correct", "new_object": "Hans Island"},
    ),
    Wrong(
        *(
            "falklands-vote-2013",
            "ambassador in London, Alicia Castro",
            "Alicia Castro",
            "holdsOffice",
            "United Kingdom",
        ),
        {"verdict": "correct", "new_object": "Argentina"},
    ),
    Wrong(
        *("essequibo-argyle-2023", "Guyana, which Venezuela claims", "Venezuela", "claims", "Guyana"),
        {"verdict": "correct", "new_object": "Essequibo"},
    ),
    Wrong(
        "essequibo-argyle-2023", "They did not come closer on the Essequibo", "Guyana", "visits", "Essequibo", REJECT
    ),
    Wrong("falklands-uk-statement", "We do not expect it", "United Kingdom", "demandsFrom", "United Nations", REJECT),
    Wrong("senkaku-summit-2014", "treaty between the United States and Japan", "Japan", "agreesWith", "United", REJECT),
)


def kg(*arguments: object) -> int:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    return int(stopped.value.code or 0)


def words(kb: KnowledgeBase) -> set[tuple[str, str, str, str, str, str | None]]:
    labels = {entity.id: entity.label for entity in kb.entities}
    return {
        (
            *(r.evidence.document, r.evidence.quote),
            *(labels[r.subject], r.relation, labels[r.object], r.evidence.curator),
        )
        for r in readings(kb)
    }


def test_three_errors_become_verdicts_and_the_graph_is_right(tmp_path: Path, catalog: Catalog) -> None:
    articles, output, review = tmp_path / "articles", tmp_path / "output", tmp_path / "review.csv"
    copy_examples(articles)
    assert kg("build", articles, "-o", output) == 0
    assert kg("review", output, "-o", review, "--curator", "Ada Vale") == 0
    before = read_folder(output)

    rows = [dict(row.cells) for row in read_table(review, REVIEW, needed=REVIEW)]
    chosen: list[Wrong] = []
    for wrong in KNOWN:
        for row in rows:
            ends = row["subject"].startswith(wrong.subject) and row["object"].startswith(wrong.object)
            same = (row["document"], row["quote"], row["relation"]) == (wrong.document, wrong.quote, wrong.relation)
            if len(chosen) < 3 and ends and same and not row["verdict"]:
                row.update(wrong.verdict)
                chosen.append(wrong)
    assert len(chosen) == 3, "the extractor reads these well now: put other errors of it on the list"
    review.write_bytes(table(REVIEW, rows))
    assert kg("review", output, "--import", review, "--verdicts", articles) == 0
    assert kg("build", articles, "-o", output) == 0

    after = read_folder(output)
    for wrong in chosen:
        where = (wrong.document, wrong.quote)
        gone = [found for found in words(before) - words(after) if found[:2] == where]
        come = [found for found in words(after) - words(before) if found[:2] == where]
        assert [found[5] for found in gone] == [None]
        if wrong.verdict == REJECT:
            assert come == []
        else:
            [(_, _, subject, relation, object, curator)] = come
            right = wrong.verdict
            assert subject == right.get("new_subject", gone[0][2])
            assert relation == wrong.relation
            assert object == right.get("new_object", gone[0][4])
            assert curator == "Ada Vale"
        [told] = [d for d in after.diagnostics if d.code.startswith("verdict-") and d.document == wrong.document]
        assert told.message.startswith("Ada Vale ")
        assert wrong.relation in told.message
    assert len(words(before) ^ words(after)) == 6 - sum(wrong.verdict == REJECT for wrong in chosen)
    assert list(check_build(output, catalog=catalog)) == []
    curated = [s for s in after.statements if any(e.curator for e in s.evidence)]
    assert all("read by: Ada Vale, curator" in explain(after, statement.id) for statement in curated)
    assert ("curator:Ada Vale" in to_html(after)) is bool(curated)

    again = (articles / "verdicts.csv").read_bytes()
    assert kg("review", output, "--import", review, "--verdicts", articles) == 0
    assert (articles / "verdicts.csv").read_bytes() == again
    files = {file.name: file.read_bytes() for file in output.iterdir()}
    assert kg("build", articles, "-o", output) == 0
    assert {file.name: file.read_bytes() for file in output.iterdir()} == files
    assert kg("build", articles, "-o", output, "--no-verdicts") == 0
    assert read_folder(output) == before


def blocks(text: str) -> list[tuple[str, str]]:
    return re.findall(r"^```(sh|text)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_the_page_does_what_it_says(tmp_path: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    output, shown = "", 0
    for kind, block in blocks(PAGE.read_text(encoding="utf-8")):
        if kind == "sh":
            done = subprocess.run(
                ["sh", "-ec", block], cwd=tmp_path, env=os.environ | {"PATH": path}, capture_output=True, text=True
            )
            assert done.returncode == 0, done.stderr
            output = done.stdout
        else:
            shown += 1
            assert block == output
    assert shown == 2
    with as_file(corpus()) as folder:
        names = {file.name for file in folder.iterdir()}
    assert {file.name for file in (tmp_path / "articles").iterdir()} == names | {"verdicts.csv"}
    for line in output.splitlines():
        assert json.loads(line)["code"].startswith("verdict-")
