"""Bounds of EDTF strings."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.dates import time_bounds


@pytest.mark.parametrize(
    ("edtf", "first", "last", "precision"),
    [
        ("1945", "1945-01-01", "1945-12-31", "year"),
        ("1945-08", "1945-08-01", "1945-08-31", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("1945-08-15", "1945-08-15", "1945-08-15", "day"),
        ("1945-08~", "1945-08-01", "1945-08-31", "month"),
        ("1945?", "1945-01-01", "1945-12-31", "year"),
        ("1945-XX", "1945-01-01", "1945-12-31", "year"),
        ("194X", "1940-01-01", "1949-12-31", "decade"),
        ("19XX", "1900-01-01", "1999-12-31", "century"),
        ("2001-21", "2001-03-01", "2001-05-31", "season"),
        ("1945/..", "1945-01-01", None, "interval"),
        ("1945/", "1945-01-01", None, "interval"),
        ("../1945", None, "1945-12-31", "interval"),
        ("/1945", None, "1945-12-31", "interval"),
        ("1945/1946-03", "1945-01-01", "1946-03-31", "interval"),
        ("1945-01/1945-12", "1945-01-01", "1945-12-31", "interval"),
        ("{1945,1947}", "1945-01-01", "1947-12-31", "interval"),
        ("0000/1200", None, "1200-12-31", "interval"),
        ("9999-12-31", "9999-12-31", "9999-12-31", "day"),
        ("9999", "9999-01-01", "9999-12-31", "year"),
    ],
)
def test_bounds(edtf: str, first: str | None, last: str | None, precision: str) -> None:
    expected = tuple(day and date.fromisoformat(day) for day in (first, last))
    assert time_bounds(edtf) == (*expected, precision)


@pytest.mark.parametrize(
    "edtf",
    [None, "", "garbage", "1945-13", "1945-02-30", "1945/1940", "../..", "-0044", "Y12000", "XXXX-08-15", "XXXX"],
)
def test_no_bounds(edtf: str | None) -> None:
    assert time_bounds(edtf) == (None, None, None)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=12) | st.text("0123456789-/.X?~%[]{},YES ", max_size=14))
def test_any_string_is_tolerated(edtf: str) -> None:
    first, last, precision = time_bounds(edtf)
    assert (precision is None) == (first is None and last is None)
    assert first is None or last is None or first <= last
