// A conversation survives a reload of its page: kept for this tab alone, and bounded.
const KEPT_ANSWERS = 20;

class Keeping {
  constructor(session) {
    this.key = `guide-chat ${SERVER} ${session}`;
  }

  /** What was kept, as {conversation, answers, draft}; nothing where it cannot be read. */
  read() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.key));
      if (Array.isArray(kept?.answers)) return kept;
    } catch {
      // A browser that keeps nothing, or something that is not ours.
    }
    return { answers: [], conversation: null, draft: "" };
  }

  /** Keep the latest answers, fewer where the browser has no room for them. */
  write(kept) {
    for (let most = KEPT_ANSWERS; most > 0; most = Math.floor(most / 2)) {
      try {
        const answers = kept.answers.slice(-most);
        sessionStorage.setItem(this.key, JSON.stringify({ ...kept, answers }));
        return;
      } catch {
        // Try again with fewer.
      }
    }
  }
}
