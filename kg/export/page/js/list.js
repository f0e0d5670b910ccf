// The list of the same statements, for the keyboard and for reading through; and the contested names of the page.

const listItems = new Map();

// What a statement's quotes say of it, each once; "contested" where some affirm what others deny.
function summaryMarks(statement) {
  const found = new Set(statement.evidence.flatMap(marks));
  if (new Set(statement.evidence.map((evidence) => evidence.polarity)).size > 1) {
    found.delete(looks.denied.word);
    found.add("affirmed and denied");
  }
  if (statement.evidence.every((evidence) => evidence.voice !== "")) {
    const speakers = [...new Set(statement.evidence.map((evidence) => data.voices[evidence.voice]))];
    found.add(`says ${speakers[0]}${speakers.length > 1 ? ` +${speakers.length - 1}` : ""}`);
  }
  return [...found];
}

function buildList() {
  const collator = new Intl.Collator("en");
  const sorted = data.statements.map((statement) => [plainSentence(statement), statement]).sort(([a, x], [b, y]) => collator.compare(a, b) || (x.id < y.id ? -1 : 1));
  for (const [, statement] of sorted) {
    const quotes = element("span", { class: "count" }, counted(statement.evidence.length, "quote", "quotes"));
    const button = element(
      "button",
      { type: "button", "data-statement": statement.id, onclick: () => go("statement", statement.id) },
      ...sentence(statement),
      element("span", { class: "chips" }, ...chips(summaryMarks(statement)), quotes),
    );
    listItems.set(statement.id, element("li", {}, button));
  }
  byId("list").append(...listItems.values());
}

function buildContested() {
  const found = Object.values(data.entities).filter((entity) => entity.contested && entity.kind !== "Name");
  byId("contested").hidden = found.length === 0;
  byId("contested-body").replaceChildren(...found.flatMap((entity) => [element("h3", {}, foreign(entity.label)), nameCards(entity)]));
}

function filterList() {
  for (const [id, item] of listItems) item.hidden = !state.visible.has(id);
  const empty = byId("list-empty");
  empty.hidden = state.visible.size > 0;
  empty.textContent = data.statements.length ? "No statement fits the filters and the search." : "This build holds no statements.";
}
