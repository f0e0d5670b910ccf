// The list of the same statements, for the keyboard and for reading through; and the contested names of the page.

const PAGE = 200; // items at once
const listed = [...data.statements].map((statement) => [plainSentence(statement), statement]).sort(([a, x], [b, y]) => collator.compare(a, b) || (x.id < y.id ? -1 : 1)).map(([, statement]) => statement);
const list = { length: PAGE };

function statementButton(statement) {
  const evidence = visibleEvidence(statement);
  const quotes = element("span", { class: "count" }, counted(evidence.length, "quote", "quotes"));
  return element(
    "button",
    { type: "button", "data-statement": statement.id, onclick: () => select({ type: "statement", id: statement.id }) },
    ...sentence(statement),
    element("span", { class: "chips" }, ...chips(summaryMarks(evidence)), quotes),
  );
}

function showList() {
  const found = listed.filter((statement) => state.visible.has(statement.id));
  byId("list").replaceChildren(...found.slice(0, list.length).map((statement) => element("li", {}, statementButton(statement))));
  const more = found.length - list.length;
  byId("list-more").hidden = more <= 0;
  byId("list-more").textContent = `Show ${Math.min(more, PAGE)} more of ${more.toLocaleString("en")}`;
  byId("list-empty").hidden = found.length > 0;
  byId("list-empty").textContent = emptyText();
}

function buildList() {
  byId("list-more").addEventListener("click", () => {
    const first = list.length;
    list.length += PAGE;
    showList();
    byId("list").children[first]?.querySelector("button").focus();
  });
}

function buildContested() {
  const found = Object.keys(data.entities).filter((id) => data.entities[id].contested && data.entities[id].kind !== "Name").sort(byLabel);
  byId("contested").hidden = found.length === 0;
  // Opened rarely, and long where there are many: made when it is.
  byId("contested").addEventListener("toggle", () => {
    if (byId("contested-body").children.length) return;
    byId("contested-body").append(...found.flatMap((id) => [element("h3", {}, openable("node", id, foreign(entityLabel(id)))), nameCards(data.entities[id])]));
  });
}
