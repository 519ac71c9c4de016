"""The chat at ``/``. The only file that imports gradio."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import gradio as gr
from fastapi import FastAPI
from markupsafe import escape

from bot.answer import Answer
from bot.pipeline import Assistant
from bot.web.transcript import transcript

TITLE = "Responsible AI Guide"
EXAMPLES = (
    "What counts as AI work?",
    "May I use a free AI tool from the internet at work?",
    "Is the April 2024 memo still in force?",
    "What does the competency model say about Teamwork?",
)
_PENDING = "Looking for an answer…"
_SLOTS = 400

State = list[Answer]
Update = tuple[str, str, str, State, Any, Any, Any]


def mount_chat(app: FastAPI, assistant: Assistant, closed: str | None) -> FastAPI:
    """Serve the chat from ``/`` of ``app``."""
    blocks = _blocks(assistant, closed)
    # The queue has 40 slots for all events unless this is set before it is made.
    blocks.max_threads = _SLOTS
    blocks.queue(default_concurrency_limit=_SLOTS, api_open=False)
    return gr.mount_gradio_app(
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


def _blocks(assistant: Assistant, closed: str | None) -> gr.Blocks:
    knowledge = assistant.corpus.knowledge_date.strftime("%-d %B %Y")

    def shown(answers: State, pending: str = "") -> str:
        waiting = f'<p class="pending">{pending}</p>' if pending else ""
        return f'<div class="transcript">{transcript(answers, knowledge)}{waiting}</div>'

    def chips(answers: State) -> list[Any]:
        questions = answers[-1].follow_ups if answers else ()
        return [
            gr.Button(questions[n], visible=True)
            if n < len(questions)
            else gr.Button(visible=False)
            for n in range(3)
        ]

    def ask(question: str, answers: State) -> Iterator[Update]:
        yield shown(answers, _PENDING), "", _status(_PENDING), answers, *chips([])
        if closed:
            yield shown(answers), question, _status(closed), answers, *chips(answers)
            return
        conversation = answers[-1].conversation if answers else None
        answers = [*answers, assistant.ask(question, conversation)]
        spoken = f"Answer ready. {answers[-1].text}"
        yield shown(answers), "", _status(spoken), answers, *chips(answers)

    def start_anew() -> Update:
        return shown([]), "", _status("New conversation."), [], *chips([])

    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as blocks:
        answers = gr.State([])
        gr.HTML(
            f"<header class='top'><h1>{TITLE}</h1>"
            "<p>Cited answers on AI in the federal workforce. Not an official service.</p></header>"
        )
        with gr.Row(elem_id="columns"):
            with gr.Column(scale=3, min_width=300, elem_id="conversation"):
                log = gr.HTML(shown([]), elem_id="log")
                status = gr.HTML(_status(closed or ""), elem_id="status")
                examples = [gr.Button(text, size="sm", elem_classes="chip") for text in EXAMPLES]
                follow_ups = [
                    gr.Button(visible=False, size="sm", elem_classes="chip") for _ in range(3)
                ]
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
                anew = gr.Button("New conversation", size="sm", elem_id="anew")
            with gr.Column(scale=2, min_width=300, elem_id="panel"):
                gr.HTML(
                    '<h2 id="source-title">Source</h2>'
                    '<iframe name="source" id="source" title="Source passage" '
                    'src="/documents"></iframe><a class="back" href="#log">Back to the answer</a>'
                )
        outputs = [log, box, status, answers, *follow_ups]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        gr.on([box.submit, send.click], ask, [box, answers], outputs, **quiet)
        for chip in [*examples, *follow_ups]:
            chip.click(ask, [chip, answers], outputs, **quiet)
        for chip in examples:
            chip.click(lambda: [gr.Button(visible=False)] * len(EXAMPLES), None, examples, **quiet)
        anew.click(start_anew, None, outputs, **quiet)
        anew.click(lambda: [gr.Button(visible=True)] * len(EXAMPLES), None, examples, **quiet)
    return blocks


def _status(words: str) -> str:
    """The one line that a screen reader is told, once an answer."""

    return f'<p role="status" class="spoken">{escape(words)}</p>'
