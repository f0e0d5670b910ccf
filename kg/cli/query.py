"""SPARQL on a build, a file or an endpoint; and a build into a triple store."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli.options import Build, TableFormat
from kg.cli.stream import say

__all__ = ["push", "query"]


def _pairs(values: list[str] | None) -> list[str] | None:
    for value in values or ():
        if not value.partition("=")[0].strip("?$ ") or "=" not in value:
            raise typer.BadParameter(f"{value!r}; allowed: a variable, =, and its value")
    return values


Seconds = Annotated[float | None, typer.Option(metavar="SECONDS", min=0.001, help="Give up after so long.")]
Graph = Annotated[str | None, typer.Option(metavar="IRI", help="The endpoint's graph; default: its default graph.")]


def query(
    question: Annotated[
        str | None, typer.Argument(metavar="SPARQL|NAME|FILE.rq", help="A query, a question's name, or a file.")
    ] = None,
    build: Annotated[
        str | None,
        typer.Option(
            "--build", "-b", metavar="FOLDER|FILE", help="What `kg build` wrote, or an RDF file; default: output."
        ),
    ] = None,
    endpoint: Annotated[
        str | None, typer.Option(metavar="URL", help="Ask this SPARQL endpoint instead of a build.")
    ] = None,
    graph: Graph = None,
    timeout: Seconds = None,
    format: TableFormat = "table",
    fixed: Annotated[
        list[str] | None,
        typer.Option(
            "--set", "-s", metavar="VARIABLE=VALUE", callback=_pairs, help="Fix a variable to an id or a name."
        ),
    ] = None,
    names: Annotated[bool, typer.Option("--list", help="Show the named questions instead.")] = False,
) -> None:
    """Ask SPARQL or a named question of a build, an RDF file or an endpoint; nothing is changed there.

    An endpoint that asks for credentials gets those of KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or KG_ENDPOINT_TOKEN.

    Example: kg query who-claims-what --set territory=Etorofu --format csv --build output/
    """
    from pathlib import Path

    from kg.endpoint import TIMEOUT
    from kg.query import Answer, Endpoint, formatted, named_queries, read_query
    from kg.query import query as ask

    if endpoint is not None and build is not None:
        raise typer.BadParameter("give a build or an endpoint, not both", param_hint="--endpoint")
    if endpoint is None and graph is not None:
        raise typer.BadParameter("goes with --endpoint; in a file's query, write GRAPH", param_hint="--graph")
    if names:
        rows = tuple((known.name, known.question, ", ".join(known.parameters)) for known in named_queries().values())
        answer = Answer(("name", "question", "variables"), rows)
    elif question is None:
        raise typer.BadParameter("missing; give a query, a name, or --list", param_hint="SPARQL|NAME")
    else:
        source = Path(build or "output") if endpoint is None else Endpoint(endpoint, graph, timeout or TIMEOUT)
        parameters = dict(pair.split("=", 1) for pair in fixed or ())
        answer = ask(source, read_query(question), parameters=parameters, timeout=timeout)
    sys.stdout.write(formatted(answer, format))


def push(
    endpoint: Annotated[
        str, typer.Option(metavar="URL", help="A Graph Store: Oxigraph's …/store, Virtuoso's …/sparql-graph-crud-auth.")
    ],
    build: Build = "output",
    graph: Graph = None,
    update: Annotated[
        str | None,
        typer.Option(metavar="URL", help="The store's update address: load beside the old graph, then move."),
    ] = None,
    timeout: Seconds = None,
) -> None:
    """Replace a graph in a triple store by a build, with the ontology and what the catalog knows.

    A store that asks for credentials gets those of KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or KG_ENDPOINT_TOKEN.

    Example: kg push --endpoint http://localhost:7878/store --build output/
    """
    from pathlib import Path

    from kg.push import TIMEOUT, Target
    from kg.push import push as put
    from kg.store import ntriples

    say(put(ntriples(Path(build)), Target(endpoint, graph, update, timeout or TIMEOUT)))
