"""`import kg` gives the names and imports nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import kg

HEAVY = "spacy rdflib networkx pandas numpy pyvis matplotlib rich pyoxigraph typer requests".split()


def test_importing_is_light() -> None:
    program = f"import sys, kg; print([name for name in {HEAVY} if name in sys.modules], 'kg.api' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] False"


def test_every_name_is_there() -> None:
    assert {name for name in kg.__all__ if getattr(kg, name, None) is None} == set()
    assert set(kg.__all__) <= set(dir(kg))
    assert kg.examples.corpus().is_dir()


def test_an_unknown_name_says_which_there_are() -> None:
    with pytest.raises(AttributeError, match=r"'kg' has no attribute 'biuld'; allowed: .*build"):
        kg.biuld  # noqa: B018


def test_the_version_stands_where_the_build_looks_for_it() -> None:
    lines = Path(kg.__file__).read_text(encoding="utf-8").splitlines()
    assert f'__version__ = "{kg.__version__}"' in lines
