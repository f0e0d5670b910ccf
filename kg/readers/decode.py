"""From bytes to text: UTF-8 first, then what a byte order mark or charset-normalizer tells.

Nothing of the text is changed: typographic quotes, dashes and line ends stay as they are, so that an offset counts the
code points of what the file holds.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

__all__ = ["BinaryContent", "decode"]

_MARKS = (
    # UTF-32 before UTF-16: the little-endian mark of the one begins with that of the other.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# A code page of one byte a character decodes anything, and control characters are what gives it away; a few of them
# are left in real text by careless converters.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MOST_CONTROL = 0.01


class BinaryContent(ValueError):
    """The bytes are no text in any encoding known."""


def decode(data: bytes) -> str:
    """The text of a file, without its byte order mark; ``b""`` gives ``""``.

    Raises
    ------
    BinaryContent
        If no encoding fits, or the text has a NUL or more than one control character in a hundred.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8-sig")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        best = None if b"\x00" in data else from_bytes(data).best()
        if best is None:
            raise BinaryContent("no text encoding fits") from None
        text = str(best)
    if "\x00" in text or len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise BinaryContent("binary, with control characters")
    return text
