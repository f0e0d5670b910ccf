# %% [markdown]
# # 5. Networks: centrality, blocs, balance, escalation
#
# The statements between actors make a network. This notebook asks it the usual questions and keeps saying what an answer
# is worth: the nodes are those of whom these texts speak, and the ties are what the texts say they did.

# %%
import pandas as pd

import kg

pd.set_option("display.max_colwidth", 90)

g = kg.build(kg.examples.corpus())
kg.analyses()

# %% [markdown]
# Each analysis counts what some voice affirms as a fact; wishes, plans and denials are left out or stand in a column of
# their own, as its `note` says. Under the policy `asserted` only what sources state in their own voice counts. Leaders and
# bodies count for their state.

# %%
overview = g.analyze("network", policy="asserted")
for key, value in overview.attrs.items():
    print(f"{key}: {value}")
overview

# %% [markdown]
# ## Who is central
#
# *Degree* is the share of all other actors with whom somebody acts. *Betweenness* is high for those who lie on the shortest
# ways between others: with several disputes in one corpus it finds whoever joins them, often a third party. *PageRank*
# is high for those towards whom much-addressed actors act. None of them measures power; they measure who is written about
# together with whom.

# %%
g.analyze("central", policy="asserted").head(10)

# %% [markdown]
# ## Blocs
#
# Groups that cooperate more with each other than with the rest (only cooperation decides, by modularity). With few
# cooperative acts, one reported handshake can make a bloc: look at `cooperation_inside` before you give it a name.

# %%
g.analyze("blocs", policy="asserted")

# %% [markdown]
# ## Structural balance
#
# A tie is positive where cooperation prevails, negative where conflict does. Theory (Heider; Cartwright and Harary) holds
# that a triad with an even number of negative ties is balanced: the friend of my friend is my friend, the enemy of my enemy
# too. Compare the shares with what chance would give before you see a tendency in a handful of triads; and remember that
# a tie here adds up years of acts.

# %%
g.analyze("balance", policy="asserted")

# %%
g.analyze("triads", policy="asserted")

# %% [markdown]
# ## Escalation
#
# Conflict and cooperation a year, of dated acts. Signs are those of the relations; the acts are not weighted, so that a
# protest note counts as much as an attack. The line follows what texts report: a year without reports is not a quiet
# year. `conflict` and `cooperation` are statements, each once a period.

# %%
years = g.analyze("escalation", by="year")
print(years.attrs["note"])
years.tail(12)

# %%
import matplotlib.pyplot as plt

dated = years[years["period"].astype(str).str.fullmatch(r"(19[6-9]|20)\d+")]
figure, axes = plt.subplots(figsize=(9, 3))
axes.bar(dated["period"], dated["cooperation"], color="#2a7ab0", label="cooperation")
axes.bar(dated["period"], -dated["conflict"], color="#c2552d", label="conflict (downwards)", hatch="//")
axes.axhline(0, color="black", linewidth=0.8)
axes.tick_params(axis="x", rotation=90)
axes.set_ylabel("statements")
axes.legend(frameon=False)
axes.set_title("What the example corpus reports, by year (policy: everything)")
plt.tight_layout()

# %% [markdown]
# ## Your own measures
#
# `graph` gives a networkx graph with one edge for each way in which a statement is told. Decide yourself which edges count.
# This one keeps affirmed facts between actors and asks for the strongest pairs.

# %%
from collections import Counter

from kg.model import ACTORS, Modality, Polarity

graph = g.graph("asserted")
pairs = Counter(
    tuple(sorted((graph.nodes[a]["label"], graph.nodes[b]["label"])))
    for a, b, edge in graph.edges(data=True)
    if edge["polarity"] is Polarity.POSITIVE
    and edge["modality"] is Modality.ACTUAL
    and {graph.nodes[a]["kind"], graph.nodes[b]["kind"]} <= ACTORS
)
pd.DataFrame(
    [(*pair, count) for pair, count in sorted(pairs.items(), key=lambda item: (-item[1], item[0]))[:8]],
    columns=["one", "other", "statements"],
)

# %% [markdown]
# How are two actors connected? The chain names the statements on the way, each of which can be looked up with its quotes.

# %%
g.analyze("chain", start="Japan", end="United Kingdom")
