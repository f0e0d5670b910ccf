"""Notebooks from their scripts: ``.ipynb`` without outputs, and executed pages in ``docs/notebooks``.

    python scripts/notebooks.py            write both
    python scripts/notebooks.py --pair     write the .ipynb files alone, which runs nothing

The same scripts give the same bytes as long as the package says the same of the corpus.
"""

from __future__ import annotations

import argparse
import html
import sys
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from pygments.formatters import HtmlFormatter

ROOT = Path(__file__).resolve().parent.parent
SOURCES, PAGES = ROOT / "notebooks", ROOT / "docs" / "notebooks"
TIMEOUT = 120  # seconds a cell may take

STYLE = """
:root{color-scheme:light}
body{font:16px/1.55 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
h1,h2,h3{line-height:1.25;margin:1.6em 0 .5em}
.anchor-link{display:none}
pre{overflow-x:auto;padding:.7rem .9rem;border-radius:.3rem;font-size:.85rem;line-height:1.45;white-space:pre-wrap}
.highlight{background:#f6f8fa;border-left:3px solid #8aa4c0;margin:.6rem 0}
.jp-RenderedText pre,.output_area pre{background:#fff;border:1px solid #d8dee4}
.prompt,.jp-InputPrompt,.jp-OutputPrompt{display:none}
table{border-collapse:collapse;font-size:.85rem}
th,td{padding:.25rem .6rem;border-bottom:1px solid #d8dee4;text-align:left;vertical-align:top}
.output_html,.jp-RenderedHTML{overflow-x:auto}
img{max-width:100%}
"""


def paired(source: Path) -> NotebookNode:
    """The notebook of a script, with ids that depend on nothing but the order of the cells."""
    notebook = jupytext.read(source, fmt="py:percent")
    # Only what Jupyter needs to open it; jupytext would note its own version.
    notebook.metadata = nbformat.from_dict(
        {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
        cell.metadata = nbformat.from_dict({})
    return notebook


def written(notebook: NotebookNode) -> str:
    """The file's content."""
    return nbformat.writes(notebook, version=4) + "\n"


def executed(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """The notebook with its outputs; raises nbclient's error at the first cell that fails."""
    NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name="python3",
        # Printed lines arrive in pieces as the machine has time; joined they are the same each time.
        coalesce_streams=True,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(folder)}},
    ).execute()
    return notebook


def page(notebook: NotebookNode) -> str:
    """A page with everything in it.

    nbconvert's own pages ask servers for MathJax and require.js; its basic template is the content alone.
    """
    body, _ = HTMLExporter(template_name="basic").from_notebook_node(notebook)
    title = notebook.cells[0].source.splitlines()[0].lstrip("# ")
    code = HtmlFormatter(style="friendly").get_style_defs(".highlight")
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{html.escape(title)}</title>\n'
        f"<style>{code}\n{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def main(arguments: list[str] | None = None) -> None:
    """Write what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pair", action="store_true", help="write the .ipynb files alone")
    parser.add_argument("names", nargs="*", help="stems of scripts, such as 1-first-steps; default: all")
    options = parser.parse_args(arguments)
    for source in sorted(SOURCES.glob("*.py")):
        if options.names and source.stem not in options.names:
            continue
        notebook = paired(source)
        source.with_suffix(".ipynb").write_text(written(notebook), encoding="utf-8")
        if not options.pair:
            PAGES.mkdir(parents=True, exist_ok=True)
            target = PAGES / f"{source.stem}.html"
            target.write_text(page(executed(notebook, SOURCES)), encoding="utf-8")
            print(f"{target.relative_to(ROOT)}: {target.stat().st_size} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
