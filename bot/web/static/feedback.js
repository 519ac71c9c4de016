// Feedback on an answer, as an element of its own: what is chosen and written in it survives that
// the transcript around it is drawn anew.
(() => {
  const VERDICTS = { right: "Right", wrong: "Wrong", incomplete: "Incomplete" };
  const given = new Map(); // by the key of the answer: {verdict, note, sent, said}
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: block; margin: .5rem 0 .2rem; font-size: .88rem; }
    .row { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; }
    button { font: inherit; min-height: 1.9rem; padding: .1rem .7rem; border-radius: .25rem;
      border: 1px solid #71767a; background: transparent; color: inherit; cursor: pointer; }
    button:hover { border-color: #005ea2; text-decoration: underline; }
    button[aria-pressed="true"], button.send { background: #005ea2; border-color: #005ea2;
      color: #fff; }
    :is(button, textarea):focus-visible { outline: 3px solid var(--focus, #005ea2);
      outline-offset: 2px; }
    label { display: block; margin: .5rem 0 .2rem; }
    textarea { display: block; width: 100%; max-width: 36rem; min-height: 3.5rem; font: inherit;
      box-sizing: border-box; padding: .3rem .5rem; border: 1px solid #71767a; color: inherit;
      background: transparent; border-radius: .25rem; margin: 0 0 .4rem; }
    p { margin: .3rem 0 0; } [hidden] { display: none; }
  `);

  function made(tag, properties, ...inside) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...inside);
    return element;
  }

  class Feedback extends HTMLElement {
    static observedAttributes = ["data-key", "data-number"];

    connectedCallback() {
      if (!this.shadowRoot) {
        this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
        this.build();
      }
      this.show();
    }

    attributeChangedCallback() {
      if (this.shadowRoot) this.show();
    }

    get kept() {
      const { key } = this.dataset;
      if (!given.has(key)) given.set(key, { verdict: "", note: "", sent: false, said: "" });
      return given.get(key);
    }

    build() {
      this.buttons = Object.entries(VERDICTS).map(([verdict, name]) =>
        made("button", { type: "button", value: verdict, onclick: () => this.choose(verdict) }, name),
      );
      this.group = made("div", { className: "row" }, "Was this answer right?");
      this.group.setAttribute("role", "group");
      this.group.append(...this.buttons);
      this.note = made("textarea", { id: "note", maxLength: 2000 });
      this.note.oninput = () => (this.kept.note = this.note.value);
      const label = made("label", { htmlFor: "note" },
        "What is wrong or missing? (optional; no personal data)");
      const send = made("button", { type: "button", className: "send", onclick: () => this.send() },
        "Send feedback");
      this.form = made("div", {}, label, this.note, send);
      this.change = made("button", { type: "button", onclick: () => this.reopen() },
        "Change feedback");
      this.status = made("p", {});
      this.status.setAttribute("role", "status");
      this.shadowRoot.append(this.group, this.form, this.change, this.status);
    }

    show() {
      const { verdict, note, sent, said } = this.kept;
      this.group.setAttribute("aria-label", `Feedback on answer ${this.dataset.number}`);
      for (const button of this.buttons) {
        button.setAttribute("aria-pressed", String(button.value === verdict));
      }
      if (this.note.value !== note) this.note.value = note;
      this.group.hidden = sent;
      this.form.hidden = sent || !verdict;
      this.change.hidden = !sent;
      if (this.status.textContent !== said) this.status.textContent = said;
    }

    choose(verdict) {
      Object.assign(this.kept, { verdict, said: "" });
      this.show();
    }

    reopen() {
      Object.assign(this.kept, { sent: false, said: "" });
      this.show();
      this.buttons.find((button) => button.value === this.kept.verdict).focus();
    }

    async send() {
      const kept = this.kept;
      const { question, version, key } = this.dataset;
      const { verdict, note } = kept;
      const body = { verdict, question, note, corpus_version: version, answer: key };
      const said = await posted(body);
      Object.assign(kept, { said: said || THANKS, sent: !said });
      this.show();
      if (kept.sent) this.change.focus();
    }
  }

  const THANKS = "Thank you. Your feedback is stored without anything that tells who you are.";
  const UNSURE =
    "The database broke off, so your feedback may not be stored. Please send it again: it counts once.";

  // What went wrong, in words; nothing if it was stored.
  async function posted(body) {
    const headers = { "Content-Type": "application/json" };
    try {
      const reply = await fetch("/api/feedback", {
        method: "POST", headers, body: JSON.stringify(body),
      });
      if (reply.ok) return "";
      const { error } = await reply.json();
      if (error.code === "store_unsure") return UNSURE;
      return `Your feedback was not stored: ${error.message}.`;
    } catch {
      return "Your feedback was not stored: the guide cannot be reached. Please try again.";
    }
  }

  customElements.define("guide-feedback", Feedback);
})();
