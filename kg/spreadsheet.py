"""Cells that a spreadsheet neither runs as a formula nor changes, and the way back."""

from __future__ import annotations

import re

__all__ = ["cell", "uncell"]

# What spreadsheets take for the start of a formula, the wide forms of East Asian keyboards included (OWASP, "CSV
# Injection"). Apostrophes before it count too, so that the mark can be taken off again without doubt.
_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def cell(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would run it as a formula; :func:`uncell` undoes it.

    >>> cell("=1+1"), cell("'=1+1"), cell("'no'"), cell("5-7")
    ("'=1+1", "''=1+1", "'no'", '5-7')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def uncell(text: str) -> str:
    """What :func:`cell` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
