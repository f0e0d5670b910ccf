"""JSON-LD: the whole knowledge base as JSON with the context of ``ontologies/context.jsonld``; the same bytes always.

A flat list of nodes, each with the plain keys of the context (``subject``, ``evidence``, ``quote``). The context stands
in the file, so that a reader needs no network. Numbers with a fraction are strings, since JSON-LD would turn a JSON
number into a floating-point literal with other digits.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rdflib import RDF, XSD, Graph, Literal
from rdflib.term import Node

from kg.model import KnowledgeBase
from kg.ontology import folder
from kg.rdf import to_rdf
from kg.vocabulary import ID, TDO

__all__ = ["serialize", "to_jsonld"]

type _Json = str | int | dict[str, _Json] | list[_Json]

# An id that stands for itself under a base: no scheme, no empty or dotted segment that resolving would remove.
_RELATIVE = re.compile(r"[a-z]+(/(?!\.{1,2}(/|$))[A-Za-z0-9._%~-]+)+")
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")


def to_jsonld(kb: KnowledgeBase) -> str:
    """The content of a ``.jsonld`` file.

    Parameters
    ----------
    kb
        In any order.

    Returns
    -------
    str
        An object with ``@context`` and ``@graph``; the latter is empty for an empty knowledge base.

    Raises
    ------
    BuildError
        Where a statement has a relation that the ontology does not know.
    """
    return serialize(to_rdf(kb))


def serialize(graph: Graph) -> str:
    """JSON-LD of a graph without blank nodes."""
    context = json.loads((folder() / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    terms = _terms(json.dumps(context))
    nodes: defaultdict[str, defaultdict[str, list[_Json]]] = defaultdict(lambda: defaultdict(list))
    for s, p, o in graph:
        key, value = _property(terms, p, o)
        nodes[str(s)][key].append(value)
    listed = [_node(terms, subject, nodes[subject]) for subject in sorted(nodes)]
    return json.dumps({"@context": context, "@graph": listed}, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class _Term:
    """A key of the context: its IRI, the type of its bare strings (None: text), whether its value is always a list."""

    key: str
    iri: str
    type: str | None
    is_list: bool


@cache
def _terms(context: str) -> Mapping[str, _Term]:
    """The terms of a context (its JSON text) by key and by the IRI that they stand for."""
    entries = json.loads(context)
    found = {}
    for key, entry in entries.items():
        if key.startswith("@") or (isinstance(entry, str) and (entry.startswith("@") or entry.endswith(("/", "#")))):
            continue
        fields = {"@id": entry} if isinstance(entry, str) else entry
        kind = fields.get("@type")
        kind = kind if kind is None or kind.startswith("@") else _expanded(entries, kind)
        term = _Term(key, _expanded(entries, fields["@id"]), kind, fields.get("@container") == "@set")
        found[term.iri] = found[key] = term
    return found


def _expanded(entries: Mapping[str, str], name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{entries[prefix]}{local}"


def _node(terms: Mapping[str, _Term], subject: str, properties: Mapping[str, list[_Json]]) -> dict[str, _Json]:
    node: dict[str, _Json] = {"id": _id(subject)}
    # The types, then the other keys by name.
    for key in sorted(properties, key=lambda key: (key != "type", key)):
        values = sorted(properties[key], key=lambda value: json.dumps(value, sort_keys=True))
        keep = len(values) > 1 or (key in terms and terms[key].is_list)
        node[key] = values if keep else values[0]
    return node


def _property(terms: Mapping[str, _Term], predicate: Node, value: Node) -> tuple[str, _Json]:
    if predicate == RDF.type:
        return "type", _vocabulary(terms, str(value))
    term = terms.get(str(predicate))
    key = _vocabulary(terms, str(predicate)) if term is None else term.key
    return key, _value(terms, None if term is None else term.type, value)


def _value(terms: Mapping[str, _Term], type: str | None, node: Node) -> _Json:
    """A value under a key whose bare strings are of a type."""
    if not isinstance(node, Literal):
        if type == "@vocab":
            return _vocabulary(terms, str(node))
        return _id(str(node)) if type == "@id" else {"@id": _id(str(node))}
    text, datatype = str(node), None if node.datatype in (None, XSD.string) else str(node.datatype)
    if node.language:
        return {"@value": text, "@language": node.language}
    if datatype == type:
        is_integer = datatype == str(XSD.integer) and _INTEGER.fullmatch(text)
        return int(text) if is_integer else text
    return {"@value": text} if datatype is None else {"@value": text, "@type": datatype}


def _id(iri: str) -> str:
    """Relative to the base of the context where that is safe, else in full."""
    local = iri.removeprefix(str(ID))
    return local if iri.startswith(str(ID)) and _RELATIVE.fullmatch(local) else iri


def _vocabulary(terms: Mapping[str, _Term], iri: str) -> str:
    """A name of the ontology without its namespace, unless the context uses that name for something else."""
    local = iri.removeprefix(str(TDO))
    if not iri.startswith(str(TDO)):
        return iri
    return local if local not in terms or terms[local].iri == iri else f"tdo:{local}"
