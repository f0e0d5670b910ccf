// One quote with everything that is known of it, and small ways to lead from one thing to another.

const POLARITY_TEXT = { positive: "affirmed: the text says that it is so", negative: looks.denied.label };

function openable(type, id, ...children) {
  return element("button", { type: "button", class: "link", onclick: () => select({ type, id }) }, ...children);
}

function dossierLink(id, ...children) {
  return element("button", { type: "button", class: "link", onclick: () => openDossier(id) }, ...children);
}

// Only addresses of the web become links; anything else (javascript:, data:, file:) stays text.
function linked(text, url) {
  if (!url || !/^https?:\/\//i.test(url)) return foreign(text);
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, foreign(text));
}

function voiceText(evidence) {
  const { author } = data.documents[evidence.document];
  if (evidence.holder !== null) return [foreign(data.voices[evidence.holder]), ", as the document reports"];
  if (author) return [foreign(author), ", the document’s author"];
  return ["the document’s own voice"];
}

function evidenceRows(evidence) {
  const found = data.documents[evidence.document];
  return [
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
}

function evidenceCard(statement, evidence) {
  const inside = state.visible.get(statement.id)?.has(evidence);
  return element(
    "div",
    { class: `evidence ${evidence.polarity} ${evidence.modality}${inside ? "" : " outside"}` },
    element("div", { class: "chips" }, ...chips(marks(evidence)), inside ? null : element("span", { class: "hint" }, "left out by the filters")),
    element("blockquote", { dir: "auto" }, evidence.quote),
    definitions(evidenceRows(evidence)),
  );
}

function definitions(rows) {
  return element("dl", {}, ...rows.filter(([, value]) => value).flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, ...value)]));
}

// The quote with the one line that a reader needs: who says it, how, when, where.
function quoteLine(evidence) {
  const found = data.documents[evidence.document];
  const parts = [...voiceText(evidence)];
  if (evidence.time) parts.push(" · ", ...timeText(evidence.time));
  parts.push(" · ", linked(found.title, found.url));
  if (found.source) parts.push(", ", foreign(found.source));
  if (found.published) parts.push(", ", foreign(found.published));
  return element(
    "div",
    { class: `evidence ${evidence.polarity} ${evidence.modality}` },
    element("blockquote", { dir: "auto" }, evidence.quote),
    element("p", { class: "hint" }, ...chips(marks(evidence)).flatMap((chip) => [chip, " "]), ...parts),
  );
}

function emptyText() {
  if (!data.statements.length) return "This build holds no statements.";
  return "No statement fits the policy, the filters and the search.";
}

// What a statement's quotes say of it, each once; "affirmed and denied" where they disagree.
function summaryMarks(evidence) {
  const found = new Set(evidence.flatMap(marks));
  if (new Set(evidence.map((item) => item.polarity)).size > 1) {
    found.delete(looks.denied.word);
    found.add("affirmed and denied");
  }
  if (evidence.every((item) => item.voice !== OWN_VOICE)) {
    const speakers = [...new Set(evidence.map((item) => data.voices[item.voice]))];
    found.add(`says ${speakers[0]}${speakers.length > 1 ? ` +${speakers.length - 1}` : ""}`);
  }
  return [...found];
}
