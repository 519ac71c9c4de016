// Put the chat into the page: into each <guide-chat> there, else where the script stands.
function place() {
  if (!document.querySelector("guide-chat:not([data-placed])")) {
    const chat = document.createElement("guide-chat");
    if (document.body.contains(SCRIPT)) SCRIPT.after(chat);
    else document.body.append(chat);
  }
  for (const chat of document.querySelectorAll("guide-chat:not([data-placed])")) {
    for (const name of ["session", "title", "level", "untitled"]) {
      if (name in SCRIPT.dataset) chat.dataset[name] ??= SCRIPT.dataset[name];
    }
    chat.dataset.placed = "";
  }
  if (!customElements.get("guide-chat")) customElements.define("guide-chat", GuideChat);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place);
else place();
