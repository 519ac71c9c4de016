// An answer as elements: what is claimed, from where, and whether that holds today.
let made = 0;

/** A question with its answer. `ask` is called with a follow-up, `judge` with a verdict. */
function turnOf(answer, level, ask, judge) {
  const id = `turn-${++made}`;
  const understood = answer.understood_as && h("p", { class: "soft" }, `Understood as: ${answer.understood_as}`);
  return h("section", { class: "turn", "aria-labelledby": id },
    asked(answer.question, level, id), understood,
    noticesOf(answer, false),
    h("div", { class: "answer" }, paragraphs(answer)),
    noticesOf(answer, true),
    answer.handover && h("p", { class: "handover" },
      h("b", null, `Ask ${answer.handover.to}.`), ` ${answer.handover.why}`),
    sourcesOf(answer, level, id),
    followUps(answer.follow_ups, id, ask),
    verdicts(id, judge));
}

/** A question that waits for its answer; `add` shows a sentence of it. */
function waitingTurn(question, level) {
  const id = `turn-${++made}`;
  const claims = h("div", { class: "answer" });
  const turn = h("section", { class: "turn", "aria-labelledby": id, "aria-busy": "true" },
    asked(question, level, id), claims, h("p", { class: "soft" }, "Looking for an answer…"));
  const add = (claim) => claims.append(h("p", null, claim.text.replace(/\s?\[\d+\]/g, "")));
  return { turn, add };
}

function asked(question, level, id) {
  const words = question.trim() || "(nothing)";
  return h(`h${level + 1}`, { id }, h("span", { class: "who" }, "You asked"), " ", words);
}

/** The notices that come after the text, if `last`, or those that come before it. */
function noticesTold(answer, last) {
  return answer.notices.filter((notice) => canWait(notice, answer) === last);
}

function noticesOf(answer, last) {
  return noticesTold(answer, last).map((notice) => noticeOf(notice, answer));
}

/** Whether a notice tells what another source says of a sentence, and changes nothing one may do. */
function canWait({ kind, text }, { outcome, claims }) {
  if (outcome === "not_in_sources") return kind !== "fallback";
  return kind === "conflict"
    && claims.some((claim) => claim.kind === "quote" && claim.text === text);
}

function noticeOf(notice, answer) {
  const name = NOTICES[notice.kind] || "Note";
  return h("p", { class: "notice", role: "note" },
    h("b", null, `${name}:`), ` ${toldShortly(notice, answer)}`, markers(notice.citations, answer));
}

/** What a notice says behind its name: nothing again that the text says word for word. */
function toldShortly({ text }, answer) {
  return answer.text.includes(text) ? "as the text says itself." : text;
}

function sourcesOf(answer, level, id) {
  if (!answer.citations.length) return null;
  const { version, knowledge_date } = answer.corpus;
  return [
    h(`h${level + 2}`, { id: `${id}-sources`, class: "small" }, "Sources"),
    h("ol", { class: "sources", "aria-labelledby": `${id}-sources` }, answer.citations.map(sourceOf)),
    h("p", { class: "soft" }, `Collection ${version}, knowledge up to ${day(knowledge_date)}`),
  ];
}

function sourceOf(citation) {
  const { number, title, publisher, published_on, section, standing, source, url } = citation;
  const facts = [publisher, published_on && day(published_on), section.at(-1)].filter(Boolean);
  return h("li", { value: number },
    away(passageUrl(citation), null, title),
    h("div", { class: "soft" }, facts.join(" · ")),
    h("span", { class: standing === "in_force" ? "badge holds" : "badge lapsed" },
      STANDINGS[standing] || standing),
    source === "notes" && [" ", h("span", { class: "badge" }, "our notes")],
    /^https?:/.test(url || "") && [" ", away(url, null, "official page")]);
}

function followUps(questions, id, ask) {
  if (!questions.length) return null;
  return h("div", { class: "follow-ups" },
    h("p", { id: `${id}-next`, class: "small" }, "You could ask next"),
    chips(questions, ask, { "aria-labelledby": `${id}-next` }));
}

/** Buttons that ask a question. */
function chips(questions, ask, attributes) {
  return h("ul", { class: "chips", ...attributes }, questions.map((question) =>
    h("li", null, h("button", { type: "button", click: () => ask(question) }, question))));
}

/** Three buttons; the one that the server has stored stays pressed. */
function verdicts(id, judge) {
  const thanks = h("span", { class: "soft" });
  const choose = async ({ currentTarget: chosen }) => {
    if (chosen.getAttribute("aria-pressed") === "true") return;
    const { stored, words } = await judge(chosen.value);
    thanks.textContent = words;
    if (!stored) return;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button === chosen));
  };
  const buttons = ["right", "wrong", "incomplete"].map((value) =>
    h("button", { type: "button", value, "aria-pressed": "false", click: choose },
      value.charAt(0).toUpperCase() + value.slice(1)));
  return h("div", { class: "verdicts", role: "group", "aria-labelledby": `${id}-verdict` },
    h("span", { id: `${id}-verdict` }, "Is this answer right?"), " ", buttons, " ", thanks);
}
