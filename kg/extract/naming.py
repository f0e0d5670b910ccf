"""Names that a sentence gives: "Argentina calls the islands the Malvinas", "Russia refers to Etorofu as Iturup"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.coreference import resolve
from kg.extract.roles import fillers
from kg.frames import Frame
from kg.model import Kind
from kg.reading import Reading, other_name

__all__ = ["given_names"]

_USERS = frozenset({Kind.STATE, Kind.ORGANIZATION})


def given_names(
    reading: Reading, trigger: Token, frame: Frame, named: list[tuple[str, Token]]
) -> Iterator[tuple[str, Token, str, Token]]:
    """What is named, with the node of each name that the frame's object roles hold; who calls it so uses the name."""
    users = tuple(e for t in fillers(trigger, "subj", light_verbs=frozenset()) for e, _ in resolve(reading, t, _USERS))
    for entity, token in named:
        heads = [t for role in frame.object for t in fillers(trigger, role, light_verbs=frozenset())]
        heads += [c for c in token.children if c.dep_ == "appos"]  # how parsers read "call the islands the Malvinas"
        for head in heads:
            if head.i != token.i and head.pos_ == "PROPN" and head.text[0].isupper():
                yield entity, token, other_name(reading, _words(head), users), head
                break


def _words(head: Token) -> str:
    """The capitalised words up to the head ("Northern Territories")."""
    start = head.i
    while start > head.sent.start and head.doc[start - 1].dep_ == "compound" and head.doc[start - 1].text[0].isupper():
        start -= 1
    return head.doc[start : head.i + 1].text
