"""A build in words and figures: one Markdown page for people who want to know what is in it and what is not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kg.catalog import load
from kg.disputes import Party, disputes
from kg.model import ACTORS, Entity, Kind, KnowledgeBase, Modality, Polarity

__all__ = ["to_summary"]

MOST_ROWS = 12
MOST_EXAMPLES = 3
_ALSO_KNOWN_AS = "alsoKnownAs"


def to_summary(kb: KnowledgeBase) -> str:
    """The page; an empty knowledge base gives one that says so in figures.

    Rows are sorted by how often, then by name, and a table ends after ``MOST_ROWS`` rows; the last line tells how many
    more there are. A statement is counted once for each of its evidences where voices or words are counted, and once
    altogether where actors, territories and acts are.
    """
    labels = {entity.id: entity.label for entity in kb.entities}
    parts = (
        *(_figures(kb), _entities(kb, labels), _disputes(kb, labels)),
        *(_acts(kb), _names(kb, labels), _left_out(kb)),
    )
    return "# Summary\n\n" + "\n".join(line for part in parts for line in part)


def _figures(kb: KnowledgeBase) -> Iterator[str]:
    evidence = [item for statement in kb.statements for item in statement.evidence]
    comments = sum(document.part_of is not None for document in kb.documents)
    yield f"- Documents: {len(kb.documents)}" + (f", {comments} of them readers' comments" if comments else "")
    yield f"- Entities: {len(kb.entities)}"
    yield f"- Statements: {len(kb.statements)}, with {len(evidence)} places in the text that carry them"
    yield f"- Reported in somebody else's words: {sum(item.holder is not None for item in evidence)}"
    yield f"- With a time: {sum(item.when is not None for item in evidence)}"
    if curators := Counter(item.curator for item in evidence if item.curator is not None):
        who = ", ".join(f"{name} {number}" for name, number in sorted(curators.items()))
        yield f"- Read by curators: {curators.total()} ({who})"
    yield ""
    counts = Counter((item.modality, item.polarity) for item in evidence)
    yield "## How it is said"
    yield ""
    yield from _table(
        ("modality", *(polarity.value for polarity in Polarity)),
        ((modality.value, *(counts[modality, polarity] for polarity in Polarity)) for modality in Modality),
    )


def _entities(kb: KnowledgeBase, labels: Mapping[str, str]) -> Iterator[str]:
    kinds = {entity.id: entity.kind for entity in kb.entities}
    for title, wanted in (("Actors", ACTORS), ("Territories", frozenset({Kind.TERRITORY}))):
        about: Counter[str] = Counter()
        acts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for statement in kb.statements:
            for end in sorted({statement.subject, statement.object}):
                if kinds.get(end) in wanted:
                    about[end] += 1
                    acts[end][statement.relation] += 1
        yield f"## {title}"
        yield ""
        rows = [
            (labels[end], number, ", ".join(relation for relation, _ in _most(acts[end])[:MOST_EXAMPLES]))
            for end, number in _most(about, key=lambda end: labels[end])
        ]
        yield from _table((title.lower(), "statements", "mostly"), rows)


def _disputes(kb: KnowledgeBase, labels: Mapping[str, str]) -> Iterator[str]:
    yield "## Disputes"
    yield ""
    yield "They follow from the statements, and are nobody's verdict: who stands how to a territory, by whose word."
    yield ""
    rows = []
    for found in disputes(kb, catalog=load()):
        unknown = f"not said ({found.label})" if found.named else "not said"
        over = ", ".join(labels.get(territory, territory) for territory in found.territories) or unknown
        parties = "; ".join(_party(party, labels) for party in found.parties) or "not said"
        days = [str(day) for day in (found.first_claimed, found.last_claimed) if day is not None]
        rows.append((over, parties, " to ".join(dict.fromkeys(days)) or "no", len(found.acts), len(found.statements)))
    rows.sort(key=lambda row: (-row[-1], row))
    yield from _table(("over", "parties, by whose word", "dated claims", "acts told", "statements"), rows)


def _party(party: Party, labels: Mapping[str, str]) -> str:
    """The party with its roles and whose word that is: an outlet's, its own, or only that of others."""
    voices = [labels.get(voice, voice) if voice else "an outlet" for voice in party.voices]
    others = "" if party.attested else "only "
    return f"{labels.get(party.actor, party.actor)} {' and '.join(party.roles)} ({others}{', '.join(voices)})"


def _acts(kb: KnowledgeBase) -> Iterator[str]:
    outlets = {document.id for document in kb.documents if document.is_outlet}
    number: Counter[str] = Counter()
    facts: Counter[str] = Counter()
    for statement in kb.statements:
        number[statement.relation] += 1
        facts[statement.relation] += any(item.affirms and item.document in outlets for item in statement.evidence)
    yield "## Acts and relations"
    yield ""
    yield "The last column counts those that an outlet states as a fact in its own voice: no speaker, no commenter."
    yield ""
    rows = [(relation, count, facts[relation]) for relation, count in _most(number)]
    yield from _table(("relation", "statements", "stated as fact"), rows)


def _names(kb: KnowledgeBase, labels: Mapping[str, str]) -> Iterator[str]:
    said = _said_names(kb)
    texts = _texts(kb)
    rows = []
    for entity in kb.entities:
        users = said.get(entity.id, {}) | _users(entity) if entity.kind is Kind.TERRITORY else {}
        sides = {user for names in users.values() for user in names}
        if len(sides) > 1 or entity.id in said:
            used = frozenset(name for name in users if any(name in text for text in texts[entity.id]))
            rows.append((labels[entity.id], "; ".join(_by_users(users, used, labels))))
    yield "## Contested names"
    yield ""
    yield "Of each side's names those that the documents use, or one of them where they use none."
    yield ""
    yield from _table(("territory", "who calls it what"), sorted(rows))


def _texts(kb: KnowledgeBase) -> Mapping[str, set[str]]:
    """The texts that have a statement about each entity."""
    texts = {document.id: document.text for document in kb.documents}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for statement in kb.statements:
        for evidence in statement.evidence:
            found[statement.subject].add(texts[evidence.document])
            found[statement.object].add(texts[evidence.document])
    return found


def _users(entity: Entity) -> dict[str, frozenset[str]]:
    """Name to the ids of those whose name it is, where that is known."""
    return {name.text: frozenset(name.used_by) for name in entity.names if name.used_by}


def _said_names(kb: KnowledgeBase) -> dict[str, dict[str, frozenset[str]]]:
    """The names that the texts themselves give, by the entity that bears them, each with its users."""
    entities = {entity.id: entity for entity in kb.entities}
    found: defaultdict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for statement in kb.statements:
        if statement.relation == _ALSO_KNOWN_AS:
            name = entities[statement.object].names[0]
            found[statement.subject][name.text] = frozenset(name.used_by)
    return found


def _by_users(users: Mapping[str, frozenset[str]], used: frozenset[str], labels: Mapping[str, str]) -> Iterator[str]:
    """The names that the same sides use, together; those that nobody in particular uses come last."""
    found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, who in users.items():
        found[tuple(sorted(labels.get(user, user) for user in who))].append(name)
    for sides, names in sorted(found.items(), key=lambda item: (not item[0], item[0])):
        shown = sorted(name for name in names if name in used) or names[:1]
        yield f"{', '.join(sides) or 'user not said'}: {', '.join(shown)}"


def _left_out(kb: KnowledgeBase) -> Iterator[str]:
    examples: defaultdict[str, list[str]] = defaultdict(list)
    severity: dict[str, str] = {}
    for diagnostic in kb.diagnostics:
        where = diagnostic.document or "build"
        if diagnostic.span:
            where += f" {diagnostic.span.start}:{diagnostic.span.end}"
        examples[diagnostic.code].append(f"{where}: {diagnostic.message}")
        severity[diagnostic.code] = diagnostic.severity.value
    yield "## What was left out, and why"
    yield ""
    rows = [
        (code, severity[code], number, " / ".join(examples[code][:MOST_EXAMPLES]))
        for code, number in _most(Counter({code: len(found) for code, found in examples.items()}))
    ]
    yield from _table(("code", "severity", "times", "for example"), rows)


def _most(counts: Counter[str], key: Callable[[str], str] = str) -> list[tuple[str, int]]:
    """Entries by falling count, then by name."""
    return sorted(counts.items(), key=lambda entry: (-entry[1], key(entry[0]), entry[0]))


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A Markdown table and the blank line after it; "None." where there is no row."""
    found = list(rows)
    if not found:
        yield from ("None.", "")
        return
    numbers = [all(isinstance(row[column], int) for row in found) for column in range(len(head))]
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---:' if number else '---' for number in numbers)} |"
    for row in found[:MOST_ROWS]:
        yield f"| {' | '.join(_cell(value) for value in row)} |"
    if len(found) > MOST_ROWS:
        yield ""
        yield f"{len(found) - MOST_ROWS} more."
    yield ""


def _cell(value: object) -> str:
    """The value on one line, with what Markdown would take for a table or a tag made harmless."""
    text = " ".join(str(value).split())
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
