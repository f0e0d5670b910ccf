"""RDF files of every syntax that the exporters write, into an Oxigraph store."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import RdfFormat, Store

from kg.errors import BuildError

__all__ = ["SYNTAXES", "load_file"]

SYNTAXES: Mapping[str, RdfFormat] = MappingProxyType(
    {
        ".jsonld": RdfFormat.JSON_LD,
        ".nq": RdfFormat.N_QUADS,
        ".nt": RdfFormat.N_TRIPLES,
        ".owl": RdfFormat.RDF_XML,
        ".rdf": RdfFormat.RDF_XML,
        ".trig": RdfFormat.TRIG,
        ".ttl": RdfFormat.TURTLE,
    }
)
"""Syntax by the end of a file's name."""

# A query sees the default graph; it is to see what every named graph says, each triple once (which Oxigraph's own
# union of graphs does not give: a triple in two graphs counts twice there).
_UNION = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"


def load_file(file: Path, store: Store) -> None:
    """Add what a file holds to a store.

    Parameters
    ----------
    file
        Of a syntax of ``SYNTAXES``, in UTF-8.
    store
        Its default graph gets every triple of the file; triples in named graphs are in these too.

    Raises
    ------
    BuildError
        Where the file cannot be opened, has another name or is not of its syntax; the store may then hold some of it.
    """
    syntax = SYNTAXES.get(file.suffix.lower())
    if syntax is None:
        endings = ", ".join(sorted(SYNTAXES))
        raise BuildError(f"{file}: no RDF file by its name; allowed: a folder that `kg build` wrote, or {endings}")
    try:
        with file.open("rb") as content:
            store.bulk_load(content, syntax, base_iri=file.resolve().as_uri())
    except OSError as error:
        raise BuildError(
            f"{file}: {error.strerror or error}; allowed: a folder that `kg build` wrote, or an RDF file"
        ) from None
    except (SyntaxError, UnicodeDecodeError, ValueError) as error:
        problem = " ".join(str(error).split())
        raise BuildError(f"{file}: {problem}; allowed: {syntax.name} in UTF-8") from None
    if syntax.supports_datasets:
        store.update(_UNION)
