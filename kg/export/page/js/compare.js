// Two perspectives side by side: what only one of them says, what both say, and the names that each uses.

const SIDE = "side:";
const SOURCE = "source:";

function buildCompare() {
  const sides = sideIds().map((id) => ({ value: SIDE + id, text: data.voices[id] }));
  const sources = [...new Set(Object.values(data.documents).map((found) => found.source ?? ""))].sort(collator.compare)
    .map((source) => ({ value: SOURCE + source, text: source || "documents without a source" }));
  const groups = [["Sides, in their own words", sides], ["Sources, in all their words", sources]];
  const known = groups.flatMap(([, items]) => items.map(({ value }) => value));
  for (const key of ["a", "b"]) {
    const choice = byId(`compare-${key}`);
    for (const [label, items] of groups) {
      if (items.length) choice.append(element("optgroup", { label }, ...items.map(({ value, text }) => element("option", { value }, text))));
    }
    choice.addEventListener("change", () => {
      state.compare = { a: byId("compare-a").value, b: byId("compare-b").value };
      changed(true);
    });
  }
  compareKnown.values = known;
}

function compareKnown(value) {
  return compareKnown.values.includes(value);
}

// The two sides with the most to say, or whatever two there are, unless the address names others.
function compareChoice() {
  const weight = new Map();
  for (const shown of state.visible.values()) {
    for (const evidence of shown) {
      if (evidence.voice !== OWN_VOICE) weight.set(SIDE + evidence.voice, (weight.get(SIDE + evidence.voice) ?? 0) + 1);
    }
  }
  const best = [...compareKnown.values].sort((x, y) => (weight.get(y) ?? 0) - (weight.get(x) ?? 0));
  const a = compareKnown(state.compare.a) ? state.compare.a : best.find((value) => value !== state.compare.b);
  // A state and its own minister are one side: rather somebody else.
  const others = best.filter((value) => value !== a);
  const b = compareKnown(state.compare.b) ? state.compare.b : others.find((value) => sideOf(value) !== sideOf(a ?? "")) ?? others[0];
  return { a: a ?? "", b: b ?? "" };
}

function sideOf(value) {
  const id = value.slice(SIDE.length);
  return value.startsWith(SIDE) ? data.entities[id]?.side ?? id : value;
}

function perspectiveText(value) {
  if (value.startsWith(SIDE)) return data.voices[value.slice(SIDE.length)];
  return value.slice(SOURCE.length) || "documents without a source";
}

function saidFrom(value, evidence) {
  if (value.startsWith(SIDE)) return evidence.voice === value.slice(SIDE.length);
  return value.startsWith(SOURCE) && (data.documents[evidence.document].source ?? "") === value.slice(SOURCE.length);
}

// Statements in view by who says them: "a", "b" or "both", with the evidence of each.
function comparison({ a, b }) {
  const found = { a: [], both: [], b: [] };
  for (const statement of listed) {
    const evidence = visibleEvidence(statement);
    const [ofA, ofB] = [a, b].map((value) => evidence.filter((item) => saidFrom(value, item)));
    if (ofA.length && ofB.length) found.both.push({ statement, ofA, ofB });
    else if (ofA.length) found.a.push({ statement, ofA, ofB });
    else if (ofB.length) found.b.push({ statement, ofA, ofB });
  }
  return found;
}

function showCompare() {
  const chosen = compareChoice();
  byId("compare-a").value = chosen.a;
  byId("compare-b").value = chosen.b;
  const body = byId("compare-body");
  if (!chosen.b) {
    body.replaceChildren(element("p", { class: "hint" }, "There are no two voices or sources on this page to compare."));
    return;
  }
  const found = comparison(chosen);
  const [a, b] = [perspectiveText(chosen.a), perspectiveText(chosen.b)];
  body.replaceChildren(
    element("div", { class: "columns" },
      compareColumn("compare-only-a", ["Only ", foreign(a)], found.a, (item) => item.ofA),
      compareColumn("compare-both", ["Both"], found.both, null, [a, b]),
      compareColumn("compare-only-b", ["Only ", foreign(b)], found.b, (item) => item.ofB)),
    dossierPart("Names that each uses", compareNames(chosen, a, b)),
  );
}

function compareColumn(id, title, items, evidenceOf, names) {
  const rows = items.map((item) => {
    const differ = !evidenceOf && manner(item.ofA) !== manner(item.ofB);
    const lines = evidenceOf
      ? [element("span", { class: "chips" }, ...chips(new Set(evidenceOf(item).flatMap(marks))))]
      : [item.ofA, item.ofB].map((evidence, i) => element("small", {}, foreign(names[i]), `: ${manner(evidence)}`));
    return element("li", { class: differ ? "differ" : null }, element("button", { type: "button", "data-statement": item.statement.id, onclick: () => select({ type: "statement", id: item.statement.id }) },
      ...sentence(item.statement), ...lines, differ ? element("span", { class: "chip denied" }, "told differently") : null));
  });
  return element("section", { id }, element("h3", {}, ...title, element("span", { class: "count" }, ` ${items.length}`)),
    rows.length ? element("ol", { class: "plain-list" }, ...rows) : element("p", { class: "hint" }, "nothing in view"));
}

function manner(evidence) {
  return [...new Set(evidence.map((item) => marks(item).join(", ") || "told as a fact"))].sort().join("; ");
}

// For each territory the names in the quotes of either, and those that the catalog or a text says are a side's own.
function compareNames(chosen, a, b) {
  const names = (value, id) => {
    const own = data.statements.filter((statement) => statement.subject === id || statement.object === id);
    const found = new Set(namesInQuotes(id, own.flatMap(visibleEvidence).filter((item) => saidFrom(value, item))).keys());
    if (value.startsWith(SIDE)) for (const name of data.entities[id].names) if (name.users.includes(value.slice(SIDE.length))) found.add(name.text);
    return [...found].sort(collator.compare);
  };
  const rows = placesInView().map(({ id }) => ({ id, ofA: names(chosen.a, id), ofB: names(chosen.b, id) })).filter(({ ofA, ofB }) => ofA.length || ofB.length);
  if (!rows.length) return element("p", { class: "hint" }, "Neither names a territory in view.");
  return element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Names that each uses" }, element("table", {},
    element("thead", {}, element("tr", {}, ...["Territory", a, b].map((text) => element("th", { scope: "col" }, foreign(text))))),
    element("tbody", {}, ...rows.map(({ id, ofA, ofB }) => element("tr", { class: ofA.length && ofB.length && ofA.join() !== ofB.join() ? "differ" : null },
      element("th", { scope: "row" }, dossierLink(id, foreign(entityLabel(id)))),
      ...[ofA, ofB].map((texts) => element("td", {}, texts.length ? foreign(texts.join(", ")) : element("span", { class: "hint" }, "none here"))))))));
}
