"""Stands in for pip where the commands of a page run: says whether the project has what is to be installed."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


def unknown(arguments: list[str]) -> list[str]:
    """What of the arguments of ``pip install`` is neither this project, with its extras, nor named in it."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    extras, named = project["optional-dependencies"], str(project)
    found = []
    for wanted in (argument for argument in arguments if not argument.startswith("-") and argument != "install"):
        name, _, asked = wanted.rstrip("]").partition("[")
        ours = name in {".", "dispute-kg"} and set(filter(None, asked.split(","))) <= extras.keys()
        if not ours and f"'{name}" not in named:
            found.append(wanted)
    return found


if __name__ == "__main__" and (missing := unknown(sys.argv[1:])):
    sys.exit(f"pip: nothing of this project is {missing[0]!r}")
