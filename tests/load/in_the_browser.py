"""What a person waits for in a browser: the page, and from the click to the answer.

    .venv/bin/python tests/load/in_the_browser.py --questions 100

The chat beside a bare Gradio echo, asked in turns in the same browser; then the widget's page.
Writes `docs/reports/in-the-browser.md`.
"""

import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click
from playwright.sync_api import Browser, Page, sync_playwright
from servers import PROJECT, Running, gradio_echo, guide
from wordings import wishes

REPORT = PROJECT / "docs" / "reports" / "in-the-browser.md"
_LOADS, _SEED, _SETTLE_MS = 5, 50, 2000
# A page keeps the last fifty turns: more answers than that are not more answers on it.
_A_CONVERSATION = 25
# Fill what is needed beforehand; then the time from the click until more answers are painted.
_CLICK = """async ([button, answers]) => {
  const count = () => document.querySelectorAll(answers).length, before = count();
  const started = performance.now();
  document.querySelector(button).click();
  while (count() === before) await new Promise(requestAnimationFrame);
  return performance.now() - started;
}"""
# From the start of the visit until the box is there and the page has nothing else to do.
_READY = """async (box) => {
  const ready = () => [...document.querySelectorAll(box)].some((e) => e.checkVisibility());
  while (!ready()) await new Promise(requestAnimationFrame);
  await new Promise((done) => requestIdleCallback(done));
  return performance.now();
}"""
_IN_WIDGET = _READY.replace(
    "[...document.querySelectorAll(box)]",
    "[...(document.querySelector('guide-chat')?.shadowRoot?.querySelectorAll(box) ?? [])]",
)


@dataclass(frozen=True)
class Chat:
    """Where a chat is and how it is worked, as selectors."""

    name: str
    server: Running
    button: str
    answers: str
    box: str = "textarea"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.port}/"


@dataclass
class Weight:
    """What a page took over the wire, in kB, and when it could be used, in milliseconds."""

    kilobytes: list[float] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)
    ready_ms: list[float] = field(default_factory=list)


def asked(page: Page, chat: Chat, question: str) -> float:
    """Milliseconds from the click to the answer."""
    page.fill(chat.box, question)
    taken: float = page.evaluate(_CLICK, [chat.button, chat.answers])
    return taken


def weighed(browser: Browser, address: str, box: str, ready: str) -> Weight:
    """A page opened by browsers that never saw it."""
    weight = Weight()
    for _ in range(_LOADS):
        with _page(browser) as page:
            sizes: list[float] = []
            network = page.context.new_cdp_session(page)
            network.send("Network.enable")
            network.on(
                "Network.loadingFinished", lambda e, s=sizes: s.append(e["encodedDataLength"])
            )
            page.goto(address, wait_until="commit")
            weight.ready_ms.append(page.evaluate(ready, box))
            page.wait_for_timeout(_SETTLE_MS)  # Gradio keeps a stream open, so there is no idle
            weight.kilobytes.append(sum(sizes) / 1000)
            weight.requests.append(len(sizes))
    return weight


@contextmanager
def _page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    try:
        yield context.new_page()
    finally:
        context.close()


def in_turns(
    browser: Browser, chats: Sequence[Chat], questions: Sequence[str]
) -> list[list[float]]:
    """The times of each chat, all asked the same questions by turns."""
    times: list[list[float]] = [[] for _ in chats]
    for start in range(0, len(questions), _A_CONVERSATION):
        some = _conversation(browser, chats, questions[start : start + _A_CONVERSATION])
        for own, more in zip(times, some, strict=True):
            own.extend(more)
    return times


def _conversation(
    browser: Browser, chats: Sequence[Chat], questions: Sequence[str]
) -> list[list[float]]:
    """As `in_turns`, in one conversation each."""
    times: list[list[float]] = [[] for _ in chats]
    with _page(browser) as first, _page(browser) as second:
        pages = list(zip((first, second), chats, times, strict=True))
        for page, chat, _ in pages:
            page.goto(chat.address)
            page.wait_for_selector(chat.box)
            asked(page, chat, "What is this?")
        for question in questions:
            for page, chat, own in pages:
                own.append(asked(page, chat, question))
    return times


def report(chats: Sequence[Chat], times: Sequence[list[float]], pages: dict[str, Weight]) -> str:
    """Both tables, in Markdown."""
    lines = [
        "# In the browser", "",
        f"Made by `python tests/load/in_the_browser.py --questions {len(times[0])}`, with headless",
        "Chromium and the servers on the same two cores, without a language model.", "",
        "| from click to answer | median, ms | 95th percentile, ms |", "| --- | --- | --- |",
    ]  # fmt: skip
    for chat, own in zip(chats, times, strict=True):
        lines.append(f"| {chat.name} | {statistics.median(own):.0f} | {_p95(own):.0f} |")
    lines += [
        "", "| page, first visit | kB over the wire | requests | usable after, ms |",
        "| --- | --- | --- | --- |",
    ]  # fmt: skip
    for name, weight in pages.items():
        middle = [
            statistics.median(v) for v in (weight.kilobytes, weight.requests, weight.ready_ms)
        ]
        lines.append(f"| {name} | {middle[0]:.0f} | {middle[1]:.0f} | {middle[2]:.0f} |")
    return "\n".join([*lines, ""])


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[-(-95 * len(values) // 100) - 1]


@click.command()
@click.option("--questions", default=100, show_default=True, help="How many each chat is asked.")
def main(questions: int) -> None:
    """Measure, print and write the report."""
    wanted = [question for asked in wishes(questions, 1, _SEED) for question in asked]
    with (
        tempfile.TemporaryDirectory() as data,
        guide(Path(data)) as ours,
        gradio_echo() as bare,
        sync_playwright() as playwright,
    ):
        chats = [
            Chat("the chat", ours, "#send", ".turn", "#question textarea"),
            Chat("bare Gradio echo", bare, "button.lg", ".message.bot"),
        ]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        times = in_turns(browser, chats, wanted)
        pages = {chat.name: weighed(browser, chat.address, chat.box, _READY) for chat in chats}
        widget = f"{chats[0].address}widget"
        pages["the widget's page"] = weighed(browser, widget, "textarea", _IN_WIDGET)
        browser.close()
    text = report(chats, times, pages)
    REPORT.write_text(text, encoding="utf-8")
    click.echo(text)


if __name__ == "__main__":
    main()
