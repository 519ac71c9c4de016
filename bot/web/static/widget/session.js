// What a widget of a training session shows of it.
const STATES = {
  planned: "This class is not open yet. You can ask once your trainer opens it.",
  paused: "Your trainer has paused the questions. You can ask again once the class goes on.",
  closed: "This class is over and takes no more questions.",
};
const UNKNOWN =
  "The guide does not know the code of this class. You can ask all the same; your questions do " +
  "not count for a class.";
const SEEN = "Your trainer sees what the class asks, never who asked.";

/** Join a session; `known` says whether the guide has it, `open` whether it takes questions. */
async function joinSession(code) {
  try {
    const response = await post(`api/sessions/${encodeURIComponent(code)}/join`, {});
    const { title, topic, suggested = [], state } = await response.json();
    const notice = STATES[state] || "";
    return { known: true, open: !notice, title, topic, suggested, notice };
  } catch (refused) {
    const known = refused.status !== 404;
    return { known, open: false, suggested: [], notice: known ? refused.message : UNKNOWN };
  }
}

/** What there is to say; `untitled` where the page around says what class it is. */
function sessionOf({ open, title, topic, notice }, untitled) {
  return [
    title && !untitled && h("p", null, h("b", null, title), topic && [h("br"), topic]),
    open && h("p", { class: "soft" }, SEEN),
    notice && h("p", { class: "notice", role: "note" }, notice),
  ].filter(Boolean);
}
