"""Who counts for whom: the state that an actor acts for, and the parts of a territory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.catalog import Catalog, load
from kg.model import Kind, KnowledgeBase, Modality, Polarity

__all__ = ["sides", "with_parts"]

_OFFICE = "holdsOffice"


def sides(kb: KnowledgeBase, *, catalog: Catalog | None = None) -> Mapping[str, str]:
    """The state in whose name somebody acts, by the ids of persons and bodies for whom it is known.

    A government body or coast guard acts for the state that the catalog gives. A person acts for the state, or for the
    state of the body, in which a document says in the affirmative that he holds an office (``holdsOffice``). Somebody
    with offices in two states is left out, and so is whoever has none: unknown stays unknown.

    Parameters
    ----------
    kb
        What a build knows; an empty one gives the bodies of the catalog alone.
    catalog
        Default: the catalog that ships with the package.

    Returns
    -------
    Mapping[str, str]
        Ids of persons and organizations to ids of states. A state is no key: it acts for itself.
    """
    catalog = catalog or load()
    found = {body: state for body, state in sorted(catalog.organizations.items()) if state is not None}
    kinds = {entity.id: entity.kind for entity in kb.entities}
    states: defaultdict[str, set[str]] = defaultdict(set)
    for statement in kb.statements:
        if statement.relation != _OFFICE or not any(
            item.polarity is Polarity.POSITIVE and item.modality is Modality.ACTUAL for item in statement.evidence
        ):
            continue
        body = found.get(statement.object, statement.object)
        if kinds.get(body) is Kind.STATE or body in catalog.states:
            states[statement.subject].add(body)
    found.update((person, min(bodies)) for person, bodies in sorted(states.items()) if len(bodies) == 1)
    return found


def with_parts(wholes: Iterable[str], *, catalog: Catalog | None = None) -> frozenset[str]:
    """These territories and all that the catalog knows as parts of them, of their parts, and so on.

    Parameters
    ----------
    wholes
        Ids; one that the catalog does not know stands for itself. None given: none come back.
    catalog
        Default: the catalog that ships with the package.

    Examples
    --------
    >>> "territory/shikotan" in with_parts(["territory/kuril-islands"])
    True
    """
    catalog = catalog or load()
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for part, territory in catalog.territories.items():
        for whole in territory.part_of:
            parts[whole].add(part)
    found: set[str] = set()
    waiting = [*wholes]
    while waiting:
        whole = waiting.pop()
        if whole not in found:
            found.add(whole)
            waiting += parts[whole]
    return frozenset(found)
