// The side panel: one statement, one entity with its names and statements, or one cell of the matrix, with every quote.

function languageName(code) {
  if (!code) return "";
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(code);
  } catch {
    return code;
  }
}

// Names with the same users stand together; those that nobody in particular uses come first.
function nameCards(entity) {
  const byUser = new Map();
  for (const name of entity.names) gather(byUser, name.usedBy.join(", "), name.text);
  const sorted = [...byUser].sort(([a], [b]) => (a === "" ? -1 : b === "" ? 1 : collator.compare(a, b)));
  return element("div", { class: "names" }, ...sorted.map(([users, texts]) =>
    element("div", {}, foreign(texts.join(", ")), element("small", {}, users ? "used by " : "in general use", users ? foreign(users) : null))));
}

function nameTable(entity) {
  const rows = entity.names.map((name) => element(
    "tr",
    {},
    element("th", { scope: "row" }, foreign(name.text)),
    element("td", {}, name.usedBy.length ? foreign(name.usedBy.join(", ")) : "general"),
    element("td", {}, foreign([languageName(name.language), name.note].filter(Boolean).join("; "))),
  ));
  return element(
    "table",
    {},
    element("thead", {}, element("tr", {}, ...["Name", "Used by", "Language, note"].map((text) => element("th", { scope: "col" }, text)))),
    element("tbody", {}, ...rows),
  );
}

function fillPanel(title, ...body) {
  byId("panel-title").replaceChildren(...title);
  byId("panel-body").replaceChildren(...body.filter(Boolean));
}

function selectedStatements(chosen) {
  if (chosen.type === "statement") return [statements.get(chosen.id)];
  if (chosen.type === "cell") return cellStatements(chosen.id, chosen.actor);
  return data.statements.filter((statement) => statement.subject === chosen.id || statement.object === chosen.id);
}

// What brings the other views in line with what is looked at.
function actions(id, actor) {
  const about = actor === undefined ? `Only what is about ${entityLabel(id)}` : "Only these in all views";
  return element(
    "div",
    { class: "actions" },
    element("button", { type: "button", class: "plain", "data-action": "only", onclick: () => {
      state.about = new Set([id]);
      state.with = new Set(actor === undefined ? [] : [actor]);
      changed();
    } }, about),
    data.entities[id].ground ? element("button", { type: "button", class: "plain", "data-action": "dossier", onclick: () => openDossier(id) }, `Dossier of ${entityLabel(id)}`) : null,
  );
}

function showStatement(statement) {
  const relation = data.relations[statement.relation];
  const symmetric = relation.symmetric ? " It holds both ways." : "";
  const quotes = statement.evidence.map((evidence) => evidenceCard(statement, evidence));
  const ends = [...new Set([statement.subject, statement.object])].map((id) => openable("node", id, foreign(entityLabel(id))));
  const ground = groundOf(statement);
  fillPanel(
    sentence(statement),
    relation.definition ? element("p", { class: "hint" }, relation.definition + symmetric) : null,
    element("div", { class: "chips" }, element("span", { class: "hint" }, "See also"), ...ends, ground ? dossierLink(ground, "dossier of ", foreign(entityLabel(ground))) : null),
    element("div", { class: "section" }, element("h3", {}, counted(quotes.length, "quote", "quotes")), ...quotes),
  );
}

function statementEntries(found, open) {
  return found.map((statement) => {
    const entry = element("details", { class: "statement", open });
    entry.append(element("summary", {}, element("span", {}, ...sentence(statement), element("span", { class: "chips" }, ...chips(summaryMarks(statement.evidence))))));
    // Hundreds of statements have thousands of quotes: those of a closed entry are made when it is opened.
    const fill = () => { if (entry.open && entry.children.length === 1) entry.append(...statement.evidence.map((evidence) => evidenceCard(statement, evidence))); };
    entry.addEventListener("toggle", fill);
    fill();
    return entry;
  });
}

function showNode(id) {
  const entity = data.entities[id];
  const own = selectedStatements({ type: "node", id });
  const names = element("div", { class: "section" }, element("h3", {}, entity.contested ? "Contested names" : "Names"), entity.contested ? nameCards(entity) : null, nameTable(entity));
  const side = entity.side ? [" · acts for ", foreign(entityLabel(entity.side))] : [];
  const same = entity.sameAs.length ? ` · ${entity.sameAs.join(", ")}` : "";
  fillPanel(
    [foreign(entity.label)],
    element("p", { class: "kind" }, looks.kinds[entity.kind].label, ...side, foreign(same)),
    actions(id),
    names,
    element("div", { class: "section" }, element("h3", {}, counted(own.length, "statement", "statements")), ...statementEntries(own, own.length <= 3)),
  );
}

function showCell(territory, actor) {
  const found = cellStatements(territory, actor);
  const quotes = found.reduce((sum, statement) => sum + visibleEvidence(statement).length, 0);
  fillPanel(
    [foreign(entityLabel(actor)), " and ", foreign(entityLabel(territory))],
    element("p", { class: "hint" }, "What the texts say of this party’s claim to, or hold on, this territory, each by whose word."),
    found.length ? actions(territory, actor) : null,
    element("div", { class: "section" }, element("h3", {}, counted(quotes, "quote in view", "quotes in view")),
      ...(found.length ? statementEntries(found, found.length <= 6) : [element("p", { class: "hint" }, emptyText())])),
  );
}
