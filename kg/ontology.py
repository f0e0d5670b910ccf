"""The ontology's files, and the part of ``tdo.ttl`` that follows from the relations of the catalog.

``python -m kg.ontology`` writes that part anew; a test fails where it was forgotten.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from rdflib import Graph, Literal

from kg.catalog import DATA
from kg.errors import BuildError
from kg.frames import load_relations
from kg.model import ACTORS, GROUND, Kind, Relation

__all__ = ["MARK", "folder", "main", "ontology", "relations_turtle", "with_relations"]

MARK = "# ---- The relations: written by `python -m kg.ontology` from kg/data/relations; change them there. ----\n"
_CLASSES = (("Actor", ACTORS), ("Place", GROUND))
_PACKAGE = Path(__file__).resolve().parent


def folder() -> Path:
    """The folder with the ontology, its shapes, its context and the named queries.

    Inside the package where it is installed, at the top of the repository in a checkout.

    Raises
    ------
    BuildError
        Where neither has ``tdo.ttl``.
    """
    places = (_PACKAGE / "ontologies", _PACKAGE.parent / "ontologies")
    for place in places:
        if (place / "tdo.ttl").is_file():
            return place
    raise BuildError(f"{places[0]}: no tdo.ttl; allowed: an installation with the ontology, or a checkout")


def ontology() -> Graph:
    """The ontology as a graph (it has blank nodes, for unions of classes)."""
    return Graph(bind_namespaces="none").parse(folder() / "tdo.ttl", format="turtle")


def relations_turtle(relations: Iterable[Relation]) -> str:
    """The relations as OWL object properties in Turtle, sorted by id.

    Prefixes (``owl``, ``rdfs``, ``skos``, ``tdo``) are those that the upper part of ``tdo.ttl`` declares. Domain and
    range are a class, or the union of classes, that covers the kinds; a relation without kinds has none.
    """
    return "\n".join(_relation(relation) for relation in sorted(relations, key=lambda relation: relation.id))


def with_relations(text: str, relations: Iterable[Relation]) -> str:
    """The text of ``tdo.ttl`` with everything below the mark replaced.

    Raises
    ------
    BuildError
        Where the mark is missing.
    """
    head, mark, _ = text.partition(MARK)
    if not mark:
        raise BuildError(f"tdo.ttl: no line {MARK.strip()!r}; allowed: exactly one")
    return f"{head}{mark}\n{relations_turtle(relations)}"


def main() -> None:
    """Write the relations of ``kg/data/relations`` into ``tdo.ttl``."""
    file = folder() / "tdo.ttl"
    relations = [spec.relation for spec in load_relations(DATA / "relations").values()]
    file.write_text(with_relations(file.read_text(encoding="utf-8"), relations), encoding="utf-8")
    print(f"{file}: {len(relations)} relations", file=sys.stderr)


def _relation(relation: Relation) -> str:
    types = "owl:ObjectProperty, owl:SymmetricProperty" if relation.symmetric else "owl:ObjectProperty"
    properties = [
        f"a {types}",
        f"rdfs:label {Literal(relation.label, lang='en').n3()}",
        f"skos:definition {Literal(relation.definition, lang='en').n3()}",
        f"rdfs:domain {_class(relation.subject)}" if relation.subject else "",
        f"rdfs:range {_class(relation.object)}" if relation.object else "",
        f"tdo:group {Literal(relation.group).n3()}",
        f"tdo:plover {Literal(relation.plover).n3()}" if relation.plover else "",
        f"tdo:cooperation {relation.cooperation}" if relation.cooperation is not None else "",
        "rdfs:isDefinedBy <https://w3id.org/tdo>",
    ]
    return f"tdo:{relation.id} " + " ;\n    ".join(filter(None, properties)) + " .\n"


def _class(kinds: frozenset[Kind]) -> str:
    """Few classes that cover the kinds: Actor and Place where all their kinds may stand, else the kinds one by one."""
    names, rest = [], set(kinds)
    for name, members in _CLASSES:
        # Place covers State too, which a relation between actors and places already has through Actor.
        if members <= kinds and members & rest:
            names.append(name)
            rest -= members
    names += sorted(kind.value for kind in rest)
    if len(names) == 1:
        return f"tdo:{names[0]}"
    return f"[ a owl:Class ; owl:unionOf ( {' '.join(f'tdo:{name}' for name in names)} ) ]"


if __name__ == "__main__":
    main()
