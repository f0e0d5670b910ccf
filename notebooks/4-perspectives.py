# %% [markdown]
# # 4. Perspectives: the same islands in several voices
#
# A graph that mixes all voices hides who speaks. Here one territory is looked at through **policies**: a policy says whose
# word counts, and everything (statements, graph, analyses, figures) can be asked under one.
#
# | policy | shows |
# | --- | --- |
# | `everything` | all evidence |
# | `asserted` | what sources state as a fact in their own voice |
# | `side:Japan` | what this side itself says: its statements, its leaders and bodies |
# | `source:Longitude Wire` | the documents of one source |
# | `before:2013` | what could be read before that day |
#
# Several can be joined: `side:China+before:2013`.

# %%
import pandas as pd

import kg

pd.set_option("display.max_colwidth", 100)

g = kg.build(kg.examples.corpus())
ISLANDS = "Senkaku Islands"

# %% [markdown]
# ## Names first
#
# A name is a position. The table counts who writes which name in the documents that speak of the islands; `used_by` says
# whose name it is. Occurrences in quotations count too, so that a paper which quotes an official shows his name as well.

# %%
names = g.analyze("names", about=ISLANDS)
print(names.attrs["note"])
names

# %% [markdown]
# ## Two sides' statements
#
# What Japan says, and what China says. Both are parties: nothing in either table is a fact because a government says so.
# Look for statements that one table affirms and the other denies, for pasts that only one side tells, and for what each
# leaves out. Note that a corpus of two short papers is no survey of a government's position.

# %%
japan = g.statements.where(territory=ISLANDS, policy="side:Japan")
china = g.statements.where(territory=ISLANDS, policy="side:China")
japan

# %%
china

# %% [markdown]
# Which acts does only one of them speak of? A set operation on statement ids answers it. A statement in both may still be
# affirmed by one and denied by the other, so the table keeps both ways of telling it.


# %%
def told(statements: object) -> dict[str, set[str]]:
    """How each statement is told, by the statement in words."""
    found: dict[str, set[str]] = {}
    for statement in statements:
        name = f"{statement.subject} {statement.relation} {statement.object}"
        found.setdefault(name, set()).update(f"{item.modality}, {item.polarity}" for item in statement.evidence)
    return found


by_japan, by_china = told(japan), told(china)
pd.DataFrame(
    [
        (name, "; ".join(sorted(by_japan.get(name, ()))), "; ".join(sorted(by_china.get(name, ()))))
        for name in sorted(by_japan | by_china)
    ],
    columns=["what is said of the islands", "by Japan", "by China"],
)

# %% [markdown]
# ## Two outlets
#
# The same with newspapers. An outlet's own voice (`asserted`) is what it takes responsibility for; what it reports of
# others is not its view, and the first table keeps it apart in brackets.

# %%
g.analyze("perspectives", about=ISLANDS)

# %%
for outlet in ("Longitude Wire", "The Tidewater Courier"):
    own = g.statements.where(territory=ISLANDS, policy=f"source:{outlet}+asserted")
    reported = g.statements.where(territory=ISLANDS, source=outlet, reported=True)
    print(f"{outlet}: {len(own)} statements in its own voice, {len(reported)} that it reports of others")

# %%
g.statements.where(territory=ISLANDS, source="The Tidewater Courier", reported=True)

# %% [markdown]
# ## Who is heard
#
# Does one voice dominate? The share of the loudest voice and the evenness (normalised entropy, 1: all are heard alike) say
# how lopsided the *corpus* is. They do not say that anybody is right, nor that an outlet is biased: an outlet that reports
# on one side's visit will quote that side.

# %%
dominance = g.analyze("dominance", about=ISLANDS)
print(dominance.attrs["note"])
dominance

# %% [markdown]
# ## The view of one moment
#
# `before:` hides what was published later. It is the way to ask what could have been known on a given day, which keeps
# hindsight out of an explanation.

# %%
early, late = (g.graph(policy) for policy in ("before:2013", "everything"))
print(early.number_of_edges(), "edges could be read before 2013;", late.number_of_edges(), "are there now")

# %%
g.dossier(ISLANDS, policy="before:2013")
