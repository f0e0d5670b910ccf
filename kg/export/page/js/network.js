// The drawn graph: vis-network with the positions, shapes and dashes that were computed when the page was made.

const MANY_LABELS = 70; // with more edges in view, only those at the selection carry their label
const FONT = getComputedStyle(document.documentElement).fontFamily;
const graph = { network: null, nodes: null, edges: null };

function edgeEvidence(edge) {
  const found = state.visible.get(edge.statement);
  if (!found) return 0;
  return [...found].filter((e) => e.polarity === edge.polarity && e.modality === edge.modality && (e.voice !== "") === edge.said).length;
}

function buildNetwork(select) {
  const names = { ...data.network.options };
  names.nodes = { ...names.nodes, font: { face: FONT, size: 15 } };
  names.edges = { ...names.edges, font: { face: FONT, size: 12, align: "middle" }, scaling: { label: { drawThreshold: 7 } } };
  graph.nodes = new vis.DataSet(data.network.nodes);
  graph.edges = new vis.DataSet(data.network.edges);
  restyle();
  graph.network = new vis.Network(byId("canvas"), { nodes: graph.nodes, edges: graph.edges }, names);
  graph.network.on("click", (event) => {
    if (event.nodes.length) select("node", event.nodes[0]);
    else if (event.edges.length) select("statement", data.edges[event.edges[0]].statement);
    else select(null);
  });
  fitNetwork(false);
  byId("zoom-in").addEventListener("click", () => zoomBy(1.35));
  byId("zoom-out").addEventListener("click", () => zoomBy(1 / 1.35));
  byId("zoom-fit").addEventListener("click", () => fitNetwork(true, 0));
}

function zoomBy(factor) {
  graph.network.moveTo({ scale: graph.network.getScale() * factor, animation: motion() });
}

function motion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 250, easingFunction: "easeInOutQuad" };
}

// The whole graph, unless its labels would be too small to read: then its best connected part.
function fitNetwork(animated, least = 0.5) {
  const shown = graph.nodes.get({ filter: (node) => !node.hidden });
  graph.network.fit({ nodes: shown.map((node) => node.id), animation: false, maxZoomLevel: 1.3 });
  const scale = graph.network.getScale();
  if (scale < least && shown.length) {
    const middle = shown.reduce((best, node) => (node.size > best.size ? node : best));
    graph.network.moveTo({ position: { x: middle.x, y: middle.y }, scale: least, animation: animated ? motion() : false });
  }
}

// The statements and nodes at the selection; null when nothing is selected.
function nearby() {
  const chosen = state.selection;
  if (!chosen) return null;
  const near = { statements: new Set(), nodes: new Set() };
  for (const statement of data.statements) {
    if (chosen.type === "statement" ? statement.id === chosen.id : statement.subject === chosen.id || statement.object === chosen.id) {
      near.statements.add(statement.id);
      near.nodes.add(statement.subject).add(statement.object);
    }
  }
  return near;
}

function edgeTitle(edge, count) {
  const statement = statements.get(edge.statement);
  return element("div", {}, `${plainSentence(statement)}\n${edge.label.split("\n").slice(1).join(" ") || "told as a fact"} · ${counted(count, "quote", "quotes")}`);
}

function nodeTitle(entity) {
  const names = entity.names.filter((name) => name.usedBy.length).map((name) => `${name.text}: ${name.usedBy.join(", ")}`);
  return element("div", {}, [`${entity.label} (${looks.kinds[entity.kind].label})`, ...(entity.contested ? names : [])].join("\n"));
}

// Brings colours, labels and what is hidden in line with theme, filters and selection.
function restyle() {
  const page = getComputedStyle(document.documentElement);
  const [text, background] = [page.getPropertyValue("--text").trim(), page.getPropertyValue("--page").trim()];
  const near = nearby();
  const drawn = data.network.edges.map((edge) => ({ ...edge, ...data.edges[edge.id] })).map((edge) => ({ edge, count: edgeEvidence(edge) }));
  const inView = drawn.filter(({ count }) => count > 0);
  const connected = new Set(inView.flatMap(({ edge }) => [edge.from, edge.to]));
  graph.edges.update(drawn.map(({ edge, count }) => {
    const close = !near || near.statements.has(edge.statement);
    const color = themed(edge.polarity === "negative" ? looks.denied : looks.modalities[edge.modality]);
    return {
      id: edge.id,
      hidden: count === 0,
      width: Math.min(1.3 + 0.5 * Math.log2(Math.max(count, 1)), 4),
      label: near ? (close ? edge.label : "") : inView.length <= MANY_LABELS ? edge.label : "",
      color: { color, highlight: color, hover: color, opacity: close ? 1 : 0.18 },
      font: { color: text, strokeWidth: 4, strokeColor: background },
      title: edgeTitle(edge, count),
    };
  }));
  graph.nodes.update(data.network.nodes.map((node) => {
    const entity = data.entities[node.id];
    const close = !near || near.nodes.has(node.id);
    const color = themed(looks.kinds[entity.kind]);
    const hollow = node.shape === "box" || node.shape === "ellipse";
    const fill = hollow ? background : color;
    return {
      id: node.id,
      hidden: !connected.has(node.id),
      opacity: close ? 1 : 0.3,
      color: { background: fill, border: color, highlight: { background: fill, border: text }, hover: { background: fill, border: text } },
      font: { color: text, strokeWidth: hollow ? 0 : 4, strokeColor: background },
      title: nodeTitle(entity),
    };
  }));
}

function showSelection(move) {
  restyle();
  graph.network.unselectAll();
  const chosen = state.selection;
  if (!chosen) return;
  if (chosen.type === "node") {
    graph.network.selectNodes([chosen.id], false);
    if (move) graph.network.focus(chosen.id, { scale: Math.max(graph.network.getScale(), 0.8), animation: motion() });
  } else {
    const found = data.network.edges.filter((edge) => data.edges[edge.id].statement === chosen.id);
    graph.network.selectEdges(found.map((edge) => edge.id));
    if (move && found.length) graph.network.fit({ nodes: [found[0].from, found[0].to], maxZoomLevel: 1.1, animation: motion() });
  }
}

// Where things are on the screen, for tests and for scripts that people write on top of the page.
function edgePosition(id) {
  const drawn = graph.network.body.edges[id];
  const point = drawn.edgeType.getPoint(0.5);
  return onScreen(point);
}

function nodePosition(id) {
  return onScreen(graph.network.getPositions([id])[id]);
}

function onScreen(point) {
  const inside = graph.network.canvasToDOM({ x: point.x, y: point.y });
  const box = byId("canvas").getBoundingClientRect();
  return { x: box.left + inside.x, y: box.top + inside.y };
}
