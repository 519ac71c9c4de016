// Pages of the guide: the cited passage in view, copying, and no more than is needed inside a panel.
(() => {
  if (self !== top) document.documentElement.classList.add("framed");

  const said = document.getElementById("copied");

  // Where there is no clipboard, as on a page without TLS: the text in a field, selected.
  function offer(text, button) {
    const field = document.createElement("textarea");
    Object.assign(field, { value: text, readOnly: true, rows: 4, id: "to-copy" });
    field.setAttribute("aria-label", "Text to copy");
    document.getElementById("to-copy")?.remove();
    said.before(field);
    field.focus();
    field.select();
    said.textContent = "Press Ctrl+C to copy the selected text.";
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") button.focus();
    });
  }

  async function copy(button) {
    const element = document.getElementById(button.dataset.copy);
    const text = element.href ?? element.textContent;
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(text);
      document.getElementById("to-copy")?.remove();
      said.textContent = "Copied.";
    } catch {
      offer(text, button);
    }
  }

  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }

  // Within this page alone: a fragment in the address would scroll the page around a panel too.
  const passage = document.getElementById("passage");
  if (passage) {
    const box = document.querySelector(".opened");
    const stays = getComputedStyle(box).position === "sticky";
    const room = stays ? box.offsetHeight + 32 : Math.min(innerHeight / 4, 160);
    document.documentElement.style.scrollPaddingTop = stays ? `${room}px` : "";
    scrollTo(0, passage.getBoundingClientRect().top + scrollY - room);
    const table = passage.closest(".table");
    if (table) {
      const aside = passage.getBoundingClientRect().right - table.getBoundingClientRect().right;
      if (aside > 0) table.scrollLeft = aside + 24;
    }
  }
})();
