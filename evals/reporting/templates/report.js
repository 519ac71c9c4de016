// The list of cases with its filters; what a case opens to stands in `case.js`, before this.
const byId = new Map(data.cases.map((each) => [each.id, each]));
const field = (name) => document.getElementById(name);
const list = field("list");
const more = field("more");
const STEP = 50;
let most = STEP;
let pinned = null;

function scoresOf(each) {
  const suite = field("suite").value;
  return each.scores ? each.scores.filter(([name]) => !suite || name === suite) : [];
}

function matchesResult(each) {
  const result = field("result").value;
  const suite = field("suite").value;
  const scores = scoresOf(each);
  if (suite && !scores.length) return false;
  if (!result) return true;
  if (["worse", "better", "waived"].includes(result)) {
    return (each[result] || []).some((name) => !suite || name === suite);
  }
  if (result === "failed") return scores.some(([, passed]) => passed === false);
  if (result === "unmeasured") return scores.some(([, passed]) => passed === null);
  return scores.some(([, passed]) => passed) && scores.every(([, passed]) => passed !== false);
}

function words(each) {
  if (!each.words) {
    const answer = each.answer || {};
    const why = (each.scores || []).flatMap(([, , reasons]) => reasons.flat());
    const parts = [each.id, each.question, each.history, answer.text, answer.outcome, why];
    each.words = parts.flat().join("\n").toLowerCase();
  }
  return each.words;
}

function matching() {
  const wanted = field("words").value.toLowerCase().split(/\s+/).filter(Boolean);
  return data.cases.filter(
    (each) =>
      (!field("stratum").value || each.stratum === field("stratum").value) &&
      (!field("split").value || each.split === field("split").value) &&
      matchesResult(each) &&
      wanted.every((word) => words(each).includes(word)),
  );
}

function badges(each) {
  const failed = (each.scores || []).filter(([, passed]) => passed === false);
  const unknown = (each.scores || []).filter(([, passed]) => passed === null);
  const said = failed.map(([suite]) => make("span", { class: "badge bad" }, `✗ ${suite}`));
  if (unknown.length) said.push(make("span", { class: "badge" }, "? not measured"));
  if (each.worse) said.unshift(make("span", { class: "badge new" }, "newly failing"));
  if (!failed.length && !unknown.length && each.scores) {
    said.push(make("span", { class: "badge good" }, "✓ passed"));
  }
  return said.flatMap((badge) => [badge, " "]);
}

function row(each) {
  const summary = make(
    "summary",
    {},
    make("span", { class: "id" }, each.id),
    " ",
    foreign("span", each.question || "(no question)", "q"),
    " ",
    make("span", { class: "badges" }, badges(each)),
  );
  const details = make("details", { class: "case", id: `case-${each.id}` }, summary);
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(body(each));
  });
  return details;
}

function show() {
  const all = matching();
  const shown = all.filter((each) => each.id !== pinned).slice(0, most);
  const first = pinned === null ? [] : [byId.get(pinned)];
  list.replaceChildren(...[...first, ...shown].map(row));
  const apart = first.length ? ", and the one that was linked to" : "";
  field("shown").textContent = `Showing ${count(shown.length)} of ${count(all.length)} cases that match, of ${count(data.cases.length)} in all${apart}.`;
  more.hidden = shown.length >= all.length - first.length;
}

// A link to a case shows it first, whatever the filters say.
function follow() {
  let id = "";
  try {
    id = decodeURIComponent(location.hash.slice(1));
  } catch {
    return;
  }
  if (!id.startsWith("case-") || !byId.has(id.slice(5))) return;
  pinned = id.slice(5);
  show();
  const details = list.firstElementChild;
  details.open = true;
  details.firstElementChild.focus();
  details.scrollIntoView();
}

function choices(name, values) {
  for (const value of values) field(name).append(make("option", { value }, plain(value)));
}

const form = field("filters");
choices("suite", [...new Set(data.cases.flatMap((each) => (each.scores || []).map(([suite]) => suite)))]);
choices("stratum", [...new Set(data.cases.map((each) => each.stratum))].filter(Boolean).sort());
choices("split", [...new Set(data.cases.map((each) => each.split))].filter(Boolean).sort());
if (data.cases.some((each) => each.worse)) field("result").value = "worse";
else if (data.cases.some((each) => scoresOf(each).some(([, passed]) => passed === false))) field("result").value = "failed";
const again = () => {
  most = STEP;
  pinned = null;
  show();
};
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", again);
// At once, and not when the browser gets to it: what is read or clicked next is the new list.
field("all").addEventListener("click", () => {
  form.reset();
  field("result").value = "";
  again();
});
more.addEventListener("click", () => {
  const at = list.children.length;
  most += STEP;
  show();
  list.children[at]?.firstElementChild.focus();
});
addEventListener("hashchange", follow);
form.hidden = false;
show();
follow();
