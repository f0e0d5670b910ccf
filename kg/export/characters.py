"""What a text may hold in a format: XML and CSV cannot carry every character that a document can."""

from __future__ import annotations

import json
import re
from typing import Any

__all__ = ["carried", "json_bytes"]

# Char of XML 1.0, section 2.2, without the characters that it discourages; RFC 4180 allows no control characters.
_NOT_CARRIED = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def carried(text: str) -> str:
    r"""The text with U+FFFD for each character that XML 1.0 cannot carry, one for one, so that offsets still count.

    >>> carried("a\x00b\ud800\n")
    'a�b�\n'
    """
    return _NOT_CARRIED.sub("\ufffd", text)


def json_bytes(value: Any) -> bytes:
    """JSON in UTF-8, indented; a lone surrogate, which UTF-8 cannot carry, is written as the escape that JSON has."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")
