# %% [markdown]
# # 2. The example corpus: who claims what, since when, in whose words
#
# The corpus that comes with the package has short texts on six disputes of five continents: news, statements of
# governments, entries of a gazetteer and readers' comments. Acts, dates and offices in them are of public record; the
# wording is composed for the package and is **no quotation** of anybody. Read the file `README` in the corpus before you
# use it for more than trying things out.

# %%
import pandas as pd

import kg

pd.set_option("display.max_colwidth", 90)

g = kg.build(kg.examples.corpus())
g

# %%
g.documents

# %% [markdown]
# ## Who claims which territory
#
# One row for each time somebody is said to claim something. The claimant stands on the left; *whose word* says who says
# so. The two need not be the same: a government that says "they claim our island" is a source on the other side's claim,
# and an interested one.

# %%
claims = g.ask("claims")
claims

# %% [markdown]
# ## Claimants and territories, crossed
#
# The frame has one row for each piece of evidence. Here only claims that are affirmed and told as a fact are counted; the
# number says in how many places, and nothing about how strong the claim is.

# %%
frame = claims.where(polarity="positive", modality="actual").to_pandas()
pd.crosstab(frame["object"], frame["subject"])

# %% [markdown]
# The same with holdings and with what was taken, given up or merely wished, as a figure for a paper. Each cell says what
# is said of one party and one territory, and whether a source says it in its own voice or somebody else. An empty cell
# means that no text of this corpus speaks of it: **not** that there is no claim.

# %%
g.figure("matrix")

# %% [markdown]
# ## Disputes
#
# A dispute is derived from the statements: two parties claim the same ground, or one holds what another claims. It is no
# verdict, and it is only as good as the statements below it. A party that is "only said by" somebody is one that neither
# an outlet in its own voice nor the party itself makes one.

# %%
g.disputes

# %% [markdown]
# ## One territory on one sheet
#
# The dossier brings together the names and whose they are, who writes which of them, the parties, every stance with its
# voice, and the timeline. It can be asked for by any side's name. `to_markdown()` gives the same as text for a document
# of your own.

# %%
g.dossier("Malvinas")

# %% [markdown]
# ## Time
#
# Times are what the texts say, in EDTF: `1895-01` is a month, `1971/..` is "since 1971". A relative date ("last year") is
# read against the day of publication. Many statements have no time at all, since the text gives none. The figure shows
# those that have one, and lists how many have not.

# %%
g.figure("timeline")

# %% [markdown]
# A period is a filter. Evidence without a time is left out of it, because nobody can say whether it belongs there.

# %%
g.statements.where(territory="Falklands", since="1980", until="1989")

# %% [markdown]
# ## What this does not show
#
# Counts follow the choice of texts: this corpus was composed to have both sides of each dispute, and yours will lean to
# whoever writes most. The extraction misses statements and gets some wrong; before a number goes into a paper, read the
# quotes behind it. And a claim that nobody repeats is not a claim given up.
