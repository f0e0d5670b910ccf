// The legend is drawn from the same tables as the graph, in the colours of the moment.

const SVG = "http://www.w3.org/2000/svg";

function svg(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const outlines = {
  square: "3,3 15,3 15,15 3,15",
  hexagon: "5,2.5 13,2.5 17,9 13,15.5 5,15.5 1,9",
  triangle: "9,2 17,15.5 1,15.5",
  triangleDown: "9,16 1,2.5 17,2.5",
  diamond: "9,1 17,9 9,17 1,9",
  star: "9,1 11.2,6.6 17,7 12.4,10.8 14,17 9,13.6 4,17 5.6,10.8 1,7 6.8,6.6",
};

function shapeIcon(look) {
  const color = themed(look);
  const paint = look.hollow ? { fill: "none", stroke: color, "stroke-width": 2 } : { fill: color };
  const picture = svg("svg", { width: 18, height: 18, "aria-hidden": "true" });
  if (outlines[look.shape]) picture.append(svg("polygon", { points: outlines[look.shape], ...paint }));
  else if (look.shape === "dot") picture.append(svg("circle", { cx: 9, cy: 9, r: 7, ...paint }));
  else picture.append(svg("rect", { x: 1, y: 4, width: 16, height: 10, rx: 2, ...paint }));
  return picture;
}

function markIcon(mark, x, y, color) {
  if (mark === "box") return svg("rect", { x: x - 4, y: y - 4, width: 8, height: 8, fill: color });
  if (mark === "diamond") return svg("polygon", { points: `${x},${y - 5} ${x + 5},${y} ${x},${y + 5} ${x - 5},${y}`, fill: color });
  return svg("circle", { cx: x, cy: y, r: 4.5, fill: color });
}

function lineIcon(look, color, head) {
  const picture = svg("svg", { width: 46, height: 14, "aria-hidden": "true" });
  picture.append(svg("line", { x1: 1, y1: 7, x2: 36, y2: 7, stroke: color, "stroke-width": 2, "stroke-dasharray": look.dashes.join(" ") }));
  if (look.mark) picture.append(markIcon(look.mark, 18, 7, color));
  if (head === "bar") picture.append(svg("line", { x1: 38, y1: 1, x2: 38, y2: 13, stroke: color, "stroke-width": 3 }));
  else if (head === "vee") picture.append(svg("polyline", { points: "34,2 44,7 34,12", fill: "none", stroke: color, "stroke-width": 2 }));
  else picture.append(svg("polygon", { points: "35,2 45,7 35,12", fill: color }));
  return picture;
}

function drawLegend() {
  const kinds = new Set(Object.values(data.entities).map((entity) => entity.kind));
  byId("legend-kinds").replaceChildren(
    ...Object.entries(looks.kinds).filter(([kind]) => kinds.has(kind)).map(([, look]) => element("li", {}, shapeIcon(look), look.label)),
  );
  const plain = looks.modalities.actual;
  const edges = Object.values(looks.modalities).map((look) => element("li", {}, lineIcon(look, themed(look), look.arrow), look.label));
  edges.push(element("li", {}, lineIcon(looks.denied, themed(looks.denied), looks.denied.arrow), looks.denied.label));
  edges.push(element("li", {}, lineIcon(plain, themed(plain), looks.saidArrow), "says …: told by a party, not by the source itself"));
  byId("legend-edges").replaceChildren(...edges);
}
