"""Tables for pandas, which is an optional extra."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.answer import Answer
from kg.errors import KgError

if TYPE_CHECKING:
    import pandas

__all__ = ["answer_frame", "frame"]


def frame(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], *, about: Mapping[str, str] | None = None
) -> pandas.DataFrame:
    """A frame with these columns, also where there are no rows.

    Parameters
    ----------
    columns, rows
        One value a column; None stays None.
    about
        What to keep with the frame, in its ``attrs``.

    Raises
    ------
    KgError
        Where pandas is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise KgError("pandas is not installed; allowed: pip install 'dispute-kg[analysis]'") from error
    # Columns of objects: pandas would make 3.0 of a count next to a missing one.
    made = pandas.DataFrame([*rows], columns=list(columns), dtype=object).infer_objects()
    made.attrs.update(about or {})
    return made


def answer_frame(answer: Answer, *, about: Mapping[str, str] | None = None) -> pandas.DataFrame:
    """The rows of a query or an analysis as a frame; KgError as :func:`frame`."""
    return frame(answer.columns, answer.rows, about=about)
