// The address holds what is looked at and through which filters, so that it can be linked, kept and gone back to.

const VIEWS = ["graph", "timeline", "matrix", "map", "dossier", "compare"];
const FIRST = { view: "graph", policy: data.policy };
let written = location.hash;

function encoded(value) {
  return encodeURIComponent(value).replace(/%2F/g, "/").replace(/%3A/g, ":").replace(/%2C/g, ",");
}

function currentAddress() {
  const parts = [];
  const add = (key, value) => parts.push(`${key}=${encoded(value)}`);
  // A dossier's address is short, since it is the one that people pass on.
  const dossier = state.view === "dossier" && state.dossier;
  if (dossier) add("dossier", state.dossier);
  else if (state.view !== FIRST.view) add("view", state.view);
  if (state.view === "compare" && (state.compare.a || state.compare.b)) {
    add("a", state.compare.a);
    add("b", state.compare.b);
  }
  if (state.selection?.type === "cell") {
    add("cell", state.selection.id);
    add("actor", state.selection.actor);
  } else if (state.selection) add(state.selection.type, state.selection.id);
  if (state.policy !== FIRST.policy) add("policy", state.policy);
  if (state.query) add("q", state.query);
  if (state.time.from !== null) add("from", state.time.from);
  if (state.time.to !== null) add("to", state.time.to);
  if (!state.time.undated) add("undated", "no");
  for (const id of state.about) add("about", id);
  for (const id of state.with) add("with", id);
  for (const [name, off] of state.off) {
    const all = [...boxes.get(name).keys()];
    const on = all.filter((value) => !off.has(value));
    // Whichever list is shorter; "only" must name something.
    if (on.length && on.length < off.size) on.forEach((value) => add(`only.${name}`, value));
    else off.forEach((value) => add(`not.${name}`, value));
  }
  return parts.length ? `#${parts.join("&")}` : "";
}

// `step`: something that the back button should undo.
function writeAddress(step) {
  const address = currentAddress();
  if (address === location.hash) return;
  written = address;
  if (step) location.hash = address;
  // The whole address: in a frame without one of its own (srcdoc) "#" alone would mean the page around it.
  else location.replace(location.href.split("#")[0] + (address || "#"));
}

function year(text) {
  return /^-?\d{1,4}$/.test(text ?? "") ? Number(text) : null;
}

// Fills the state from the address and gives what in it this page does not have.
function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const unknown = [];
  const wanted = given.get("view");
  state.view = VIEWS.includes(wanted) ? wanted : given.has("dossier") ? "dossier" : FIRST.view;
  if (wanted && !VIEWS.includes(wanted)) unknown.push(`view “${wanted}”`);
  state.dossier = given.get("dossier");
  if (state.dossier !== null && !(state.dossier in data.entities)) {
    unknown.push(`dossier “${state.dossier}”`);
    state.dossier = null;
  }
  state.compare = { a: given.get("a") ?? "", b: given.get("b") ?? "" };
  state.selection = readSelection(given, unknown);
  const policy = given.get("policy") ?? FIRST.policy;
  state.policy = knownPolicy(policy) ? policy : FIRST.policy;
  if (state.policy !== policy) unknown.push(`policy “${policy}”`);
  state.query = given.get("q") ?? "";
  byId("search").value = state.query;
  state.time = { from: year(given.get("from")), to: year(given.get("to")), undated: given.get("undated") !== "no" };
  if (timeDomain) setTime(state.time.from ?? -Infinity, state.time.to ?? Infinity);
  state.about = new Set(given.getAll("about"));
  state.with = new Set(given.getAll("with"));
  for (const [name, off] of state.off) {
    const only = given.getAll(`only.${name}`);
    off.clear();
    for (const value of boxes.get(name).keys()) {
      if (only.length ? !only.includes(value) : given.getAll(`not.${name}`).includes(value)) off.add(value);
    }
  }
  return unknown;
}

function readSelection(given, unknown) {
  const node = given.get("node");
  const statement = given.get("statement") ?? given.get("edge");
  if (given.has("cell")) {
    const cell = { type: "cell", id: given.get("cell"), actor: given.get("actor") ?? "" };
    if (cell.id in data.entities) return cell;
    unknown.push(`node “${cell.id}”`);
  } else if (node !== null) {
    if (node in data.entities) return { type: "node", id: node };
    unknown.push(`node “${node}”`);
  } else if (statement !== null) {
    // An edge's id is its statement's, a dot, and how it is told.
    const found = statements.has(statement) ? statement : data.edges[statement]?.statement;
    if (found) return { type: "statement", id: found };
    unknown.push(`statement “${statement}”`);
  }
  return null;
}
