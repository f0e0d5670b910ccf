"""The example corpus, extracted once a session, and the script that writes its tables."""

import importlib.util
import sys
from collections.abc import Callable
from importlib.resources import as_file
from pathlib import Path
from types import ModuleType

import pytest

from kg import pipeline
from kg.examples import corpus
from kg.model import KnowledgeBase
from kg.readers import read

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture(scope="session")
def golden() -> ModuleType:
    """``scripts/golden.py`` as a module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(SCRIPTS))
        spec = importlib.util.spec_from_file_location("golden", SCRIPTS / "golden.py")
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        patch.setitem(sys.modules, "golden", module)
        spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def kb(run: Callable[..., list[KnowledgeBase]]) -> KnowledgeBase:
    """What the program makes of the corpus today."""
    with as_file(corpus()) as folder:
        return pipeline.merge(run(*read(folder)))
