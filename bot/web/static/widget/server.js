// Talking with the guide's server, which is found from the address of this script.
const SCRIPT = document.currentScript;
const SERVER = new URL(".", SCRIPT.src).href;
const AWAY = new URL(SERVER).origin !== location.origin; // in a page of somebody else
const TOKEN = browserToken();

/** What the server did not take, in words for the person who asked. */
class Refused extends Error {}

/** A number that nobody can guess. */
function randomNumber() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A random token that stands for nobody: it keeps one browser from crowding out the others. */
function browserToken() {
  const fresh = randomNumber();
  try {
    const kept = localStorage.getItem("guide-browser") || fresh;
    localStorage.setItem("guide-browser", kept);
    return kept;
  } catch {
    return fresh; // a page or a browser that keeps nothing
  }
}

async function post(path, body, signal) {
  let response;
  try {
    response = await fetch(SERVER + path, {
      method: "POST",
      credentials: "omit",
      headers: { "Content-Type": "application/json", "X-Guide-Browser": TOKEN },
      body: JSON.stringify(body),
      signal,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused(await whyUnreachable());
  }
  if (response.ok) return response;
  const refused = new Refused(await whyRefused(response));
  refused.status = response.status;
  throw refused;
}

/** Browsers do not tell a page why it got nothing; a look at something open to all pages does. */
async function whyUnreachable() {
  const away = "The guide cannot be reached. Please check your connection and try again.";
  if (!AWAY) return away;
  try {
    await fetch(`${SERVER}widget.js`, { mode: "no-cors", cache: "no-store", credentials: "omit" });
  } catch {
    return away;
  }
  return (
    `The guide does not take questions from pages of ${location.origin}. ` +
    "Whoever runs the guide can allow this."
  );
}

async function whyRefused(response) {
  const { error } = await response.json().catch(() => ({}));
  const after = response.headers.get("Retry-After");
  if (response.status === 413) return "Your question is too long. Please shorten it to 2,000 characters.";
  if (response.status === 429) {
    const wait = after ? `in ${after} second${after === "1" ? "" : "s"}` : "in a moment";
    return `Too many questions at once. Please try again ${wait}.`;
  }
  if (response.status === 500 || !error?.message) {
    return "Something went wrong at the guide. Please try again.";
  }
  return error.message.charAt(0).toUpperCase() + error.message.slice(1).replace(/([^.!?])$/, "$1.");
}

/** The events of a stream as [name, data], each as soon as it is whole. */
async function* eventsOf(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split(/\r?\n\r?\n/);
    rest = blocks.pop();
    for (const block of blocks) yield eventOf(block);
  }
}

function eventOf(block) {
  const lines = block.split(/\r?\n/);
  const all = (field) =>
    lines.filter((line) => line.startsWith(field)).map((line) => line.slice(field.length).trimStart());
  return [all("event:")[0], JSON.parse(all("data:").join("\n") || "null")];
}

/** Ask; `onClaim` is given each verified sentence as it comes, and the whole answer is returned. */
async function askServer(question, conversation, session, signal, onClaim) {
  const body = { question, conversation, ...(session && { session }) };
  const response = await post("api/ask/stream", body, signal);
  try {
    for await (const [name, data] of eventsOf(response)) {
      if (name === "claim") onClaim(data);
      if (name === "answer") return data;
    }
  } catch (error) {
    if (error.name === "AbortError") throw error;
  }
  throw new Refused("The connection broke off before the answer was complete. Please try again.");
}
