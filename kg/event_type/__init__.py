"""Which PLOVER event type an act has, when a text and its two ends are given (``kg event-type``).

Independent of the extraction: ``extract`` finds who did what by rules, this gives a name to an act that somebody else
has found. ``docs/events.md`` says what it looks at and how often it is right.
"""

from __future__ import annotations

from kg.event_type.model import Guess, Query, classify, load

__all__ = ["Guess", "Query", "classify", "load"]
