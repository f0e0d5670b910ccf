// The timeline: what the texts date, grouped by territory, party or voice; what they do not date stands below.

const MOST_LANES = 250; // rows at once
const timelineGroups = {
  territory: { label: "territory", read: (statement) => [groundOf(statement) ?? ""], text: (id) => (id ? entityLabel(id) : "No territory named") },
  party: { label: "party", read: (statement) => [statement.subject], text: entityLabel },
  relation: { label: "relation", read: (statement) => [data.relations[statement.relation].group], text: (id) => looks.groups[id] ?? id },
  voice: { label: "whose voice", read: (statement) => [...new Set(visibleEvidence(statement).map((evidence) => evidence.voice))], text: (id) => data.voices[id] },
};
const timelineView = { group: "territory", length: MOST_LANES };

function buildTimeline() {
  const sample = (look, text) => element("li", {}, element("span", { class: "track sample" }, element("span", { class: `bar ${look}` })), text);
  byId("timeline-key").append(
    sample("actual positive", "a source’s own words"),
    sample("actual positive said", "a party’s words"),
    sample("planned positive", "planned"),
    sample("desired positive", "wished"),
    sample("possible positive", "possible"),
    sample("actual negative", "denied"),
    sample("actual positive open-end", "end left open"),
  );
  const choice = byId("timeline-group");
  choice.append(...Object.entries(timelineGroups).map(([key, { label }]) => element("option", { value: key }, label)));
  choice.addEventListener("change", () => {
    timelineView.group = choice.value;
    showTimeline();
  });
  byId("timeline-more").addEventListener("click", () => {
    timelineView.length += MOST_LANES;
    showTimeline();
  });
}

// Dated and undated quotes in view; the same numbers as kg.timeline gives.
function timelineNumbers() {
  let [dated, undated] = [0, 0];
  for (const shown of state.visible.values()) for (const evidence of shown) spanOf(evidence) ? (dated += 1) : (undated += 1);
  return { dated, undated };
}

function showTimeline() {
  const { group } = timelineView;
  const found = visibleStatements();
  const dated = datedOf(found);
  const numbers = timelineNumbers();
  byId("timeline-text").textContent = dated.length
    ? `${counted(numbers.dated, "dated quote", "dated quotes")} of ${counted(dated.length, "statement", "statements")}, as the texts date them.`
    : found.length ? "None of the statements in view has a date." : emptyText();
  byId("timeline-brush").hidden = byId("timeline-key").hidden = !dated.length;
  const chart = byId("timeline-chart");
  chart.replaceChildren();
  if (dated.length) drawTimeline(chart, dated.slice(0, timelineView.length), timelineGroups[group]);
  const more = dated.length - timelineView.length;
  byId("timeline-more").hidden = more <= 0;
  byId("timeline-more").textContent = `Show ${Math.min(more, MOST_LANES)} more of ${counted(more, "row", "rows")}`;
  showUndated(byId("timeline-undated"), found);
}

function drawTimeline(chart, dated, { read, text }) {
  const domain = timeWindow();
  const groups = new Map();
  for (const item of dated) {
    const [statement, evidence] = item;
    for (const key of read(statement)) {
      // Grouped by voice, a row has that voice's times only.
      const own = read === timelineGroups.voice.read ? evidence.filter((one) => one.voice === key) : evidence;
      if (own.length) gather(groups, key, [statement, own]);
    }
  }
  const order = [...groups.keys()].sort((a, b) => (a === "") - (b === "") || collator.compare(text(a), text(b)));
  chart.append(
    element("div", { class: "axis-row" }, axis(domain, (from, to) => { setTime(from, to); changed(); })),
    gridLines(domain),
    ...order.flatMap((key) => [groupTitle(key, text(key), groups.get(key).length), lanes(groups.get(key), domain)]),
  );
}

function groupTitle(key, text, count) {
  const title = data.entities[key]?.ground ? dossierLink(key, foreign(text)) : foreign(text);
  return element("h3", { class: "group" }, title, element("span", { class: "count" }, ` ${count.toLocaleString("en")}`));
}

function showUndated(box, found) {
  const undated = found.filter((statement) => visibleEvidence(statement).some((evidence) => !spanOf(evidence)));
  box.hidden = undated.length === 0;
  box.querySelector("summary").replaceChildren(element("span", {}, `${counted(undated.length, "statement has", "statements have")} quotes without a date`));
  const fill = () => {
    if (!box.open) return;
    const items = undated.slice(0, MOST_LANES).map((statement) => element("li", {}, statementButton(statement)));
    if (undated.length > MOST_LANES) items.push(element("li", { class: "hint" }, `and ${undated.length - MOST_LANES} more in the list of statements`));
    box.querySelector("ol").replaceChildren(...items);
  };
  box.ontoggle = fill;
  fill();
}
