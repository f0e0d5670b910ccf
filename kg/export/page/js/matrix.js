// The claims matrix: a row a territory, a column a party, in each cell what the texts say and by whose word.

const MOST_ROWS = 60;
const MOST_COLUMNS = 40;
const matrix = { bySide: true, core: true, all: false };

function buildMatrix() {
  for (const [id, key] of [["matrix-sides", "bySide"], ["matrix-core", "core"]]) {
    byId(id).checked = matrix[key];
    byId(id).addEventListener("change", (event) => { matrix[key] = event.target.checked; showMatrix(); });
  }
  byId("matrix-all").addEventListener("click", () => { matrix.all = !matrix.all; showMatrix(); });
}

// Keys by how much stands under them, most first.
function ranked(weights) {
  return [...weights.keys()].sort((a, b) => weights.get(b) - weights.get(a) || byLabel(a, b));
}

function showMatrix() {
  const table = stanceTable(matrix);
  const [rows, columns] = [new Map(), new Map()];
  for (const [territory, row] of table) {
    for (const [party, cell] of row) {
      const count = [...cell.values()].reduce((sum, evidence) => sum + evidence.length, 0);
      rows.set(territory, (rows.get(territory) ?? 0) + count);
      columns.set(party, (columns.get(party) ?? 0) + count);
    }
  }
  const [territories, parties] = [ranked(rows), ranked(columns)];
  const limit = matrix.all ? [Infinity, Infinity] : [MOST_ROWS, MOST_COLUMNS];
  const shownRows = territories.slice(0, limit[0]);
  const shownColumns = parties.slice(0, limit[1]);
  const whole = shownRows.length === territories.length && shownColumns.length === parties.length;
  byId("matrix-text").textContent = territories.length
    ? `${counted(territories.length, "territory", "territories")}, ${counted(parties.length, "party", "parties")}. A cell says what texts say, not what is so; it opens their words.`
    : `Nothing in view says who claims, administers or occupies a territory. ${state.visible.size ? "" : emptyText()}`;
  const cut = territories.length > MOST_ROWS || parties.length > MOST_COLUMNS;
  byId("matrix-cut").hidden = !cut;
  byId("matrix-cut-text").textContent = whole ? "All are shown." : `Shown: the ${shownRows.length} territories and ${shownColumns.length} parties with the most quotes.`;
  byId("matrix-all").textContent = whole ? "Show fewer" : "Show all";
  byId("matrix-table").replaceChildren();
  byId("matrix-table").hidden = !territories.length;
  for (const { rows: own, columns: ends } of blocksOf(shownRows, shownColumns, table)) byId("matrix-table").append(matrixTable(table, own, ends));
}

// Territories that share a party, directly or through others, are one table: what has nothing to do with each other needs
// no common columns, and most tables then fit the screen.
function blocksOf(territories, parties, table) {
  const rest = new Set(territories);
  const blocks = [];
  while (rest.size) {
    const [first] = rest;
    const columns = new Set();
    const waiting = [first];
    const rows = new Set(waiting);
    while (waiting.length) {
      for (const party of table.get(waiting.pop()).keys()) columns.add(party);
      for (const other of rest) {
        if (rows.has(other) || ![...table.get(other).keys()].some((party) => columns.has(party))) continue;
        rows.add(other);
        waiting.push(other);
      }
    }
    rows.forEach((row) => rest.delete(row));
    blocks.push({ rows: territories.filter((id) => rows.has(id)), columns: parties.filter((id) => columns.has(id)) });
  }
  return blocks;
}

function matrixTable(table, territories, parties) {
  const head = element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "Territory"), ...parties.map((party) => element("th", { scope: "col" }, headLink(party)))));
  const body = territories.map((territory) => element(
    "tr",
    { class: isChosen(territory) ? "chosen" : null },
    element("th", { scope: "row" }, dossierLink(territory, foreign(entityLabel(territory))), otherNames(territory)),
    ...parties.map((party) => element("td", {}, matrixCell(table.get(territory).get(party), territory, party))),
  ));
  return element("table", { class: "matrix" }, element("caption", { class: "unseen" }, `Who claims, administers or occupies what, by whose word: ${territories.map(entityLabel).join(", ")}`), head, element("tbody", {}, ...body));
}

function headLink(party) {
  return party in data.entities ? openable("node", party, foreign(entityLabel(party))) : foreign(entityLabel(party));
}

function isChosen(territory) {
  return state.selection?.id === territory;
}

// Under a contested name, what others call the place: one name for each who has one of his own.
function otherNames(territory) {
  const entity = data.entities[territory];
  if (!entity.contested) return null;
  const label = entity.names.find((name) => name.text === entity.label)?.usedBy.join();
  const others = new Map();
  for (const name of entity.names) {
    const users = name.usedBy.join();
    if (users && users !== label && !others.has(users)) others.set(users, `${name.text} (${name.usedBy.join(", ")})`);
  }
  return others.size ? element("small", { class: "others" }, foreign([...others.values()].slice(0, 3).join(" / "))) : null;
}

function matrixCell(cell, territory, party) {
  if (!cell) return element("span", { class: "unseen" }, "nothing said");
  return element(
    "button",
    {
      type: "button",
      class: "cell",
      "data-territory": territory,
      "data-party": party,
      "aria-pressed": String(state.selection?.type === "cell" && state.selection.id === territory && state.selection.actor === party),
      onclick: () => select({ type: "cell", id: territory, actor: party }),
    },
    ...stancePills(cell),
  );
}
