// The drawn graph: vis-network with the positions, shapes and dashes that were computed when the page was made.

const MANY_LABELS = 70; // with more edges in view, only those at the selection carry their label
const LABEL_SIZE = 15;
const FONT = getComputedStyle(document.documentElement).fontFamily;
const ownSize = new Map(data.network.nodes.map((node) => [node.id, node.size]));
// Lines of a wide graph, which is shown small, are drawn thicker so that colour and dashes stay visible.
const thickness = Math.min(Math.max(Math.max(...data.network.nodes.map((node) => Math.abs(node.x)), 0) / 800, 1), 2.5);
const graph = { network: null, nodes: null, edges: null, labelled: new Set() };

function edgeEvidence(edge) {
  const found = state.visible.get(edge.statement);
  if (!found) return 0;
  return [...found].filter((e) => e.polarity === edge.polarity && e.modality === edge.modality && (e.voice !== "") === edge.said).length;
}

function buildNetwork(select) {
  const options = { ...data.network.options };
  options.nodes = { ...options.nodes, font: { face: FONT, size: LABEL_SIZE } };
  options.edges = { ...options.edges, font: { face: FONT, size: 12, align: "middle" } };
  graph.nodes = new vis.DataSet(data.network.nodes);
  graph.edges = new vis.DataSet(data.network.edges);
  restyle();
  graph.network = new vis.Network(byId("canvas"), { nodes: graph.nodes, edges: graph.edges }, options);
  graph.network.on("click", (event) => {
    if (event.nodes.length) select("node", event.nodes[0]);
    else if (event.edges.length) select("statement", data.edges[event.edges[0]].statement);
    else select(null);
  });
  for (const event of ["zoom", "animationFinished", "resize", "dragEnd"]) graph.network.on(event, placeLabels);
  fitNetwork(false);
  byId("zoom-in").addEventListener("click", () => zoomBy(1.35));
  byId("zoom-out").addEventListener("click", () => zoomBy(1 / 1.35));
  byId("zoom-fit").addEventListener("click", () => fitNetwork(true));
}

function zoomBy(factor) {
  graph.network.moveTo({ scale: graph.network.getScale() * factor, animation: motion() });
}

function motion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 250, easingFunction: "easeInOutQuad" };
}

function fitNetwork(animated) {
  const places = Object.values(graph.network.getPositions(graph.nodes.getIds({ filter: (node) => !node.hidden })));
  if (places.length === 0) return;
  const [xs, ys] = [places.map((place) => place.x), places.map((place) => place.y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  // Labels keep their size when the graph shrinks: the margins for them are in pixels of the screen.
  const box = byId("canvas");
  const scale = Math.min((box.clientWidth - 130) / (right - left || 1), (box.clientHeight - 110) / (bottom - top || 1), 1.2);
  const position = { x: (left + right) / 2, y: (top + bottom) / 2 };
  graph.network.moveTo({ position, scale: Math.max(scale, 0.02), animation: animated ? motion() : false });
  placeLabels();
}

// Labels keep a readable size on the screen when the graph is zoomed out; where one would cover another or a better
// connected node, that node (or the selected one) goes first. A label inside its shape stays as it is.
function placeLabels() {
  const scale = graph.network.getScale();
  const size = Math.max(12 / scale, LABEL_SIZE);
  const grown = Math.min(Math.max(0.4 / scale, 1), data.network.nodes.length > 250 ? 1.3 : 2);
  const near = nearby();
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${size}px ${FONT}`;
  const places = graph.network.getPositions();
  const rank = (node) => (near?.nodes.has(node.id) ? 1000 : 0) + ownSize.get(node.id);
  const outside = graph.nodes.get({ filter: (node) => !node.hidden && node.shape !== "box" });
  const taken = [];
  const covers = (box) => taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
  graph.nodes.update(outside.sort((a, b) => rank(b) - rank(a)).map((node) => {
    const lines = node.label.split("\n");
    const half = Math.max(...lines.map((line) => pen.measureText(line).width)) / 2;
    const { x, y } = places[node.id];
    const radius = ownSize.get(node.id) * grown;
    const box = { left: x - half, right: x + half, top: y + radius + 2, bottom: y + radius + 2 + lines.length * size * 1.2 };
    const free = !covers(box);
    if (free) taken.push(box);
    taken.push({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
    return { id: node.id, size: radius, font: { ...node.font, size: free ? size : 0 } };
  }));
  const edgeSize = scale < 0.5 ? 0 : Math.max(11 / scale, 12);
  graph.edges.update(graph.edges.get([...graph.labelled]).map((edge) => ({ id: edge.id, font: { ...edge.font, size: edgeSize } })));
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
  const [text, quiet, background] = ["--text", "--quiet", "--page"].map((name) => page.getPropertyValue(name).trim());
  const near = nearby();
  const drawn = data.network.edges.map((edge) => ({ ...edge, ...data.edges[edge.id] })).map((edge) => ({ edge, count: edgeEvidence(edge) }));
  const inView = drawn.filter(({ count }) => count > 0);
  const readable = inView.filter(({ edge }) => !near || near.statements.has(edge.statement)).length <= MANY_LABELS;
  const strength = near || inView.length <= 150 ? 1 : inView.length <= 500 ? 0.85 : 0.6;
  const connected = new Set(inView.flatMap(({ edge }) => [edge.from, edge.to]));
  graph.labelled = new Set();
  graph.edges.update(drawn.map(({ edge, count }) => {
    const close = !near || near.statements.has(edge.statement);
    if (close && count > 0 && readable) graph.labelled.add(edge.id);
    const color = themed(edge.polarity === "negative" ? looks.denied : looks.modalities[edge.modality]);
    return {
      id: edge.id,
      hidden: count === 0,
      width: Math.min(1.3 + 0.5 * Math.log2(Math.max(count, 1)), 4) * thickness,
      color: { color, highlight: color, hover: color, opacity: close ? strength : 0.15 },
      font: { color: text, strokeWidth: 4, strokeColor: background, size: 0 },
      title: edgeTitle(edge, count),
    };
  }));
  graph.nodes.update(data.network.nodes.map((node) => {
    const entity = data.entities[node.id];
    const close = !near || near.nodes.has(node.id);
    const color = themed(looks.kinds[entity.kind]);
    const { hollow } = looks.kinds[entity.kind];
    const fill = hollow ? background : color;
    return {
      id: node.id,
      hidden: !connected.has(node.id),
      opacity: close ? 1 : 0.3,
      color: { background: fill, border: color, highlight: { background: fill, border: text }, hover: { background: fill, border: text } },
      font: { color: close ? text : quiet, strokeWidth: node.shape === "box" ? 0 : 4, strokeColor: background },
      title: nodeTitle(entity),
    };
  }));
  if (graph.network) placeLabels();
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
