// The page's data and the few helpers that everything else uses. Texts become text nodes, never markup.

const data = JSON.parse(document.getElementById("kg-data").textContent);
// An id may be any text, "constructor" too: these tables must not find what every object has.
for (const table of ["entities", "labels", "documents", "relations", "voices", "edges"]) Object.setPrototypeOf(data[table], null);
const looks = data.looks;
const statements = new Map(data.statements.map((statement) => [statement.id, statement]));
const OWN_VOICE = "";

const state = {
  view: "graph",
  policy: data.policy,
  query: "",
  // Facet name to the set of values that are switched off; everything is on at first.
  off: new Map(),
  // Years; null: from the beginning, to the end. Undated quotes are shown unless switched off.
  time: { from: null, to: null, undated: true },
  // Ids: only statements that touch one of `about` and one of `with`; an empty set asks nothing.
  about: new Set(),
  with: new Set(),
  // What is looked at: {type: "node" | "statement" | "cell", id, actor}, null for the list.
  selection: null,
  dossier: null,
  compare: { a: "", b: "" },
  // Statement id to the set of its evidence that policy, filters and search let through.
  visible: new Map(),
  printing: false,
};

function byId(id) {
  return document.getElementById(id);
}

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// A text from a document or catalog; bdi keeps its writing direction from touching what stands around it.
function foreign(text) {
  return element("bdi", {}, String(text));
}

function entityLabel(id) {
  return data.entities[id]?.label ?? data.labels[id] ?? data.voices[id] ?? id;
}

function relationLabel(statement) {
  return data.relations[statement.relation].label;
}

function sentence(statement) {
  return [
    foreign(entityLabel(statement.subject)),
    " ",
    element("span", { class: "relation" }, foreign(relationLabel(statement))),
    " ",
    foreign(entityLabel(statement.object)),
  ];
}

function plainSentence(statement) {
  return `${entityLabel(statement.subject)} ${relationLabel(statement)} ${entityLabel(statement.object)}`;
}

function counted(number, one, many) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

const collator = new Intl.Collator("en");

function byLabel(a, b) {
  return collator.compare(entityLabel(a), entityLabel(b)) || (a < b ? -1 : a > b ? 1 : 0);
}

// Search should find "Senkaku" in "SENKAKU" and "Kosovo" in "Kósovo".
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function dark() {
  if (state.printing) return false;
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function themed(look) {
  return dark() ? look.dark : look.light;
}

function narrow() {
  return matchMedia("(max-width: 860px)").matches;
}

// The words that say that an evidence is no plain fact.
function marks(evidence) {
  const found = [];
  const { word } = looks.modalities[evidence.modality];
  if (word) found.push(word);
  if (evidence.polarity === "negative") found.push(looks.denied.word);
  return found;
}

function chips(words) {
  return [...words].map((word) => element("span", { class: word === looks.denied.word ? "chip denied" : "chip" }, word));
}

// The evidence of a statement that is in view, in the order of documents and texts.
function visibleEvidence(statement) {
  const found = state.visible.get(statement.id);
  return found ? statement.evidence.filter((evidence) => found.has(evidence)) : [];
}

function visibleStatements() {
  return data.statements.filter((statement) => state.visible.has(statement.id));
}

// Adds the value to the list that stands under the key.
function gather(map, key, value) {
  if (map.has(key)) map.get(key).push(value);
  else map.set(key, [value]);
}

// Where the word "territory" fits: claimed, held or given ground. The object first: an actor may be a state too.
function groundOf(statement) {
  return [statement.object, statement.subject].find((id) => data.entities[id].ground) ?? null;
}

function isWithin(id, whole) {
  return id === whole || data.entities[id].within.includes(whole);
}
