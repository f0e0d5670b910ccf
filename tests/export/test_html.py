"""The bytes of graph.html: the same for the same input, nothing to load, no text that could become markup."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from kg.catalog import Catalog
from kg.errors import KgError
from kg.export import html as html_export
from kg.export.html import to_html
from kg.export.page.layout import positions
from kg.model import KnowledgeBase


def test_same_input_in_any_order_gives_the_same_bytes(page_catalog: Catalog, page_kb: KnowledgeBase) -> None:
    kb = page_kb
    turned = KnowledgeBase(
        kb.documents[::-1],
        kb.entities[::-1],
        tuple(replace(statement, evidence=statement.evidence[::-1]) for statement in kb.statements[::-1]),
    )
    assert to_html(kb, catalog=page_catalog).encode() == to_html(turned, catalog=page_catalog).encode()


def test_page_names_no_address_to_load_and_keeps_the_licence(page_catalog: Catalog, page_kb: KnowledgeBase) -> None:
    page = to_html(page_kb, catalog=page_catalog)
    assert not re.findall(r"""(?:src|href)=["']?(?:https?:)?//""", page)
    assert "Almende B.V" in page
    assert "sourceMappingURL" not in page


def test_data_cannot_end_its_script_element(page_catalog: Catalog, hostile_kb: KnowledgeBase) -> None:
    page = to_html(hostile_kb, title="<script>window.hit=1</script>{{ script }}", catalog=page_catalog)
    data = page.split('id="kg-data">')[1].split("</script>")[0]
    assert not set("<>&\u2028\u2029") & set(data)
    assert json.loads(data)["title"] == "<script>window.hit=1</script>{{ script }}"
    assert page.lower().count("</script") == 3
    assert page.count("&lt;script&gt;window.hit=1&lt;/script&gt;{{ script }}") == 2


@pytest.mark.parametrize("text", [None, "/* @license */ '</script>'", "no header"])
def test_unfit_library_is_refused(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "vis-9.1.2").mkdir()
        (tmp_path / "vis-9.1.2" / "vis-network.min.js").write_text(text, encoding="utf-8")
    with pytest.raises(KgError, match=r"vis-network\.min\.js: .*; allowed: "):
        html_export._vis_network(tmp_path)


def test_newest_library_is_taken(tmp_path: Path) -> None:
    for version in ("9.1.2", "10.0.0", "9.0.4"):
        (tmp_path / f"vis-{version}").mkdir()
        (tmp_path / f"vis-{version}" / "vis-network.min.js").write_text(f"/* @license */ {version}", encoding="utf-8")
    assert html_export._vis_network(tmp_path).endswith("10.0.0")


def test_labels_do_not_cover_each_other() -> None:
    labels = {f"n{i:02}": "A label of some length" for i in range(40)}
    pairs = [(f"n{i:02}", f"n{i * 7 % 40:02}") for i in range(40)] + [("n01", "n01")]
    found = positions(labels, pairs)
    assert found == positions(dict(reversed(labels.items())), [(b, a) for a, b in reversed(pairs)])
    places = sorted(found.values())
    close = [(p, q) for p in places for q in places if p < q and abs(p[0] - q[0]) < 140 and abs(p[1] - q[1]) < 40]
    assert close == []
    assert positions({}, []) == {}


def test_a_large_graph_is_laid_out_the_same_every_time() -> None:
    labels = {f"n{i:03}": f"n{i}" for i in range(320)}
    pairs = [(f"n{i:03}", f"n{i * 7 % 320:03}") for i in range(1, 320)] + [("n000", f"n{i:03}") for i in range(320)]
    found = positions(labels, pairs)
    assert found == positions(dict(reversed(labels.items())), [(b, a) for a, b in reversed(pairs)])
    assert len(set(found.values())) == 320
    assert max(abs(x) for x, _ in found.values()) > 1000


def test_parallel_edges_bend_apart_whichever_way_they_run() -> None:
    assert html_export._bends([("a", "b"), ("c", "d")]) == [0, 0]
    first, second = html_export._bends([("a", "b"), ("b", "a")])
    # The second runs the other way: as vis-network sees it, the same sign lies on the other side.
    assert first == second != 0
    assert len(set(html_export._bends([("a", "b")] * 5))) == 5
