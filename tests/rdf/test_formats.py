"""TriG, N-Quads, JSON-LD and RDF/XML: everything there and back through two readers, the same bytes in any order."""

import json
import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oxrdflib import OxigraphStore
from rdflib import RDF, Dataset, Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.namespace import SKOS

from kg.errors import BuildError
from kg.export import EXPORTERS, jsonld, nquads, rdfxml, trig
from kg.model import (
    Diagnostic,
    Document,
    Entity,
    Evidence,
    Kind,
    KnowledgeBase,
    Modality,
    Name,
    Polarity,
    Severity,
    Span,
    Statement,
    When,
)
from kg.query import open_store, query
from kg.rdf import canonical, from_rdf, to_rdf
from kg.rdf_dataset import to_dataset
from kg.rdf_files import SYNTAXES, load_file
from kg.turtle import serialize
from kg.vocabulary import TDO, to_iri

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# What XML 1.0 cannot hold is a case of its own below; the other formats hold it.
ODD = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=16)
XML = ODD.filter(lambda text: not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", text))


def knowledge(text: st.SearchStrategy[str]) -> st.SearchStrategy[KnowledgeBase]:
    ids = st.sampled_from(["a", "b/c.txt", "a#comment-1", "ü 100%", "x?y&z", "../up", "./d", "e//f", "g/..", "h:i"])
    ends = st.sampled_from(["state/a", "state/b é%", "person/..", "territory/x/./y", "name/n", "place/'quoted\""])
    names = st.builds(
        Name,
        text=text,
        language=st.sampled_from([None, "en", "ja-Latn", "no language", ""]),
        used_by=st.lists(ends, max_size=2).map(tuple),
        note=st.none() | text,
    )
    kinds = {id: Kind(id.split("/")[0].capitalize()) for id in ("state/a", "person/..", "territory/x/./y", "name/n")}
    entity = st.sampled_from(sorted(kinds)).flatmap(
        lambda id: st.builds(
            Entity,
            st.just(id),
            st.just(kinds[id]),
            st.lists(names, max_size=2).map(tuple),
            st.lists(st.sampled_from(["wikidata:Q17", "iso:JPN", "odd"]), max_size=2).map(tuple),
        )
    )
    dates = st.sampled_from([None, "2014-01-05", "2014", "yesterday", ""])
    when = st.builds(When, st.sampled_from([None, "1945", "1945/..", "no time"]), text, st.just("relative"), dates)
    spans = st.builds(lambda a, b: Span(a, a + b), st.integers(0, 10**7), st.integers(0, 500))
    evidence = st.builds(
        Evidence,
        document=ids,
        span=spans,
        quote=text,
        holder=st.none() | ends,
        polarity=st.sampled_from(Polarity),
        modality=st.sampled_from(Modality),
        when=st.none() | when,
        count=st.none() | st.integers(0, 10**20),
        rule=text,
        confidence=st.floats(0, 1),
    )
    relations = st.sampled_from(["metWith", "claims", "alsoKnownAs"])
    document = st.builds(
        Document,
        id=ids,
        text=text,
        title=st.none() | text,
        source=st.none() | text,
        published=dates,
        author=st.none() | text,
        part_of=st.none() | ids,
    )
    diagnostic = st.builds(
        Diagnostic, text, st.sampled_from(Severity), st.none() | ids, st.none() | spans, message=text
    )
    return st.builds(
        KnowledgeBase,
        st.lists(document, max_size=3, unique_by=lambda item: item.id).map(tuple),
        st.lists(entity, max_size=3, unique_by=lambda item: item.id).map(tuple),
        st.lists(
            st.builds(Statement, ends, relations, ends, st.lists(evidence, max_size=3).map(tuple)), max_size=4
        ).map(tuple),
        st.lists(diagnostic, max_size=2).map(tuple),
    )


ENDINGS = {"trig": ".trig", "nquads": ".nq", "jsonld": ".jsonld", "rdfxml": ".rdf"}
RDFLIB = {"trig": "trig", "nquads": "nquads", "jsonld": "json-ld", "rdfxml": "xml"}


def rdflib_reads(text: str, form: str) -> Graph:
    graph = Dataset(default_union=True) if form in {"trig", "nquads"} else Graph(bind_namespaces="none")
    graph.parse(data=text, format=RDFLIB[form])
    return graph


def oxigraph_reads(text: str, form: str) -> Graph:
    graph = Graph(bind_namespaces="none")
    for quad in pyoxigraph.parse(text, SYNTAXES[ENDINGS[form]]):
        line = pyoxigraph.serialize([quad.triple], format=pyoxigraph.RdfFormat.N_TRIPLES)
        graph.parse(data=line or b"", format="nt")
    return graph


@pytest.mark.parametrize("form", sorted(ENDINGS))
@pytest.mark.parametrize("reader", [rdflib_reads, oxigraph_reads])
def test_everything_comes_back(form: str, reader: Callable[[str, str], Graph]) -> None:
    @SLOW
    @given(knowledge(XML if form == "rdfxml" else ODD))
    def check(kb: KnowledgeBase) -> None:
        assert from_rdf(reader(EXPORTERS[form](kb), form)) == canonical(kb)

    check()


@pytest.mark.parametrize("form", sorted(ENDINGS))
def test_bytes_do_not_depend_on_order(form: str) -> None:
    @SLOW
    @given(knowledge(XML), st.randoms(use_true_random=False))
    def check(kb: KnowledgeBase, chance: random.Random) -> None:
        def shuffled(items: tuple) -> tuple:
            return tuple(chance.sample(items, len(items)))

        statements = (replace(statement, evidence=shuffled(statement.evidence)) for statement in kb.statements)
        other = KnowledgeBase(
            shuffled(kb.documents), shuffled(kb.entities), shuffled(tuple(statements)), shuffled(kb.diagnostics)
        )
        assert EXPORTERS[form](other) == EXPORTERS[form](kb)

    check()


def evidence(document: str, **fields: object) -> Evidence:
    return Evidence(document, Span(0, 5), "Words", rule="test", **fields)  # type: ignore[arg-type]


@pytest.fixture
def kb() -> KnowledgeBase:
    year = When("2013", "last year", "relative", "2014-01-05")
    claim = Statement("state/a", "claims", "territory/t", (evidence("one", when=year), evidence("two", when=year)))
    return KnowledgeBase(
        (Document("one", "Words", published="2014-01-05"), Document("two", "Words", author="A", published="soon")),
        (
            Entity("state/a", Kind.STATE, (Name("A", "en"),), ("wikidata:Q17", "iso:AAA")),
            Entity("territory/t", Kind.TERRITORY, (Name("T"), Name("Tee", "xx", ("state/a",)))),
        ),
        (claim, Statement("state/a", "disputes", "territory/t")),
        (Diagnostic("c", Severity.INFO, "two", None, "m"), Diagnostic("d", Severity.INFO, None, None, "m")),
    )


def test_what_goes_into_which_graph(kb: KnowledgeBase) -> None:
    graphs = to_dataset(kb)
    one, two = to_iri("document/one"), to_iri("document/two")
    assert list(graphs) == [None, one, two]
    claim, bare = (to_iri(f"statement/{statement.id}") for statement in kb.statements)
    evidence_of = {name: {o for s, p, o in graphs[name] if p == TDO.evidence} for name in graphs}
    assert [len(evidence_of[name]) for name in (None, one, two)] == [0, 1, 1]
    assert evidence_of[one] != evidence_of[two]
    for name in (one, two):
        assert (claim, RDF.subject, to_iri("state/a")) in graphs[name]
        assert (name, RDF.type, TDO.Document) in graphs[name]
        assert [p for _, p, _ in graphs[name]].count(TDO.edtf) == 1
        assert (bare, RDF.type, TDO.Statement) not in graphs[name]
    assert (bare, RDF.type, TDO.Statement) in graphs[None]
    assert (claim, RDF.type, TDO.Statement) not in graphs[None]
    assert (to_iri("state/a"), TDO.claims, to_iri("territory/t")) in graphs[None]
    codes = {name: [str(o) for _, p, o in graphs[name] if p == TDO.code] for name in graphs}
    assert codes == {None: ["d"], one: [], two: ["c"]}
    assert set().union(*graphs.values()) == set(to_rdf(kb))


def test_a_document_is_whole_in_its_graph(kb: KnowledgeBase, tmp_path: Path) -> None:
    file = tmp_path / "build.trig"
    file.write_text(EXPORTERS["trig"](kb), encoding="utf-8")
    text = "SELECT ?who ?quote { GRAPH document:two { ?s rdf:subject ?who ; tdo:evidence/tdo:quote ?quote } }"
    assert query(file, text).rows == (("state/a", "Words"),)


@pytest.mark.parametrize("form", ["turtle", *sorted(ENDINGS)])
def test_query_gives_the_same_answer_whatever_the_file(kb: KnowledgeBase, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"build{ENDINGS.get(form, '.ttl')}"
    file.write_text(EXPORTERS[form](kb), encoding="utf-8")
    for question in ("who-claims-what", "territory-names", "sources-per-act"):
        # A union that counted a triple in two graphs twice would double the claim's rows.
        assert query(file, question) == query(kb, question)
        assert query(file, question).rows


def test_capital_ending_and_ntriples(kb: KnowledgeBase, tmp_path: Path) -> None:
    for name, form in (("A.TTL", "turtle"), ("b.nt", "nt")):
        text = serialize(to_rdf(kb)) if form == "turtle" else to_rdf(kb).serialize(format="nt")
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert query(tmp_path / name, "who-claims-what") == query(kb, "who-claims-what")


@pytest.mark.parametrize("form", sorted(ENDINGS))
def test_empty(form: str, tmp_path: Path) -> None:
    text = EXPORTERS[form](KnowledgeBase())
    assert from_rdf(rdflib_reads(text, form)) == KnowledgeBase()
    file = tmp_path / f"empty{ENDINGS[form]}"
    file.write_text(text, encoding="utf-8")
    assert query(file, "who-claims-what").rows == ()


@pytest.mark.parametrize("ending", sorted(SYNTAXES))
def test_a_broken_file_is_one_line(ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"broken{ending}"
    file.write_bytes(b'{"@graph": [<a> "\xff\n')
    with pytest.raises(BuildError) as raised:
        open_store(file)
    assert str(file) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_of_another_name(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"statements.jsonl: no RDF file by its name; allowed: a folder .* \.trig"):
        open_store(tmp_path / "statements.jsonl")


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"none\.trig: No such file"):
        load_file(tmp_path / "none.trig", pyoxigraph.Store())


def test_jsonld_is_plain_json(kb: KnowledgeBase) -> None:
    content = json.loads(EXPORTERS["jsonld"](kb))
    nodes = {node["id"]: node for node in content["@graph"]}
    claim = nodes[f"statement/{kb.statements[0].id}"]
    assert claim["type"] == "Statement"
    assert (claim["subject"], claim["predicate"], claim["object"]) == ("state/a", "claims", "territory/t")
    there = nodes[claim["evidence"][0]]
    assert (there["start"], there["end"], there["quote"], there["confidence"]) == (0, 5, "Words", "0.5")
    assert nodes["document/one"]["issued"] == "2014-01-05"
    assert nodes["document/two"]["issued"] == {"@value": "soon"}
    assert nodes["state/a"]["exactMatch"] == ["http://www.wikidata.org/entity/Q17"]
    assert nodes["state/a"]["identifier"] == ["iso:AAA"]


def test_jsonld_name_that_the_context_uses_for_something_else() -> None:
    graph = Graph()
    graph.add((URIRef("urn:a"), TDO["language"], Literal("x")))
    # The context's ``title`` is Dublin Core's.
    graph.add((URIRef("urn:a"), URIRef(f"{TDO._NS}title"), URIRef("urn:b")))
    text = jsonld.serialize(graph)
    assert '"tdo:title"' in text
    assert set(oxigraph_reads(text, "jsonld")) == set(graph)


@pytest.mark.parametrize("char", ["\x00", "\x0c", "\x1f", "\ufffe"])
def test_xml_refuses_what_it_cannot_hold(char: str) -> None:
    kb = KnowledgeBase((Document("d", f"a{char}b"),))
    with pytest.raises(BuildError, match=rf"document/d: tdo:text has the character U\+{ord(char):04X}; allowed"):
        EXPORTERS["rdfxml"](kb)
    for form in ("trig", "nquads", "jsonld"):
        assert from_rdf(oxigraph_reads(EXPORTERS[form](kb), form)) == canonical(kb)


def test_xml_numbers_unknown_namespaces_and_refuses_nameless_properties() -> None:
    graph = Graph()
    graph.add((URIRef("urn:a"), URIRef("http://b.example/p"), Literal("1")))
    graph.add((URIRef("urn:a"), URIRef("http://a.example/p"), URIRef("urn:<&\"'")))
    text = rdfxml.serialize(graph)
    assert 'xmlns:ns1="http://a.example/"' in text
    assert set(Graph().parse(data=text, format="xml")) == set(graph)
    graph.add((URIRef("urn:a"), URIRef("http://a.example/1"), Literal("1")))
    with pytest.raises(BuildError, match=r"http://a\.example/1: a property that RDF/XML cannot name"):
        rdfxml.serialize(graph)


def test_nquads_are_canonical(kb: KnowledgeBase) -> None:
    text = EXPORTERS["nquads"](kb)
    lines = text.splitlines(keepends=True)
    assert lines == sorted(lines)
    store = pyoxigraph.Store()
    store.load(text.encode(), pyoxigraph.RdfFormat.N_QUADS)
    again = (store.dump(format=pyoxigraph.RdfFormat.N_QUADS) or b"").decode()
    assert sorted(again.splitlines(keepends=True)) == lines


def test_serializers_take_graphs_without_a_default() -> None:
    graphs = {URIRef("urn:g"): [(URIRef("urn:a"), URIRef("urn:p"), Literal("x"))]}
    assert nquads.serialize(graphs) == '<urn:a> <urn:p> "x" <urn:g> .\n'
    assert trig.serialize(graphs) == '\n<urn:g> {\n<urn:a>\n    <urn:p> "x" .\n}\n'


def test_wikidata_ids_are_links(kb: KnowledgeBase) -> None:
    graph = to_rdf(kb)
    assert list(graph.objects(to_iri("state/a"), SKOS.exactMatch)) == [URIRef("http://www.wikidata.org/entity/Q17")]


def test_file_with_graphs_keeps_them_and_their_union(kb: KnowledgeBase, tmp_path: Path) -> None:
    file = tmp_path / "x.nq"
    file.write_text(EXPORTERS["nquads"](kb), encoding="utf-8")
    store = pyoxigraph.Store()
    load_file(file, store)
    graph = Graph(OxigraphStore(store=store), identifier=DATASET_DEFAULT_GRAPH_ID)
    assert from_rdf(graph) == canonical(kb)
    assert {name.value for name in store.named_graphs()} == {str(to_iri("document/one")), str(to_iri("document/two"))}
