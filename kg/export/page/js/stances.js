// Who claims, administers or occupies what, by whose word: the same stances as kg.stances, through the filters in force.

const CORE_RELATIONS = ["claims", "administers", "occupies"];

// The party of a stance: the actor named, or the state for which he acts.
function partyOf(statement, bySide) {
  return (bySide && data.entities[statement.subject].side) || statement.subject;
}

// Territory to party to relation to evidence, of what is in view.
function stanceTable({ bySide, core }) {
  const table = new Map();
  for (const statement of data.statements) {
    if (!statement.stance || (core && !CORE_RELATIONS.includes(statement.relation))) continue;
    const evidence = visibleEvidence(statement);
    if (!evidence.length) continue;
    if (!table.has(statement.object)) table.set(statement.object, new Map());
    const row = table.get(statement.object);
    const party = partyOf(statement, bySide);
    if (!row.has(party)) row.set(party, new Map());
    const cell = row.get(party);
    if (!cell.has(statement.relation)) cell.set(statement.relation, []);
    cell.get(statement.relation).push(...evidence);
  }
  return table;
}

function cellStatements(territory, actor) {
  return data.statements.filter((statement) => statement.stance && statement.object === territory && state.visible.has(statement.id)
    && (statement.subject === actor || data.entities[statement.subject].side === actor));
}

function relationOrder(a, b) {
  const rank = (id) => (CORE_RELATIONS.includes(id) ? CORE_RELATIONS.indexOf(id) : CORE_RELATIONS.length);
  return rank(a) - rank(b) || collator.compare(data.relations[a].label, data.relations[b].label);
}

// What a cell holds, told apart by how it is told: the relation, its marks, and whose words it rests on.
function stancePills(cell) {
  return [...cell.keys()].sort(relationOrder).flatMap((relation) => {
    const ways = new Map();
    for (const evidence of cell.get(relation)) gather(ways, `${evidence.modality} ${evidence.polarity}`, evidence);
    return [...ways].sort(([a], [b]) => (a < b ? -1 : 1)).map(([way, evidence]) => {
      const words = [data.relations[relation].label, ...marks(evidence[0])].join(", ");
      return element(
        "span",
        { class: `pill ${way}` },
        element("b", {}, foreign(words)),
        evidence.length > 1 ? element("span", { class: "count" }, `×${evidence.length}`) : null,
        element("small", {}, "by ", foreign(voicesText(evidence))),
      );
    });
  });
}

function voicesText(evidence) {
  const voices = [...new Set(evidence.map((item) => item.voice))];
  const names = voices.map((voice) => (voice === OWN_VOICE ? sourcesText(evidence) : data.voices[voice]));
  return names.slice(0, 3).join("; ") + (names.length > 3 ? ` +${names.length - 3}` : "");
}

// Outlets in whose own voice it stands: by name where it is one.
function sourcesText(evidence) {
  const sources = [...new Set(evidence.filter((item) => item.voice === OWN_VOICE).map((item) => data.documents[item.document].source ?? "the document"))];
  return sources.length === 1 ? sources[0] : `${sources.length} sources`;
}

// Plain rows for tests and scripts: territory, party, relation, polarity, modality, voice, number of quotes.
function stanceRows(options) {
  const rows = new Map();
  for (const [territory, row] of stanceTable(options)) {
    for (const [party, cell] of row) {
      for (const [relation, evidence] of cell) {
        for (const item of evidence) {
          const key = JSON.stringify([territory, party, relation, item.polarity, item.modality, item.voice]);
          rows.set(key, (rows.get(key) ?? 0) + 1);
        }
      }
    }
  }
  return [...rows].map(([key, count]) => [...JSON.parse(key), count]);
}
