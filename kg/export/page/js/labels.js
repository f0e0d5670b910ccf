// Labels of the graph: as many as fit without covering each other, at a size that can be read at every zoom.

const LABEL_SIZE = 15;
const FONT = getComputedStyle(document.documentElement).fontFamily;

// light-dark() comes out of the style as it was written; a canvas needs the colour itself.
function plainColor(text) {
  const [, light, darker] = /^light-dark\((.+),\s*(.+)\)$/.exec(text) ?? [];
  if (!light) return text;
  return dark() ? darker.trim() : light.trim();
}

// Boxes that are taken, in a grid of cells, so that each is compared with its neighbours only.
function takenBoxes(cell) {
  const cells = new Map();
  const keys = (box) => {
    const found = [];
    for (let x = Math.floor(box.left / cell); x <= Math.floor(box.right / cell); x += 1) {
      for (let y = Math.floor(box.top / cell); y <= Math.floor(box.bottom / cell); y += 1) found.push(`${x},${y}`);
    }
    return found;
  };
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return {
    take: (box) => keys(box).forEach((key) => gather(cells, key, box)),
    free: (box) => keys(box).every((key) => !cells.get(key)?.some((other) => meet(other, box))),
  };
}

// Labels keep a readable size on the screen when the graph is zoomed out; where one would cover another or a better
// connected node, that node (or the selected one) goes first. A label inside its shape stays as it is.
function placeLabels() {
  const scale = graph.network.getScale();
  const size = Math.max(12 / scale, Math.min(LABEL_SIZE, 17 / scale));
  const grown = Math.min(Math.max(0.4 / scale, 1), data.network.nodes.length > 250 ? 1.3 : 2);
  const near = nearby();
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${size}px ${FONT}`;
  const places = graph.network.getPositions();
  const rank = (node) => (near?.nodes.has(node.id) ? 1000 : 0) + ownSize.get(node.id);
  const taken = takenBoxes(120 / scale);
  const outside = graph.nodes.get({ filter: (node) => !node.hidden && node.shape !== "box" });
  graph.nodes.update(outside.sort((a, b) => rank(b) - rank(a)).map((node) => {
    const lines = node.label.split("\n");
    const half = Math.max(...lines.map((line) => pen.measureText(line).width)) / 2;
    const { x, y } = places[node.id];
    const radius = ownSize.get(node.id) * grown;
    const box = { left: x - half, right: x + half, top: y + radius + 2, bottom: y + radius + 2 + lines.length * size * 1.2 };
    const free = taken.free(box);
    if (free) taken.take(box);
    taken.take({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
    return { id: node.id, size: radius, font: { ...node.font, size: free ? size : 0 } };
  }));
  placeEdgeLabels(scale, pen, taken, near);
}

// The same for edges. What is not told as a fact goes first: its label is part of how it differs.
function placeEdgeLabels(scale, pen, taken, near) {
  const size = scale < 0.45 ? 0 : Math.max(11 / scale, Math.min(12, 13 / scale));
  const labelled = graph.edges.get([...graph.labelled]);
  if (!size) {
    graph.edges.update(labelled.map((edge) => ({ id: edge.id, font: { ...edge.font, size: 0 } })));
    return;
  }
  pen.font = `${size}px ${FONT}`;
  const rank = ({ id }) => {
    const { statement, polarity, modality, said } = data.edges[id];
    return (near?.statements.has(statement) ? 8 : 0) + (polarity === "negative" ? 3 : 0) + (modality === "actual" ? 0 : 2) + (said ? 1 : 0);
  };
  const order = labelled.sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1));
  graph.edges.update(order.map((edge) => {
    const inner = graph.network.body.edges[edge.id];
    if (!inner?.connected) return { id: edge.id, font: { ...edge.font, size: 0 } };
    const lines = edge.label.split("\n");
    const point = inner.edgeType.getPoint(0.5);
    const slope = Math.atan2(inner.to.y - inner.from.y, inner.to.x - inner.from.x);
    const boxes = labelBoxes(point, slope, Math.max(...lines.map((line) => pen.measureText(line).width)), lines.length * size * 1.2);
    const free = boxes.every(taken.free);
    if (free) boxes.forEach(taken.take);
    return { id: edge.id, font: { ...edge.font, size: free ? size : 0 } };
  }));
}

// A slanted label as a chain of small boxes: one box around all of it would claim too much room.
function labelBoxes({ x, y }, slope, width, height) {
  const parts = Math.max(Math.ceil(width / height), 1);
  const half = height / 2;
  return Array.from({ length: parts }, (_, i) => {
    const along = ((i + 0.5) / parts - 0.5) * width;
    const [cx, cy] = [x + Math.cos(slope) * along, y + Math.sin(slope) * along];
    return { left: cx - half, right: cx + half, top: cy - half, bottom: cy + half };
  });
}
