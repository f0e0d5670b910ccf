"""The values that pass between the stages: frozen, slotted, standard library only.

Offsets are code points of ``Document.text``, spans half-open, dates ISO 8601, times EDTF (Library of Congress, 2019).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = [
    "ACTORS",
    "CURATOR",
    "GROUND",
    "Diagnostic",
    "Document",
    "Entity",
    "Evidence",
    "Kind",
    "KnowledgeBase",
    "Match",
    "Mention",
    "Modality",
    "Name",
    "Polarity",
    "Relation",
    "Severity",
    "Span",
    "Statement",
    "When",
    "ascii_words",
    "digest",
    "fits",
    "statement_id",
]


class Kind(StrEnum):
    """What an entity is. ``NAME`` is the object of ``alsoKnownAs``: a name as a node of its own."""

    STATE = "State"
    TERRITORY = "Territory"
    PERSON = "Person"
    ORGANIZATION = "Organization"
    AGREEMENT = "Agreement"
    DISPUTE = "Dispute"
    PLACE = "Place"
    OTHER = "Other"
    NAME = "Name"


CURATOR = "curator:"
"""What the rule of evidence begins with that a person read; the person's name follows."""

ACTORS = frozenset({Kind.STATE, Kind.ORGANIZATION, Kind.PERSON})
GROUND = frozenset({Kind.TERRITORY, Kind.PLACE, Kind.STATE})


class Polarity(StrEnum):
    """Whether the text affirms or denies the statement."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Modality(StrEnum):
    """How the text presents the statement: as a fact, decided, wanted, or merely possible or alleged."""

    ACTUAL = "actual"
    PLANNED = "planned"
    DESIRED = "desired"
    POSSIBLE = "possible"


class Severity(StrEnum):
    """How much a diagnostic matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points ``start`` to ``end`` of a text, half-open."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}:{self.end}; allowed: 0 <= start <= end")


@dataclass(frozen=True, slots=True)
class Document:
    """One text with what is known of it.

    ``author`` is the one whose voice the document is (a name, or the ISO 3166-1 alpha-3 code of a state); None: the
    outlet speaks. ``published`` is an ISO date or None. ``part_of`` is the id of the article that a comment is below.
    """

    id: str
    text: str
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    author: str | None = None
    part_of: str | None = None

    @property
    def is_outlet(self) -> bool:
        """Whether a source speaks in its own voice here: no party's speech, no reader's comment."""
        return not self.author and self.part_of is None


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name of an entity; ``language`` is BCP 47, ``used_by`` holds ids of the entities whose name it is."""

    text: str
    language: str | None = None
    used_by: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that statements are about; the first name is the label.

    There is no field for an owner: who holds a place is a statement. ``same_as`` holds prefixed ids
    (``wikidata:Q17``, ``iso:JPN``, ``cow:740``).
    """

    id: str
    kind: Kind
    names: tuple[Name, ...]
    same_as: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The first name."""
        return self.names[0].text


@dataclass(frozen=True, slots=True)
class Mention:
    """A piece of text that refers to something; ``entity`` is its id, None where the text does not tell."""

    document: str
    span: Span
    kind: Kind
    entity: str | None


@dataclass(frozen=True, slots=True)
class When:
    """A time as the text expresses it.

    ``edtf`` is None where the words cannot be resolved. ``against`` is the ISO date that a relative expression was read
    against, ``resolution`` names how ("absolute", "relative", "event", "unresolved", "curator").
    """

    edtf: str | None
    words: str
    resolution: str
    against: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A relation found in a sentence, before attribution and time. Token numbers count from the document's start."""

    relation: str
    rule: str
    subject: str
    object: str
    trigger: int
    subject_token: int
    object_token: int
    span: Span
    count: int | None = None
    polarity: Polarity | None = None
    modality: Modality | None = None
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place in a document that carries a statement; ``holder`` is an entity id, None: the document's own voice.

    ``rule`` names the wording by which the machine found it, or ``curator:`` and the person who read it there.
    """

    document: str
    span: Span
    quote: str
    holder: str | None = None
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ACTUAL
    when: When | None = None
    count: int | None = None
    rule: str = ""
    confidence: float = 0.5

    @property
    def affirms(self) -> bool:
        """Whether the document itself, and nobody whom it quotes, presents the statement as a fact."""
        return self.holder is None and self.polarity is Polarity.POSITIVE and self.modality is Modality.ACTUAL

    @property
    def curator(self) -> str | None:
        """The person who read it there; None where the machine did."""
        return self.rule.removeprefix(CURATOR) if self.rule.startswith(CURATOR) else None


@dataclass(frozen=True, slots=True)
class Statement:
    """Subject, relation and object, with every evidence for and against."""

    subject: str
    relation: str
    object: str
    evidence: tuple[Evidence, ...] = ()

    @property
    def id(self) -> str:
        """Hash of subject, relation and object: a denial and an assertion meet on one statement."""
        return statement_id(self.subject, self.relation, self.object)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of the ontology: what it means and what it may join."""

    id: str
    label: str
    group: str
    definition: str
    subject: frozenset[Kind]
    object: frozenset[Kind]
    symmetric: bool = False
    plover: str | None = None
    cooperation: int | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something left out or not understood, and why; ``span`` is None where it concerns the whole document."""

    code: str
    severity: Severity
    document: str | None
    span: Span | None
    message: str


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """Everything that a build knows, sorted by id so that the same input gives the same value."""

    documents: tuple[Document, ...] = ()
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = field(default=())


def digest(*parts: str) -> str:
    """First 16 hexadecimal digits of the SHA-256 of the parts, joined by a unit separator.

    >>> digest("state/japan")
    '67ee64a7f69d7fdf'
    """
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def ascii_words(text: str) -> str:
    """The words of a text in lower-case ASCII, joined by hyphens; empty where nothing of it is left.

    >>> ascii_words("Penón de Alhucemas")
    'penon-de-alhucemas'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def fits(kind: Kind, wanted: frozenset[Kind]) -> bool:
    """Whether an entity of this kind may fill a role; a state or place is also ground that can be claimed."""
    return kind in wanted or (Kind.TERRITORY in wanted and kind in {Kind.STATE, Kind.PLACE})


def statement_id(subject: str, relation: str, object: str) -> str:
    """The stable id of a statement."""
    return digest(subject, relation, object)
