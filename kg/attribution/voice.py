"""Who speaks: the subject of a verb, the owner of a noun, a source beside a clause, the speaker of a quotation."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.attribution.effects import Cues, has_lemma

__all__ = ["aside", "experiencer", "first_person", "owner", "quoted_speaker", "speaker"]

_FIRST = frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_OPENING, _CLOSING, _STRAIGHT = frozenset("“„«"), frozenset("”»"), frozenset({'"', "``", "''"})
_NEARBY, _FAR = 30, 250


def first_person(token: Token) -> Token | None:
    """The pronoun that makes a noun phrase the first person ("we", "my" in "my country"), or None."""
    if token.lower_ in _FIRST:
        return token
    return next((c for c in token.children if c.dep_ == "poss" and c.lower_ in _FIRST), None)


def speaker(verb: Token, cues: Cues) -> Token | None:
    """The head of the noun phrase of the one who says, wants or fears; None where the text leaves it open."""
    node, start = verb, True
    for _ in range(8):
        passive = subject = None
        for child in node.children:
            dep = child.dep_
            if dep == "nsubj":
                subject = child  # the nearest of several
            if dep == "agent":
                return next(iter(child.children), None)
            if dep == "nsubjpass":
                passive = child
        if subject is not None:
            return _antecedent(subject, node)
        if passive is not None:
            return None if start else _antecedent(passive, node)
        dep, head = node.dep_, node.head
        if start and dep in ("acl", "amod") and node.tag_ == "VBN":
            return None
        if dep == "pcomp" or (dep == "conj" and head.dep_ == "pcomp"):
            node = head.head
        elif dep in ("conj", "advcl"):
            node = head
        elif dep in ("xcomp", "ccomp"):
            if any(c.dep_ == "dobj" for c in head.children):
                return None  # "asked the court to order …": the court has said nothing yet
            node = head
        elif dep == "acomp":
            node = head
        elif dep == "acl":
            return _owner_or_self(head, node, cues)
        elif dep == "relcl":
            return head
        else:
            return None
        if node.pos_ in ("NOUN", "PROPN"):
            return node
        start = False
    return None


def experiencer(verb: Token, cues: Cues) -> Token | None:
    """The one who fears: the subject, also of a passive ("worried by"), or the noun before the participle."""
    passive = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if passive is not None:
        return passive
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl"):
        if verb.head.pos_ in ("NOUN", "PROPN"):
            return verb.head
        return speaker(verb.head, cues)
    return speaker(verb, cues)


def _owner_or_self(noun: Token, verb: Token, cues: Cues) -> Token | None:
    """ "A resolution calling for …": the noun; "a plan to urge …": the owner of the plan."""
    if verb.tag_ != "VBG":
        return next((c for c in noun.children if c.dep_ == "poss"), None)
    if noun.dep_ == "dobj" and has_lemma(noun.head, "speech.enact", cues):
        return speaker(noun.head, cues) or noun
    return noun


def _antecedent(subject: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for; else the subject itself."""
    if subject.tag_ not in _RELATIVE and subject.lower_ != "that":
        return subject
    node = verb
    for _ in range(4):
        if node.dep_ == "relcl":
            return node.head
        node = node.head
    return subject


def owner(noun: Token, below: Token | None, cues: Cues) -> Token | None:
    """The one whose hope, demand or threat a noun is; ``below`` is the part of its phrase that holds the act."""
    kind, part = None, -1 if below is None else below.i
    for child in noun.children:
        dep = child.dep_
        if dep == "poss":
            return child
        if dep in ("prep", "agent") and child.i != part and child.lower_ in ("by", "of", "from", "among"):
            return next(iter(child.children), None)
        if dep in ("amod", "compound", "nmod") and child.i != part:
            named = child.ent_type_ or child.tag_ in ("NNP", "NNPS")
            kind = child if named else kind
        if dep == "acl" and child.i != part:
            agent = next((c for c in child.children if c.dep_ == "agent"), None)
            if agent is not None:
                return next(iter(agent.children), None)
    if kind is None and noun.dep_ == "dobj":
        verb = noun.head
        if has_lemma(verb, "speech.utter", cues):
            return speaker(verb, cues)
    return kind


def aside(verb: Token, cues: Cues) -> Token | None:
    """A source named beside a clause: "according to X", "in X's view", "as X said", ", X said,"."""
    for child in verb.children:
        dep = child.dep_
        if dep == "prep":
            word = child.lower_
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    if word in cues["speech.sources"]:
                        return grandchild
                    if word == "in" and has_lemma(grandchild, "speech.views", cues):
                        return owner(grandchild, None, cues)
                    if word == "under" and has_lemma(grandchild, "plan.nouns", cues):
                        return next((c for c in grandchild.children if c.dep_ == "poss"), None)
                elif f"{word} {grandchild.lower_}" in cues["speech.sources"]:
                    return next((c for c in grandchild.children if c.dep_ == "pobj"), None)
        elif dep in ("parataxis", "advcl", "ccomp") and has_lemma(child, "speech.verbs", cues):
            opening = next((c.lower_ for c in child.children if c.dep_ == "mark"), "")
            if (dep == "parataxis" or opening == "as") and any(c.dep_ == "nsubj" for c in child.children):
                return speaker(child, cues)
    return None


def quoted_speaker(doc: Doc, index: int, root: Token, cues: Cues) -> Token | None:
    """The speaker of the quotation that a token stands in; None outside quotations and in quoted single words.

    Looks for a verb of saying after the quotation in the sentence where it closes, then before it. Only a quotation
    that holds the root of the token's sentence counts: the quotation marks around "historic" make nobody a speaker.
    """
    opening = _opening(doc, index)
    if opening is None or root.i < opening:
        return None
    closing = next((t.i for t in doc[index + 1 : index + _FAR] if _closes(t) or _ends(t)), len(doc))
    if root.i > closing:
        return None
    for token in doc[closing + 1 : closing + 1 + _NEARBY]:
        if token.is_sent_start or _ends(token) or token.is_quote:
            break
        if _says(token, cues):
            return speaker(token, cues)
    for i in range(opening - 1, max(-1, opening - 1 - _NEARBY), -1):
        token = doc[i]
        if _ends(token) or (token.is_quote and token.text in (_OPENING | _STRAIGHT)):
            break
        if _says(token, cues):
            who = speaker(token, cues)
            if who is not None:
                return who
    return None


def _closes(token: Token) -> bool:
    return token.is_quote and (token.text in _CLOSING or token.text in _STRAIGHT)


def _ends(token: Token) -> bool:
    return token.is_space and "\n" in token.text


def _says(token: Token, cues: Cues) -> bool:
    return token.tag_ in ("VBD", "VBZ", "VBP", "VBG", "VBN") and has_lemma(token, "speech.verbs", cues)


def _opening(doc: Doc, index: int) -> int | None:
    """Number of the mark that opens the quotation around a token; straight marks are paired within the paragraph."""
    straight = []
    for i in range(index - 1, max(-1, index - _FAR), -1):
        token = doc[i]
        if _ends(token):
            break
        if token.is_quote:
            if token.text in _OPENING:
                return i
            if token.text in _CLOSING:
                return None
            if token.text in _STRAIGHT:
                straight.append(i)
    return straight[0] if len(straight) % 2 else None
