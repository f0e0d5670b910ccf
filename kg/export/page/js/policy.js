// Whose word counts: the same policies as kg.graph.project has, chosen here for all views at once.

function readPolicy() {
  const [, name, value] = /^([a-z]+)(?::(.*))?$/s.exec(state.policy) ?? [];
  return { name, value };
}

function policyKeeps(evidence) {
  const { name, value } = policyKeeps.now;
  const found = data.documents[evidence.document];
  if (name === "asserted") {
    return found.outlet && evidence.holder === null && evidence.polarity === "positive" && evidence.modality === "actual";
  }
  if (name === "side") return evidence.voice === value;
  // ISO dates compare as text; "2010" is not certainly before "2010-05-01".
  if (name === "before") return Boolean(found.published) && found.published < value && !value.startsWith(found.published);
  return true;
}

function policyText() {
  const { name, value } = readPolicy();
  if (name === "asserted") return "only what a source states as a fact in its own voice";
  if (name === "side") return `only what ${data.voices[value] ?? value} says`;
  if (name === "before") return `only what could be read before ${value}`;
  return "everything, whoever says it and however it is told";
}

function sideIds() {
  return Object.keys(data.voices).filter((id) => id !== OWN_VOICE).sort((a, b) => collator.compare(data.voices[a], data.voices[b]));
}

function knownPolicy(policy) {
  const [, name, value] = /^([a-z]+)(?::(.+))?$/s.exec(policy) ?? [];
  if (value === undefined) return name === "everything" || name === "asserted";
  return (name === "side" && value in data.voices) || (name === "before" && /^\d{4}(-\d\d){0,2}$/.test(value));
}

function buildPolicy(changed) {
  const choice = byId("policy");
  const sides = sideIds();
  choice.append(element("option", { value: "everything" }, "everything"), element("option", { value: "asserted" }, "asserted as fact"));
  if (sides.length) {
    choice.append(element("optgroup", { label: "One side’s own words" }, ...sides.map((id) => element("option", { value: `side:${id}` }, data.voices[id]))));
  }
  choice.append(element("option", { value: "before" }, "published before …"));
  const day = byId("policy-day");
  choice.addEventListener("change", () => {
    const latest = Object.values(data.documents).map((found) => found.published ?? "").reduce((a, b) => (a > b ? a : b), "");
    state.policy = choice.value === "before" ? `before:${latest || "2000"}` : choice.value;
    changed();
  });
  day.addEventListener("change", () => {
    if (!knownPolicy(`before:${day.value}`)) return;
    state.policy = `before:${day.value}`;
    changed();
  });
}

function showPolicy() {
  policyKeeps.now = readPolicy();
  const { name, value } = policyKeeps.now;
  byId("policy").value = name === "before" ? "before" : state.policy;
  byId("policy-day").hidden = name !== "before";
  if (name === "before") byId("policy-day").value = value;
}
