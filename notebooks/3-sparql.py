# %% [markdown]
# # 3. SPARQL: the twenty questions
#
# The graph is also RDF, the standard form of knowledge graphs, and SPARQL is the language in which RDF is asked. Twenty
# questions that students of disputes ask again and again are prepared; each is a file in `ontologies/queries/` that you
# may copy and change. Answers come as pandas frames.

# %%
import pandas as pd

import kg

pd.set_option("display.max_colwidth", 70)

g = kg.build(kg.examples.corpus())
kg.questions()

# %% [markdown]
# ## Asking by name
#
# Rows say, beside the answer, whose word it is (`voice`; empty: the document's own), polarity, modality, time and quote.
# Many questions take a parameter; its value may be any name of the entity, or its id.

# %%
g.query("who-claims-what", territory="Diaoyu Dao")[["claimant", "polarity", "modality", "voice", "time", "quote"]]

# %% [markdown]
# Which territories does one side hold while another claims them? Both halves have their own voice and time, and the times
# need not overlap: check them before you speak of an occupation today.

# %%
columns = ["name", "holding", "how", "holdingVoice", "claimant", "claimVoice"]
g.query("held-and-claimed")[columns].drop_duplicates().head(12)

# %% [markdown]
# What was planned or wished, and did any text report later that it happened? That nothing is reported does not mean that
# nothing happened: perhaps no text in the corpus looks back.

# %%
columns = ["subject", "relation", "object", "modality", "voice", "issued", "reportIssued", "reportQuote"]
g.query("wished-then-reported")[columns].head(10)

# %% [markdown]
# ## All of them
#
# The first rows of every question, so that you see what each gives. Two of the questions are about something in
# particular and need a parameter to be useful: the chain between two actors, and the quotes behind one statement.

# %%
from IPython.display import Markdown, display

needed = {
    "connections": {"start": "Japan", "end": "United States"},
    "where-is-it-said": {"statement": g.ask("claims")[0].id},
}
for question in kg.questions().itertuples():
    answer = g.query(question.name, **needed.get(question.name, {}))
    display(Markdown(f"### {question.question}\n\n`{question.name}`, {len(answer)} rows"))
    display(answer.head(4))

# %% [markdown]
# ## Asking in your own words
#
# A plain triple such as `?a tdo:metWith ?b` is there only where at least one source tells it **in its own voice, as a fact
# that happened**. Simple queries therefore never pick up a wish or a denial by accident.

# %%
g.query("""
SELECT ?who ?whom WHERE {
  ?a tdo:metWith ?b .
  ?a rdfs:label ?who . ?b rdfs:label ?whom .
  FILTER(STR(?a) < STR(?b))
}
ORDER BY ?who ?whom
""")

# %% [markdown]
# Everything else is on statement nodes, which carry their evidence. This asks for denials, with who denies. The prefixes
# `tdo:`, `rdf:`, `rdfs:` and some more need no declaration.

# %%
g.query("""
SELECT ?subject ?relation ?object ?denier ?quote WHERE {
  ?statement rdf:subject/rdfs:label ?subject ; rdf:predicate/rdfs:label ?relation ;
             rdf:object/rdfs:label ?object ; tdo:evidence ?evidence .
  ?evidence tdo:polarity "negative" ; tdo:quote ?quote .
  OPTIONAL { ?evidence tdo:holder/rdfs:label ?denier }
}
ORDER BY ?subject ?object ?quote
""")

# %% [markdown]
# A mistake is told in one line, and updates are refused:

# %%
for wrong in ("SELECT ?x WHERE { ?x tdo:claims }", "who-claims-wat", "INSERT DATA { <urn:a> <urn:b> <urn:c> }"):
    try:
        g.query(wrong)
    except kg.KgError as error:
        print(error)

# %% [markdown]
# `g.rdf` is the graph as an `rdflib.Graph`, for everything else that can be done with RDF:

# %%
print(len(g.rdf), "triples")
print(g.rdf.serialize(format="turtle")[:600])
