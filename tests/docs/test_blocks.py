"""Every code block of the pages runs, one after the other, in a folder of the page's own.

What stands in a comment right before a block says what else is done with it:

- ``not run: REASON``: nothing. The reason is needed.
- ``file: NAME``, ``append to: NAME``: the block is what the reader writes into this file.
- ``output``: what the block before it printed. Where a line of it is ``…``, or ends in it, more may follow.

Languages that are not named below need such a comment, and so does a block without any language.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rdflib

ROOT = Path(__file__).resolve().parents[2]

ELSEWHERE = {
    "docs/analyses.md": "tests/analysis/test_cli.py",
    "docs/disputes.md": "tests/rdf/test_disputes.py",
    "docs/exports.md": "tests/export/formats/test_docs.py",
    "docs/review.md": "tests/review/test_example.py",
}
"""Pages whose blocks another test runs."""

NOT_HERE = ("scripts/train_",)
"""Commands in pages without comments that need annotated passages, which are not part of the package."""


def values(code: str) -> list[Any]:
    """JSON: one value, or one a line."""
    try:
        return [json.loads(code)]
    except json.JSONDecodeError:
        return [json.loads(line) for line in code.splitlines()]


CHECKED: dict[str, Callable[[str], Any]] = {
    "json": values,
    "toml": tomllib.loads,
    "turtle": lambda code: rdflib.Graph().parse(data=code, format="turtle"),
    "text": str,
}
"""Languages that are read and not run."""

RUN = {"sh", "python", "sparql"}


def matches(sample: str, output: str) -> bool:
    """Whether a sample on a page is what was printed; ``…`` stands for the rest of a line, alone for any lines."""
    lines = [" ".join(line.split()) for line in output.splitlines()]
    at, gap = 0, False
    for wanted in (" ".join(line.split()) for line in sample.splitlines()):
        if wanted == "…":
            gap = True
            continue
        start, cut, _ = wanted.partition("…")
        while at < len(lines) and not (lines[at].startswith(start) if cut else lines[at] == wanted):
            if not gap:
                return False
            at += 1
        if at == len(lines):
            return False
        at, gap = at + 1, False
    return gap or at == len(lines)


@pytest.mark.slow
def test_every_block_runs(page: str, found: list[Any], run: Any) -> None:
    if page in ELSEWHERE:
        assert Path(page).name in (ROOT / ELSEWHERE[page]).read_text(encoding="utf-8")
        pytest.skip(f"{ELSEWHERE[page]} runs it")
    for block in found:
        if block.mark == "not run":
            continue
        try:
            if block.mark == "output":
                assert matches(block.code, run.output), f"printed was\n{run.output}"
            elif block.mark:
                file = run.folder / block.about
                file.parent.mkdir(parents=True, exist_ok=True)
                with file.open("a" if block.mark == "append to" else "w", encoding="utf-8") as stream:
                    stream.write(block.code)
            elif block.language in CHECKED:
                CHECKED[block.language](block.code)
            else:
                lines = block.code.splitlines(keepends=True)
                kept = [line for line in lines if not any(start in line for start in NOT_HERE)]
                getattr(run, block.language)("".join(kept))
        except Exception as error:
            pytest.fail(f"{block.where}: {error}\n{block.code}", pytrace=False)


def test_every_block_says_what_it_is(page: str, found: list[Any]) -> None:
    if page in ELSEWHERE:
        pytest.skip(f"{ELSEWHERE[page]} looks at it")
    for block in found:
        assert block.mark or block.language in RUN | CHECKED.keys(), f"{block.where}: {block.language!r}, no comment"
        assert block.mark not in {"not run", "file", "append to"} or block.about, f"{block.where}: {block.mark} what?"


@pytest.mark.parametrize(
    ("sample", "output", "right"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\n", "a\nb\n", False),
        ("a\n…\n", "a\nb\n", True),
        ("…\nb\n", "a\nb\n", True),
        ("…\nc\n", "a\nb\n", False),
        ("a\nb\n", "a\n", False),
        ("a  1…\n", "a 1 2\n", True),
        ("a 2…\n", "a 1 2\n", False),
    ],
)
def test_a_sample_is_what_was_printed(sample: str, output: str, right: bool) -> None:
    assert matches(sample, output) is right


PAGE = """
<!-- file: a.txt -->
```text
one
```

```sh
cat a.txt; kg --version | wc -w
```

<!-- output -->
```text
one
…
```

<!--
not run: a reason of
two lines
-->
```cypher
MATCH
```

    kg doctor \\
      --quiet
    pip install .

Asked:

    SELECT * { ?s ?p ?o }

Else:

    what is this

1. in a list
   ```python
   print(1)
   ```

```{toctree}
a
```
"""


def test_blocks_are_found_with_what_is_said_of_them(parse: Callable[..., list[Any]]) -> None:
    found = [(block.where, block.language, block.mark, block.about) for block in parse(PAGE, "p")]
    assert found == [
        ("p:3", "text", "file", "a.txt"),
        ("p:7", "sh", "", ""),
        ("p:12", "text", "output", ""),
        ("p:21", "cypher", "not run", "a reason of\ntwo lines"),
        ("p:25", "sh", "", ""),
        ("p:31", "sparql", "", ""),
        ("p:35", "", "", ""),
        ("p:38", "python", "", ""),
    ]


def test_what_fails_in_a_block_is_told(empty: Any) -> None:
    empty.sh("echo one; sleep 60 &\necho $COLUMNS")
    assert empty.output == "one\n100\n"
    for code in ("false\ntrue", "false | true", "kg nonsense", "echo $unset", "make nonsense", "pip install nonsense"):
        with pytest.raises(AssertionError, match="status"):
            empty.sh(code)
    empty.sh("pip install '.[analysis,check]' && make demo && test ! -e output")
    empty.python("x = 1\nprint(x)")
    empty.python("print(x + 1)")
    assert empty.output == "2\n"
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        empty.python("x / 0")
