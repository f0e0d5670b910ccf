// Filters: each facet reads one value off an evidence; an evidence passes while all its values are switched on.

const facets = [
  { name: "group", label: "Relation", read: (s) => data.relations[s.relation].group, text: (v) => looks.groups[v] ?? v, order: Object.keys(looks.groups) },
  { name: "modality", label: "Modality", read: (s, e) => e.modality, text: (v) => looks.modalities[v].label.split(":")[0], order: Object.keys(looks.modalities) },
  { name: "polarity", label: "Polarity", read: (s, e) => e.polarity, text: (v) => looks.polarities[v], order: Object.keys(looks.polarities) },
  { name: "holder", label: "Whose voice", read: (s, e) => e.voice, text: (v) => data.voices[v] },
  { name: "source", label: "Source", read: (s, e) => data.documents[e.document].source ?? "", text: (v) => v || "not stated" },
  { name: "confidence", label: "Confidence", read: (s, e) => confidenceBand(e.confidence), text: (v) => `${v} to ${(Number(v) + 0.1).toFixed(1)}`, order: ["0.9", "0.8", "0.7", "0.6", "0.5", "0.4", "0.3", "0.2", "0.1", "0.0"], closed: true },
  { name: "document", label: "Document", read: (s, e) => e.document, text: documentText, closed: true },
];
const MANY = 5; // with more values, a facet has buttons for all and none
const boxes = new Map(); // facet name to its check boxes and counts, by value

// Tenths; 1 belongs to the highest. Counted in thousandths, since 0.7 * 10 is a little less than 7.
function confidenceBand(confidence) {
  return (Math.min(Math.floor(Math.round(confidence * 1000) / 100), 9) / 10).toFixed(1);
}

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
  return values.sort((a, b) => (a === "" ? -1 : b === "" ? 1 : counts.get(b) - counts.get(a) || collator.compare(label.get(a), label.get(b))));
}

function buildFacets(changed) {
  const time = buildTime(changed);
  for (const facet of facets) {
    const counts = countValues(facet);
    const off = new Set();
    state.off.set(facet.name, off);
    boxes.set(facet.name, new Map());
    if (facet.name === "holder" && time) byId("facets").append(time);
    if (counts.size === 0) continue;
    const choices = element("div", { class: "choices" });
    for (const value of orderedValues(facet, counts)) {
      const box = element("input", { type: "checkbox", "data-facet": facet.name, "data-value": value });
      box.addEventListener("change", () => {
        if (box.checked) off.delete(value);
        else off.add(value);
        changed();
      });
      const count = element("span", { class: "count" });
      boxes.get(facet.name).set(value, { box, count });
      choices.append(element("label", {}, box, foreign(facet.text(value)), count));
    }
    byId("facets").append(element(
      "details",
      { class: "facet", open: !facet.closed, role: "group", "aria-label": facet.label },
      element("summary", {}, facet.label),
      counts.size > MANY ? allAndNone(facet, off, changed) : null,
      choices,
    ));
  }
}

function allAndNone(facet, off, changed) {
  const all = (on) => () => {
    off.clear();
    if (!on) for (const value of boxes.get(facet.name).keys()) off.add(value);
    changed();
  };
  const button = (text, on) => element("button", { type: "button", "aria-label": `${facet.label}: ${text}`, onclick: all(on) }, text);
  return element("div", { class: "both" }, button("all", true), button("none", false));
}

// Check marks and counts as the state has them; a value that the other filters leave nothing of is pale.
function showFacets(counts) {
  for (const facet of facets) {
    const off = state.off.get(facet.name);
    for (const [value, { box, count }] of boxes.get(facet.name)) {
      const found = counts.get(facet.name).get(value) ?? 0;
      box.checked = !off.has(value);
      count.textContent = found.toLocaleString("en");
      count.parentElement.classList.toggle("none", found === 0);
    }
  }
}

function facetPasses(facet, statement, evidence) {
  return !state.off.get(facet.name).has(facet.read(statement, evidence));
}
