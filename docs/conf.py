"""The site: ``make docs`` builds it into build/site, without network and with every warning an error."""

from __future__ import annotations

import shutil
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import download_reference
from sphinx.application import Sphinx

import kg

HERE = Path(__file__).parent

project = "dispute-kg"
author = "The dispute-kg contributors"
project_copyright = author
release = version = kg.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["examples", "notebooks", "ontology"]

# Anchors as GitHub makes them, so that a link works there and here.
myst_heading_anchors = 4

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
napoleon_google_docstring = False
napoleon_use_rtype = False
# `Returns` of this project often says what comes back in words, not a type.
napoleon_preprocess_types = False

html_theme = "furo"
html_title = f"dispute-kg {release}"
html_copy_source = False
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_sphinx = False

# Pages that are made elsewhere and are whole by themselves.
WHOLE = ("ontology", "notebooks")


def _open_instead_of_download(_: Sphinx, tree: nodes.document) -> None:
    """A link to a page of ``WHOLE`` opens it; Sphinx takes every file that is no source for a download."""
    for node in list(tree.findall(download_reference)):
        target = str(node["reftarget"])
        if target.partition("/")[0] in WHOLE:
            node.replace_self(nodes.reference("", "", *node.children, refuri=target))


def _copy_whole(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.format == "html":
        for folder in WHOLE:
            if (HERE / folder).is_dir():
                shutil.copytree(HERE / folder, Path(app.outdir) / folder, dirs_exist_ok=True)


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx calls this."""
    # Before Sphinx collects what to copy into _downloads, which it does at the usual priority of 500.
    app.connect("doctree-read", _open_instead_of_download, priority=400)
    app.connect("build-finished", _copy_whole)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
