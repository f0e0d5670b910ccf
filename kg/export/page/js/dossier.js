// A page on one territory: its names and who uses them, the parties and what they say, its timeline, and every quote.

function buildDossier() {
  byId("dossier-print").addEventListener("click", () => print());
  byId("dossier-back").addEventListener("click", () => openDossier(null));
}

function openDossier(id) {
  state.dossier = id;
  state.view = "dossier";
  state.selection = null;
  changed(true);
  byId("dossier-title").focus({ preventScroll: true });
  byId("view-dossier").scrollTop = 0;
}

// Statements on a territory and on its parts, as kg.timeline and kg.stances take "about".
function aboutTerritory(id) {
  return visibleStatements().filter((statement) => isWithin(statement.subject, id) || isWithin(statement.object, id));
}

function showDossier() {
  const id = state.dossier;
  byId("dossier-back").hidden = byId("dossier-print").hidden = id === null;
  if (id === null) showDossierIndex();
  else showTerritory(id);
}

function showDossierIndex() {
  byId("dossier-title").textContent = "Dossiers";
  const places = placesInView();
  byId("dossier-body").replaceChildren(
    element("p", { class: "hint" }, places.length ? "One page for each territory of the statements in view: names, parties, times and quotes." : `No territory in view. ${state.visible.size ? "" : emptyText()}`),
    element("ul", { class: "index" }, ...places.map(({ id, count }) => element("li", {}, dossierLink(id, foreign(entityLabel(id))), element("span", { class: "count" }, counted(count, "statement", "statements")), otherNames(id)))),
  );
}

function showTerritory(id) {
  const entity = data.entities[id];
  const found = aboutTerritory(id);
  const dated = datedOf(found);
  byId("dossier-title").replaceChildren(foreign(entity.label));
  byId("dossier-body").replaceChildren(...[
    dossierHead(id, entity),
    dossierPart("Names and who uses them", nameCards(entity), writtenNames(id, found)),
    dossierPart("Parties and what the texts say of them", partiesTable(id)),
    dossierPart("In time", dated.length ? timeChart(dated) : element("p", { class: "hint" }, "Nothing in view is dated.")),
    dossierPart(counted(found.length, "statement and its quotes", "statements and their quotes"), ...quotesOf(found)),
  ]);
}

function dossierPart(title, ...body) {
  return element("section", { class: "part" }, element("h3", {}, title), ...body);
}

function dossierHead(id, entity) {
  const parts = Object.keys(data.entities).filter((other) => other !== id && isWithin(other, id)).sort(byLabel);
  const known = (item) => (item.id in data.entities ? dossierLink(item.id, foreign(item.label)) : foreign(item.label));
  const listed = (items) => items.flatMap((item, i) => (i ? [", ", known(item)] : [known(item)]));
  return definitions([
    ["Kind", [looks.kinds[entity.kind].label, entity.feature && entity.feature !== entity.kind.toLowerCase() ? `, ${entity.feature}` : ""]],
    ["Part of", entity.partOf.length ? listed(entity.partOf) : null],
    ["Parts here", parts.length ? listed(parts.map((part) => ({ id: part, label: entityLabel(part) }))) : null],
    ["Place", [entity.coordinates ? placeText(entity.coordinates) : "not in the catalog"]],
    ["Ids", entity.sameAs.length ? [foreign(entity.sameAs.join(", "))] : null],
  ]);
}

const LETTER = /[\p{L}\p{N}]/u;

// Whether the name stands in the text as a word of its own.
function namedIn(text, name) {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!LETTER.test(text[at - 1] ?? "") && !LETTER.test(text[at + name.length] ?? "")) return true;
  }
  return false;
}

// Name to the quotes in which it stands, the longest name first so that "Kuril Islands" is not counted as "Kuril".
function namesInQuotes(id, evidence) {
  const names = [...new Set(data.entities[id].names.map((name) => name.text))].sort((a, b) => b.length - a.length || collator.compare(a, b));
  const found = new Map();
  for (const item of evidence) {
    let rest = item.quote;
    for (const name of names) {
      if (!namedIn(rest, name)) continue;
      gather(found, name, item);
      rest = rest.replaceAll(name, "·");
    }
  }
  return found;
}

function writtenNames(id, found) {
  const own = found.filter((statement) => statement.subject === id || statement.object === id);
  const names = namesInQuotes(id, own.flatMap(visibleEvidence));
  if (!names.size) return null;
  const rows = [...names].sort(([a, x], [b, y]) => y.length - x.length || collator.compare(a, b)).map(([name, evidence]) => element(
    "tr",
    {},
    element("th", { scope: "row" }, foreign(name)),
    element("td", {}, counted(evidence.length, "quote", "quotes")),
    element("td", {}, foreign(voicesText(evidence))),
  ));
  const head = element("thead", {}, element("tr", {}, ...["Written in the quotes", "How often", "In whose words"].map((text) => element("th", { scope: "col" }, text))));
  return element("table", {}, head, element("tbody", {}, ...rows));
}

function partiesTable(id) {
  const table = stanceTable({ bySide: true, core: false });
  const rows = [...table].filter(([territory]) => isWithin(territory, id)).flatMap(([territory, row]) => [...row].map(([party, cell]) => ({ territory, party, cell })));
  if (!rows.length) return element("p", { class: "hint" }, "Nothing in view says who claims, holds or gives it.");
  rows.sort((a, b) => byLabel(a.party, b.party) || byLabel(a.territory, b.territory));
  return element("div", { class: "parties" }, ...rows.map(({ territory, party, cell }) => element(
    "div",
    {},
    element("h4", {}, headLink(party), territory === id ? null : element("small", {}, " ", foreign(entityLabel(territory)))),
    matrixCell(cell, territory, party),
  )));
}

function timeChart(dated) {
  const moments = dated.flatMap(([, evidence]) => evidence.map(spanOf)).flatMap(({ from, to }) => [from, to - 0.001]).filter(Number.isFinite);
  const domain = { from: Math.floor(Math.min(...moments)), to: Math.floor(Math.max(...moments)) };
  return element("div", { class: "chart" }, element("div", { class: "axis-row" }, axis(domain)), gridLines(domain), lanes(dated, domain));
}

function quotesOf(found) {
  return found.map((statement) => [plainSentence(statement), statement]).sort(([a], [b]) => collator.compare(a, b)).map(([, statement]) => element(
    "div",
    { class: "statement" },
    element("h4", {}, openable("statement", statement.id, ...sentence(statement))),
    ...visibleEvidence(statement).map(quoteLine),
  ));
}
