"use strict";
// What a case opens to. `report.js` comes after this in one script, and makes the list.
const data = JSON.parse(document.getElementById("data").textContent);
const documents = new Map(data.documents.map((each) => [each.id, each]));

// The one way in which anything comes onto the page: strings become text, never markup.
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}
const foreign = (tag, text, css) => make(tag, { dir: "auto", class: css }, text);
const count = (many) => many.toLocaleString("en");
const plain = (name) => String(name).replaceAll("_", " ");

// Places count code points, strings of this language count halves of some of them.
function slice(documentId, start, end) {
  const found = documents.get(documentId);
  if (!found.points) found.points = Array.from(found.text);
  return found.points.slice(start, end).join("");
}

function body(each) {
  return make(
    "div",
    { class: "body" },
    meta(each),
    make("h3", {}, "Question"),
    (each.history || []).map((text) => foreign("p", `Earlier: ${text}`, "text soft")),
    foreign("p", each.question || "", "text asked"),
    results(each),
    make("div", { class: "pair" }, answered(each), expected(each)),
    places(each),
    compared(each),
    found(each),
  );
}

function meta(each) {
  const time = each.answer && each.answer.ms ? `${Math.round(each.answer.ms)} ms` : null;
  const parts = [
    `stratum ${plain(each.stratum)}`,
    `half ${each.split}`,
    each.variant ? `${each.variant} variant` : null,
    each.cluster ? `of ${each.cluster}` : null,
    time,
  ];
  return make("p", { class: "meta" }, parts.filter(Boolean).join(" · "));
}

function region(name, ...children) {
  return make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": name }, children);
}

function table(name, columns, rows) {
  const head = make("tr", {}, columns.map((column) => make("th", { scope: "col" }, column)));
  const lines = rows.map(([first, ...cells]) =>
    make("tr", {}, make("th", { scope: "row" }, first), cells.map((cell) => foreign("td", cell))),
  );
  return region(name, make("table", {}, make("thead", {}, head), make("tbody", {}, lines)));
}

function results(each) {
  if (!each.scores) return make("p", {}, "No suite has scored this case.");
  const said = (suite, passed) => {
    if (passed === null) return "? not measured";
    if (passed) return "✓ passed";
    return (each.worse || []).includes(suite) ? "✗ failed, newly" : "✗ failed";
  };
  const rows = each.scores.map(([suite, passed, why]) => [
    suite,
    said(suite, passed),
    why.map(([kind, what]) => `${plain(kind)}: ${what}`).join("\n") || "–",
  ]);
  const name = `Result of ${each.id} by suite`;
  return make("div", {}, make("h3", {}, "Result by suite"), table(name, ["Suite", "Result", "Why"], rows), measures(each));
}

function measures(each) {
  const lines = each.scores.flatMap(([suite, , , values]) => {
    const said = Object.entries(values).map(([name, value]) => `${name} ${Math.round(value * 1000) / 1000}`);
    return said.length ? [make("div", {}, make("dt", {}, suite), make("dd", {}, said.join(" · ")))] : [];
  });
  if (!lines.length) return null;
  return make("details", {}, make("summary", {}, "Measures of this case"), make("dl", { class: "expected" }, lines));
}

function answered(each) {
  const answer = each.answer;
  const part = make("div", {}, make("h3", {}, "Answer"));
  if (!answer) {
    part.append(make("p", {}, "There is no answer to it in the folder."));
    return part;
  }
  if (answer.raw) {
    part.append(make("p", {}, "This is no Answer object:"), foreign("p", answer.raw, "text"));
    return part;
  }
  const reason = answer.reason ? `, ${plain(answer.reason)}` : "";
  part.append(make("p", { class: "meta" }, `Outcome: ${plain(answer.outcome)}${reason}`));
  if (answer.understood) part.append(foreign("p", `Understood as: ${answer.understood}`, "soft"));
  for (const [kind, text, numbers] of answer.notices || []) {
    const marks = numbers.map((number) => ` [${number}]`).join("");
    part.append(make("p", { class: "notice", dir: "auto" }, make("b", {}, `Notice, ${kind}: `), text, marks));
  }
  part.append(foreign("p", answer.text || "(nothing)", "text"));
  if (answer.handover) part.append(foreign("p", `Ask ${answer.handover[0]}. ${answer.handover[1]}`, "soft"));
  return part;
}

function told(name, value) {
  if (name === "required") return value.map((group) => group.join(" or ")).join("\nand ");
  if (name === "cells") return value.map((cell) => `${cell.row}, ${cell.column}`).join("\n");
  if (name === "outcome") return value.map(plain).join(" or ");
  return Array.isArray(value) ? value.join("\n") : String(value);
}

function expected(each) {
  const names = { set: "exactly these", required: "must be told", forbidden: "must not be said" };
  const entries = Object.entries(each.expected || {}).filter(([, value]) => value !== null);
  if (!entries.length) return null;
  const rows = entries.map(([name, value]) =>
    make("div", {}, make("dt", {}, names[name] || plain(name)), foreign("dd", told(name, value), "text")),
  );
  return make("div", {}, make("h3", {}, "Expected"), make("dl", { class: "expected" }, rows));
}

// Where a citation or a piece of evidence begins and ends is said in words, too.
function passage([documentId, parts], text) {
  const quote = make("blockquote", { dir: "auto" });
  const labels = ([, , cited, gold]) => [
    ...cited.map((number) => (text.includes(`[${number}]`) ? `cited ${number}` : `cited ${number} for a notice`)),
    ...gold.map((group) => `gold ${group}`),
  ];
  parts.forEach((part, at) => {
    const before = at ? labels(parts[at - 1]) : [];
    const after = at + 1 < parts.length ? labels(parts[at + 1]) : [];
    const own = labels(part);
    const words = slice(documentId, part[0], part[1]);
    const left = at ? part[0] - parts[at - 1][1] : 0;
    if (left) quote.append(make("span", { class: "cut" }, ` [… ${count(left)} characters …] `));
    if (!own.length) {
      quote.append(words);
      return;
    }
    const css = [part[2].length ? "cited" : "", part[3].length ? "gold" : ""].join(" ");
    const begins = own.filter((label) => !before.includes(label));
    const ends = own.filter((label) => !after.includes(label));
    quote.append(
      make(
        "mark",
        { class: css },
        begins.length ? make("span", { class: "edge" }, `${begins.join(", ")} ▸`) : null,
        words,
        ends.length ? make("span", { class: "edge" }, `◂ ${ends.join(", ")}`) : null,
      ),
    );
  });
  if (parts[0][0] > 0) quote.prepend(make("span", { class: "cut" }, "… "));
  quote.append(make("span", { class: "cut" }, " …"));
  const title = documents.get(documentId).title;
  const name = make("p", { class: "source" }, `${title} (${documentId})`);
  return make("div", { class: "passage" }, name, quote);
}

function places(each) {
  const part = make("div", {}, make("h3", {}, "Cited span against gold span"));
  const key = make(
    "p",
    { class: "key" },
    make("mark", { class: "cited" }, "cited by the answer"),
    " ",
    make("mark", { class: "gold" }, "gold: evidence of the case; of those with one number any will do"),
    " ",
    make("mark", { class: "cited gold" }, "both"),
  );
  const citations = (each.answer && each.answer.citations) || [];
  const gold = (each.excerpts || []).some(([, parts]) => parts.some((one) => one[3].length));
  if (each.excerpts) part.append(key);
  if (!citations.length) part.append(make("p", {}, "Nothing is cited."));
  if (!gold && !each.lost) part.append(make("p", {}, "The case names no evidence."));
  const text = (each.answer && each.answer.text) || "";
  part.append(...(each.excerpts || []).map((excerpt) => passage(excerpt, text)));
  for (const [documentId, quote] of each.lost || []) {
    const name = make("p", { class: "source" }, `${documentId}: gold, and nowhere in today's documents`);
    part.append(make("div", { class: "passage" }, name, foreign("blockquote", quote)));
  }
  if (citations.length) part.append(sources(citations));
  return part;
}

function sources(citations) {
  const lines = citations.map((citation) => {
    const cells = (citation.cells || []).map(([name, column]) => `${name}, ${column}`).join("; ");
    const facts = [
      citation.notes ? "notes" : null,
      citation.standing,
      citation.section,
      `characters ${citation.place[0]} to ${citation.place[1]}`,
      cells ? `cells: ${cells}` : null,
    ];
    const line = make("li", { value: citation.number }, citation.title, make("span", { class: "soft" }, ` · ${facts.filter(Boolean).join(" · ")}`));
    if (citation.quote) {
      line.append(make("p", { class: "drift" }, "This is not what stands at that place today:"));
      line.append(foreign("blockquote", citation.quote));
    }
    return line;
  });
  return make("details", {}, make("summary", {}, `Citations: ${citations.length}`), make("ol", { class: "sources" }, lines));
}

function compared(each) {
  if (!each.baseline) return null;
  const tags = { gone: "del", new: "ins", same: "span" };
  const { before, now } = each.baseline;
  const outcome = before === now ? `Outcome as before: ${plain(now)}` : `Outcome: ${plain(before)} before, ${plain(now)} now`;
  const steps = (each.baseline.steps || []).map(([kind, text]) => make(tags[kind], {}, text));
  return make(
    "div",
    {},
    make("h3", {}, "Difference to the baseline"),
    make("p", { class: "meta" }, outcome),
    make("p", { class: "key" }, make("del", {}, "only in the baseline"), " ", make("ins", {}, "only in this run")),
    make("p", { class: "text", dir: "auto" }, steps),
  );
}

function found(each) {
  if (!each.found) return null;
  const systems = Object.entries(each.found).map(([system, numbers]) => {
    const lines = numbers.map((number) => {
      const [documentId, text] = data.chunks[number];
      return make("li", {}, make("span", { class: "soft" }, documentId), foreign("p", text, "text"));
    });
    const many = make("summary", {}, `Passages found by ${system}: ${numbers.length}`);
    return make("details", {}, many, make("ol", {}, lines));
  });
  return make("div", {}, make("h3", {}, "Retrieval"), systems);
}
