# %% [markdown]
# # 1. First steps: one article
#
# This notebook takes one short news article, finds what it says of a territorial dispute, and shows four ways to look at
# the result: the text itself, a table, a picture and a file for other programs. You need Python and no knowledge of
# linguistics or of graph databases. Nothing is downloaded, and nothing leaves your machine.
#
# Two ideas carry everything that follows.
#
# - A **statement** says that somebody stands in some relation to somebody or something: *Japan – claims – the islands*.
#   It is what a text says, not what is so. Whether it is true is for you to judge.
# - **Evidence** is one place in one text that carries a statement: its words, whose word it is (the *holder*), whether it
#   is affirmed or denied (*polarity*), and whether it is told as a fact, a plan, a wish or a possibility (*modality*).

# %%
import kg

# %% [markdown]
# The package brings a small corpus of its own, so that this notebook runs anywhere. Put the path of your own file or
# folder in its place: `kg.build("articles/")`. A string with a sentence in it works too.

# %%
article = kg.examples.corpus() / "senkaku-summit-2014.md"
g = kg.build(article)
g

# %% [markdown]
# ## What was found, in the text
#
# Each quote that carries a statement is marked and numbered; names of the states, people and places that the statements
# are about have a frame. The kind of line under a quote tells how it is told: a solid line for what is told as a fact,
# dashes for a plan, dots for a wish, a double line for something merely possible; red for a denial.
#
# **What it does not show.** A sentence without a mark is not empty of meaning. The program knows some fifty relations
# and finds only part of what a careful reader would note; the README gives the measured shares. Names that a text
# replaces by a pronoun carry no frame.

# %%
g.documents[0]

# %% [markdown]
# ## The same as a table
#
# Read a row from left to right: what is said; how it is told; whose word it is; when it happened, as far as the text
# says; and the sentence. A meeting that is only planned says so in the second column. Somebody who is quoted stands in
# the third: such a row is *his* word and not the newspaper's.

# %%
g.statements

# %% [markdown]
# A filter keeps the evidence that fits. Here is what the article tells as a plan or a wish, which a careless graph would
# show as things that happened:

# %%
g.statements.where(modality=["planned", "desired"])

# %% [markdown]
# Names are looked up through every name that any side uses, and a name that does not exist brings suggestions:

# %%
g.ask("claims", territory="Diaoyu")

# %%
try:
    g.ask("claims", territory="Senkakku")
except kg.KgError as error:
    print(error)

# %% [markdown]
# ## One statement
#
# A statement can be picked out by its number. `str` gives it in words, with the number of places that carry it; the
# evidence has the offsets, so that the quote can always be checked against the text.

# %%
statement = g.ask("claims")[0]
evidence = statement.evidence[0]
print(statement)
print(evidence)
print(g.documents[0].text[evidence.span.start : evidence.span.end] == evidence.quote)

# %% [markdown]
# ## On to your own tools
#
# pandas has one row for each piece of evidence. Column names with `_id` hold the stable ids of the graph.

# %%
g.statements.to_pandas()[["subject", "relation", "object", "polarity", "modality", "holder", "time", "quote"]].head(8)

# %% [markdown]
# The interactive page works inside the notebook. Click a node or an edge to read the quotes behind it; the filters on the
# left take away, among others, everything that is not told as a fact.

# %%
g.show(height=560)

# %% [markdown]
# Finally the files: `save` writes a whole build folder (statements, RDF, page, summary), `export` one format of many.
# `kg export --list` on the command line shows them.

# %%
import tempfile
from pathlib import Path

folder = Path(tempfile.mkdtemp())
g.save(folder / "build")
g.export("turtle", folder / "article.ttl")
g.export("graphml", folder / "article.graphml")
sorted(path.name for path in folder.rglob("*") if path.is_file())

# %% [markdown]
# `kg.load` reads a build folder back, without the language model and therefore at once.

# %%
kg.load(folder / "build")
