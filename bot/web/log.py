"""The log of the chat: a welcome, the turns, and what is going on now."""

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from bot.answer import Answer, Claim
from bot.composing import marked
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
WRITING = "Writing; each sentence is shown once its source bears it out …"
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
    "OPM's public documents on artificial intelligence in the federal workforce. {} links every "
    "sentence to its passage, and says whether a source still holds. It is <b>not an official "
    "service</b> and decides nothing for you.</p>"
    "<h2>Before you type</h2><ul><li>Leave out names, numbers and addresses of people, and "
    "anything controlled or classified.</li><li>{} "
    "Questions stay in the server's memory for the conversation and are not written down.</li>"
    "<li>The sources were checked against public pages up to <b>{}</b>. Confirm at opm.gov before "
    "you rely on an answer.</li></ul>"
    '<p><a href="/about">How it works, what is kept, whom to ask</a></p></div>'
)
# How it answers, and who sees what is asked: without a language model, and with one.
_QUOTES = "It quotes its sources sentence by sentence,"
_SEEN_HERE = "Only this guide's server sees what you ask."
_WRITES = "A language model words its answers; what no source bears out is left out. It"
_SEEN_THERE = (
    "What you ask goes to this guide's server and, without what that recognises as personal data, "
    "to the language model."
)


@dataclass(frozen=True, slots=True)
class Log:
    """What the chat shows of a conversation. ``question`` is one without an answer yet.

    ``claims`` are those of its answer that are verified already; ``written`` says that a language
    model words the answers.
    ``conversation`` and ``earlier`` are read by chat.js, which hands them back after a reload.
    """

    knowledge_date: str
    answers: tuple[Answer, ...] = ()
    conversation: str = ""
    earlier: str = ""
    state: State = "empty"
    question: str = ""
    line: str = ""
    claims: tuple[Claim, ...] = ()
    written: bool = False

    def html(self) -> Markup:
        """All turns in order; before the first one a word on what this is."""
        turns = [turn(number, answer) for number, answer in enumerate(self.answers, 1)]
        line = Markup('<p class="line">{}</p>').format(self.line) if self.line else Markup()
        parts = [*turns, self._asking() if self.question else line]
        if not self.answers and not self.question:
            how = (_WRITES, _SEEN_THERE) if self.written else (_QUOTES, _SEEN_HERE)
            parts = [line, _WELCOME.format(*how, self.knowledge_date)]
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
            '{}{}<p class="line">{}</p></section>'
        ).format(number, self.question, asked(number, self.question), self._begun(), self.line)

    def _begun(self) -> Markup:
        """What there is of an answer: its numbers lead nowhere before all of it is there."""
        if not self.claims:
            return Markup()
        said = " ".join(marked(claim) for claim in self.claims)
        return Markup('<div class="answer"><p>{}</p></div>').format(said)

    def _export(self) -> Markup:
        if not self.answers:
            return Markup()
        return Markup(
            '<p class="export">Keep this conversation: '
            '<a href="/conversations/{0}" target="_blank" rel="noopener">page to print '
            '(opens in a new tab)</a> · <a href="/conversations/{0}.md" download>Markdown file</a>'
            "</p>"
        ).format(self.conversation)
