// The drawn graph: vis-network with the positions, shapes and dashes that were computed when the page was made.

const SMOOTH = 1500; // with more edges drawn, they are left out while the graph is being moved
const FIRST_DRAWN = 500; // edges at once: with more the picture is a knot, and the rest is in the list and the other views
const MANY_LABELS = 500; // with more edges drawn, only those at the selection carry their label
const ownSize = new Map(data.network.nodes.map((node) => [node.id, node.size]));
// Lines of a wide graph, which is shown small, are drawn thicker so that colour and dashes stay visible.
const thickness = Math.min(Math.max(data.network.nodes.reduce((most, node) => Math.max(most, Math.abs(node.x)), 0) / 800, 1), 2.5);
const graph = { network: null, nodes: null, edges: null, labelled: new Set(), drawAll: false };
const drawnEdges = data.network.edges.map((edge) => ({ ...edge, ...data.edges[edge.id] }));
const degree = new Map();
for (const edge of drawnEdges) for (const end of new Set([edge.from, edge.to])) degree.set(end, (degree.get(end) ?? 0) + 1);

function edgeEvidence(edge) {
  const found = state.visible.get(edge.statement);
  if (!found) return 0;
  let count = 0;
  for (const e of found) if (e.polarity === edge.polarity && e.modality === edge.modality && (e.voice !== OWN_VOICE) === edge.said) count += 1;
  return count;
}

function buildNetwork() {
  const options = { ...data.network.options };
  options.nodes = { ...options.nodes, font: { face: FONT, size: LABEL_SIZE } };
  options.edges = { ...options.edges, font: { face: FONT, size: 12, align: "top" } };
  graph.nodes = new vis.DataSet(data.network.nodes);
  graph.edges = new vis.DataSet(data.network.edges);
  restyle();
  graph.network = new vis.Network(byId("canvas"), { nodes: graph.nodes, edges: graph.edges }, options);
  graph.network.on("click", (event) => {
    if (event.nodes.length) selectOnCanvas("node", event.nodes[0]);
    else if (event.edges.length) selectOnCanvas("statement", data.edges[event.edges[0]].statement);
    else if (state.selection) select(null);
  });
  for (const event of ["zoom", "animationFinished", "resize", "dragEnd"]) graph.network.on(event, placeLabels);
  fitNetwork(false);
  byId("zoom-in").addEventListener("click", () => zoomBy(1.35));
  byId("zoom-out").addEventListener("click", () => zoomBy(1 / 1.35));
  byId("zoom-fit").addEventListener("click", () => fitNetwork(true));
  byId("draw-all").addEventListener("click", () => {
    graph.drawAll = !graph.drawAll;
    const many = graph.drawAll && drawnEdges.length > SMOOTH;
    graph.network.setOptions({ interaction: { hideEdgesOnDrag: many, hideEdgesOnZoom: many } });
    restyle();
    fitNetwork(false);
  });
}

function zoomBy(factor) {
  graph.network.moveTo({ scale: graph.network.getScale() * factor, animation: motion() });
  if (!motion()) placeLabels();
}

function motion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 250, easingFunction: "easeInOutQuad" };
}

function fitNetwork(animated) {
  const places = Object.values(graph.network.getPositions(graph.nodes.getIds({ filter: (node) => !node.hidden })));
  if (places.length === 0) return;
  const box = byId("canvas");
  // Labels keep their size when the graph shrinks: the margins for them are in pixels of the screen.
  const { left, right, top, bottom } = bounds(places);
  const scale = Math.min((box.clientWidth - 130) / (right - left || 1), (box.clientHeight - 110) / (bottom - top || 1), 1.2);
  const position = { x: (left + right) / 2, y: (top + bottom) / 2 };
  graph.network.moveTo({ position, scale: Math.max(scale, 0.02), animation: animated ? motion() : false });
  placeLabels();
}

function bounds(places) {
  const found = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y } of places) {
    found.left = Math.min(found.left, x);
    found.right = Math.max(found.right, x);
    found.top = Math.min(found.top, y);
    found.bottom = Math.max(found.bottom, y);
  }
  return found;
}

// The statements and nodes at the selection; null when nothing is selected.
function nearby() {
  const chosen = state.selection;
  if (!chosen) return null;
  const near = { statements: new Set(), nodes: new Set() };
  for (const statement of selectedStatements(chosen)) {
    near.statements.add(statement.id);
    near.nodes.add(statement.subject).add(statement.object);
  }
  if (chosen.type === "node") near.nodes.add(chosen.id);
  return near;
}

// Edges in view, and which of them are drawn: the most attested ones, those between well-connected ends first.
function chooseEdges(near) {
  const counts = drawnEdges.map((edge) => ({ edge, count: edgeEvidence(edge) }));
  const inView = counts.filter(({ count }) => count > 0);
  const limit = graph.drawAll ? Infinity : FIRST_DRAWN;
  if (inView.length <= limit) return { counts, inView, drawn: new Set(inView.map(({ edge }) => edge.id)) };
  const weight = ({ edge, count }) => (near?.statements.has(edge.statement) ? 1e6 : 0) + count * 1e3 + Math.min(degree.get(edge.from), degree.get(edge.to));
  const ranked = inView.map((item) => [weight(item), item]).sort(([a, x], [b, y]) => b - a || (x.edge.id < y.edge.id ? -1 : 1));
  return { counts, inView, drawn: new Set(ranked.slice(0, limit).map(([, { edge }]) => edge.id)) };
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
  const [text, quiet, background] = ["--text", "--quiet", "--page"].map((name) => page.getPropertyValue(name).trim()).map(plainColor);
  const near = nearby();
  const { counts, inView, drawn } = chooseEdges(near);
  const close = (edge) => !near || near.statements.has(edge.statement);
  const readable = inView.filter(({ edge }) => drawn.has(edge.id) && close(edge)).length <= MANY_LABELS;
  const strength = near || drawn.size <= 150 ? 1 : drawn.size <= 500 ? 0.85 : 0.6;
  const connected = new Set();
  graph.labelled = new Set();
  graph.edges.update(counts.map(({ edge, count }) => {
    const shown = drawn.has(edge.id);
    if (!shown) return { id: edge.id, hidden: true };
    connected.add(edge.from).add(edge.to);
    if (readable && close(edge)) graph.labelled.add(edge.id);
    const color = themed(edge.polarity === "negative" ? looks.denied : looks.modalities[edge.modality]);
    return {
      id: edge.id,
      hidden: false,
      width: Math.min(1.3 + 0.5 * Math.log2(Math.max(count, 1)), 4) * thickness,
      color: { color, highlight: color, hover: color, opacity: close(edge) ? strength : 0.15 },
      font: { color: text, strokeWidth: 4, strokeColor: background, size: 0 },
      title: edgeTitle(edge, count),
    };
  }));
  graph.nodes.update(data.network.nodes.map((node) => {
    if (!connected.has(node.id)) return { id: node.id, hidden: true };
    const entity = data.entities[node.id];
    const nearNode = !near || near.nodes.has(node.id);
    const color = themed(looks.kinds[entity.kind]);
    const fill = looks.kinds[entity.kind].hollow ? background : color;
    return {
      id: node.id,
      hidden: false,
      opacity: nearNode ? 1 : 0.3,
      color: { background: fill, border: color, highlight: { background: fill, border: text }, hover: { background: fill, border: text } },
      font: { color: nearNode ? text : quiet, strokeWidth: node.shape === "box" ? 0 : 4, strokeColor: background },
      title: nodeTitle(entity),
    };
  }));
  showDrawn(drawn.size, inView.length);
  if (graph.network) placeLabels();
}

function showDrawn(drawn, inView) {
  byId("drawn").hidden = inView <= FIRST_DRAWN;
  byId("drawn-text").textContent = drawn < inView
    ? `Drawn: the ${drawn.toLocaleString("en")} of ${counted(inView, "edge", "edges")} with the most quotes. The list and the other views hold all.`
    : `Drawn: all ${counted(inView, "edge", "edges")}.`;
  byId("draw-all").textContent = drawn < inView ? "Draw all" : `Draw the ${FIRST_DRAWN} most attested`;
  byId("graph-empty").hidden = inView > 0;
  byId("graph-empty").textContent = emptyText();
}

function showSelection(move) {
  restyle();
  graph.network.unselectAll();
  if (!state.selection) return;
  moveToSelection(state.selection, move);
  // A move that is not animated does not say that it is done.
  if (move && !motion()) placeLabels();
}

function moveToSelection(chosen, move) {
  if (chosen.type === "node") {
    graph.network.selectNodes([chosen.id], false);
    if (move) graph.network.focus(chosen.id, { scale: Math.max(graph.network.getScale(), 0.8), animation: motion() });
    return;
  }
  const ids = new Set(selectedStatements(chosen).map((statement) => statement.id));
  const found = drawnEdges.filter((edge) => ids.has(edge.statement));
  graph.network.selectEdges(found.map((edge) => edge.id));
  if (move && found.length) graph.network.fit({ nodes: [...new Set(found.flatMap((edge) => [edge.from, edge.to]))], maxZoomLevel: 1.1, animation: motion() });
}

// Where things are on the screen, for tests and for scripts that people write on top of the page.
function edgePosition(id) {
  return onScreen(graph.network.body.edges[id].edgeType.getPoint(0.5));
}

function nodePosition(id) {
  return onScreen(graph.network.getPositions([id])[id]);
}

function onScreen(point) {
  const inside = graph.network.canvasToDOM({ x: point.x, y: point.y });
  const box = byId("canvas").getBoundingClientRect();
  return { x: box.left + inside.x, y: box.top + inside.y };
}
