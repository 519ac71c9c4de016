// The panel of sources: opens what a citation points to, and goes from one citation to the next.
(() => {
  const narrow = matchMedia("(max-width: 800px)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let places = []; // the sources of the answer that was last opened: {href, number}
  let at = -1;
  let origin = null;

  const find = (selector) => document.querySelector(`#panel ${selector}`);

  function title() {
    if (at < 0) return "Documents";
    return `Source ${places[at].number} of ${places.length}`;
  }

  function showing(open) {
    find(".panel").classList.toggle("open", open);
    find(".hint").hidden = open;
    find(".steps").hidden = !open;
    find("#source").hidden = !open;
    for (const step of find(".steps").querySelectorAll("[data-step]")) {
      const to = at + Number(step.dataset.step);
      step.hidden = at < 0;
      step.setAttribute("aria-disabled", String(!(to in places)));
    }
    find("#source-title").textContent = open ? title() : "Sources";
  }

  function load(href) {
    // In the place of the last one, so that the back button leads out of the page, not through it.
    find("#source").contentWindow.location.replace(href);
  }

  function open(link) {
    const turn = link.closest(".turn");
    const sources = turn ? [...turn.querySelectorAll("ol.sources > li")] : [];
    places = sources.map((li) => ({ href: li.querySelector("a").href, number: li.value }));
    at = places.findIndex((place) => place.href === link.href);
    origin = link;
    showing(true);
    load(link.href);
    find("#source-title").focus({ preventScroll: true });
    if (narrow.matches) {
      const behavior = calm.matches ? "auto" : "smooth";
      find("#source-title").scrollIntoView({ behavior, block: "start" });
    }
  }

  function step(by) {
    if (!(at + by in places)) return;
    at += by;
    showing(true);
    load(places[at].href);
    document.getElementById("told").textContent = title();
  }

  function close() {
    at = -1;
    places = [];
    showing(false);
    load("about:blank");
    const back = origin?.isConnected ? origin : document.querySelector("#question textarea");
    back?.focus();
  }

  function escaped(event) {
    if (event.key === "Escape" && find(".panel.open")) close();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[target="source"]');
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open(link);
    }
    const button = event.target.closest?.("#panel button");
    if (button?.dataset.step) step(Number(button.dataset.step));
    else if (button && "close" in button.dataset) close();
  });

  document.addEventListener("keydown", (event) => {
    if (event.target.closest?.("#panel")) escaped(event);
  });

  // Events of a frame do not bubble, and its page does not know of the panel.
  document.addEventListener(
    "load",
    (event) => {
      if (event.target.id !== "source") return;
      event.target.contentDocument?.addEventListener("keydown", escaped);
    },
    true,
  );
})();
