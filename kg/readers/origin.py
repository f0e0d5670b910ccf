"""Where a document comes from: what a reader knows before it opens the file."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import ascii_words, digest

__all__ = ["Origin", "slug"]


@dataclass(frozen=True, slots=True)
class Origin:
    """A file to read: how errors call it, the id its document gets, and what to take where the file does not say.

    ``shared`` is true where another file gives the same id, so that the text's hash must tell them apart.
    """

    path: str
    id: str
    published: str | None = None
    source: str | None = None
    shared: bool = False

    def document_id(self, text: str) -> str:
        """The id of the file's document; its own text settles it, never the order of the files."""
        return f"{self.id}-{digest(text)[:8]}" if self.shared else self.id


def slug(stem: str) -> str:
    """A file's stem in kebab case and ASCII; where nothing of it is left, its hash.

    >>> slug("Abe_isle row"), slug("Märket"), slug("択捉島")
    ('abe-isle-row', 'market', 'document-7cab9e76')
    """
    return ascii_words(stem) or f"document-{digest(stem)[:8]}"
