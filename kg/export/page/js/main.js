// Brings the parts together: what is selected stands in the address (#node=…, #statement=…), so that it can be linked.

let lastButton = null;

function go(type, id) {
  const wanted = type === null ? "" : `#${type}=${encodeURIComponent(id)}`;
  if (location.hash === wanted) follow(true);
  else location.hash = wanted;
}

function readAddress() {
  const [, type, value] = /^#(node|statement)=(.*)$/.exec(location.hash) ?? [];
  if (!type) return null;
  try {
    return { type, id: decodeURIComponent(value) };
  } catch {
    return { type, id: value };
  }
}

function known({ type, id }) {
  return type === "node" ? Object.hasOwn(data.entities, id) : statements.has(id);
}

function notice(text) {
  byId("notice").textContent = text;
  byId("notice").hidden = !text;
}

function hiddenNotice() {
  const { hidden } = data.totals;
  return hidden ? `${counted(hidden, "statement", "statements")} with fewer quotes, or none, ${hidden === 1 ? "is" : "are"} not on this page; the other files of the build hold all.` : "";
}

// Shows what the address names. `move` also moves the graph there and the focus into the panel.
function follow(move) {
  const chosen = readAddress();
  const found = chosen && known(chosen);
  state.selection = found ? chosen : null;
  notice(chosen && !found ? `There is no ${chosen.type} “${chosen.id}” on this page.` : hiddenNotice());
  byId("overview").hidden = Boolean(found);
  byId("back").hidden = !found;
  if (!found) fillPanel(["Statements"]);
  else if (chosen.type === "node") showNode(chosen.id);
  else showStatement(statements.get(chosen.id));
  showSelection(move && !fromCanvas);
  fromCanvas = false;
  if (!move) return;
  byId("panel").scrollTop = 0;
  if (found) {
    byId("panel-title").focus({ preventScroll: true });
    if (matchMedia("(max-width: 860px)").matches) byId("panel").scrollIntoView({ block: "start" });
  } else if (lastButton?.isConnected) lastButton.focus();
}

// A click on the graph already shows where things are: the view stays as it is.
let fromCanvas = false;

function selectOnCanvas(type, id) {
  fromCanvas = true;
  go(type, id);
}

function update() {
  applyFilters();
  filterList();
  const total = data.totals.statements;
  byId("shown").textContent = `${state.visible.size.toLocaleString("en")} of ${counted(total, "statement", "statements")} shown`;
  if (!graph.network) return;
  if (state.selection) follow(false);
  else restyle();
}

function start() {
  const { totals } = data;
  byId("totals").textContent = [
    counted(totals.statements, "statement", "statements"),
    counted(totals.evidence, "quote", "quotes"),
    counted(totals.documents, "document", "documents"),
  ].join(" · ");
  if (matchMedia("(max-width: 860px)").matches) {
    byId("filters").open = false;
    byId("legend").open = false;
  }
  buildFacets(update);
  buildList();
  buildContested();
  drawLegend();
  update();
  buildNetwork(selectOnCanvas);

  addEventListener("hashchange", () => follow(true));
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("panel-title").focus();
  });
  byId("list").addEventListener("click", (event) => { lastButton = event.target.closest("button"); });
  byId("back").addEventListener("click", () => go(null));
  byId("reset").addEventListener("click", () => {
    resetFacets();
    byId("search").value = state.query = "";
    update();
  });
  let timer = 0;
  byId("search").addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      state.query = event.target.value;
      update();
    }, 120);
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.selection) go(null);
  });
  const recolour = () => { drawLegend(); restyle(); };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  for (const [event, printing] of [["beforeprint", true], ["afterprint", false]]) {
    addEventListener(event, () => {
      state.printing = printing;
      recolour();
      graph.network.redraw();
    });
  }
  follow(false);
  if (state.selection) showSelection(true);
}

window.kgPage = { edgePosition, nodePosition, select: go, shown: () => [...state.visible.keys()] };
start();
