"""What all graph formats share: ids that stay, ends that no entity stands for, names that texts report."""

from __future__ import annotations

import pytest

from kg.export.characters import carried, json_bytes
from kg.export.names import is_latin, names_by_user, side_by_side
from kg.export.rows import rows
from kg.model import Document, Entity, Evidence, Kind, KnowledgeBase, Modality, Name, Polarity, Span, Statement


def item(holder: str | None = None, **fields: object) -> Evidence:
    return Evidence("d", Span(0, 1), "t", holder, **fields)  # type: ignore[arg-type]


def test_an_edge_has_the_same_id_in_every_viewpoint(sample: KnowledgeBase) -> None:
    every = {edge.id: edge for edge in rows(sample).edges}
    some = rows(sample, policy="asserted").edges
    assert len(some) == 5
    assert all(every[edge.id] == edge for edge in some)


def test_evidence_that_is_the_same_in_everything_has_ids_of_its_own(sample: KnowledgeBase) -> None:
    twice = [edge for edge in rows(sample).edges if edge.quote == "They met again"]
    assert len({edge.id for edge in twice}) == len(twice) == 2


def test_quotes_are_where_they_say(sample: KnowledgeBase) -> None:
    texts = {document.id: document.text for document in sample.documents}
    for edge in rows(sample).edges:
        assert texts[edge.document][edge.start : edge.end] == edge.quote


def test_an_end_without_entity_is_a_node_all_the_same() -> None:
    kb = KnowledgeBase((Document("d", "t"),), (), (Statement("state/japan", "likes", "place/x", (item("person/y"),)),))
    found = rows(kb)
    assert [(node.id, node.label, node.kind) for node in found.nodes] == [
        ("place/x", "place/x", "Other"),
        ("state/japan", "Japan", "Other"),
    ]
    [edge] = found.edges
    assert (edge.relation_label, edge.relation_group, edge.symmetric) == ("likes", "other", False)
    assert (edge.holder, edge.holder_label) == ("person/y", "person/y")


def test_evidence_of_a_document_that_is_not_there_is_kept() -> None:
    kb = KnowledgeBase((), (), (Statement("a", "likes", "b", (item(),)),))
    [edge] = rows(kb).edges
    assert (edge.document, edge.document_title, edge.document_published) == ("d", None, None)


def test_a_name_that_a_party_is_quoted_with_is_that_partys() -> None:
    isle, name = Entity("territory/i", Kind.TERRITORY, (Name("Isle"),)), Entity("name/1", Kind.NAME, (Name("Rock"),))
    west = Entity("state/w", Kind.STATE, (Name("West"),))

    def label(*evidence: Evidence) -> tuple[str, tuple[str, ...]]:
        kb = KnowledgeBase(
            (Document("d", "t"),), (isle, name, west), (Statement(isle.id, "alsoKnownAs", name.id, evidence),)
        )
        [node] = [node for node in rows(kb).nodes if node.id == isle.id]
        return node.label, node.used_by

    assert label(item(west.id)) == ("Isle / Rock", ("West: Rock",))
    assert label(item()) == ("Isle", ())
    assert label(item(west.id, polarity=Polarity.NEGATIVE)) == ("Isle", ())
    assert label(item(west.id, modality=Modality.POSSIBLE)) == ("Isle", ())


@pytest.mark.parametrize(
    ("names", "latin", "shown"),
    [
        ((Name("A"),), False, ("A",)),
        ((Name("A"), Name("B", None, ("x",)), Name("C", None, ("x",))), False, ("A", "B")),
        ((Name("A", None, ("x",)), Name("B", None, ("y",))), False, ("A", "B")),
        ((Name("A", None, ("x", "y")), Name("B", None, ("y",))), False, ("A",)),
        ((Name("島", None, ("x",)), Name("Shima", None, ("x",))), False, ("島",)),
        ((Name("島", None, ("x",)), Name("Shima", None, ("x",))), True, ("Shima",)),
        ((Name("島"), Name("остров", None, ("y",))), True, ("島", "остров")),
    ],
)
def test_names_stand_side_by_side(names: tuple[Name, ...], latin: bool, shown: tuple[str, ...]) -> None:
    assert side_by_side(Entity("territory/a", Kind.TERRITORY, names), latin=latin) == shown


def test_names_by_user_are_sorted_and_come_once() -> None:
    names = (Name("B", None, ("y", "x")), Name("A", "en", ("x",)), Name("A", "fr", ("x",)), Name("C"))
    assert names_by_user(names) == {"x": ("B", "A"), "y": ("B",)}
    assert is_latin("Đá Ga Ven 2")
    assert not is_latin("12")


def test_texts_keep_their_length_and_json_keeps_every_character() -> None:
    text = "\x00\x0b\x7f\ud800\ufffe\uffff ok \U0001f30d\t\r\n"
    assert carried(text) == "�" * 6 + " ok \U0001f30d\t\r\n"
    assert json_bytes(["\ud800é\x00"]) == b'[\n "\\ud800\xc3\xa9\\u0000"\n]\n'
