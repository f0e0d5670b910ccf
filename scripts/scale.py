"""How long a large build takes to write, to load and to ask: made-up statements, the twenty questions, Oxigraph.

    python scripts/scale.py [--statements 100000]

Prints processor seconds and rows as a Markdown table. Questions that take a territory, a state, two actors, a statement
or a dispute are asked about one. The statements are those of ``scripts/synthetic.py``: the same for the same number.
"""

from __future__ import annotations

import argparse
import platform
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from synthetic import knowledge_base

from kg.export.turtle import to_turtle
from kg.query import named_queries, open_store, query

ONE_CLAIM = "SELECT ?s { ?s rdf:predicate tdo:claims } ORDER BY ?s LIMIT 1"
ONE_DISPUTE = "SELECT ?d { ?d a tdo:Dispute } ORDER BY ?d LIMIT 1"


def timed[T](label: str, work: Callable[[], T]) -> T:
    """The result of some work; a row with the processor seconds that it took."""
    start = time.process_time()
    result = work()
    print(f"| {label} | {time.process_time() - start:.2f} | |", flush=True)
    return result


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=100_000)
    options = parser.parse_args()
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}\n")
    print("| step or question | processor seconds | rows |\n| --- | ---: | ---: |")
    kb = timed("make up", lambda: knowledge_base(options.statements))
    text = timed("write Turtle", lambda: to_turtle(kb))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.ttl"
        file.write_text(text, encoding="utf-8")
        store = timed(f"load ({file.stat().st_size / 1e6:.0f} MB)", lambda: open_store(file))
    given = {
        "territory": "territory/t0",
        "state": "state/s1",
        "start": "state/s1",
        "end": "person/p2",
        "statement": str(query(store, ONE_CLAIM).rows[0][0]),
        "dispute": str(query(store, ONE_DISPUTE).rows[0][0]),
    }
    for name, question in named_queries().items():
        start = time.process_time()
        answer = query(store, name, parameters={variable: given[variable] for variable in question.parameters})
        print(f"| {name} | {time.process_time() - start:.2f} | {len(answer.rows)} |", flush=True)


if __name__ == "__main__":
    main()
