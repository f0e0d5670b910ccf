// What is in view: every quote that policy, search, facets, time and "about" let through; and how many each value has.

// What the search looks through, computed once: names of both ends, the relation, quotes, voices and documents.
const haystacks = new Map();

function haystack(statement) {
  if (!haystacks.has(statement.id)) {
    const names = [statement.subject, statement.object].flatMap((id) => [id, entityLabel(id), ...data.entities[id].names.map((name) => name.text)]);
    const quotes = statement.evidence.flatMap((evidence) => [evidence.quote, data.voices[evidence.voice], documentText(evidence.document)]);
    haystacks.set(statement.id, folded([...names, relationLabel(statement), ...quotes].join("\n")));
  }
  return haystacks.get(statement.id);
}

// Both ends, what they are parts of, and the states that they act for.
const reach = new Map(data.statements.map((statement) => [
  statement.id,
  new Set([statement.subject, statement.object].flatMap((id) => [id, ...data.entities[id].within, data.entities[id].side])),
]));

function touches(statement, ids) {
  return ids.size === 0 || [...ids].some((id) => reach.get(statement.id).has(id));
}

// Fills state.visible and gives the counts. A value is counted as if its own facet had no filter: that many statements
// would be shown of it.
function applyFilters() {
  showPolicy();
  const words = folded(state.query).split(/\s+/).filter(Boolean);
  const counts = new Map(facets.map((facet) => [facet.name, new Map()]));
  const times = { dated: 0, undated: 0 };
  state.visible.clear();
  for (const statement of data.statements) {
    if (!touches(statement, state.about) || !touches(statement, state.with)) continue;
    if (!words.every((word) => haystack(statement).includes(word))) continue;
    const shown = new Set();
    const seen = facets.map(() => new Set());
    const dated = new Set();
    for (const evidence of statement.evidence) {
      if (!policyKeeps(evidence)) continue;
      const values = facets.map((facet) => facet.read(statement, evidence));
      const failed = facets.flatMap((facet, i) => (state.off.get(facet.name).has(values[i]) ? [i] : []));
      const inTime = timePasses(evidence);
      if (!failed.length) dated.add(Boolean(spanOf(evidence)));
      if (!inTime) continue;
      if (!failed.length) shown.add(evidence);
      values.forEach((value, i) => { if (failed.every((other) => other === i)) seen[i].add(value); });
    }
    facets.forEach((facet, i) => seen[i].forEach((value) => {
      counts.get(facet.name).set(value, (counts.get(facet.name).get(value) ?? 0) + 1);
    }));
    if (dated.has(true)) times.dated += 1;
    if (dated.has(false)) times.undated += 1;
    if (shown.size) state.visible.set(statement.id, shown);
  }
  showFacets(counts);
  showTime(times.dated, times.undated);
}

function resetFilters() {
  state.off.forEach((off) => off.clear());
  state.time = { from: null, to: null, undated: true };
  state.about.clear();
  state.with.clear();
  state.query = "";
  byId("search").value = "";
}
