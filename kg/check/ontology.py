"""What is wrong with the ontology: drift from the catalog and the code, and the pitfalls that a script can find.

The pitfalls are those of the OOPS! catalogue (Poveda-Villalon et al., 2014) that need neither a network nor judgement;
each says the number that they have there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SH, SKOS, VANN
from rdflib.term import Node

from kg.catalog import Catalog
from kg.check.finding import Finding, located, short
from kg.ontology import with_relations
from kg.turtle import parse_file
from kg.vocabulary import TDO

__all__ = ["PITFALLS", "check_ontology"]

ONTOLOGY = URIRef("https://w3id.org/tdo")
_TYPES = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)
_CLASS_NAME = re.compile(r"[A-Z][A-Za-z0-9]*")
_PROPERTY_NAME = re.compile(r"[a-z][A-Za-z0-9]*")
_TERM = re.compile(r"tdo:([A-Za-z]\w*)")
_COMMENT = re.compile(r"(?m)^\s*#.*$")

type Faults = Iterator[tuple[Node, str]]


def check_ontology(folder: Path, *, catalog: Catalog) -> Iterator[Finding]:
    """Everything wrong with the ontology in a folder, and with the shapes, context and queries that use it.

    Parameters
    ----------
    folder
        Holds ``tdo.ttl``, ``shapes.ttl``, ``context.jsonld`` and ``queries/``; the last three may be missing.
    catalog
        What the relations of the ontology follow from.

    Yields
    ------
    Finding
        With code ``ontology``, the term, and the line of ``tdo.ttl`` where it is declared.

    Raises
    ------
    BuildError
        Where ``tdo.ttl`` or ``shapes.ttl`` is missing or is not Turtle.
    """
    file = folder / "tdo.ttl"
    graph = Graph(bind_namespaces="none")
    parse_file(file, graph)
    text = file.read_text(encoding="utf-8")
    if with_relations(text, [spec.relation for spec in catalog.relations.values()]) != text:
        message = "its relations are not those of kg/data/relations; allowed: what `python -m kg.ontology` writes"
        yield Finding("ontology", str(file), None, None, message)
    found = {(short(str(node)), message) for pitfall in PITFALLS for node, message in pitfall(graph)}
    findings = (Finding("ontology", node, None, None, message) for node, message in sorted(found))
    yield from located(findings, file)
    yield from _users(folder, graph)


def _own(graph: Graph, *types: URIRef) -> list[URIRef]:
    """The ontology's own terms of these types, or of any, sorted."""
    nodes = {node for type in types for node in graph.subjects(RDF.type, type)} if types else set(graph.subjects())
    return sorted(node for node in nodes if isinstance(node, URIRef) and str(node).startswith(str(TDO)))


def _header(graph: Graph) -> Faults:
    """P38 no declaration of the ontology, P41 no licence; no version, no preferred prefix."""
    if (ONTOLOGY, RDF.type, OWL.Ontology) not in graph:
        yield ONTOLOGY, "not declared as owl:Ontology"
    for term in (
        *(DCTERMS.license, DCTERMS.title, DCTERMS.description, OWL.versionIRI, OWL.versionInfo),
        *(VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri),
    ):
        if graph.value(ONTOLOGY, term) is None:
            yield ONTOLOGY, f"the header lacks {term.fragment or term.rsplit('/', 1)[-1]}"


def _annotations(graph: Graph) -> Faults:
    """P08 a term without label or definition."""
    for term in _own(graph):
        for property, name in ((RDFS.label, "label"), (SKOS.definition, "definition")):
            values = [value for value in graph.objects(term, property) if isinstance(value, Literal) and str(value)]
            if len(values) != 1:
                yield term, f"has {len(values)} times a {name}; allowed: once"
            elif values[0].language != "en":
                yield term, f"its {name} is not tagged as English"
        if (term, RDFS.isDefinedBy, ONTOLOGY) not in graph:
            yield term, "does not say that this ontology defines it"


def _domains(graph: Graph) -> Faults:
    """P11 a property without domain or range, P19 one with several, which would mean all of them at once."""
    for term in _own(graph, *_PROPERTIES):
        for property, name in ((RDFS.domain, "domain"), (RDFS.range, "range")):
            number = len(set(graph.objects(term, property)))
            if number != 1:
                yield term, f"has {number} times a {name}; allowed: once"


def _inverses(graph: Graph) -> Faults:
    """P05 and P13 inverses: declared both ways, domain and range crosswise; P25 and P26 none of itself."""
    for one, other in sorted(graph.subject_objects(OWL.inverseOf)):
        if one == other or (one, RDF.type, OWL.SymmetricProperty) in graph:
            yield one, "is symmetric or its own inverse, and declares an inverse"
        if (other, OWL.inverseOf, one) not in graph:
            yield one, f"is the inverse of {short(str(other))}, which does not say so"
        for mine, theirs in ((RDFS.domain, RDFS.range), (RDFS.range, RDFS.domain)):
            if _classes(graph, one, mine) != _classes(graph, other, theirs):
                yield one, f"its {mine.fragment} is not the {theirs.fragment} of {short(str(other))}, its inverse"


def _symmetric(graph: Graph) -> Faults:
    """P28 a symmetric property whose domain and range differ."""
    for term in _own(graph, OWL.SymmetricProperty):
        if _classes(graph, term, RDFS.domain) != _classes(graph, term, RDFS.range):
            yield term, "is symmetric, and its domain is not its range"


def _classes(graph: Graph, term: Node, property: URIRef) -> frozenset[Node]:
    """The class, or the members of the union, that is the domain or range."""
    value = graph.value(term, property)
    union = None if value is None else graph.value(value, OWL.unionOf)
    if union is not None:
        return frozenset(graph.items(union))
    return frozenset() if value is None else frozenset({value})


def _naming(graph: Graph) -> Faults:
    """P22 names in two styles."""
    for types, pattern, style in (
        ((OWL.Class,), _CLASS_NAME, "UpperCamelCase for a class"),
        ((*_PROPERTIES, OWL.AnnotationProperty), _PROPERTY_NAME, "lowerCamelCase for a property"),
    ):
        for term in _own(graph, *types):
            if not pattern.fullmatch(str(term).removeprefix(str(TDO))):
                yield term, f"its name is badly written; allowed: {style}"


def _labels(graph: Graph) -> Faults:
    """P32 several classes, or several properties, with one label."""
    for types in ((OWL.Class,), (*_PROPERTIES, OWL.AnnotationProperty)):
        bearers: defaultdict[str, set[URIRef]] = defaultdict(set)
        for term in _own(graph, *types):
            for label in graph.objects(term, RDFS.label):
                bearers[str(label).casefold()].add(term)
        for shared, terms in bearers.items():
            for term in sorted(terms) if len(terms) > 1 else ():
                yield term, f"shares the label {shared!r}; allowed: a label of its own"


def _untyped(graph: Graph) -> Faults:
    """P34 and P35 a class or property that nobody declared."""
    classes = {node for p in (RDFS.domain, RDFS.range, RDFS.subClassOf) for node in graph.objects(None, p)}
    classes |= {item for union in graph.objects(None, OWL.unionOf) for item in graph.items(union)}
    classes |= {item for members in graph.objects(None, OWL.members) for item in graph.items(members)}
    properties = {node for p in (RDFS.subPropertyOf, OWL.inverseOf) for node in graph.objects(None, p)}
    for node in sorted(node for node in classes | properties if isinstance(node, URIRef)):
        wanted = (OWL.Class, RDFS.Datatype) if node in classes else _PROPERTIES
        builtin = str(node).startswith("http://www.w3.org/2001/XMLSchema#")
        if not builtin and not any((node, RDF.type, type) in graph for type in wanted):
            yield node, f"is used as a {'class' if node in classes else 'property'}, and not declared as one"
    for term in _own(graph):
        if not any((term, RDF.type, type) in graph for type in _TYPES):
            yield term, "is no class and no property"


def _cycles(graph: Graph) -> Faults:
    """P06 a class or property that lies below itself."""
    for property in (RDFS.subClassOf, RDFS.subPropertyOf):
        for term in sorted(node for node in set(graph.subjects(property, None)) if isinstance(node, URIRef)):
            above = {
                node for parent in graph.objects(term, property) for node in graph.transitive_objects(parent, property)
            }
            if term in above:
                yield term, f"lies below itself by {property.fragment}"


def _unconnected(graph: Graph) -> Faults:
    """P04 a class that nothing is said of and nothing says."""
    for term in _own(graph, OWL.Class):
        used = any(property != RDFS.isDefinedBy for _, property in graph.subject_predicates(term))
        if not used and graph.value(term, RDFS.subClassOf) is None and term != TDO.Other:
            yield term, "is connected with no other term"


def _disjoint(graph: Graph) -> Faults:
    """P10 nothing is disjoint, so that a reasoner can find no mistake."""
    if (None, RDF.type, OWL.AllDisjointClasses) not in graph and (None, OWL.disjointWith, None) not in graph:
        yield ONTOLOGY, "declares no classes as disjoint"


def _code(graph: Graph) -> Faults:
    """Terms that the code does not know, and the other way round."""
    known = {URIRef(str(term)) for term in dir(TDO)}
    for term in sorted(set(_own(graph)) ^ known):
        where = "kg/vocabulary.py" if term in known else "tdo.ttl"
        yield term, f"is in {where} alone; allowed: in kg/vocabulary.py and in tdo.ttl"


PITFALLS: tuple[Callable[[Graph], Faults], ...] = (
    *(_header, _annotations, _domains, _inverses, _symmetric, _naming, _labels),
    *(_untyped, _cycles, _unconnected, _disjoint, _code),
)
"""Each takes the ontology and yields terms with what is wrong with them."""


def _users(folder: Path, graph: Graph) -> Iterator[Finding]:
    """Terms that shapes, context and queries use and the ontology lacks; classes without a shape."""
    known = {short(str(term)) for term in _own(graph)}
    others = [folder / "shapes.ttl", folder / "context.jsonld", *sorted((folder / "queries").glob("*.rq"))]
    for file in others:
        if not file.is_file():
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), start=1):
            for name in sorted(set(_TERM.findall(_COMMENT.sub("", line)))):
                if f"tdo:{name}" not in known:
                    message = "is used, and not a term of tdo.ttl"
                    yield Finding("ontology", f"tdo:{name}", None, None, message, source=f"{file.name}:{number}")
    if (file := folder / "shapes.ttl").is_file():
        shapes = Graph(bind_namespaces="none")
        parse_file(file, shapes)
        targets = set(shapes.objects(None, SH.targetClass))
        bare = [c for c in _own(graph, OWL.Class) if not targets & set(graph.transitive_objects(c, RDFS.subClassOf))]
        lacking = (
            Finding("ontology", short(str(c)), None, None, "no shape targets it, nor what it lies below") for c in bare
        )
        yield from located(lacking, folder / "tdo.ttl")
