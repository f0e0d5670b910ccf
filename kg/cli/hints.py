"""What to do next after an error: the value that was probably meant, and the command that tells more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kg.errors import CatalogError, KgError, ModelError, ReviewError

__all__ = ["meant", "one_of", "with_hint"]

# The house's wording of a wrong value (kg/errors.py); a list of plain names follows.
_WRONG = re.compile(r"\bis '(?P<value>[^']+)'; allowed: (?P<allowed>[\w.-]+(?:, [\w.-]+)+)")
_NEXT: Mapping[type[KgError], str] = MappingProxyType(
    {
        CatalogError: "`kg check` tells what is wrong with the data files",
        ModelError: "`kg doctor` tells what is missing and how to get it",
        ReviewError: "nothing was changed; mend these lines and run the command again",
    }
)


def meant(value: str, allowed: Iterable[str]) -> str:
    """The nearest of the allowed values as a question, with a space in front; empty where none is near.

    >>> meant("grapml", ["gexf", "graphml"]), meant("pdf", ["gexf", "graphml"])
    (" (did you mean 'graphml'?)", '')
    """
    from difflib import get_close_matches

    found = get_close_matches(value.lower(), list(allowed), n=1, cutoff=0.6)
    return f" (did you mean '{found[0]}'?)" if found else ""


def one_of(value: str, allowed: Iterable[str]) -> str:
    """What is wrong with a value that is none of those allowed.

    >>> one_of("jsnl", ["html", "jsonl"])
    "'jsnl' (did you mean 'jsonl'?); allowed: html, jsonl"
    """
    names = list(allowed)
    return f"{value!r}{meant(value, names)}; allowed: {', '.join(names)}"


def with_hint(error: KgError) -> str:
    """The message of an error with what to do next, as far as there is something to say."""
    message = str(error)
    if (found := _WRONG.search(message)) and "did you mean" not in message:
        message += meant(found["value"], found["allowed"].split(", "))
    step = next((text for kind, text in _NEXT.items() if isinstance(error, kind)), None)
    return message if step is None else f"{message}; next: {step}"
