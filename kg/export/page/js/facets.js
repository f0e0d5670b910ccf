// Filters: each facet reads one value off an evidence; an evidence passes while all its values are switched on.

const facets = [
  { name: "group", label: "Relation", read: (s) => data.relations[s.relation].group, text: (v) => looks.groups[v] ?? v, order: Object.keys(looks.groups) },
  { name: "modality", label: "Modality", read: (s, e) => e.modality, text: (v) => looks.modalities[v].label.split(":")[0], order: Object.keys(looks.modalities) },
  { name: "polarity", label: "Polarity", read: (s, e) => e.polarity, text: (v) => looks.polarities[v], order: Object.keys(looks.polarities) },
  { name: "holder", label: "Whose voice", read: (s, e) => e.voice, text: (v) => data.voices[v] },
  { name: "document", label: "Document", read: (s, e) => e.document, text: documentText, closed: true },
];

function documentText(id) {
  const found = data.documents[id];
  return found.source ? `${found.title} (${found.source})` : found.title;
}

// Value to the number of statements that have an evidence with it.
function countValues(facet) {
  const counts = new Map();
  for (const statement of data.statements) {
    for (const value of new Set(statement.evidence.map((evidence) => facet.read(statement, evidence)))) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return counts;
}

function orderedValues(facet, counts) {
  const values = [...counts.keys()];
  if (facet.order) return values.sort((a, b) => facet.order.indexOf(a) - facet.order.indexOf(b));
  const label = new Map(values.map((value) => [value, facet.text(value)]));
  return values.sort((a, b) => (a === "" ? -1 : b === "" ? 1 : counts.get(b) - counts.get(a) || label.get(a).localeCompare(label.get(b), "en")));
}

function buildFacets(changed) {
  for (const facet of facets) {
    const counts = countValues(facet);
    const off = new Set();
    state.off.set(facet.name, off);
    if (counts.size === 0) continue;
    const boxes = [];
    const choices = element("div", { class: "choices" });
    for (const value of orderedValues(facet, counts)) {
      const box = element("input", { type: "checkbox", "data-facet": facet.name, "data-value": value });
      box.checked = true;
      box.addEventListener("change", () => {
        if (box.checked) off.delete(value);
        else off.add(value);
        changed();
      });
      boxes.push(box);
      choices.append(element("label", {}, box, foreign(facet.text(value)), element("span", { class: "count" }, String(counts.get(value)))));
    }
    const all = (on) => () => {
      boxes.forEach((box) => { box.checked = on; });
      off.clear();
      if (!on) boxes.forEach((box) => off.add(box.dataset.value));
      changed();
    };
    const both = boxes.length > 5
      ? element("div", { class: "both" }, element("button", { type: "button", onclick: all(true) }, "all"), element("button", { type: "button", onclick: all(false) }, "none"))
      : null;
    byId("facets").append(
      element("details", { class: "facet", open: !facet.closed, role: "group", "aria-label": facet.label }, element("summary", {}, facet.label), both, choices),
    );
  }
}

function resetFacets() {
  state.off.forEach((off) => off.clear());
  document.querySelectorAll("#facets input").forEach((box) => { box.checked = true; });
}

// What the search looks through, computed once: names of both ends, the relation, quotes, voices and documents.
const haystacks = new Map(data.statements.map((statement) => {
  const names = [statement.subject, statement.object].flatMap((id) => [id, entityLabel(id), ...(data.entities[id]?.names ?? []).map((name) => name.text)]);
  const quotes = statement.evidence.flatMap((evidence) => [evidence.quote, data.voices[evidence.voice], documentText(evidence.document)]);
  return [statement.id, folded([...names, data.relations[statement.relation].label, ...quotes].join("\n"))];
}));

function passes(statement, evidence) {
  return facets.every((facet) => !state.off.get(facet.name).has(facet.read(statement, evidence)));
}

function applyFilters() {
  const words = folded(state.query).split(/\s+/).filter(Boolean);
  state.visible.clear();
  for (const statement of data.statements) {
    if (!words.every((word) => haystacks.get(statement.id).includes(word))) continue;
    const found = statement.evidence.filter((evidence) => passes(statement, evidence));
    if (found.length) state.visible.set(statement.id, new Set(found));
  }
}
