// The side panel: one statement, or one entity with its names and statements, each with every quote behind it.

const POLARITY_TEXT = { positive: "affirmed: the text says that it is so", negative: looks.denied.label };

function openable(type, id, ...children) {
  return element("button", { type: "button", class: "link", onclick: () => go(type, id) }, ...children);
}

// Only addresses of the web become links; anything else (javascript:, data:, file:) stays text.
function linked(text, url) {
  if (!url || !/^https?:\/\//i.test(url)) return foreign(text);
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, foreign(text));
}

function voiceText(evidence) {
  const author = data.documents[evidence.document].author;
  if (evidence.holder !== null) return [foreign(data.voices[evidence.holder]), ", as the document reports"];
  if (author) return [foreign(author), ", the document’s author"];
  return ["the document’s own voice"];
}

function timeText(time) {
  if (!time) return ["not stated"];
  const parts = [time.edtf ? foreign(time.edtf) : "not resolved", " (“", foreign(time.words), "”"];
  if (time.against) parts.push(`, read against ${time.against}`);
  return [...parts, ")"];
}

function evidenceCard(statement, evidence) {
  const found = data.documents[evidence.document];
  const inside = state.visible.get(statement.id)?.has(evidence);
  const rows = [
    ["Voice", voiceText(evidence)],
    ["Modality", [looks.modalities[evidence.modality].label]],
    ["Polarity", [POLARITY_TEXT[evidence.polarity]]],
    ["Time", timeText(evidence.time)],
    ["Number", evidence.count === null ? null : [evidence.count.toLocaleString("en")]],
    ["Document", [linked(found.title, found.url)]],
    ["Source", found.source ? [foreign(found.source)] : ["not stated"]],
    ["Published", [found.published ? foreign(found.published) : "not stated"]],
    ["Comment on", found.partOf ? [foreign(data.documents[found.partOf]?.title ?? found.partOf)] : null],
    ["Place in text", [`characters ${evidence.start} to ${evidence.end}`]],
    ["Rule", [foreign(evidence.rule || "not stated")]],
    ["Confidence", [evidence.confidence.toFixed(2)]],
  ];
  return element(
    "div",
    { class: `evidence ${evidence.polarity}${inside ? "" : " outside"}` },
    element("div", { class: "chips" }, ...chips(marks(evidence)), inside ? null : element("span", { class: "hint" }, "left out by the filters")),
    element("blockquote", { dir: "auto" }, evidence.quote),
    element("dl", {}, ...rows.filter(([, value]) => value).flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, ...value)])),
  );
}

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
  for (const name of entity.names) {
    const users = name.usedBy.join(", ");
    byUser.set(users, [...(byUser.get(users) ?? []), name.text]);
  }
  const sorted = [...byUser].sort(([a], [b]) => (a === "" ? -1 : b === "" ? 1 : a.localeCompare(b, "en")));
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
  byId("panel-body").replaceChildren(...body);
}

function showStatement(statement) {
  const relation = data.relations[statement.relation];
  const symmetric = relation.symmetric ? " It holds both ways." : "";
  const quotes = statement.evidence.map((evidence) => evidenceCard(statement, evidence));
  const ends = [...new Set([statement.subject, statement.object])].map((id) => openable("node", id, foreign(entityLabel(id))));
  fillPanel(
    sentence(statement),
    relation.definition ? element("p", { class: "hint" }, relation.definition + symmetric) : null,
    element("div", { class: "chips" }, element("span", { class: "hint" }, "See also"), ...ends),
    element("div", { class: "section" }, element("h3", {}, counted(quotes.length, "quote", "quotes")), ...quotes),
  );
}

function showNode(id) {
  const entity = data.entities[id];
  const own = data.statements.filter((statement) => statement.subject === id || statement.object === id);
  const names = element("div", { class: "section" }, element("h3", {}, entity.contested ? "Contested names" : "Names"), entity.contested ? nameCards(entity) : null, nameTable(entity));
  const entries = own.map((statement) => element(
    "details",
    { class: "statement", open: own.length <= 3 },
    element("summary", {}, element("span", {}, ...sentence(statement), element("span", { class: "chips" }, ...chips(summaryMarks(statement))))),
    ...statement.evidence.map((evidence) => evidenceCard(statement, evidence)),
  ));
  const same = entity.sameAs.length ? ` · ${entity.sameAs.join(", ")}` : "";
  fillPanel(
    [foreign(entity.label)],
    element("p", { class: "kind" }, looks.kinds[entity.kind].label, foreign(same)),
    names,
    element("div", { class: "section" }, element("h3", {}, counted(own.length, "statement", "statements")), ...entries),
  );
}
