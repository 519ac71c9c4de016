"""The chat at ``/``. The only file that imports gradio."""

from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any, cast

import gradio as gr
from fastapi import FastAPI
from markupsafe import escape
from starlette.routing import Mount

from bot.answer import MAX_QUESTION
from bot.web.gate import browser_token
from bot.web.log import HEADER, PANEL, TITLE
from bot.web.services import Services
from bot.web.talk import EXAMPLES, Place, Shown, Talk

_CHIPS = len(EXAMPLES)
_SLOTS = 400
# Tabs whose place is remembered: a class of 1,300 and as many again, and room for some to reload.
# The ones not used for longest give way, and find their conversation again by a reload.
_TABS = 4_000
_SCRIPTS = ("chat.js", "panel.js", "feedback.js")
# What chat.js wrote down for this tab, so that a reload finds its conversation again.
_REMEMBERED = (
    "() => { try { return [sessionStorage.getItem('guide') || ''] } catch { return [''] } }"
)
# The same as the last of what an event sends, for a server that does not know the tab.
_WITH_REMEMBERED = (
    "(...sent) => { try { sent[sent.length - 1] = sessionStorage.getItem('guide') || '' } "
    "catch { sent[sent.length - 1] = '' } return sent }"
)
_TOO_LONG = "it has {:,} characters and the limit is {:,}, so only its beginning is kept"
_BUTTONS = {
    "again": "Retry",
    "edit": "Edit last question",
    "cancel": "Cancel editing",
    "anew": "New conversation",
    "back": "Back to the earlier conversation",
}
Update = tuple[Any, ...]


def mount_chat(app: FastAPI, services: Services) -> FastAPI:
    """Serve the chat from ``/`` of ``app``."""
    blocks = ChatPage(services).blocks()
    # The queue has 40 slots for all events unless this is set before it is made.
    blocks.max_threads = _SLOTS
    blocks.state_session_capacity = _TABS
    blocks.queue(default_concurrency_limit=_SLOTS, api_open=False)
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        theme=_theme(),
        css=files("bot.web").joinpath("static/chat.css").read_text(encoding="utf-8"),
        head="".join(f'<script src="/guide/{name}" defer></script>' for name in _SCRIPTS),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
    )
    # Gradio lets go of open pages when it stops a server of its own, which this is not.
    chats = [route.app for route in mounted.routes if isinstance(route, Mount)]
    mounted.state.chats = [chat for chat in chats if isinstance(chat, gr.routes.App)]
    return mounted


def end_chats(app: FastAPI) -> None:
    """Let go of open pages, which hold a connection each for as long as they are open."""
    for chat in app.state.chats:
        chat.stop_event.set()


def _theme() -> gr.themes.Base:
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        font=["system-ui", "Segoe UI", "Roboto", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
    ).set(
        button_primary_background_fill="#005ea2",
        button_primary_background_fill_dark="#005ea2",
        button_primary_background_fill_hover="#1a4480",
        button_primary_background_fill_hover_dark="#1a4480",
        button_primary_text_color="white",
        body_background_fill_dark="#16191d",
        input_placeholder_color="#565c65",
        input_placeholder_color_dark="#b8bdc4",
        input_border_color="#71767a",
        body_text_color_subdued="#565c65",
        body_text_color_subdued_dark="#b8bdc4",
    )


class ChatPage:
    """The chat: a log made on the server, a question box, and the source beside it.

    What can be pressed when goes by the state of the log, in chat.css.
    """

    def __init__(self, services: Services) -> None:
        self._gate = services.gate
        self._talk = Talk(services.kept, services.settings.closed_notice)

    def blocks(self) -> gr.Blocks:
        """The page with its events."""
        with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as blocks:
            place = gr.State(Place())
            remembered = gr.Textbox(visible=False)
            _html(HEADER, "header")
            with gr.Row(elem_id="columns"):
                with gr.Column(scale=3, min_width=200, elem_id="conversation"):
                    log = _html(self._talk.starting(), "log")
                    status = _html(_status(""), "status")
                    with gr.Row(elem_id="chips"):
                        chips = [
                            gr.Button(visible=False, elem_classes="chip") for _ in range(_CHIPS)
                        ]
                    buttons = _buttons()
                    box, send, stop = _question_box()
                with gr.Column(scale=2, min_width=200, elem_id="panel"):
                    _html(PANEL, "source-panel")
            outputs = [log, status, box, place, *chips]
            quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
            # Gradio takes a stopped question for running until its thread ends; chat.js sees to it
            # that only one is asked at a time.
            any_time = quiet | {"trigger_mode": "multiple"}
            any_time |= {"js": _WITH_REMEMBERED}
            here = [place, remembered]
            asking = [
                gr.on([box.submit, send.click], self._ask, [box, *here], outputs, **any_time),
                buttons["again"].click(self._ask_again, here, outputs, **any_time),
                *(chip.click(self._ask, [chip, *here], outputs, **any_time) for chip in chips),
            ]
            at_once = quiet | {"js": _WITH_REMEMBERED}
            stop.click(self._step(self._talk.stop), here, outputs, cancels=asking, **at_once)
            for name in ("edit", "cancel", "anew", "back"):
                step = self._step(getattr(self._talk, name))
                buttons[name].click(step, here, outputs, **at_once)
            blocks.load(self._restore, remembered, outputs, js=_REMEMBERED, **quiet)
        return cast("gr.Blocks", blocks)

    def _restore(self, remembered: str) -> Update:
        return _update(self._talk.restore(remembered))

    def _step(self, step: Callable[[Place], Shown]) -> Callable[[Place, str], Update]:
        return lambda place, told: _update(step(self._talk.placed(place, told)))

    def _ask(self, question: str, place: Place, told: str, request: gr.Request) -> Iterator[Update]:
        place = self._talk.placed(place, told)
        if len(question) > MAX_QUESTION:
            cut = question[:MAX_QUESTION]
            yield _update(
                self._talk.refused(cut, place, _TOO_LONG.format(len(question), MAX_QUESTION))
            )
            return
        yield from self._asked(question, place, request, self._talk.ask(question, place))

    def _ask_again(self, place: Place, told: str, request: gr.Request) -> Iterator[Update]:
        place = self._talk.placed(place, told)
        yield from self._asked("", place, request, self._talk.ask_again(place))

    def _asked(
        self, question: str, place: Place, request: gr.Request, steps: Iterator[Shown]
    ) -> Iterator[Update]:
        """The steps, unless no question is taken now."""
        address = request.client.host if request.client else "unknown"
        refusal = self._gate.refusal(address, browser_token(request))
        if refusal:
            yield _update(self._talk.refused(question, place, refusal.text))
            return
        yield from map(_update, steps)


def _update(shown: Shown) -> Update:
    """What changes on the page, in the order of its outputs."""
    box = gr.skip() if shown.box is None else shown.box
    return (shown.log, _status(shown.said), box, shown.place, *_chips(shown.offered))


def _html(value: str, elem_id: str) -> gr.HTML:
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False)


def _buttons() -> dict[str, gr.Button]:
    with gr.Row(elem_id="controls"):
        return {
            name: gr.Button(words, size="sm", elem_id=name, elem_classes="control")
            for name, words in _BUTTONS.items()
        }


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
        stop = gr.Button("Stop", scale=1, elem_id="stop")
    return box, send, stop


def _chips(questions: tuple[str, ...] | None) -> list[Any]:
    """Buttons that ask a question when they are pressed; the rest are hidden."""
    if questions is None:
        return [gr.skip()] * _CHIPS
    shown = [gr.Button(question, visible=True) for question in questions]
    return shown + [gr.Button(visible=False)] * (_CHIPS - len(shown))


def _status(words: str) -> str:
    """The one line that a screen reader is told, once an answer."""
    return f'<p role="status" class="spoken">{escape(words)}</p>'
