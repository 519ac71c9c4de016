// Keeps an open board or wall up to date: asks the server every few seconds for its parts, and puts
// them in place. What has the focus stays; of the reader's own actions the next control gets it.
const board = document.querySelector("[data-live]");
const every = Number(board.dataset.every);
const trouble = document.getElementById("trouble");
const spoken = document.getElementById("spoken");
const QUIET_MS = 30_000;
let saidAt = Date.now();
let said = "";
let lost = 0;

/** The nodes of some HTML that the server made and escaped; scripts in it would not run. */
function nodesOf(html) {
  return [...new DOMParser().parseFromString(html, "text/html").body.childNodes];
}

const listOf = (nodes) => nodes.find((node) => node.matches?.("ol, ul"));

/** Bring a list up to date around the entry that has the focus, without moving that entry. */
function mend(old, fresh) {
  const coming = new Map([...fresh.children].map((entry) => [entry.dataset.key, entry]));
  for (const entry of [...old.children]) {
    const next = coming.get(entry.dataset.key);
    coming.delete(entry.dataset.key);
    if (!entry.contains(document.activeElement)) next ? entry.replaceWith(next) : entry.remove();
    else if (next) entry.querySelector(".times")?.replaceWith(next.querySelector(".times"));
  }
  old.append(...coming.values());
}

/** Put the fresh HTML of a part in its place; `html` is remembered to see whether it changes. */
function put(name, html, own) {
  const place = document.getElementById(`part-${name}`);
  if (!place || place.html === html) return;
  const nodes = nodesOf(html);
  const inside = place.contains(document.activeElement);
  const [old, fresh] = [listOf([...place.childNodes]), listOf(nodes)];
  if (inside && !own) {
    // Only what the reader is at is left as it is; the rest follows once they have moved on.
    if (old && fresh && fresh.children[0]?.dataset.key) mend(old, fresh);
    return;
  }
  place.html = html;
  place.replaceChildren(...nodes);
}

function show(data, own = false) {
  const focused = document.activeElement?.id;
  const near = document.activeElement?.closest("section")?.querySelector("h2");
  for (const [name, html] of Object.entries(data.parts)) put(name, html, own);
  if (own && document.activeElement === document.body) refocus(focused, near);
  tell(data);
}

/** The control that was used may be gone: go to what stands in its place, else to its undoing. */
function refocus(id, heading) {
  const next = document.getElementById(id) ?? document.getElementById("undo") ?? heading;
  next?.focus();
}

/** Say new counts to a screen reader, seldom enough to listen to. */
function tell({ people, questions }) {
  const words = `${people} people, ${questions} questions`;
  const wanted = document.getElementById("aloud")?.checked;
  if (!wanted || words === said || Date.now() - saidAt < QUIET_MS) return;
  [said, saidAt] = [words, Date.now()];
  spoken.textContent = words;
}

function complain(words) {
  if (trouble.textContent === words) return;
  trouble.textContent = words;
  trouble.className = words ? "notice warn" : "unseen";
}

async function read(address, options = {}) {
  const headers = { Accept: "application/json" };
  const response = await fetch(address, { ...options, headers, redirect: "error" });
  const data = await response.json();
  if (!response.ok) throw new Error(data.error?.message ?? response.statusText);
  return data;
}

async function follow() {
  try {
    if (!document.hidden) {
      show(await read(board.dataset.live));
      lost = 0;
      complain("");
    }
  } catch (error) {
    lost += 1;
    const words = error instanceof TypeError ? "The server cannot be reached" : error.message;
    if (lost > 1) complain(`${words}. What you see may be old; this page keeps trying.`);
  }
  setTimeout(follow, every * Math.min(Math.max(lost, 1), 5));
}

/** Buttons act without loading the page anew. */
async function act(event) {
  event.preventDefault();
  const sent = new URLSearchParams(new FormData(event.target, event.submitter));
  try {
    show(await read(event.target.action, { method: "POST", body: sent }), true);
    complain("");
  } catch (error) {
    complain(`That was not done: ${error.message}`);
  }
}

document.getElementById("act")?.addEventListener("submit", act);
setTimeout(follow, every);
