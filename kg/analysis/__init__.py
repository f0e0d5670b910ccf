"""Questions that are asked of a graph as a whole: one a file, each a plain function from a graph to rows.

``kg.graph.project`` makes the graph under a policy, which every row names. :func:`kg.analysis.ask.analyze` puts the two
together; ``docs/analyses.md`` says what each analysis counts and leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import Parameter, signature
from types import MappingProxyType
from typing import Any

from kg.analysis.balance import Triad, TriadType, balance, triads
from kg.analysis.bipartite import (
    Holding,
    SharedActors,
    SharedTerritories,
    holdings,
    shared_actors,
    shared_territories,
)
from kg.analysis.blocs import Bloc, blocs
from kg.analysis.centrality import Central, central
from kg.analysis.chain import Link, chain
from kg.analysis.changes import Change, changes
from kg.analysis.escalation import Period, escalation
from kg.analysis.names import NameUse, SourceView, names, perspectives
from kg.analysis.outcomes import Outcome, outcomes
from kg.analysis.overview import Measure, RelationCount, network, relations
from kg.analysis.pairs import Dyad, Pair, dyads, pairs
from kg.analysis.rivals import Rivalry, rivals
from kg.analysis.rows import to_answer, to_frame
from kg.analysis.support import Conflicting, Support, conflicting, support
from kg.analysis.voices import Dominance, Voice, dominance, voices

__all__ = ["ANALYSES", "Analysis", "to_answer", "to_frame"]


@dataclass(frozen=True, slots=True)
class Analysis:
    """One analysis.

    ``function`` takes a graph that ``kg.graph.project`` made, and options by keyword; its rows are ``row`` s.
    ``question`` is what it answers, ``note`` what it counts and what it leaves out, in one sentence.
    """

    function: Callable[..., tuple[Any, ...]]
    row: type
    question: str
    note: str

    @property
    def options(self) -> Mapping[str, bool]:
        """The options that the function takes beside graph and catalog, each with whether it must be given."""
        return {
            name: parameter.default is Parameter.empty
            for name, parameter in signature(self.function).parameters.items()
            if name not in ("graph", "catalog")
        }


_ACTS = "Counts statements between two actors that some voice affirms as a fact; plans, wishes and denials are left out"
_STATES = "leaders and bodies count for their state"

ANALYSES: Mapping[str, Analysis] = MappingProxyType(
    {
        "network": Analysis(network, Measure, "How large and how dense is the network of actors?", f"{_ACTS}."),
        "relations": Analysis(
            relations,
            RelationCount,
            "Which relations are told how often, and how?",
            "Counts every evidence; what happened, is planned, wished, possible or denied in columns of their own.",
        ),
        "central": Analysis(central, Central, "Who is central among the actors?", f"{_ACTS}; {_STATES}."),
        "blocs": Analysis(
            blocs, Bloc, "Which actors form blocs?", f"{_ACTS}; only cooperation decides who is in a bloc; {_STATES}."
        ),
        "pairs": Analysis(
            pairs, Pair, "How does each pair of actors cooperate and clash?", f"{_ACTS} (not_counted); {_STATES}."
        ),
        "dyads": Analysis(dyads, Dyad, "Who acts on whom?", f"{_ACTS}; {_STATES}."),
        "balance": Analysis(
            balance, TriadType, "Is the signed network balanced?", f"{_ACTS}; a tie has the sign of its majority."
        ),
        "triads": Analysis(
            triads, Triad, "Which triads are balanced, which are not?", f"{_ACTS}; a tie has the sign of its majority."
        ),
        "holdings": Analysis(
            holdings,
            Holding,
            "Who claims, holds, took or gave up which territory, and who says so?",
            f"Counts all evidence, denied and planned ones in rows of their own; {_STATES}.",
        ),
        "rivals": Analysis(
            rivals,
            Rivalry,
            "Which territories do two sides claim, or one hold and another claim?",
            f"Counts claims and holdings that some voice affirms as a fact; times are not compared; {_STATES}.",
        ),
        "shared-territories": Analysis(
            shared_territories,
            SharedTerritories,
            "Which two sides are concerned with the same territories?",
            f"Counts sovereignty statements that some voice affirms as a fact; {_STATES}.",
        ),
        "shared-actors": Analysis(
            shared_actors,
            SharedActors,
            "Which two territories concern the same sides?",
            f"Counts sovereignty statements that some voice affirms as a fact; {_STATES}.",
        ),
        "escalation": Analysis(
            escalation,
            Period,
            "Is there more conflict or more cooperation over time?",
            "Counts statements affirmed as a fact once a period, by the catalog's sign of the relation, unweighted; "
            "plans, wishes and denials are in not_counted.",
        ),
        "chain": Analysis(
            chain,
            Link,
            "How are two actors connected?",
            "Goes by statements that some voice affirms as a fact, whichever way they point; --unreal adds the others.",
        ),
        "support": Analysis(
            support,
            Support,
            "Which facts rest on one source, which on several?",
            "Shows statements that some voice affirms as a fact; denials and plans are counted beside them.",
        ),
        "conflicting": Analysis(
            conflicting,
            Conflicting,
            "Where do reports conflict?",
            "Shows statements both affirmed and denied as a fact; the two may be about different times.",
        ),
        "voices": Analysis(
            voices, Voice, "Who is heard, on the whole and on each territory?", "Counts all evidence, denials too."
        ),
        "dominance": Analysis(
            dominance, Dominance, "Does one voice dominate?", "Counts all evidence, denials and plans too."
        ),
        "names": Analysis(
            names,
            NameUse,
            "Who uses which of a territory's names?",
            "Counts whole words in the documents that have evidence about the territory.",
        ),
        "perspectives": Analysis(
            perspectives,
            SourceView,
            "How do sources differ on the same territory?",
            "Shows all evidence; what is not plainly the source's own fact says so in brackets.",
        ),
        "outcomes": Analysis(
            outcomes,
            Outcome,
            "What became of plans and wishes?",
            "Looks for the same statement as a fact; that nothing is reported does not say that nothing happened.",
        ),
        "changes": Analysis(
            changes,
            Change,
            "What changed between two builds?",
            "Compares documents and entities of the builds, and the statements with evidence under the policy.",
        ),
    }
)
"""Every analysis by its name, in the order in which they are listed."""
