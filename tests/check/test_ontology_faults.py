"""Each pitfall, put into the files of the ontology, is found by `kg check` and located."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import kg.check as module
from kg.check import check
from kg.ontology import folder as ontologies

type Fault = Callable[[Path], object]


def replaced(file: str, old: str, new: str) -> Fault:
    """Changes the text of a file, and fails where the text is not there."""

    def change(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")

    return change


def tdo(old: str, new: str) -> Fault:
    return replaced("tdo.ttl", old, new)


def before(new: str) -> Fault:
    """Adds a block before that of a class."""
    old = "tdo:Territory a owl:Class ;\n"
    return tdo(old, f"{new}\n\n{old}")


FAULTS: dict[str, tuple[Fault, str]] = {
    "relations that fell behind": (
        tdo("tdo:accuses a owl:ObjectProperty", "tdo:accuses a owl:DatatypeProperty"),
        r"its relations are not those of kg/data/relations",
    ),
    "no label": (
        tdo('    rdfs:label "territory"@en ;\n', ""),
        r"ontology: tdo:Territory \(tdo\.ttl:\d+\): has 0 times a label",
    ),
    "two labels": (
        tdo('    rdfs:label "territory"@en ;\n', '    rdfs:label "territory"@en, "land"@en ;\n'),
        r"tdo:Territory .*has 2 times a label",
    ),
    "label in no language": (
        tdo('rdfs:label "territory"@en', 'rdfs:label "territory"'),
        r"tdo:Territory .*label is not tagged as English",
    ),
    "no definition": (
        tdo('    skos:definition "A human being whom a text names."@en ;\n', ""),
        r"tdo:Person \(tdo\.ttl:\d+\): has 0 times a definition",
    ),
    "not said to be defined here": (
        tdo(
            "    rdfs:subClassOf tdo:Place ;\n    rdfs:isDefinedBy <https://w3id.org/tdo> .",
            "    rdfs:subClassOf tdo:Place .",
        ),
        r"does not say that this ontology defines it",
    ),
    "no domain": (
        tdo("    rdfs:domain tdo:Evidence ;\n    rdfs:range xsd:decimal ;\n", "    rdfs:range xsd:decimal ;\n"),
        r"tdo:confidence .*has 0 times a domain",
    ),
    "no range": (tdo("    rdfs:range xsd:decimal ;\n", ""), r"tdo:confidence .*has 0 times a range"),
    "two ranges": (
        tdo("rdfs:range xsd:decimal", "rdfs:range xsd:decimal, xsd:double"),
        r"tdo:confidence .*has 2 times a range",
    ),
    "inverse one way": (
        tdo("    owl:inverseOf tdo:hasPart ;\n", ""),
        r"tdo:hasPart \(tdo\.ttl:\d+\): is the inverse of tdo:partOf, which does not say so",
    ),
    "inverse of other classes": (
        tdo(
            "rdfs:domain tdo:Side ;\n    rdfs:range tdo:Dispute ;\n    owl:inverseOf tdo:side",
            "rdfs:domain tdo:Side ;\n    rdfs:range tdo:Statement ;\n    owl:inverseOf tdo:side",
        ),
        r"tdo:side .*its domain is not the range of tdo:sideOf, its inverse",
    ),
    "inverse of itself": (
        tdo("owl:inverseOf tdo:hasPart", "owl:inverseOf tdo:partOf"),
        r"tdo:partOf .*its own inverse",
    ),
    "symmetric with two classes": (
        tdo("tdo:organOf a owl:ObjectProperty", "tdo:organOf a owl:ObjectProperty, owl:SymmetricProperty"),
        r"tdo:organOf .*is symmetric, and its domain is not its range",
    ),
    "class in lower case": (
        before("tdo:bad_class a owl:Class ."),
        r"tdo:bad_class \(tdo\.ttl:\d+\): its name is badly written; allowed: UpperCamelCase",
    ),
    "property in upper case": (before("tdo:Owns a owl:ObjectProperty ."), r"tdo:Owns .*lowerCamelCase"),
    "classes of one label": (
        tdo('rdfs:label "territory"@en', 'rdfs:label "Place"@en'),
        r"tdo:Place .*shares the label 'place'",
    ),
    "class nobody declared": (
        tdo("rdfs:range xsd:decimal", "rdfs:range tdo:Number"),
        r"tdo:Number: is used as a class, and not declared",
    ),
    "property nobody declared": (
        tdo("rdfs:subPropertyOf prov:wasQuotedFrom", "rdfs:subPropertyOf prov:wasTakenFrom"),
        r"wasTakenFrom: is used as a property, and not declared",
    ),
    "term without type": (before('tdo:Odd rdfs:label "odd"@en .'), r"tdo:Odd .*is no class and no property"),
    "class below itself": (
        tdo("rdfs:subClassOf sem:Place, geo:Feature", "rdfs:subClassOf tdo:Territory"),
        r"tdo:Territory .*lies below itself by subClassOf",
    ),
    "class that nothing uses": (before("tdo:Lonely a owl:Class ."), r"tdo:Lonely .*is connected with no other term"),
    "class without shape": (before("tdo:Lonely a owl:Class ."), r"tdo:Lonely \(tdo\.ttl:\d+\): no shape targets it"),
    "nothing disjoint": (tdo("owl:AllDisjointClasses", "owl:Class"), r"declares no classes as disjoint"),
    "no ontology": (
        tdo("<https://w3id.org/tdo> a owl:Ontology ;", "<https://w3id.org/tdo>"),
        r"not declared as owl:Ontology",
    ),
    "no licence": (
        tdo("    dcterms:license <https://www.apache.org/licenses/LICENSE-2.0> ;\n", ""),
        r"the header lacks license",
    ),
    "no version": (tdo("owl:versionInfo", "rdfs:comment"), r"the header lacks versionInfo"),
    "no preferred prefix": (
        tdo('    vann:preferredNamespacePrefix "tdo" ;\n', ""),
        r"the header lacks preferredNamespacePrefix",
    ),
    "term that the code lacks": (before("tdo:Owner a owl:Class ."), r"tdo:Owner .*is in tdo\.ttl alone"),
    "term that the code alone has": (
        tdo("tdo:Lake a owl:Class", "tdo:Pond a owl:Class"),
        r"tdo:Lake: is in kg/vocabulary\.py alone",
    ),
    "undefined term in the shapes": (
        replaced("shapes.ttl", "sh:path tdo:quote", "sh:path tdo:quotation"),
        r"tdo:quotation \(shapes\.ttl:\d+\): is used, and not a term",
    ),
    "undefined term in the context": (
        replaced("context.jsonld", "tdo:holder", "tdo:owner"),
        r"tdo:owner \(context\.jsonld:\d+\)",
    ),
    "undefined term in a question": (
        replaced("queries/disputes.rq", "tdo:overTerritory", "tdo:quarrelsWith"),
        r"tdo:quarrelsWith \(disputes\.rq:\d+\)",
    ),
}


@pytest.fixture
def ontology(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = Path(shutil.copytree(ontologies(), tmp_path / "ontologies"))
    monkeypatch.setattr(module, "ontologies", lambda: copy)
    return copy


def test_the_sound_ontology_has_no_finding(ontology: Path) -> None:
    assert list(check()) == []


@pytest.mark.parametrize("name", FAULTS)
def test_fault_in_the_ontology(name: str, ontology: Path) -> None:
    inject, expected = FAULTS[name]
    inject(ontology)
    lines = [str(finding) for finding in check()]
    assert any(re.search(expected, line) for line in lines), "\n".join(lines)
