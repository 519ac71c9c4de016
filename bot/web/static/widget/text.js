// Elements from data. Text only ever becomes text: nothing here reads markup.

/** An element; attributes whose value is null or false are left out. */
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return element;
}

/** A link that leaves the host page where it is. */
function away(href, attributes, ...words) {
  const told = h("span", { class: "spoken" }, " (opens in a new tab)");
  const safe = { href, target: "_blank", rel: "noopener noreferrer" };
  return h("a", { ...safe, ...attributes }, words, attributes?.["aria-label"] ? null : told);
}

function passageUrl(citation) {
  const cells = (citation.cells || []).map((cell) => `${cell.start}-${cell.end}`).join(",");
  const query = `start=${citation.start}&end=${citation.end}${cells && `&cells=${cells}`}`;
  return `${SERVER}documents/${encodeURIComponent(citation.document_id)}?${query}`;
}

/** A citation number that opens its passage. */
function marker(citation) {
  const name = `Source ${citation.number}: ${citation.title} (opens in a new tab)`;
  return [" ", away(passageUrl(citation), { class: "marker", "aria-label": name }, `${citation.number}`)];
}

function markers(numbers, answer) {
  return answer.citations.filter(({ number }) => numbers.includes(number)).map(marker);
}

/** A line of an answer, with its markers turned into links. */
function line(text, answer) {
  return text.split(/\s?\[(\d+)\]/).map((piece, at) => {
    if (at % 2 === 0) return piece;
    const citation = answer.citations.find(({ number }) => number === Number(piece));
    return citation ? marker(citation) : ` [${piece}]`;
  });
}

/** The text of an answer as paragraphs and lists, which is all that answers are made of. */
function paragraphs(answer) {
  const out = [];
  for (const text of linesOf(answer.text)) {
    if (!text.startsWith("- ")) {
      out.push(h("p", null, line(text, answer)));
      continue;
    }
    if (out.at(-1)?.tagName !== "UL") out.push(h("ul"));
    out.at(-1).append(h("li", null, line(text.slice(2), answer)));
  }
  return out;
}

/** Entries and paragraphs; a line that only wraps joins the one before. */
function linesOf(text) {
  return text.split("\n\n").flatMap((block) =>
    block.split("\n").reduce((lines, next) => {
      if (!lines.length || next.startsWith("- ")) lines.push(next);
      else lines.push(`${lines.pop()} ${next}`);
      return lines;
    }, []),
  ).filter((text) => text.trim());
}

function day(iso) {
  const shown = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Date(`${iso}T00:00:00Z`).toLocaleDateString("en-GB", shown);
}
