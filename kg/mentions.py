"""Who and what a text names: gazetteer hits and the entities that spaCy finds, linked within the document.

A :class:`Reading` is what the later stages look things up in: which token refers to which entities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from kg.catalog import Catalog
from kg.model import Document, Kind, Mention
from kg.model import Span as Offsets
from kg.nlp import Entry, Gazetteer, Hit, entries, find
from kg.reading import Reading, Referent, register

__all__ = ["at_a_place", "mentions", "read"]

_NER_KINDS: Mapping[str, Kind] = {
    "PERSON": Kind.PERSON,
    "ORG": Kind.ORGANIZATION,
    "GPE": Kind.PLACE,
    "LOC": Kind.PLACE,
    "FAC": Kind.PLACE,
    "LAW": Kind.AGREEMENT,
    "NORP": Kind.ORGANIZATION,
}
_PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "outside", "to", "into", "around", "through", "off", "above"})
_TOLD = frozenset(
    (
        "accord according protest complain appeal apologize apologise belong cede concede surrender object "
        "demarche ambassador envoy threat warning note letter message offer proposal blow concession reply "
        "response say speak give hand return lose deliver transfer opposition challenge"
    ).split()
)
_TITLES = frozenset({"EVENT", "WORK_OF_ART", "PRODUCT"})
_WEAK_NER = frozenset({"NORP"})


def read(document: Document, doc: Doc, *, names: Gazetteer, catalog: Catalog) -> Reading:
    """The referents of a parsed document; an empty text has none."""
    reading = Reading(
        document, doc, catalog, (), {}, tuple(_entries(document, names)), _author(document, names, catalog)
    )
    found = sorted(_referents(reading, list(find(doc, names))), key=lambda r: r.start)
    at = {i: referent for referent in found for i in range(referent.start, referent.end)}
    for referent in found:
        form = doc[referent.start : referent.end].text
        for option in referent.options:
            if referent.role == "name" and form not in reading.used[option]:
                reading.used[option].append(form)
    return replace(reading, referents=tuple(found), at=at)


def mentions(reading: Reading) -> Iterator[Mention]:
    """The named mentions of a document as values, in order of the text."""
    for referent in reading.referents:
        span = reading.doc[referent.start : referent.end]
        entity = referent.options[0] if referent.options else None
        kind = reading.kind(entity) if entity else Kind.OTHER
        yield Mention(reading.document.id, Offsets(span.start_char, span.end_char), kind, entity)


def _entries(document: Document, names: Gazetteer) -> Iterator[Entry]:
    for entry in entries(document.text, names):
        ids = tuple(dict.fromkeys(_by_name(party, names) for party in entry.parties))
        yield Entry(entry.start, entry.end, tuple(party for party in ids if party))


def _by_name(form: str, names: Gazetteer) -> str:
    found = sorted((i for role, i in names.meanings.get(form, ()) if role == "name"), key=_rank)
    return found[0] if found else ""


def _rank(entity: str) -> tuple[int, str]:
    order = ("state", "territory", "organization", "place")
    prefix = entity.partition("/")[0]
    return (order.index(prefix) if prefix in order else len(order), entity)


def _author(document: Document, names: Gazetteer, catalog: Catalog) -> str | None:
    """The state or body in whose voice the document is, where the catalog knows it."""
    if not document.author:
        return None
    return catalog.by_iso(document.author) or _by_name(document.author, names) or None


def _referents(reading: Reading, hits: list[Hit]) -> Iterator[Referent]:
    """Gazetteer hits win over spaCy's entities, except inside a longer name of a person or body."""
    doc = reading.doc
    named = [
        span
        for span in doc.ents
        if span.label_ in _NER_KINDS or (span.label_ in _TITLES and _is_agreement(reading, span))
    ]
    swallowed: set[tuple[int, int]] = set()
    spans: list[Span] = []
    for span in named:
        inner = [hit for hit in hits if hit.start < span.end and span.start < hit.end]
        core = _core(span, reading) if span.label_ == "PERSON" else span
        core = _joined(core, spans) if core else core
        if inner and not (core and _swallows(core, inner, reading)):
            continue
        swallowed.update((hit.start, hit.end) for hit in inner)
        if core:
            spans.append(core)
    for hit in hits:
        if (hit.start, hit.end) not in swallowed:
            yield _hit(hit, doc)
    yield from _named(reading, spans)


def _joined(span: Span, earlier: list[Span]) -> Span:
    """A surname with the given name that spaCy took for something else ("Dmitry" + "Medvedev")."""
    before = earlier[-1] if earlier else None
    if before is None or before.end != span.start or len(before) > 1 or len(span) > 1:
        return span
    if before.root.dep_ == "compound" and before.root.head.i == span.root.i and span.root.pos_ == "PROPN":
        earlier.pop()
        return Span(span.doc, before.start, span.end, label="PERSON")
    return span


def _swallows(span: Span, inner: list[Hit], reading: Reading) -> bool:
    """Whether a person's or body's name contains the known names as mere parts ("Bank of China", "Paris Hilton")."""
    known = sum(hit.end - hit.start for hit in inner)
    words = [token for token in span if not token.is_stop and token.text not in {"'s", "’s", "-"}]
    if known >= len(words) or any(hit.start < span.start or hit.end > span.end for hit in inner):
        return False
    if span.label_ == "PERSON":
        return len(words) <= 4
    cues = reading.catalog.cues
    # a ministry or treaty is told by its head noun, and the states in its name matter
    speaking = frozenset().union(
        *(cues.get(f"nouns.{key}", frozenset()) for key in ("organs", "agreements", "disputes"))
    )
    return span.label_ == "ORG" and not any(token.lower_ in speaking or token.lower_ == "war" for token in span)


def _core(span: Span, reading: Reading) -> Span | None:
    """A person's name without title, article and possessive; None where nothing is left."""
    titles = reading.catalog.cues.get("titles.offices", frozenset()) | reading.catalog.cues.get(
        "titles.address", frozenset()
    )
    qualifiers = reading.catalog.cues.get("titles.qualifiers", frozenset())
    start, end = span.start, span.end
    doc = span.doc
    while end > start and (doc[end - 1].tag_ == "POS" or doc[end - 1].is_punct):
        end -= 1
    while start < end:
        pair = doc[start : start + 2].text.lower()
        if pair in titles and start + 2 < end:
            start += 2
        elif doc[start].lower_ in titles | qualifiers or doc[start].is_stop or doc[start].is_punct:
            start += 1
        else:
            break
    return Span(doc, start, end, label="PERSON") if start < end else None


def _hit(hit: Hit, doc: Doc) -> Referent:
    span = doc[hit.start : hit.end]
    head = span.root
    roles = {role for role, _ in hit.meanings}
    role = "name" if "name" in roles else sorted(roles)[0]
    if role in {"adjective", "people"}:
        role = "adjective" if _modifies(head) and "adjective" in roles else "people" if "people" in roles else role
    # a name's own bearers come before the state whose capital has it too ("Vienna")
    fitting = [i for r, i in hit.meanings if r == role]
    fitting = sorted(fitting, key=_rank) if role == "name" else fitting
    options = tuple(dict.fromkeys([*fitting, *(i for r, i in hit.meanings if r != role)]))
    return Referent(hit.start, hit.end, head.i, role, options)


def _modifies(token: Token) -> bool:
    return token.dep_ in {"amod", "compound", "npadvmod", "nmod"} or (
        token.dep_ == "conj" and token.pos_ == "ADJ" and _modifies(token.head)
    )


def _named(reading: Reading, spans: list[Span]) -> Iterator[Referent]:
    """spaCy's entities that the catalog lacks; a surname alone is the person of that surname named in full."""
    full: dict[str, str] = {}
    for span in spans:
        if len(span) > 1 and _kind(reading, span) is Kind.PERSON:
            full.setdefault(span[-1].lower_, span.text)
    for span in spans:  # "Xi Jinping", then "Xi"
        if len(span) == 2 and _kind(reading, span) is Kind.PERSON:
            full.setdefault(span[0].lower_, span.text)
    for span in spans:
        kind = Kind.PERSON if len(span) == 1 and span.text.lower() in full else _kind(reading, span)
        label = re.sub(r"\s+", " ", span.text.removeprefix("the ").removeprefix("The ")).strip(" -–—'’\"“”()")
        label = re.sub(r"['’]s?$", "", label)
        if not any(char.isalpha() for char in label) or (span.label_ in _WEAK_NER and not span.root.text[0].isupper()):
            continue
        if kind is Kind.PERSON:
            whole = full.get(span[-1].lower_, label) if len(span) == 1 else label
            surname = whole.split()[-1]
            identity = register(reading, kind, tuple(dict.fromkeys((whole, label, surname))), local=" " not in whole)
        else:
            identity = register(reading, kind, (label,))
        yield Referent(span.start, span.end, span.root.i, "name", (identity,))


def _kind(reading: Reading, span: Span) -> Kind:
    """The kind of a name: what its head noun or the title before it says beats what spaCy guesses."""
    if _is_agreement(reading, span):
        return Kind.AGREEMENT
    kind = _NER_KINDS[span.label_]
    if kind is not Kind.PERSON and len(span) > 1 and _titled(reading, span):
        return Kind.PERSON
    ground = reading.catalog.cues.get("nouns.territories", frozenset())
    if kind is not Kind.PLACE and len(span) > 1 and {span.root.lower_, span.root.lemma_.lower()} & ground:
        return Kind.PLACE
    return kind


def _titled(reading: Reading, span: Span) -> bool:
    """Whether an office stands right before a name ("India's prime minister, Manmohan Singh")."""
    doc, i = span.doc, span.start - 1
    while i >= 0 and doc[i].text == ",":
        i -= 1
    offices = reading.catalog.cues.get("titles.offices", frozenset())
    return i >= 0 and doc[i].lower_ in offices and doc[i].pos_ in {"NOUN", "PROPN"}


def _is_agreement(reading: Reading, span: Span) -> bool:
    """Whether a name is that of a treaty ("the Treaty of Kanagawa"), whatever spaCy takes it for."""
    nouns = reading.catalog.cues.get("nouns.agreements", frozenset())
    linked = next((i for i, token in enumerate(span) if i and token.pos_ == "ADP"), len(span))
    head = span[linked - 1]
    known = {head.lemma_.lower(), head.lower_.removesuffix("s")} & nouns  # the lemma of a name keeps its plural
    return bool(known) and head.text[0].isupper() and span.label_ != "PERSON"


def at_a_place(token: Token) -> bool:
    """Whether a name stands where things happen ("in Tokyo") and so does not act."""
    if token.dep_ != "pobj" or token.head.lower_ not in _PLACE_PREPOSITIONS:
        return False
    # one goes "to Tokyo", but protests, speaks and hands notes to the government there
    return token.head.lower_ != "to" or token.head.head.lemma_.lower() not in _TOLD
