// Statements as rows under an axis of years, each with the times that its quotes give it; used by timeline and dossier.

// Round years for an axis, at most so many.
function yearTicks(from, to, most) {
  const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000].find((size) => (to - from) / size <= most) ?? 2000;
  const found = [];
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) found.push(tick);
  return found;
}

function percent(moment, { from, to }) {
  return (100 * (Math.min(Math.max(moment, from), to + 1) - from)) / (to + 1 - from);
}

// Quotes with the same time, told the same way, are one bar.
function barsOf(dated, domain) {
  const groups = new Map();
  for (const evidence of dated) {
    const { from, to } = spanOf(evidence);
    gather(groups, [from, to, evidence.polarity, evidence.modality, evidence.voice !== OWN_VOICE].join(), evidence);
  }
  return [...groups.values()].map((group) => {
    const [evidence] = group;
    const { from, to } = spanOf(evidence);
    const open = `${from === -Infinity ? " open-start" : ""}${to === Infinity ? " open-end" : ""}`;
    const said = evidence.voice === OWN_VOICE ? "" : " said";
    const bar = element("span", {
      class: `bar ${evidence.modality} ${evidence.polarity}${open}${said}`,
      title: `${plainTime(evidence)}: ${marks(evidence).join(", ") || "told as a fact"} (${counted(group.length, "quote", "quotes")})`,
    });
    const [left, right] = [percent(from, domain), percent(to, domain)];
    bar.style.left = `${left}%`;
    bar.style.width = `${right - left}%`;
    return bar;
  });
}

function timesText(dated) {
  return [...new Set(dated.map((evidence) => [plainTime(evidence), ...marks(evidence)].join(", ")))].join(" · ");
}

function lane(statement, dated, domain) {
  const chosen = state.selection?.type === "statement" && state.selection.id === statement.id;
  const button = element(
    "button",
    { type: "button", class: chosen ? "lane chosen" : "lane", "data-statement": statement.id, onclick: () => select({ type: "statement", id: statement.id }) },
    element("span", { class: "lane-label" }, ...sentence(statement), element("small", {}, foreign(timesText(dated)))),
    element("span", { class: "track" }, ...barsOf(dated, domain)),
  );
  return element("li", {}, button);
}

function axis(domain, onbrush) {
  const ticks = yearTicks(domain.from, domain.to, narrow() ? 4 : 7);
  const strip = element("div", { class: onbrush ? "axis brush" : "axis" }, ...ticks.map((tick) => {
    const mark = element("span", { class: "tick" }, String(tick));
    mark.style.left = `${percent(tick, domain)}%`;
    return mark;
  }));
  if (onbrush) brush(strip, domain, onbrush);
  return strip;
}

function gridLines(domain) {
  return element("div", { class: "grid", "aria-hidden": "true" }, ...yearTicks(domain.from, domain.to, narrow() ? 4 : 7).map((tick) => {
    const line = element("span", {});
    line.style.left = `${percent(tick, domain)}%`;
    return line;
  }));
}

// Drawing along the axis chooses years; the slider among the filters does the same by keyboard.
function brush(strip, domain, chosen) {
  let start = null;
  const shade = element("span", { class: "shade", hidden: true });
  strip.append(shade);
  const moment = (event) => {
    const box = strip.getBoundingClientRect();
    return domain.from + (domain.to + 1 - domain.from) * Math.min(Math.max((event.clientX - box.left) / box.width, 0), 0.9999);
  };
  strip.addEventListener("pointerdown", (event) => {
    start = moment(event);
    strip.setPointerCapture(event.pointerId);
  });
  strip.addEventListener("pointermove", (event) => {
    if (start === null) return;
    const [left, right] = [percent(Math.min(start, moment(event)), domain), percent(Math.max(start, moment(event)), domain)];
    shade.hidden = false;
    shade.style.left = `${left}%`;
    shade.style.width = `${right - left}%`;
  });
  strip.addEventListener("pointerup", (event) => {
    const [from, to] = [Math.min(start, moment(event)), Math.max(start, moment(event))];
    start = null;
    shade.hidden = true;
    if (percent(to, domain) - percent(from, domain) > 1) chosen(Math.floor(from), Math.floor(to));
  });
  strip.addEventListener("pointercancel", () => { start = null; shade.hidden = true; });
}

// Two open beginnings are alike; their difference would be no number.
function earlier(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

// Dated evidence by statement, earliest first.
function datedOf(found) {
  return found
    .map((statement) => [statement, visibleEvidence(statement).filter((evidence) => spanOf(evidence)).sort((a, b) => earlier(spanOf(a).from, spanOf(b).from))])
    .filter(([, dated]) => dated.length)
    .map(([statement, dated]) => [statement, dated, spanOf(dated[0]).from])
    .sort(([x, , a], [y, , b]) => earlier(a, b) || collator.compare(plainSentence(x), plainSentence(y)) || (x.id < y.id ? -1 : 1));
}

function lanes(dated, domain) {
  return element("ol", { class: "lanes" }, ...dated.map(([statement, evidence]) => lane(statement, evidence, domain)));
}
