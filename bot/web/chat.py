"""The chat at ``/``. The only file that imports gradio."""

import logging
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any, cast

import gradio as gr
from fastapi import FastAPI
from markupsafe import Markup, escape

from bot.answer import Answer
from bot.pipeline import Assistant
from bot.web.gate import BROWSER_COOKIE, Gate
from bot.web.services import Services
from bot.web.transcript import transcript

TITLE = "Responsible AI Guide"
EXAMPLES = (
    "What counts as AI work?",
    "May I use a free AI tool from the internet at work?",
    "Is the April 2024 memo still in force?",
    "What does the competency model say about Teamwork?",
)
_PENDING = "Looking for an answer…"
_FAILED = "Something went wrong on our side. Your question is still in the box; please try again."
_CHIPS = len(EXAMPLES)
_KEPT_TURNS = 50
_SLOTS = 400
_HEADER = (
    f"<header class='top'><h1>{TITLE}</h1>"
    "<p>Cited answers on AI in the federal workforce. Not an official service.</p></header>"
)
_PANEL = (
    '<h2 id="source-title">Source</h2><iframe name="source" id="source" title="Source passage" '
    'src="/documents"></iframe><a class="back" href="#log">Back to the answer</a>'
)
_LOG = logging.getLogger(__name__)

State = list[Answer]
Update = tuple[Any, ...]


def mount_chat(app: FastAPI, services: Services) -> FastAPI:
    """Serve the chat from ``/`` of ``app``."""
    blocks = ChatPage(services.assistant, services.gate).blocks()
    # The queue has 40 slots for all events unless this is set before it is made.
    blocks.max_threads = _SLOTS
    blocks.queue(default_concurrency_limit=_SLOTS, api_open=False)
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        theme=_theme(),
        css=files("bot.web").joinpath("static/chat.css").read_text(encoding="utf-8"),
        head='<script src="/guide/chat.js" defer></script>',
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
    )
    return mounted


def _theme() -> gr.themes.Base:
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        font=["system-ui", "Segoe UI", "Roboto", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
    ).set(
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_dark="*primary_700",
        button_primary_text_color="white",
        input_placeholder_color="#565c65",
        input_border_color="#71767a",
        body_text_color_subdued="#565c65",
        body_text_color_subdued_dark="#b8bdc4",
    )


class ChatPage:
    """The chat: a transcript made on the server, a question box, and the source beside it."""

    def __init__(self, assistant: Assistant, gate: Gate) -> None:
        self._assistant = assistant
        self._gate = gate
        self._knowledge = assistant.corpus.knowledge_date.strftime("%-d %B %Y")

    def blocks(self) -> gr.Blocks:
        """The page with its events."""
        with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as blocks:
            answers = gr.State([])
            gr.HTML(_HEADER)
            with gr.Row(elem_id="columns"):
                with gr.Column(scale=3, min_width=200, elem_id="conversation"):
                    log = gr.HTML(self._log([]), elem_id="log")
                    status = gr.HTML(_status(""), elem_id="status")
                    chips = [gr.Button(visible=False, elem_classes="chip") for _ in range(_CHIPS)]
                    box, send, anew = _question_box()
                with gr.Column(scale=2, min_width=200, elem_id="panel"):
                    gr.HTML(_PANEL)
            outputs = [log, status, box, answers, *chips]
            quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
            gr.on([box.submit, send.click], self._ask, [box, answers], outputs, **quiet)
            for chip in chips:
                chip.click(self._ask, [chip, answers], outputs, **quiet)
            gr.on([blocks.load, anew.click], self._start, None, outputs, **quiet)
        return cast("gr.Blocks", blocks)

    def _start(self) -> Update:
        return (self._log([]), _status(""), "", [], *_chips(EXAMPLES))

    def _ask(self, question: str, answers: State, request: gr.Request) -> Iterator[Update]:
        address = request.client.host if request.client else "unknown"
        refusal = self._gate.refusal(address, request.cookies.get(BROWSER_COOKIE))
        if refusal:
            shown = self._log(answers, f"Your question was not taken: {refusal.text}.")
            yield (shown, _status(refusal.text), question, answers, *_chips(()))
            return
        yield (self._log(answers, _PENDING), _status(_PENDING), "", answers, *_chips(()))
        conversation = answers[-1].conversation if answers else None
        try:
            answer = self._assistant.ask(question, conversation)
        except Exception:  # noqa: BLE001  whatever happens, the reader keeps transcript and question
            _LOG.exception("a question could not be answered")
            shown = self._log(answers, _FAILED)
            yield (shown, _status(_FAILED), question, answers, *_chips(()))
            return
        answers = [*answers, answer][-_KEPT_TURNS:]
        spoken = _status(f"Answer ready. {answer.text}")
        yield (self._log(answers), spoken, "", answers, *_chips(answer.follow_ups))

    def _log(self, answers: State, waiting: str = "") -> str:
        line = Markup('<p class="pending">{}</p>').format(waiting) if waiting else ""
        return f'<div class="transcript">{transcript(answers, self._knowledge)}{line}</div>'


def _question_box() -> tuple[gr.Textbox, gr.Button, gr.Button]:
    with gr.Row(elem_id="asking"):
        box = gr.Textbox(
            label="Your question",
            placeholder="Ask about OPM's AI guidance",
            lines=1,
            max_lines=6,
            scale=5,
            elem_id="question",
        )
        send = gr.Button("Ask", variant="primary", scale=1, elem_id="send")
    return box, send, gr.Button("New conversation", size="sm", elem_id="anew")


def _chips(questions: Sequence[str]) -> list[Any]:
    """Buttons that ask a question when they are pressed; the rest are hidden."""
    shown = [gr.Button(question, visible=True) for question in questions]
    return shown + [gr.Button(visible=False)] * (_CHIPS - len(shown))


def _status(words: str) -> str:
    """The one line that a screen reader is told, once an answer."""
    return f'<p role="status" class="spoken">{escape(words)}</p>'
