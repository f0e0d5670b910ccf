// The page's data and the few helpers that everything else uses. Texts become text nodes, never markup.

const data = JSON.parse(document.getElementById("kg-data").textContent);
const looks = data.looks;
const statements = new Map(data.statements.map((statement) => [statement.id, statement]));

const state = {
  query: "",
  // Facet name to the set of values that are switched off; everything is on at first.
  off: new Map(),
  // Statement id to the set of its evidence (by place in the list) that filters and search let through.
  visible: new Map(),
  selection: null,
};

function byId(id) {
  return document.getElementById(id);
}

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key === "onclick") made.addEventListener("click", value);
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
  return data.entities[id]?.label ?? data.voices[id] ?? id;
}

function sentence(statement) {
  return [
    foreign(entityLabel(statement.subject)),
    " ",
    element("span", { class: "relation" }, foreign(data.relations[statement.relation].label)),
    " ",
    foreign(entityLabel(statement.object)),
  ];
}

function plainSentence(statement) {
  const relation = data.relations[statement.relation].label;
  return `${entityLabel(statement.subject)} ${relation} ${entityLabel(statement.object)}`;
}

function counted(number, one, many) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

// Search should find "Senkaku" in "SENKAKU" and "Kosovo" in "Kósovo".
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function dark() {
  return matchMedia("(prefers-color-scheme: dark)").matches && !state.printing;
}

function themed(look) {
  return dark() ? look.dark : look.light;
}

// The words that say that an evidence is no plain fact.
function marks(evidence) {
  const found = [];
  const word = looks.modalities[evidence.modality].word;
  if (word) found.push(word);
  if (evidence.polarity === "negative") found.push(looks.denied.word);
  return found;
}

function chips(words) {
  return words.map((word) => element("span", { class: word === looks.denied.word ? "chip denied" : "chip" }, word));
}
