// Which view is open. Only that one is drawn; the others are when they are opened.

const views = {
  graph: { title: "Graph", show: (move) => { if (graph.network) showSelection(move); else { buildNetwork(); showSelection(true); } } },
  timeline: { title: "Timeline", show: showTimeline },
  matrix: { title: "Claims matrix", show: showMatrix },
  map: { title: "Map", show: showMap },
  dossier: { title: "Dossiers", show: showDossier },
  compare: { title: "Compare", show: showCompare },
};

function buildViews() {
  buildTimeline();
  buildMatrix();
  buildMap();
  buildDossier();
  buildCompare();
  byId("views").append(...Object.entries(views).map(([key, { title }]) => {
    const link = element("a", { href: `#view=${key}`, "data-view": key, onclick: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      // The tab leads to the list of dossiers, also from one of them.
      if (key === "dossier") state.dossier = null;
      state.view = key;
      changed(true);
    } }, title);
    return element("li", {}, link);
  }));
}

function showView(move) {
  for (const key of Object.keys(views)) byId(`view-${key}`).hidden = key !== state.view;
  byId("views").querySelectorAll("a").forEach((link) => {
    if (link.dataset.view === state.view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
  document.body.dataset.view = state.view;
  views[state.view].show(move);
}
