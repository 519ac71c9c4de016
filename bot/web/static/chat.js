// Small helps that the server cannot give: bring a new answer and an opened source into view.
(() => {
  document.documentElement.lang = "en"; // the page is English whatever the browser prefers

  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const show = (element) =>
    element?.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "start" });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[target="source"]');
    if (link && matchMedia("(max-width: 800px)").matches) {
      show(document.getElementById("source-title"));
    }
  });

  let shown = 0;
  new MutationObserver(() => {
    const turns = document.querySelectorAll(".transcript .turn");
    if (turns.length > shown) show(turns[turns.length - 1]);
    shown = turns.length;
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
