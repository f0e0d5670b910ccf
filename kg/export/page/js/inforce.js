// The line above every view: how many statements are shown of how many, under which policy, through which filters.

function undo(text, label, clear) {
  const button = element("button", { type: "button", class: "force", "aria-label": `Remove filter: ${label}`, onclick: () => { clear(); changed(); } });
  button.append(foreign(text), element("span", { "aria-hidden": "true" }, "×"));
  return element("li", {}, button);
}

function facetText(facet, off) {
  const all = [...boxes.get(facet.name).keys()];
  const on = all.filter((value) => !off.has(value));
  const few = on.length < off.size ? on : [...off];
  const names = few.slice(0, 2).map((value) => facet.text(value)).join(", ") + (few.length > 2 ? ` and ${few.length - 2} more` : "");
  if (!on.length) return `${facet.label}: none`;
  return few === on ? `${facet.label}: only ${names}` : `${facet.label}: without ${names}`;
}

function filtersInForce() {
  const found = [];
  if (state.query.trim()) found.push(undo(`search “${state.query.trim()}”`, "search", () => { state.query = byId("search").value = ""; }));
  for (const [name, word] of [["about", "about"], ["with", "with"]]) {
    const ids = [...state[name]];
    if (!ids.length) continue;
    const text = ids.length > 3 ? counted(ids.length, "entity", "entities") : ids.map(entityLabel).join(", ");
    found.push(undo(`${word} ${text}`, `${word} ${text}`, () => state[name].clear()));
  }
  if (timeIsNarrowed()) {
    const { from, to } = timeWindow();
    found.push(undo(`time ${from === to ? from : `${from} to ${to}`}`, "time", () => { state.time.from = state.time.to = null; }));
  }
  if (!state.time.undated) found.push(undo("dated only", "dated only", () => { state.time.undated = true; }));
  for (const facet of facets) {
    const off = state.off.get(facet.name);
    if (off.size) found.push(undo(facetText(facet, off), facetText(facet, off), () => off.clear()));
  }
  return found;
}

function showInForce() {
  const filters = filtersInForce();
  const total = data.totals.statements;
  byId("shown").textContent = `${state.visible.size.toLocaleString("en")} of ${counted(total, "statement", "statements")} shown`;
  byId("policy-text").textContent = policyText();
  byId("in-force").replaceChildren(...filters);
  byId("in-force").hidden = filters.length === 0;
  byId("no-filter").hidden = filters.length > 0;
  byId("reset").hidden = filters.length === 0;
}
