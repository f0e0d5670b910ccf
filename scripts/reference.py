"""Write the parts of docs/ that follow from the package: the help of the commands, relations, territories.

Run as ``python scripts/reference.py`` after a change of a help text or of ``kg/data``; a test fails where a part is
stale. A part stands between two comments, the prose around it is written by hand. The same package, the same bytes.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from typer.testing import CliRunner

from kg.catalog import DATA, Catalog, load
from kg.cli import COMMANDS, app
from kg.frames import KINDS, Example, Expected, RelationSpec
from kg.model import Entity, Kind, Modality, Polarity
from kg.toml_file import load_toml

DOCS = Path(__file__).resolve().parent.parent / "docs"
_GROUPS = {
    "sovereignty": "Who claims, holds, takes or gives up ground",
    "diplomacy": "Talks, agreements, help",
    "protest": "Accusations, demands, sanctions",
    "conflict": "Force and forces",
    "law": "Courts, mediators, broken rules",
    "context": "Offices, places, names",
}
_SIGNS = {1: "+", -1: "−", 0: "0", None: ""}
_REGIONS = {
    "central-asia-caucasus": "Central Asia and the Caucasus",
    "oceania-antarctica": "Oceania and Antarctica",
}
# Well-known ones from several parts of the world, by their ids, to show what the names look like.
_SHOWN = tuple(
    f"territory/{name}"
    for name in "dokdo essequibo etorofu falkland-islands hans-island senkaku-islands western-sahara".split()
)


def commands() -> str:
    """The help of every command, as the program prints it at a width of 80 columns."""
    return "\n".join([_help(), *(f"## kg {name}\n\n{_help(name)}" for name in COMMANDS)])


def relations(catalog: Catalog) -> str:
    """Every relation of the catalog, by group, with the first example of its file."""
    specs = catalog.relations
    head = ("relation", "what it says", "joins", "sign", "PLOVER", "example")
    parts = [f"{len(specs)} relations.\n"]
    for group, title in _GROUPS.items():
        chosen = [_relation(specs[name]) for name in sorted(specs) if specs[name].relation.group == group]
        parts.append(f"## {title}\n\nGroup `{group}`.\n\n{_table(head, chosen)}")
    return "\n".join(parts)


def regions(catalog: Catalog) -> str:
    """How many territories the catalog has, and where; one file of ``kg/data/territories`` is a region."""
    found: dict[str, list[Entity]] = {}
    for file in sorted((DATA / "territories").glob("*.toml")):
        region = _REGIONS.get(file.stem, file.stem.replace("-", " ").title())
        found[region] = [catalog.entities[f"territory/{item['id']}"] for item in load_toml(file)["territory"]]
    found["all"] = every = [entity for members in found.values() for entity in members]
    head = ("region", "territories", "names", "names with a user", "names of several sides", "on the map")
    rows = [(region, *_counts(members, catalog)) for region, members in found.items()]
    features = Counter(catalog.territories[entity.id].feature for entity in every)
    kinds = (f"{name} {count}" for name, count in sorted(features.items(), key=lambda item: (-item[1], item[0])))
    return f"{_table(head, rows, numbers=5)}\nBy kind of feature: {', '.join(kinds)}.\n"


def names(catalog: Catalog) -> str:
    """The names of some territories by who uses them, those in Latin letters."""
    head = ("whose name it is", "nobody's in particular", "id")
    return _table(head, [_names(catalog.entities[id], catalog) for id in _SHOWN])


PARTS: Mapping[tuple[str, str], Callable[[], str]] = {
    ("cli.md", "commands"): commands,
    ("relations.md", "relations"): lambda: relations(load()),
    ("territories.md", "regions"): lambda: regions(load()),
    ("territories.md", "names"): lambda: names(load()),
}
"""What makes each part of a page, by the page and the name in the part's two comments."""


def written(page: str, text: str) -> str:
    """The text of a page with its parts made anew; ValueError where a part's comments are missing."""
    for (where, name), made in PARTS.items():
        if where == page:
            first, last = f"<!-- made by scripts/reference.py: {name} -->\n\n", f"\n<!-- end of {name} -->"
            before, found, rest = text.partition(first)
            _, closed, after = rest.partition(last)
            if not (found and closed):
                raise ValueError(f"docs/{page}: no {first.strip()} with {last.strip()} after it")
            text = f"{before}{first}{made()}{last}{after}"
    return text


def _help(*arguments: str) -> str:
    # The help is as wide as the terminal; a page has one width.
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "80"
    try:
        text = CliRunner().invoke(app, [*arguments, "--help"], prog_name="kg").stdout
    finally:
        del os.environ["COLUMNS"]
        if before is not None:
            os.environ["COLUMNS"] = before
    return "```text\n" + "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n```\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: int = 0) -> str:
    """A Markdown table; the last ``numbers`` columns are to the right."""
    rule = ["---"] * (len(head) - numbers) + ["---:"] * numbers
    return "".join(
        f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |\n" for row in (head, rule, *rows)
    )


def _relation(spec: RelationSpec) -> tuple[str, ...]:
    one = spec.relation
    name = f"**{one.id}**" if one.label == one.id else f"**{one.id}**<br>*{one.label}*"
    instead = f" Stands in place of {', '.join(f'`{other}`' for other in sorted(spec.overrides))} for the same ends."
    said = one.definition + (instead if spec.overrides else "")
    joins = f"{_ends(one.subject)} {'⇄' if one.symmetric else '→'} {_ends(one.object)}"
    return name, said, joins, _SIGNS[one.cooperation], one.plover or "", _example(one.label, spec.examples)


def _ends(kinds: frozenset[Kind]) -> str:
    """A set of kinds in words, with the names that relation files have for the frequent sets."""
    left, words = set(kinds), []
    for name in ("Place", "Actor"):
        if left >= KINDS[name] and len(KINDS[name]) > 1:
            words.append(name.lower())
            left -= KINDS[name]
    return ", ".join(words + sorted(kind.lower() for kind in left))


def _example(label: str, examples: Sequence[Example]) -> str:
    first = next(example for example in examples if example.statements)
    return f"{first.text}<br>→ *{_said(label, first.statements[0])}*"


def _said(label: str, what: Expected) -> str:
    manner = [] if what.modality is Modality.ACTUAL else [str(what.modality)]
    manner += ["denied"] if what.polarity is Polarity.NEGATIVE else []
    manner += [f"says {what.holder}"] if what.holder else []
    manner += [what.time] if what.time else []
    return f"{what.subject} {label} {what.object}" + (f" ({'; '.join(manner)})" if manner else "")


def _counts(entities: Sequence[Entity], catalog: Catalog) -> tuple[str, ...]:
    names = [name for entity in entities for name in entity.names]
    several = [entity for entity in entities if len({name.used_by for name in entity.names if name.used_by}) > 1]
    placed = [entity for entity in entities if catalog.territories[entity.id].coordinates]
    used = [name for name in names if name.used_by]
    return tuple(str(len(found)) for found in (entities, names, used, several, placed))


def _names(entity: Entity, catalog: Catalog) -> tuple[str, ...]:
    by: dict[tuple[str, ...], list[str]] = {}
    for name in entity.names:
        if name.text.isascii():
            by.setdefault(tuple(catalog.entities[user].label for user in name.used_by), []).append(name.text)
    nobody = ", ".join(by.pop((), []))
    return "<br>".join(f"{', '.join(users)}: {', '.join(by[users])}" for users in sorted(by)), nobody, f"`{entity.id}`"


if __name__ == "__main__":
    for page in sorted({page for page, _ in PARTS}):
        file = DOCS / page
        file.write_text(written(page, file.read_text(encoding="utf-8")), encoding="utf-8")
