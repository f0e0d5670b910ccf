"""The values that pass between the stages."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import model
from kg.model import (
    Entity,
    Evidence,
    Kind,
    KnowledgeBase,
    Modality,
    Name,
    Polarity,
    Span,
    Statement,
    digest,
    statement_id,
)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (5, 4), (-2, -1)])
def test_span_refuses_what_is_no_span(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"span {start}:{end}; allowed: 0 <= start <= end"):
        Span(start, end)


def test_span_may_be_empty_and_sorts_by_place() -> None:
    assert Span(3, 3) == Span(3, 3)
    assert sorted([Span(4, 5), Span(0, 9), Span(0, 2)]) == [Span(0, 2), Span(0, 9), Span(4, 5)]


def test_label_is_the_first_name() -> None:
    assert Entity("territory/x", Kind.TERRITORY, (Name("Imia"), Name("Kardak"))).label == "Imia"


def test_a_denial_and_an_assertion_share_one_statement() -> None:
    said = Evidence("a", Span(0, 1), "x")
    denied = Evidence("b", Span(0, 1), "x", polarity=Polarity.NEGATIVE, modality=Modality.POSSIBLE)
    one = Statement("state/peru", "claims", "territory/x", (said,))
    other = Statement("state/peru", "claims", "territory/x", (denied,))
    assert one.id == other.id == statement_id("state/peru", "claims", "territory/x")
    assert one.id != Statement("territory/x", "claims", "state/peru").id


def test_digest_keeps_parts_apart() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("č𐌰") == digest("č𐌰")


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_digest_is_sixteen_hexadecimal_digits(parts: list[str]) -> None:
    found = digest(*parts)
    assert len(found) == 16
    assert set(found) <= set("0123456789abcdef")


CLASSES = [cls for cls in vars(model).values() if isinstance(cls, type) and dataclasses.is_dataclass(cls)]


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_value_is_frozen_and_slotted(cls: type) -> None:
    assert cls.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert hasattr(cls, "__slots__")
    assert not hasattr(cls, "owner")


def test_no_value_has_a_field_for_an_owner() -> None:
    fields = {field.name for cls in CLASSES for field in dataclasses.fields(cls)}
    assert not fields & {"owner", "holder_of", "sovereign", "held_by", "belongs_to"}


def test_an_empty_knowledge_base_has_four_empty_parts() -> None:
    kb = KnowledgeBase()
    assert kb.documents == kb.entities == kb.statements == kb.diagnostics == ()
