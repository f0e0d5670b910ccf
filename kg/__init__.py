"""Knowledge graphs of territorial disputes, built from text, where every edge leads back to the words that carry it."""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
