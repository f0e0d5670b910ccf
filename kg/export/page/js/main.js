// Brings the parts together: the state changes, the address follows, and what is on the screen is drawn from the state.

let lastOpener = null;

// A click on the graph already shows where things are: the view stays as it is.
let fromCanvas = false;

function selectOnCanvas(type, id) {
  fromCanvas = true;
  select({ type, id });
}

// Opens a statement, an entity or a cell in the panel; null goes back to the list.
function select(chosen) {
  if (chosen && !state.selection) lastOpener = document.activeElement;
  state.selection = chosen;
  writeAddress(true);
  notice([]);
  showPanel();
  showView(!fromCanvas);
  fromCanvas = false;
  byId("panel").scrollTop = 0;
  if (chosen) {
    byId("panel-title").focus({ preventScroll: true });
    if (narrow()) byId("panel").scrollIntoView({ block: "start" });
  } else focusAgain();
}

// Lists are drawn anew: what had the focus is found again by the statement that it stands for.
function focusAgain() {
  if (!lastOpener) return;
  const id = lastOpener.dataset?.statement;
  const again = lastOpener.isConnected ? lastOpener : id && [...document.querySelectorAll("[data-statement]")].find((one) => one.dataset.statement === id);
  if (again) again.focus();
}

function showPanel() {
  const chosen = state.selection;
  byId("overview").hidden = chosen !== null;
  byId("back").hidden = chosen === null;
  if (chosen === null) {
    fillPanel(["Statements"]);
    showList();
  } else if (chosen.type === "node") showNode(chosen.id);
  else if (chosen.type === "cell") showCell(chosen.id, chosen.actor);
  else showStatement(statements.get(chosen.id));
}

function notice(unknown) {
  byId("notice").textContent = [...unknown.map((what) => `There is no ${what} on this page.`), hiddenNotice()].filter(Boolean).join(" ");
  byId("notice").hidden = !byId("notice").textContent;
}

// What the page leaves out, in one sentence: how much, of which groups, and mostly about whom.
function hiddenNotice() {
  const { hidden, hiddenGroups, hiddenAbout } = data.totals;
  if (!hidden) return "";
  const groups = hiddenGroups.map(([group, count]) => `${(looks.groups[group] ?? group).toLowerCase()} ${count.toLocaleString("en")}`).join(", ");
  const about = hiddenAbout.map(([label, count]) => `${label} (${count.toLocaleString("en")})`).join(", ");
  return `${counted(hidden, "statement", "statements")} with fewer quotes, or none, ${hidden === 1 ? "is" : "are"} not on this page (${groups}; most often about ${about}); the other files of the build hold all.`;
}

// Everything in view is new: after a filter, a policy, another view. `step`: the back button should undo it.
function changed(step = false) {
  list.length = PAGE;
  writeAddress(step);
  refresh(false);
}

function refresh(move) {
  applyFilters();
  showInForce();
  showPanel();
  showView(move);
}

function followAddress() {
  if (location.hash === written) return;
  written = location.hash;
  notice(readAddress());
  refresh(true);
}

function buildControls() {
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("panel-title").focus();
  });
  byId("back").addEventListener("click", () => select(null));
  byId("reset").addEventListener("click", () => { resetFilters(); changed(); });
  let timer = 0;
  byId("search").addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(() => { state.query = event.target.value; changed(); }, 120);
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.selection) select(null);
  });
  byId("hide-controls").addEventListener("click", (event) => {
    const hidden = document.body.classList.toggle("no-controls");
    event.currentTarget.setAttribute("aria-expanded", String(!hidden));
  });
  const recolour = () => { drawLegend(); if (graph.network) restyle(); };
  byId("theme").addEventListener("click", () => {
    document.documentElement.dataset.theme = dark() ? "light" : "dark";
    recolour();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  for (const [event, printing] of [["beforeprint", true], ["afterprint", false]]) {
    addEventListener(event, () => {
      state.printing = printing;
      recolour();
      graph.network?.redraw();
      // Paper has no button for more.
      list.length = printing ? Infinity : PAGE;
      showList();
    });
  }
}

function start() {
  const { totals } = data;
  byId("totals").textContent = [
    counted(totals.statements, "statement", "statements"),
    counted(totals.evidence, "quote", "quotes"),
    counted(totals.documents, "document", "documents"),
  ].join(" · ");
  if (narrow()) {
    byId("filters").open = false;
    byId("legend").open = false;
  }
  buildPolicy(changed);
  buildFacets(changed);
  buildList();
  buildContested();
  buildControls();
  buildViews();
  drawLegend();
  notice(readAddress());
  refresh(true);
  addEventListener("hashchange", followAddress);
}

window.kgPage = {
  edgePosition,
  nodePosition,
  select: (type, id) => select(type === null ? null : { type, id }),
  shown: () => [...state.visible.keys()],
  stances: stanceRows,
  timeline: timelineNumbers,
  comparison: (a, b) => Object.fromEntries(Object.entries(comparison({ a, b })).map(([key, items]) => [key, items.map(({ statement }) => statement.id)])),
  network: () => graph.network,
};
start();
