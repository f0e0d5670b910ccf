"""The golden tables of the example corpus: the answer to every named question, one CSV file each.

    python scripts/golden.py [--check]

Extracts the corpus, asks ``kg.query`` and writes ``tests/corpus/golden/<question>.csv``; beside them ``wrong.csv`` and
``missed.csv``, where the extraction differs from ``tests/corpus/expected.jsonl``, and ``wrong-rows.csv``, the rows of
the tables that rest on a wrong statement. Prints what changed, and the figures. ``--check`` writes nothing and ends
with 1 where a table has changed. Questions with more rows than anybody would read are asked for chosen values
(``CHOSEN``); their rows stand one below the other.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from collections import defaultdict
from collections.abc import Mapping
from importlib.resources import as_file
from pathlib import Path
from types import MappingProxyType

from corpus_score import EXPECTED, Comparison, compare, expected, extracted, plain

from kg import catalog, nlp, pipeline
from kg.answer import Answer, formatted
from kg.examples import corpus
from kg.model import KnowledgeBase, statement_id
from kg.query import named_queries, open_store, query
from kg.readers import read

__all__ = [
    "CHOSEN",
    "EXPECTED",
    "FOLDER",
    "build",
    "committed",
    "compared",
    "difference",
    "expected",
    "plain",
    "tables",
]

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "corpus"
_QUOTES = frozenset({"quote", "reportQuote", "holdingQuote", "claimQuote"})
_RELATION = {"who-met-whom": "metWith", "who-claims-what": "claims", "conflicting-claims": "claims"}
_COLUMNS = ("document", "subject", "relation", "object", "polarity", "modality", "holder", "time", "quote")
_QUOTED = (
    ("person/shinzo-abe", "metWith", "person/xi-jinping"),
    ("state/united-kingdom", "seizes", "territory/falkland-islands"),
    ("state/venezuela", "claims", "territory/essequibo"),
    ("state/russia", "occupies", "territory/crimea"),
)

CHOSEN: Mapping[str, tuple[Mapping[str, str], ...]] = MappingProxyType(
    {
        "connections": (
            {"start": "state/japan", "end": "state/taiwan"},
            {"start": "state/ukraine", "end": "state/japan"},
            {"start": "person/vladimir-putin", "end": "state/ukraine"},
        ),
        "names-by-source": ({"territory": "territory/senkaku-islands"}, {"territory": "territory/falkland-islands"}),
        "state-and-predecessors": (
            {"state": "state/russia", "territory": "territory/crimea"},
            {"state": "state/spain", "territory": "territory/western-sahara"},
            {"state": "state/venezuela", "territory": "territory/essequibo"},
            {"state": "state/argentina", "territory": "territory/falkland-islands"},
        ),
        "territory-names": ({"territory": "territory/hans-island"}, {"territory": "territory/senkaku-islands"}),
        "territory-timeline": ({"territory": "territory/crimea"}, {"territory": "territory/falkland-islands"}),
        "treaties": (
            {"territory": "territory/crimea"},
            {"territory": "territory/essequibo"},
            {"territory": "territory/western-sahara"},
        ),
        "where-is-it-said": tuple({"statement": f"statement/{statement_id(*ends)}"} for ends in _QUOTED),
    }
)
"""Values that fix variables of a question, one answer after the other."""


def build() -> KnowledgeBase:
    """The knowledge base of the corpus."""
    with as_file(corpus()) as folder:
        documents = read(folder)
        return pipeline.merge(pipeline.extract(documents, nlp=nlp.load_model(None), catalog=catalog.load()))


def compared(kb: KnowledgeBase) -> Comparison:
    """The extraction beside what a careful reader wrote down."""
    relations = catalog.load().relations
    symmetric = {name for name, frames in relations.items() if frames.relation.symmetric}
    return compare(expected(), extracted(kb), symmetric)


def tables(kb: KnowledgeBase) -> dict[str, str]:
    """Every table as CSV, by its path below ``FOLDER``."""
    store = open_store(kb)
    result = compared(kb)
    found, known = {}, []
    for name in named_queries():
        answers = [query(store, name, parameters=values) for values in CHOSEN.get(name, ({},))]
        answer = Answer(answers[0].columns, tuple(row for answer in answers for row in answer.rows))
        found[f"golden/{name}.csv"] = formatted(answer, "csv")
        known += _known_errors(name, answer, result)
    wrong = tuple((problem, *claim.row) for problem, claim in result.wrong)
    found["wrong.csv"] = formatted(Answer(("problem", *_COLUMNS), wrong), "csv")
    found["missed.csv"] = formatted(Answer(_COLUMNS, tuple(claim.row for claim in result.missed)), "csv")
    found["wrong-rows.csv"] = formatted(
        Answer(("question", "line", "problem", "statement", "quote"), tuple(known)), "csv"
    )
    return found


def _known_errors(name: str, answer: Answer, result: Comparison) -> list[tuple[str, int, str, str, str]]:
    """The rows of a table that rest on words in which the extraction is wrong, with their lines in the file."""
    wrong = defaultdict(list)
    for problem, claim in result.wrong:
        wrong[claim.row[-1]].append((problem, claim))
    rows = []
    for line, values in enumerate(answer.rows, 2):
        row = {column: str(value or "") for column, value in zip(answer.columns, values, strict=True)}
        relation = (row.get("relation") or row.get("how") or _RELATION.get(name, "")).removeprefix("tdo:")
        for column in _QUOTES & row.keys():
            said = "claims" if column == "claimQuote" else relation
            for problem, claim in wrong.get(" ".join(row[column].split()), ()):
                same = said in ("", claim.relation) and row.get("polarity", claim.polarity) == claim.polarity
                if same and (name == "relative-dates" or claim.subject in row.values()):
                    statement = f"{claim.subject} {claim.relation} {claim.object}"
                    rows.append((name, line, problem, statement, claim.row[-1]))
    return sorted(set(rows))


def committed() -> dict[str, str]:
    """The tables as they lie in ``FOLDER``."""
    files = [*FOLDER.glob("golden/*.csv"), *FOLDER.glob("*.csv")]
    return {file.relative_to(FOLDER).as_posix(): file.read_text(encoding="utf-8") for file in files}


def difference(name: str, before: str, after: str) -> str:
    """What changed in one table: rows that went (-) and rows that came (+); empty where nothing did."""
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), f"{name} (golden)", f"{name} (now)", "", "", 0
    )
    return "\n".join(line.rstrip() for line in lines if not line.startswith("@@"))


def main() -> None:
    """Write the tables, or say what changed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, end with 1 where a table has changed")
    check = parser.parse_args().check
    kb = build()
    new, old = tables(kb), committed()
    changed = False
    for name in sorted(new.keys() | old.keys()):
        if text := difference(name, old.get(name, ""), new.get(name, "")):
            changed = True
            print(text)
    if not check:
        (FOLDER / "golden").mkdir(parents=True, exist_ok=True)
        for name, table in new.items():
            (FOLDER / name).write_text(table, encoding="utf-8")
        for name in old.keys() - new.keys():
            (FOLDER / name).unlink()
    result = compared(kb)
    print(
        f"{result.expected} expected, {result.extracted} extracted, {result.found} found, {result.right} right; "
        f"precision {result.precision:.3f}, strict F1 {result.strict_f1:.3f}"
    )
    sys.exit(check and changed)


if __name__ == "__main__":
    main()
