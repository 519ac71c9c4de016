"""The log of the chat: a welcome, the turns, and what is going on now."""

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from bot.answer import Answer
from bot.web.transcript import asked, turn

TITLE = "Responsible AI Guide"
HEADER = (
    '<a class="skip" href="#question">Skip to the question box</a>'
    f"<header class='top'><h1>{TITLE}</h1>"
    "<p>Cited answers on AI in the federal workforce. Not an official service.</p>"
    '<nav aria-label="Guide"><a href="/documents" target="source">Documents</a> '
    '<a href="/about">About this guide</a></nav></header>'
)
# What panel.js opens a source in; it never changes on the server, so that the script keeps it.
PANEL = (
    '<aside class="panel" aria-labelledby="source-title">'
    '<h2 id="source-title" tabindex="-1">Sources</h2>'
    '<p class="hint">Choose a number in an answer to read its passage here, or '
    '<a href="/documents" target="source">browse the documents</a>.</p>'
    '<div class="steps" hidden><button type="button" data-step="-1">Previous citation</button>'
    '<button type="button" data-step="1">Next citation</button>'
    '<button type="button" data-close>Close</button></div>'
    '<iframe name="source" id="source" title="Source passage" hidden></iframe>'
    '<p class="spoken" role="status" id="told"></p></aside>'
)
PENDING = "Looking for an answer…"
FAILED = (
    "Something went wrong on our side. Your question is in the box again, unless you typed on; "
    "please try again."
)
STOPPED = "Stopped. Your question is in the box again."
FORGOTTEN = "The earlier conversation is no longer kept here, so a new one begins."
EDITING = "You are changing this question. Asking puts a new answer in the place of this one."

State = Literal["starting", "empty", "pending", "ready", "failed", "editing", "closed"]
_WELCOME = Markup(
    '<div class="welcome"><h2>What this is</h2><p>An AI assistant that answers questions about '
    "OPM's public documents on artificial intelligence in the federal workforce. It quotes its "
    "sources sentence by sentence, links every sentence to its passage, and says whether a source "
    "still holds. It is <b>not an official service</b> and decides nothing for you.</p>"
    "<h2>Before you type</h2><ul><li>Leave out names, numbers and addresses of people, and "
    "anything controlled or classified.</li><li>Only this guide's server sees what you ask. "
    "Questions stay in its memory for the conversation and are not written down.</li>"
    "<li>The sources were checked against public pages up to <b>{}</b>. Confirm at opm.gov before "
    "you rely on an answer.</li></ul>"
    '<p><a href="/about">How it works, what is kept, whom to ask</a></p></div>'
)


@dataclass(frozen=True, slots=True)
class Log:
    """What the chat shows of a conversation. ``question`` is one without an answer yet.

    ``conversation`` and ``earlier`` are read by chat.js, which hands them back after a reload.
    """

    knowledge_date: str
    answers: tuple[Answer, ...] = ()
    conversation: str = ""
    earlier: str = ""
    state: State = "empty"
    question: str = ""
    line: str = ""

    def html(self) -> Markup:
        """All turns in order; before the first one a word on what this is."""
        turns = [turn(number, answer) for number, answer in enumerate(self.answers, 1)]
        line = Markup('<p class="line">{}</p>').format(self.line) if self.line else Markup()
        parts = [*turns, self._asking() if self.question else line]
        if not self.answers and not self.question:
            parts = [line, _WELCOME.format(self.knowledge_date)]
        return Markup(
            '<div class="transcript" tabindex="-1" data-state="{}" data-conversation="{}" '
            'data-earlier="{}">{}{}</div>'
        ).format(
            self.state, self.conversation, self.earlier, Markup("\n").join(parts), self._export()
        )

    def _asking(self) -> Markup:
        """The question that has no answer yet, in the place of its turn."""
        number = len(self.answers) + 1
        return Markup(
            '<section class="asking" aria-labelledby="asked-{}" data-question="{}">'
            '{}<p class="line">{}</p></section>'
        ).format(number, self.question, asked(number, self.question), self.line)

    def _export(self) -> Markup:
        if not self.answers:
            return Markup()
        return Markup(
            '<p class="export">Keep this conversation: '
            '<a href="/conversations/{0}" target="_blank" rel="noopener">page to print '
            '(opens in a new tab)</a> · <a href="/conversations/{0}.md" download>Markdown file</a>'
            "</p>"
        ).format(self.conversation)
