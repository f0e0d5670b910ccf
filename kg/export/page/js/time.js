// Times as years with fractions, so that they can be compared and drawn; a side that is open reaches to infinity.

const spans = new Map();

function yearOf(day, after) {
  const [year, month, date] = day.split("-").map(Number);
  return year + (month - 1) / 12 + (date - 1 + after) / 372;
}

// First and last moment of an evidence's time; null where it has none that could be read.
function spanOf(evidence) {
  if (!spans.has(evidence)) {
    const { time } = evidence;
    spans.set(evidence, time?.precision
      ? { from: time.first ? yearOf(time.first, 0) : -Infinity, to: time.last ? yearOf(time.last, 1) : Infinity }
      : null);
  }
  return spans.get(evidence);
}

// The years that the dated evidence of the page spans; null where nothing is dated.
const timeDomain = (() => {
  const days = data.statements
    .flatMap((statement) => statement.evidence)
    .map(spanOf)
    .filter(Boolean)
    .flatMap(({ from, to }) => [from, to === Infinity ? to : to - 0.001])
    .filter(Number.isFinite);
  if (!days.length) return null;
  return { from: Math.floor(days.reduce((a, b) => Math.min(a, b))), to: Math.floor(days.reduce((a, b) => Math.max(a, b))) };
})();

function timeIsNarrowed() {
  return state.time.from !== null || state.time.to !== null;
}

function timePasses(evidence) {
  const span = spanOf(evidence);
  if (!span) return state.time.undated;
  return span.from < (state.time.to ?? Infinity) + 1 && span.to > (state.time.from ?? -Infinity);
}

// Sets the years to show; the whole domain is the same as no filter.
function setTime(from, to) {
  const [low, high] = [Math.max(Math.min(from, to), timeDomain.from), Math.min(Math.max(from, to), timeDomain.to)];
  state.time.from = low <= timeDomain.from ? null : low;
  state.time.to = high >= timeDomain.to ? null : high;
}

function timeWindow() {
  return { from: state.time.from ?? timeDomain.from, to: state.time.to ?? timeDomain.to };
}

function timeText(time) {
  if (!time) return ["not stated"];
  const parts = [time.edtf ? foreign(time.edtf) : "not resolved", " (“", foreign(time.words), "”"];
  if (time.against) parts.push(", read against ", foreign(time.against));
  return [...parts, ")"];
}

function plainTime({ time }) {
  return time.edtf.replace(/^\.\.\//, "until ").replace(/\/\.\.$/, " and after").replace("/", " to ");
}

function buildTime(changed) {
  if (!timeDomain) return null;
  const { from: first, to: last } = timeDomain;
  const slider = (id, label, value) => element("input", { type: "range", id, min: first, max: last, step: 1, value, "aria-label": label });
  const [low, high] = [slider("time-from", "From year", first), slider("time-to", "To year", last)];
  const text = element("output", { id: "time-text", for: "time-from time-to" });
  const undated = element("input", { type: "checkbox", id: "time-undated" });
  const moved = () => {
    setTime(Number(low.value), Number(high.value));
    changed();
  };
  low.addEventListener("input", () => { if (Number(low.value) > Number(high.value)) low.value = high.value; moved(); });
  high.addEventListener("input", () => { if (Number(high.value) < Number(low.value)) high.value = low.value; moved(); });
  undated.addEventListener("change", () => { state.time.undated = undated.checked; changed(); });
  return element(
    "details",
    { class: "facet", id: "facet-time", open: true, role: "group", "aria-label": "Time" },
    element("summary", {}, "Time"),
    element("div", { class: "time-box" }, timeBars(), element("div", { class: "range" }, low, high)),
    element("div", { class: "row" }, text, element("span", { class: "count", id: "time-dated" })),
    element("label", {}, undated, element("bdi", {}, "without a date"), element("span", { class: "count", id: "time-undated-count" })),
  );
}

// How many dated quotes begin in each part of the time that the slider covers.
function timeBars() {
  const BARS = 36;
  const { from, to } = timeDomain;
  const counts = new Array(BARS).fill(0);
  for (const statement of data.statements) {
    for (const span of statement.evidence.map(spanOf)) {
      if (span && Number.isFinite(span.from)) counts[Math.min(Math.floor(((span.from - from) / (to + 1 - from)) * BARS), BARS - 1)] += 1;
    }
  }
  const most = Math.max(...counts, 1);
  const bars = counts.map((count, i) => svg("rect", { x: i * 5, y: 28 - (28 * count) / most, width: 4, height: (28 * count) / most }));
  return svg("svg", { class: "time-bars", viewBox: `0 0 ${BARS * 5} 28`, preserveAspectRatio: "none", "aria-hidden": "true" }, ...bars);
}

function showTime(dated, undated) {
  if (!timeDomain) return;
  const { from, to } = timeWindow();
  byId("time-from").value = from;
  byId("time-to").value = to;
  byId("time-undated").checked = state.time.undated;
  byId("time-text").textContent = from === to ? String(from) : `${from} to ${to}`;
  byId("time-dated").textContent = `${dated} dated`;
  byId("time-undated-count").textContent = undated;
}
