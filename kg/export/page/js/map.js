// The map: land against sea, and a point for each territory. There are no borders on it: where one runs is contested.

const MOST_REGIONS = 8;
const world = { view: null, size: [0, 0], places: [], drag: null };

function buildMap() {
  const box = byId("map-box");
  if (data.map.land) {
    const copies = [-1, 0, 1].map(() => svg("path", { class: "land", d: data.map.land }));
    byId("map-land").append(...copies);
    byId("map-source").textContent = `Outline: ${data.map.source}. Points stand where the package’s catalog puts a place; they are not its extent.`;
  }
  byId("map-in").addEventListener("click", () => zoomMap(1.6));
  byId("map-out").addEventListener("click", () => zoomMap(1 / 1.6));
  byId("map-fit").addEventListener("click", () => { world.view = null; showMap(); });
  byId("map-only").addEventListener("click", () => {
    state.about = new Set(placesInFrame().map(({ id }) => id));
    changed();
  });
  box.addEventListener("pointerdown", (event) => {
    if (event.target.closest("button")) return;
    world.drag = [event.clientX, event.clientY];
    box.setPointerCapture(event.pointerId);
  });
  box.addEventListener("pointermove", (event) => {
    if (!world.drag) return;
    moveMap(event.clientX - world.drag[0], event.clientY - world.drag[1]);
    world.drag = [event.clientX, event.clientY];
  });
  for (const end of ["pointerup", "pointercancel"]) box.addEventListener(end, () => { world.drag = null; });
  box.addEventListener("wheel", (event) => {
    event.preventDefault();
    const { left, top } = box.getBoundingClientRect();
    zoomMap(event.deltaY < 0 ? 1.2 : 1 / 1.2, event.clientX - left, event.clientY - top);
  }, { passive: false });
  new ResizeObserver(() => { if (state.view === "map") drawMap(); }).observe(box);
}

function moveMap(x, y) {
  world.view.lon -= x / (world.view.scale * world.view.squeeze);
  world.view.lat = Math.min(Math.max(world.view.lat + y / world.view.scale, -85), 85);
  drawMap();
}

// Zooms around a point of the box, its middle if none is given.
function zoomMap(factor, x = world.size[0] / 2, y = world.size[1] / 2) {
  const before = toPlace(x, y, world.view, ...world.size);
  world.view.scale = Math.min(Math.max(world.view.scale * factor, 1), 4000);
  const after = toPlace(x, y, world.view, ...world.size);
  world.view.lon += before.lon - after.lon;
  world.view.lat += before.lat - after.lat;
  drawMap();
}

// Territories of the statements in view, with how many statements name them. A state is no territory, but ground where
// a text says that somebody claims or takes it: only those statements count.
function placesInView() {
  const counts = new Map();
  const count = (id) => counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const statement of visibleStatements()) {
    for (const id of new Set([statement.subject, statement.object])) {
      if (data.entities[id].kind === "Territory" || (statement.stance && id === statement.object)) count(id);
    }
  }
  return ranked(counts).map((id) => ({ id, count: counts.get(id), at: data.entities[id].coordinates }));
}

function placesInFrame() {
  return world.places.filter(({ at }) => {
    const { x, y } = toScreen(at, world.view, ...world.size);
    return x >= 0 && y >= 0 && x <= world.size[0] && y <= world.size[1];
  });
}

function showMap() {
  const all = placesInView();
  world.places = all.filter(({ at }) => at);
  const without = all.filter(({ at }) => !at);
  byId("map-text").textContent = world.places.length
    ? `${counted(world.places.length, "territory", "territories")} in view. A point opens its dossier. No border is drawn, because where it runs is what is disputed.`
    : all.length ? "No territory in view has coordinates." : `No territory in view. ${state.visible.size ? "" : emptyText()}`;
  byId("map-frame").hidden = !data.map.land || !world.places.length;
  byId("map-without").hidden = !without.length;
  byId("map-without-list").replaceChildren(...without.map(({ id, count }) => element("li", {}, dossierLink(id, foreign(entityLabel(id))), element("span", { class: "count" }, ` ${count}`))));
  byId("map-list").replaceChildren(...world.places.map(({ id, count, at }) => element("li", {}, dossierLink(id, foreign(entityLabel(id))), element("span", { class: "count" }, ` ${count} · ${placeText(at)}`))));
  byId("map-list-box").hidden = !world.places.length;
  showRegions();
  drawMap();
}

// Places that lie far apart are small in one picture: a button for each region brings it near.
function showRegions() {
  const regions = regionsOf(world.places);
  byId("map-regions").hidden = regions.length < 2;
  byId("map-regions").replaceChildren(...regions.slice(0, MOST_REGIONS).map((region) => {
    const label = entityLabel(region[0].id) + (region.length > 1 ? ` and ${region.length - 1} near` : "");
    return element("button", { type: "button", class: "plain", onclick: () => {
      world.view = viewFor(frameFor(region.map(({ at }) => at)), ...world.size);
      drawMap();
    } }, foreign(label));
  }));
}

function placeText([lat, lon]) {
  return `${Math.abs(lat).toFixed(1)}° ${lat < 0 ? "S" : "N"}, ${Math.abs(lon).toFixed(1)}° ${lon < 0 ? "W" : "E"}`;
}

function drawMap() {
  const box = byId("map-box");
  world.size = [box.clientWidth, box.clientHeight];
  if (!world.size[0] || !world.places.length) return;
  world.view ??= viewFor(frameFor(world.places.map(({ at }) => at)), ...world.size);
  byId("map-land").setAttribute("viewBox", `0 0 ${world.size[0]} ${world.size[1]}`);
  byId("map-land").querySelectorAll("path").forEach((path, i) => path.setAttribute("transform", outlineTransform(world.view, ...world.size, i - 1)));
  drawMarkers();
}

// A label where there is room for it, in the order of how much is said of the place; a point always.
function drawMarkers() {
  const taken = takenBoxes(90);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `13px ${FONT}`;
  const markers = world.places.map(({ id, count, at }) => {
    const { x, y } = toScreen(at, world.view, ...world.size);
    if (x < -20 || y < -20 || x > world.size[0] + 20 || y > world.size[1] + 20) return null;
    const radius = Math.min(5 + 1.6 * Math.sqrt(count), 14);
    const label = entityLabel(id);
    const box = { left: x + radius, right: x + radius + 8 + pen.measureText(label).width, top: y - 9, bottom: y + 9 };
    const free = box.right < world.size[0] && taken.free(box);
    if (free) taken.take(box);
    taken.take({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
    const marker = element(
      "button",
      { type: "button", class: `marker${isChosen(id) || state.dossier === id ? " chosen" : ""}`, "data-territory": id, title: label, "aria-label": `${label}: ${counted(count, "statement", "statements")}`, onclick: () => openDossier(id) },
      element("span", { class: "point" }),
      free ? element("span", { class: "name", "aria-hidden": "true" }, foreign(label)) : null,
    );
    marker.style.left = `${x}px`;
    marker.style.top = `${y}px`;
    marker.style.setProperty("--radius", `${radius}px`);
    return marker;
  });
  byId("map-markers").replaceChildren(...markers.filter(Boolean));
}
