"""Which tokens a time belongs to, and from which tokens an act takes its time.

Two walks over the parse. `carriers` goes up from a time: the token it hangs on, then the verb or noun that takes it
over ("during the fighting in 2013" dates the verb too). `sources` goes up from an act: the act, then what its time
comes from ("talks" from "held", "recognizing" from the main verb). Where the two meet, the act has its time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

from spacy.tokens import Doc, Span, Token

from kg.toml_file import load_toml, strings

__all__ = ["Source", "Verbs", "carriers", "closes_clause", "sources", "verbal", "verbs"]

NOUN_ROLES = frozenset({"amod", "compound", "dobj", "nsubj", "nsubjpass", "pobj"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
DETERMINERS = frozenset({"det", "nummod", "poss"})
# Of a noun behind these, a date holds for the verb as well; behind the second, it says nothing of when the act was.
SIMULTANEOUS = frozenset({"amid", "around", "at", "by", "during", "from", "in", "on", "since", "throughout", "within"})
OTHER_TIMES = frozenset({"after", "before", "following", "until"})
# An act named behind these goes with the verb's act: "under the mediation of", "despite objections".
CIRCUMSTANCE = frozenset(
    {"against", "amid", "at", "by", "despite", "during", "following", "for", "in", "on", "through", "under", "with"}
)
FINITE = frozenset({"MD", "VBD", "VBN", "VBP", "VBZ", "WDT", "WP", "WRB"})


@dataclass(frozen=True, slots=True)
class Verbs:
    """Lemmas of ``kg/data/cues/time.toml``; what each list is for is said there."""

    speech: frozenset[str]
    carrying: frozenset[str]
    ending_nouns: frozenset[str]
    ending_verbs: frozenset[str]
    ahead: frozenset[str]


@cache
def verbs() -> Verbs:
    """The word lists, read once."""
    with as_file(files("kg") / "data" / "cues" / "time.toml") as file:
        data = load_toml(file)
        return Verbs(**{key: frozenset(strings(file, "(top)", data, key)) for key in Verbs.__dataclass_fields__})


@dataclass(frozen=True, slots=True)
class Source:
    """A token that an act takes its time from.

    ``fronted``: only a time that stands before the token counts. ``ended``: the time is that of the act's end.
    """

    token: Token
    fronted: bool = False
    ended: bool = False


def verbal(token: Token) -> bool:
    """Whether a token heads a clause; a gerund in the place of a noun ("six weeks of fighting") does not."""
    return token.pos_ in ("VERB", "AUX") and token.dep_ not in NOUN_ROLES


def carriers(doc: Doc, time: Span, *, relative: bool = False) -> Iterator[tuple[Token, bool]]:
    """Yield the tokens that a time belongs to, from where it hangs upwards.

    Parameters
    ----------
    doc
        A parsed document.
    time
        The words that express the time.
    relative
        Whether it is told from the date of the text ("on Friday"): news dates the verb so, whatever it is hung on.

    Yields
    ------
    tuple[Token, bool]
        A token, and whether the time is only the start of what it names ("since its opening in 1869").
    """
    if speech := _speech_beside(doc, time):
        yield speech, False
        return
    link = time.root
    while link.head.i != link.i and (
        link.head.pos_ in ("ADP", "PART", "SCONJ") or time.start <= link.head.i < time.end
    ):
        link = link.head
    if link.lower_ == "since" and _superlative(link):
        return
    token, since = link.head, False
    # What stands before its noun ("the 1904 seizure") or behind "of" dates the noun alone; in brackets, the whole name.
    loose = link.dep_ in ("advmod", "npadvmod", "prep") and link.lower_ not in ("between", "of")
    bracketed = link.dep_ == "appos"
    if relative and loose and (governor := _object_of(token)):
        yield governor, since
        return
    yield token, since
    while token.head.i != token.i:
        head = token.head
        if token.dep_ in ("pcomp", "pobj"):
            loose = loose or head.lower_ in SIMULTANEOUS
            since = since or head.lower_ == "since"
            if head.lower_ in OTHER_TIMES or not (loose or (bracketed and head.lower_ == "of")):
                return
            token = head.head
            if since and _superlative(token):
                return
        elif verbal(token):
            # "operations involving troops in 2007"
            if not (loose and token.dep_ == "acl" and token.tag_ == "VBG"):
                return
            token = head
        elif token.dep_ == "nsubj" and head.tag_ == "VBD":
            token, loose = head, True  # "the decision of 2013 gave …"
        elif loose and not (token.dep_ == "conj" and _new_phrase(token)):
            token = head
        else:
            return
        yield token, since


def _object_of(token: Token) -> Token | None:
    """The verb whose object a noun is, or is of ("the seizure of the valley"), unless the verb carries that act."""
    while token.dep_ == "pobj" and token.head.lower_ == "of":
        token = token.head.head
    carried = token.head.lemma_.lower() in verbs().carrying
    return token.head if token.dep_ == "dobj" and verbal(token.head) and not carried else None


def _superlative(token: Token) -> bool:
    """Whether it is compared with earlier ones: "the worst fighting since 1962"."""
    return any(child.tag_ in ("JJS", "RBS") for child in token.children)


def _new_phrase(token: Token) -> bool:
    """Whether a joined noun is a phrase of its own: "and the rest", but not "signing and ratification"."""
    return token.pos_ != "PROPN" and any(child.dep_ in DETERMINERS for child in token.children)


def _speech_beside(doc: Doc, time: Span) -> Token | None:
    """The verb of saying that a time stands right behind, whatever the parser hung it on: "said Friday it had"."""
    before = time.start - 1
    if before >= 0 and doc[before].pos_ == "ADP":
        before -= 1
    if before >= 0 and verbal(doc[before]) and doc[before].lemma_.lower() in verbs().speech:
        return doc[before]
    return None


def sources(act: Token) -> Iterator[Source]:
    """Yield the tokens whose time is also the time of an act, the closest first; the act itself is the first."""
    known, seen = verbs(), set[int]()
    token: Token | None = act
    fronted = ended = False
    while token is not None and token.i not in seen:
        seen.add(token.i)
        yield Source(token, fronted, ended)
        if not verbal(token):
            for child in token.children:  # "an accord signed in 2001"
                if child.dep_ in ("acl", "relcl") and child.lemma_.lower() in known.carrying:
                    yield Source(child, False, ended)
        giver = _giver(token)
        if giver is not None:
            fronted = fronted or (token.dep_ == "conj" and verbal(token))
            ended = ended or _ends(token, giver)
        token = giver
    if verbal(act):
        # "agreed on the text and signed it in 2001": one date closes verbs that share their subject.
        for child in act.children:
            if child.dep_ == "conj" and verbal(child) and not any(word.dep_ in SUBJECTS for word in child.children):
                yield Source(child)


def _ends(token: Token, giver: Token) -> bool:
    if token.dep_ == "dobj":
        return verbal(giver) and giver.lemma_.lower() in verbs().ending_verbs
    return token.dep_ == "pobj" and not verbal(giver) and giver.lemma_.lower() in verbs().ending_nouns


def _giver(token: Token) -> Token | None:
    """The token that one without a time of its own takes its time from."""
    head, role = token.head, token.dep_
    lemma = head.lemma_.lower()
    if head.i == token.i:
        return None
    if verbal(token):
        if role == "advcl":
            marks = {child.lower_ for child in token.children if child.dep_ in ("advmod", "aux", "mark")}
            own_subject = any(child.dep_ in SUBJECTS for child in token.children)
            participle = token.tag_ in ("VBG", "VBN")
            return head if participle or marks & {"as", "when"} or ("to" in marks and not own_subject) else None
        return head if role in ("aux", "auxpass", "conj", "xcomp") and lemma not in verbs().speech else None
    if role == "conj":
        return None if _new_phrase(token) else head
    if role in ("acomp", "attr") and lemma == "be":
        return head
    if role in ("attr", "dobj", "nsubj", "nsubjpass", "oprd"):
        return head if lemma in verbs().carrying else None
    if role == "pobj" and head.lower_ == "of" and not verbal(head.head):
        return head.head
    return head.head if role == "pobj" and head.lower_ in CIRCUMSTANCE and verbal(head.head) else None


def closes_clause(act: Token, time: Span) -> bool:
    """Whether a time closes the clause of a verb, with no other verb between: parsers hang such dates on any noun."""
    if not verbal(act) or act.tag_ == "VBG" or act.dep_ in ("acl", "relcl") or not act.i < time.start < act.sent.end:
        return False
    between = act.doc[act.i + 1 : time.start]
    return between[-1:].text.lower() in ("in", "on", "since") and not any(
        token.text in (",", ":", ";") or (token.tag_ in FINITE and token.dep_ != "amod") for token in between
    )
