"""The command that writes a build in another format."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli.hints import one_of
from kg.cli.options import Build
from kg.cli.stream import say
from kg.export import about, formats

__all__ = ["export"]


def _format(value: str | None) -> str | None:
    if value is not None and value not in formats():
        raise typer.BadParameter(one_of(value, formats()))
    return value


def export(
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            callback=_format,
            autocompletion=formats,
            help="One of those that --list shows.",
        ),
    ] = None,
    build: Build = "output",
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE|FOLDER", help="Where to; a folder for several files. Default: print it."
        ),
    ] = None,
    policy: Annotated[
        str,
        typer.Option(metavar="POLICY", help="Whose word counts: everything, asserted, side:NAME or before:DATE."),
    ] = "everything",
    listed: Annotated[bool, typer.Option("--list", help="Show the formats instead.")] = False,
) -> None:
    """Write a build in any format.

    Example: kg export --format graphml --build output/ --output graph.graphml
    """
    if listed:
        width = max(map(len, formats()))
        for name in formats():
            print(f"{name:{width}}  {about(name)}".rstrip())
        return
    if format is None:
        raise typer.BadParameter("missing; give one, or --list", param_hint="--format")

    from pathlib import Path

    from kg.errors import KgError
    from kg.export import export as exported
    from kg.export.files import write_file, write_files
    from kg.export.folder import read_folder

    files = exported(read_folder(build), format, policy=policy)
    if len(files) > 1:
        if output is None:
            raise KgError(f"{format} is {len(files)} files ({', '.join(files)}); allowed: --output with a folder")
        write_files(Path(output), files)
        say(f"wrote {', '.join(files)} to {output}")
        return
    [(name, content)] = files.items()
    if output is not None:
        file = Path(output) / name if Path(output).is_dir() else Path(output)
        write_file(file, content)
        say(f"wrote {file}")
    elif sys.stdout.isatty() and not _is_text(content):
        raise KgError(f"{format} is not text for a terminal; allowed: --output with a file, or a pipe")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode("utf-8")
    except UnicodeDecodeError:
        return False
