// Small helps that the server cannot give: where the tab was, where the focus goes, what is in view.
(() => {
  // The page is English whatever the browser prefers. Gradio names that language on the page as
  // soon as it knows it, which may be before this runs or after.
  const page = document.documentElement;
  const english = () => {
    if (page.lang !== "en") page.lang = "en";
  };
  english();
  new MutationObserver(english).observe(page, { attributeFilter: ["lang"] });

  const MEMORY = "guide";
  const SLOW = 1500; // milliseconds after which a reader is told that the search goes on
  const AT_ONCE = 400; // milliseconds within which a second press means the first
  const ASKS = "#send, #again, button.chip";
  const ACTIONS = "#send, #stop, #controls button, button.chip";
  const LOST =
    "The connection to the guide was lost. Your question is in the box again; please try later.";
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const touch = matchMedia("(pointer: coarse)");
  let shown = 0;
  let state = "";
  let draft = "";
  let slow = 0;
  let pressed = -AT_ONCE;

  const log = () => document.querySelector(".transcript");
  const box = () => document.querySelector("#question textarea");
  const tell = (words) => (document.getElementById("told").textContent = words);

  // On a touch screen the box would bring up the keyboard over what there is to read.
  const settle = () => (touch.matches ? log() : box())?.focus({ preventScroll: true });

  function remember() {
    const { conversation, earlier } = log().dataset;
    try {
      sessionStorage.setItem(MEMORY, JSON.stringify({ conversation, earlier, draft }));
    } catch {
      // A browser that keeps nothing loses the conversation on a reload, and nothing else.
    }
  }

  function putBack(question) {
    if (box().value) return;
    box().value = question;
    box().dispatchEvent(new Event("input", { bubbles: true }));
  }

  async function stillThere() {
    if (log().dataset.state !== "pending") return;
    tell("Still looking for an answer.");
    const reply = await fetch("/healthz").catch(() => null);
    if (log().dataset.state !== "pending") return;
    if (reply?.ok) {
      slow = setTimeout(stillThere, 4 * SLOW);
      return;
    }
    putBack(log().querySelector(".asking").dataset.question);
    log().querySelector(".asking .line").textContent = LOST;
    log().dataset.state = document.body.dataset.chat = "failed";
    tell(LOST);
  }

  function changed() {
    state = log().dataset.state;
    document.body.dataset.chat = state;
    clearTimeout(slow);
    pressed = -AT_ONCE;
    if (state === "failed") putBack(log().querySelector(".asking")?.dataset.question ?? "");
    if (state === "pending") slow = setTimeout(stillThere, SLOW);
    else if (state !== "starting") draft = box()?.value ?? "";
  }

  function show(element) {
    element?.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "start" });
  }

  function look() {
    for (const toast of document.querySelectorAll(".toast-header[role]")) {
      toast.removeAttribute("role"); // a button must not hold another
      toast.removeAttribute("tabindex");
    }
    if (!log()) return;
    if (log().dataset.state !== state) changed();
    document.body.dataset.left = String(Boolean(log().dataset.earlier));
    if (state !== "starting") remember();
    const turns = log().querySelectorAll(".turn, .asking");
    if (turns.length > shown) show(turns[turns.length - 1]);
    shown = turns.length;
  }

  document.addEventListener("input", (event) => {
    if (event.target !== box()) return;
    draft = event.target.value;
    remember();
  });

  // One question at a time; what is typed meanwhile stays in the box.
  function once(event) {
    const now = performance.now();
    const twice = event.repeat || event.detail > 1 || now - pressed < AT_ONCE;
    if (state === "pending" || twice) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    pressed = now;
  }

  addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && event.target === box()) once(event);
  }, true);

  addEventListener("click", (event) => {
    if (event.target.closest?.(ASKS)) once(event);
  }, true);

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("a.skip")) {
      event.preventDefault();
      box().focus();
    } else if (event.target.closest?.(ACTIONS)) {
      setTimeout(settle); // after Gradio has seen the click: the button may be gone then
    }
  });

  new MutationObserver(look).observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributeFilter: ["data-state", "data-conversation", "data-earlier"],
  });
})();
