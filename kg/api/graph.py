"""The object that a researcher works with: everything that a build knows, and every way to look at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.api.disputes import Disputes
from kg.api.documents import Documents
from kg.api.dossier import Dossier, dossier
from kg.api.frames import answer_frame
from kg.api.html import block, counted, escape
from kg.api.lookup import Lookup
from kg.api.parameters import resolved
from kg.api.show import FIGURES, HEIGHT, Figure, Page
from kg.api.statements import Statements, statements_of
from kg.catalog import Catalog
from kg.errors import KgError
from kg.graph import project
from kg.model import GROUND, KnowledgeBase, Severity

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib

__all__ = ["KnowledgeGraph"]


@dataclass(frozen=True, slots=True)
class KnowledgeGraph:
    """What the texts say, with the words that say it; ``kg.build`` and ``kg.load`` make it.

    ``kb`` is the knowledge base, ``catalog`` what was known beforehand. What is costly to make (the RDF graph, the
    store that queries are asked of) is made when it is first asked for and kept.
    """

    kb: KnowledgeBase = field(repr=False)
    catalog: Catalog = field(repr=False, compare=False)
    _kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def statements(self) -> Statements:
        """Everything that is said, with filters (``where``), as a table or a pandas frame."""
        found: Statements = self._once("statements", lambda: statements_of(self.kb, self.catalog))
        return found

    @property
    def documents(self) -> Documents:
        """The texts, by number or id; each shows what was found in it."""
        return Documents(self.kb.documents, self.statements)

    @property
    def disputes(self) -> Disputes:
        """The disputes that follow from the statements (``docs/disputes.md``)."""
        from kg.disputes import disputes

        made: Disputes = self._once("disputes", lambda: Disputes(self._lookup, disputes(self.kb, catalog=self.catalog)))
        return made

    @property
    def rdf(self) -> rdflib.Graph:
        """The knowledge base in RDF, the same object each time; BuildError for a relation without ontology term."""
        from kg.rdf import to_rdf

        symmetric = {id for id, spec in self.catalog.relations.items() if spec.relation.symmetric}
        graph: rdflib.Graph = self._once("rdf", lambda: to_rdf(self.kb, symmetric=symmetric, catalog=self.catalog))
        return graph

    def ask(self, relation: str, **criteria: Any) -> Statements:
        """The statements of one relation (id or label), narrowed by what ``Statements.where`` takes.

        ``g.ask("claims", territory="Senkaku")`` takes any side's name of the islands, or whole words of one.

        Raises
        ------
        KgError
            For a value that nothing here is, with what is allowed or looks alike.
        """
        return self.statements.where(relation=relation, **criteria)

    def query(self, text: str, *, timeout: float | None = None, **parameters: str) -> pandas.DataFrame:
        """The answer to a named question (``kg.questions``) or to SPARQL (``kg.query.query``).

        Parameters
        ----------
        text
            A name or SPARQL; known prefixes need no declaration.
        timeout
            Seconds; None: no limit.
        parameters
            Variables of the SELECT clause with the value to fix them to, by any side's name or an id.

        Raises
        ------
        QueryError
            For an unknown question, malformed SPARQL, or anything but a question.
        KgError
            For a name that nothing here has; where pandas is not installed.
        """
        from kg.query import query

        fixed = resolved(parameters, self._lookup, lambda: self.disputes.values)
        return answer_frame(query(self._store(), text, parameters=fixed, timeout=timeout))

    def analyze(self, name: str, *, policy: str = "everything", **options: Any) -> pandas.DataFrame:
        """One analysis (``kg.analyses``) as a frame; options as ``kg.analysis.ask.analyze`` takes them.

        ``attrs`` of the frame hold ``question``, ``note`` (what is counted and what is left out) and ``policy``. For
        ``changes`` give ``earlier`` as a knowledge graph.

        Raises
        ------
        KgError
            For an unknown analysis, option or policy; where pandas is not installed.
        """
        from kg.analysis.ask import analyze

        if isinstance(options.get("earlier"), KnowledgeGraph):
            options["earlier"] = options["earlier"].kb
        if isinstance(options.get("about"), str):
            options["about"] = [options["about"]]
        for key in ("about", "start", "end"):
            if options.get(key):
                value = options[key]
                found = [self._lookup.find(text, what=key) for text in ([value] if isinstance(value, str) else value)]
                options[key] = found[0] if isinstance(value, str) else found
        made = analyze(self.kb, name, policy=policy, catalog=self.catalog, **options)
        return answer_frame(made.body, about={"question": made.question, "note": made.note, "policy": made.policy})

    def graph(self, policy: str = "everything") -> networkx.MultiDiGraph[Any]:
        """The statements as a networkx graph, as one policy shows them (``kg.graph.project``)."""
        return project(self.kb, policy, catalog=self.catalog)

    def dossier(self, territory: str, *, policy: str = "everything") -> Dossier:
        """Names, parties, stances, timeline and quotes of one territory, by any name of it.

        Raises
        ------
        KgError
            For a name that no territory, place or state has; for a policy that is none.
        """
        id = self._lookup.find(territory, kinds=GROUND, what="territory")
        return dossier(self.statements, self.disputes, id, policy=policy)

    def show(self, *, policy: str = "everything", height: int = HEIGHT, limit: int | None = None) -> Page:
        """The interactive page inline; it needs no network, in a notebook and in HTML that nbconvert makes of it.

        Parameters
        ----------
        policy
            The viewpoint that the page opens with.
        height
            In pixels.
        limit
            At most so many edges; None: as many as the page takes by itself (5000). The page tells what it leaves out.
            A page of more than 16 MB is refused, since a notebook keeps every output in its file.

        Raises
        ------
        KgError
            For a policy that is none; when it is shown, for a page that is too large.
        """
        from kg.export.html import to_html

        options: dict[str, Any] = {} if limit is None else {"limit": limit}
        return Page(to_html(self.kb, catalog=self.catalog, policy=policy, **options), height)

    def figure(self, name: str, *, policy: str = "everything") -> Figure:
        """A figure for a paper: ``matrix``, ``network`` or ``timeline``; export("figure-matrix.pdf", …) writes one.

        Raises
        ------
        KgError
            For an unknown name or policy; where matplotlib is not installed.
        """
        from kg.export import export

        if name not in FIGURES:
            raise KgError(f"figure is {name!r}; allowed: {', '.join(FIGURES)}")
        [svg] = export(self.kb, f"figure-{name}.svg", policy=policy).values()
        return Figure(svg, f"{name}, policy {policy}".replace('"', "'"))

    def save(self, folder: Path | str) -> None:
        """Write a build folder, as ``kg build`` does; ``kg.load`` reads it.

        Raises
        ------
        BuildError
            Where it cannot be written, or a relation has no ontology term.
        """
        from kg.export.folder import write_folder

        write_folder(self.kb, folder)

    def export(self, format: str, path: Path | str, *, policy: str = "everything") -> tuple[Path, ...]:
        """Write the knowledge base in one format (``kg export --list``) and give the files back.

        ``path`` is a file, or a folder where it is one already or where the format has several files.

        Raises
        ------
        KgError
            For an unknown format or a policy that it cannot show; where a file cannot be written.
        """
        from kg.export import export
        from kg.export.files import write_file, write_files

        files, target = export(self.kb, format, policy=policy), Path(path)
        if len(files) > 1 or target.is_dir():
            write_files(target, files)
            return tuple(target / name for name in files)
        write_file(target, *files.values())
        return (target,)

    def __repr__(self) -> str:
        return f"<KnowledgeGraph: {self._figures}>"

    def _repr_html_(self) -> str:
        groups: dict[str, int] = {}
        for statement in self.kb.statements:
            spec = self.catalog.relations.get(statement.relation)
            group = spec.relation.group if spec else "other"
            groups[group] = groups.get(group, 0) + 1
        kinds = ", ".join(f"{group} {groups[group]}" for group in sorted(groups))
        failed = [item.message for item in self.kb.diagnostics if item.severity is Severity.ERROR]
        problems = "".join(f"<br>Not read: {escape(message)}" for message in failed)
        return block(f"<p><b>Knowledge graph</b>: {self._figures}.<br>By group: {kinds or 'none'}.{problems}</p>")

    @property
    def _figures(self) -> str:
        kb = self.kb
        places = sum(len(statement.evidence) for statement in kb.statements)
        texts, said = counted(len(kb.documents), "document"), counted(len(kb.statements), "statement")
        return f"{texts}, {said} in {counted(places, 'place')}"

    @property
    def _lookup(self) -> Lookup:
        return self.statements.lookup

    def _store(self) -> rdflib.Graph:
        from kg.store import open_store

        graph: rdflib.Graph = self._once("store", lambda: open_store(self.rdf, catalog=self.catalog))
        return graph

    def _once(self, name: str, make: Callable[[], Any]) -> Any:
        """What ``make`` gives, made once."""
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]
