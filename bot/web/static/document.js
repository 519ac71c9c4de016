// Bring the cited passage into view within this page alone: a fragment in the address would scroll
// the page around the source panel too.
(() => {
  const passage = document.getElementById("passage");
  if (!passage) return;
  const room = Math.min(innerHeight / 4, 160);
  scrollTo(0, passage.getBoundingClientRect().top + scrollY - room);
  const table = passage.closest(".table");
  if (table) {
    const aside = passage.getBoundingClientRect().right - table.getBoundingClientRect().right;
    if (aside > 0) table.scrollLeft = aside + 24;
  }
})();
