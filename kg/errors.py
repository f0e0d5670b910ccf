"""The errors that dispute-kg raises on purpose.

Every message names the file (or document), the key, the bad value and what is allowed, so that the reader of one line
knows what to mend. Anything else that is raised is a defect.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

__all__ = [
    "BuildError",
    "CatalogError",
    "EndpointError",
    "KgError",
    "ModelError",
    "QueryError",
    "ReadError",
    "ReviewError",
]


class KgError(Exception):
    """Base of all errors that a caller may want to catch."""


class CatalogError(KgError):
    """A data file that ships with the package is wrong; always stops the run.

    Parameters
    ----------
    file
        The TOML file, or the folder where something is missing.
    key
        Dotted path of the key inside the file.
    value
        What was found there.
    allowed
        What may stand there, in words.
    """

    def __init__(self, file: Path | str, key: str, value: object, allowed: str) -> None:
        self.file, self.key, self.value, self.allowed = str(file), key, value, allowed
        super().__init__(f"{file}: {key} is {value!r}; allowed: {allowed}")


class ReadError(KgError):
    """An input file cannot be read; the other files go on."""

    def __init__(self, path: Path | str, problem: str, allowed: str) -> None:
        self.path, self.problem, self.allowed = str(path), problem, allowed
        super().__init__(f"{path}: {problem}; allowed: {allowed}")


class ModelError(KgError):
    """The spaCy pipeline asked for is not installed or lacks a component."""


class QueryError(KgError):
    """A SPARQL query is malformed, unknown by name, or not read-only."""


class BuildError(KgError):
    """A build folder or one of its files is missing or does not hold what it should."""


class EndpointError(KgError):
    """A SPARQL endpoint cannot be reached, is too slow, or does not answer as one."""


class ReviewError(KgError):
    """A curator's file cannot be used; nothing of it is.

    Parameters
    ----------
    problems
        Every line that is wrong, each in a sentence of its own: file, line, column, value, what is allowed.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))
