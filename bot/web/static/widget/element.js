// The element: a transcript, a question box, and one line that a screen reader is told.
const CALM = matchMedia("(prefers-reduced-motion: reduce)");
const STYLE = new CSSStyleSheet();
STYLE.replaceSync(CSS_TEXT);

class GuideChat extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [STYLE];
    this.level = Math.min(Math.max(Number(this.dataset.level) || 2, 1), 4);
    this.session = (this.dataset.session || "").trim();
    this.keeping = new Keeping(this.session);
    this.build();
    this.restore();
    if (this.session) this.join();
    else this.suggest(EXAMPLES, "Examples");
  }

  build() {
    const title = this.dataset.title || "Responsible AI Guide";
    this.about = h("div", { class: "session" });
    this.log = h("div", { class: "log" });
    this.suggested = h("details", { hidden: true });
    this.trouble = h("div", { class: "trouble", hidden: true });
    this.status = h("p", { role: "status", class: "spoken" });
    this.shadowRoot.append(
      h("section", { class: "guide", lang: "en", dir: "ltr", "aria-labelledby": "title" },
        h(`h${this.level}`, { id: "title" }, title),
        h("p", { class: "soft" },
          "Cited answers on AI in the federal workforce. Not an official service. ",
          away(`${SERVER}about`, null, "About this guide")),
        AWAY && h("p", { class: "soft" },
          "Whoever runs the page around this chat can read what you ask here, and the answers."),
        this.about, this.log, this.suggested, this.trouble, this.form(), this.status));
  }

  form() {
    this.box = h("textarea", { id: "question", rows: "2", "aria-describedby": "hint", keydown: (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.ask(this.box.value);
      }
    }, input: () => this.keep() });
    this.stop = h("button", { type: "button", hidden: true, click: () => this.asking?.abort() }, "Stop");
    this.anew = h("button", { type: "button", hidden: true, click: () => this.startAnew() }, "New conversation");
    const submit = (event) => {
      event.preventDefault();
      this.ask(this.box.value);
    };
    return h("form", { submit, novalidate: true },
      h("label", { for: "question" }, "Your question"),
      h("p", { id: "hint", class: "soft" },
        "Do not type personal data, controlled or classified information."),
      this.box, h("div", { class: "buttons" }, h("button", { class: "send" }, "Ask"), this.stop, this.anew));
  }

  restore() {
    const { conversation, answers, draft } = this.keeping.read();
    [this.conversation, this.answers] = [conversation, []];
    try {
      for (const answer of answers) this.show(answer);
    } catch {
      this.clear(); // kept by another version of the guide
    }
    this.box.value = draft || "";
  }

  keep() {
    const { conversation, answers } = this;
    this.keeping.write({ conversation, answers, draft: this.box.value });
  }

  async join() {
    const session = await joinSession(this.session);
    this.joined = session.open;
    if (!session.known) this.session = "";
    this.about.replaceChildren(...sessionOf(session, "untitled" in this.dataset));
    if (session.suggested.length) this.suggest(session.suggested, "Suggested questions");
    else this.suggest(EXAMPLES, "Examples");
  }

  /** Offer questions, folded away once there is a conversation. */
  suggest(questions, name) {
    this.suggested.hidden = !questions.length;
    this.suggested.open = !this.answers.length;
    this.suggested.replaceChildren(h("summary", null, name), chips(questions, (question) => this.ask(question)));
  }

  async ask(words) {
    const question = words.trim();
    if (this.asking) return;
    this.focusBox();
    if (!question) {
      this.tell("Please type a question.");
      return;
    }
    this.tell("");
    this.box.value ||= question; // until it is answered, so that nothing is lost on the way
    this.keep();
    this.busy(new AbortController());
    const waiting = waitingTurn(question, this.level);
    this.log.append(waiting.turn);
    this.bringIntoView(waiting.turn);
    try {
      const answer = await askServer(
        question, this.conversation, this.session, this.asking.signal, waiting.add);
      waiting.turn.remove();
      this.answered(question, answer);
    } catch (error) {
      waiting.turn.remove();
      this.failed(question, error);
    } finally {
      this.busy(null);
    }
  }

  answered(question, answer) {
    const held = this.shadowRoot.activeElement;
    const turn = this.show(answer);
    if (this.box.value.trim() === question) this.box.value = "";
    this.suggested.open = false;
    if (held && !held.isConnected) this.focusBox();
    this.keep();
    this.bringIntoView(turn);
    const told = (last) => noticesTold(answer, last).map((notice) => notice.text)
      .filter((text) => !answer.text.includes(text));
    const parts = [...told(false), answer.text, ...told(true)];
    if (answer.handover) parts.push(`Ask ${answer.handover.to}.`);
    if (this.session && !this.joined) this.join(); // it has opened since
    this.status.textContent = `Answer ready. ${parts.join(" ").replace(/\s?\[\d+\]/g, "")}`;
  }

  failed(question, error) {
    if (error.name === "AbortError") {
      this.tell("Stopped. Your question is still in the box.");
      return;
    }
    const words = error instanceof Refused ? error.message : "Something went wrong. Please try again.";
    const again = h("button", { type: "button", click: () => this.ask(question) }, "Ask again");
    this.tell(words, this.box.value.trim() === question ? null : again);
  }

  show(answer) {
    const judge = (verdict) => this.judge(answer, verdict);
    const turn = turnOf(answer, this.level, (question) => this.ask(question), judge);
    this.log.querySelectorAll(".follow-ups").forEach((old) => old.remove());
    this.log.append(turn);
    answer.key ||= randomNumber(); // by which feedback that is changed counts once
    this.answers.push(answer);
    this.conversation = answer.conversation;
    this.anew.hidden = false;
    return turn;
  }

  async judge(answer, verdict) {
    let [stored, words] = [true, "Thank you. Your feedback is kept without your name."];
    const session = this.session && { session: this.session };
    const { key, corpus } = answer;
    const question = answer.outcome === "declined" ? "" : answer.question; // of that nothing is kept
    try {
      const about = { question, corpus_version: corpus.version, answer: key, ...session };
      await post("api/feedback", { verdict, ...about });
    } catch (error) {
      [stored, words] = [false, error.message];
    }
    this.status.textContent = words;
    return { stored, words };
  }

  startAnew() {
    this.clear();
    this.keep();
    this.tell("");
    this.status.textContent = "New conversation.";
    this.focusBox();
  }

  clear() {
    this.log.replaceChildren();
    [this.conversation, this.answers, this.anew.hidden] = [null, [], true];
    this.suggested.open = true;
  }

  busy(asking) {
    this.asking = asking;
    if (this.shadowRoot.activeElement === this.stop) this.focusBox();
    this.stop.hidden = !asking;
    this.anew.hidden = asking || !this.answers.length;
  }

  focusBox() {
    this.box.focus({ preventScroll: true });
  }

  /** Say what happened, for eyes and ears alike; empty words take back what was said. */
  tell(words, button) {
    this.trouble.hidden = !words;
    this.trouble.replaceChildren(...[words && h("p", null, words), button].filter(Boolean));
    this.status.textContent = words;
  }

  bringIntoView(element) {
    element.scrollIntoView({ block: "nearest", behavior: CALM.matches ? "auto" : "smooth" });
  }
}
