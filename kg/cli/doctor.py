"""The command that tells what is missing: kg doctor."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.options import Model, Quiet
from kg.cli.stream import say

__all__ = ["doctor"]


def doctor(
    model: Model = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FOLDER", help="Where a build would be written.")
    ] = "output",
    quiet: Quiet = False,
) -> None:
    """Check that everything works: Python, packages, language model, data, a sentence all the way, the output folder.

    Each line begins with ok, warn or fail; the exit status is 1 where anything fails.

    Example: kg doctor --output output/
    """
    from pathlib import Path

    from kg.doctor import Health, examine

    counts = dict.fromkeys(Health, 0)
    for check in examine(model=model, output=Path(output)):
        counts[check.health] += 1
        print(f"{check.health:5} {check.name}: {' '.join(check.found.split())}", flush=True)
        if check.cure is not None:
            print(f"      try: {check.cure}", flush=True)
    say(", ".join(f"{number} {health}" for health, number in counts.items()))
    raise typer.Exit(counts[Health.FAIL] > 0)
