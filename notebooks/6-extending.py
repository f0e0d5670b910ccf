# %% [markdown]
# # 6. Extending it: a new relation and a new territory
#
# What the program knows beforehand is data, in TOML files that an expert on disputes can read and change: which relations
# there are and how they are worded, which territories there are and who calls them what. This notebook adds one of each
# in a **copy** of the data, so that the installed package stays as it is. Reef and story are invented.

# %%
import shutil
import tempfile
from pathlib import Path

import kg
from kg.catalog import DATA, read

data = Path(tempfile.mkdtemp()) / "data"
shutil.copytree(DATA, data)
sorted(path.name for path in data.iterdir())

# %% [markdown]
# ## The text that we want to read

# %%
TEXT = """Survey ships off Lantern Reef

Norway surveyed Lantern Reef in 2021. Iceland, which claims the reef, protested against Norway.
Norway plans to survey Lantern Reef again. Iceland denied that Norway had charted Ljósker in May 2022.
"""
before = kg.build(TEXT, published="2022-06-10", source="Example")
before.statements

# %% [markdown]
# The reef is unknown, and surveying is no relation. Surveys matter in disputes over waters: they are acts of jurisdiction,
# and are protested against as such.
#
# ## A territory
#
# One entry with an id, a kind of feature and names, each with those who use it. There is no field for an owner: who holds
# a place is always a statement. `used_by` takes ids of states; the first name is the label.

# %%
_ = (data / "territories" / "my-territories.toml").write_text(
    """
[[territory]]
id = "lantern-reef"
feature = "reef"
coordinates = [66.0, -9.0]
names = [
  { text = "Lantern Reef", language = "en" },
  { text = "Lyktrevet", language = "no", used_by = ["state/norway"] },
  { text = "Ljósker", language = "is", used_by = ["state/iceland"] },
]
""",
    encoding="utf-8",
)

# %% [markdown]
# ## A relation
#
# One file a relation, named after its id. It says what the relation means and what it may join; `frame`s say by which
# words it is carried and where its two ends stand in the sentence: here the subject and the object of the verbs. Wishes,
# plans, denials, passives and coordination need nothing: they are handled for all relations alike.
#
# Every relation needs at least two example sentences with the statements that they must yield, and one sentence that must
# yield none. They are the definition that a reader understands, and the package's tests run them.

# %%
_ = (data / "relations" / "surveys.toml").write_text(
    """
id = "surveys"
label = "surveys"
group = "sovereignty"
definition = "The actor measures, charts or explores the territory or its waters."
subject = ["Actor"]
object = ["Territory", "Place"]
symmetric = false
cooperation = "0"

[[frame]]
rule = "verb"
verbs = ["survey", "chart"]
subject = ["subj"]
object = ["obj"]
confidence = 0.8

[[example]]
text = "Norway surveyed Lantern Reef."
statements = [ { subject = "Norway", object = "Lantern Reef" } ]

[[example]]
text = "Lantern Reef was charted by Iceland."
statements = [ { subject = "Iceland", object = "Lantern Reef" } ]

[[counterexample]]
text = "Norway surveyed public opinion on the reef."
""",
    encoding="utf-8",
)

# %% [markdown]
# The folder is read and checked: an unknown key, a name without text or a relation without examples stops it with one
# line that names file, key, value and what is allowed.

# %%
catalog = read(data)
after = kg.build(TEXT, published="2022-06-10", source="Example", catalog=catalog)
after.statements

# %%
after.documents[0]

# %% [markdown]
# Both names now lead to the same reef, and each says whose it is:

# %%
after.dossier("Ljósker")

# %% [markdown]
# ## Do the examples hold?
#
# The same check that the tests of the package make, for the new file: each example must give its statements and each
# counter-example none.

# %%
for example in catalog.relations["surveys"].examples:
    found = kg.build(f"{example.text}\n", catalog=catalog).ask("surveys")
    wanted = {(item.subject, item.object) for item in example.statements}
    assert {(statement.subject, statement.object) for statement in found} == wanted, example.text
    print("ok:", example.text)

# %% [markdown]
# ## What a wrong file says

# %%
wrong = data / "relations" / "surveys.toml"
right = wrong.read_text(encoding="utf-8")
_ = wrong.write_text(right.replace('"Actor"', '"Scientist"'), encoding="utf-8")
try:
    read(data)
except kg.KgError as error:
    print(str(error).replace(str(data), "data"))
_ = wrong.write_text(right, encoding="utf-8")

# %% [markdown]
# ## What is left for a contribution
#
# Statements, tables, analyses, networkx and the interactive page work at once, as above. RDF does not: a relation there is
# a term of the published ontology, and the program refuses to invent one.

# %%
try:
    after.rdf
except kg.KgError as error:
    print(error)

# %% [markdown]
# To contribute the relation, put the file into `kg/data/relations/`, run `python -m kg.ontology`, add the name to
# `kg/vocabulary.py` and annotate real passages. A new territory needs nothing more: it works in RDF at once. `CONTRIBUTING.md`
# has the steps. The examples show that the wording is recognised in plain sentences; only annotated real text shows how often it
# is right.
