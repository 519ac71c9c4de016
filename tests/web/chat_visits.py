"""Open chat pages for tests: what people do on them, and all that they request and complain of."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Frame, Locator, Page, expect

FOCUSED = "document.activeElement"
# Marks a page in the panel that another one is about to take the place of.
_LEFT = "left"
_TRIES = 5
IN_BOX = f"{FOCUSED}.matches('#question textarea')"
ON_BODY = f"[document.body, document.documentElement, null].includes({FOCUSED})"


@dataclass
class Visit:
    """An open chat page, with all that it requested and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def box(self) -> Locator:
        """Where questions are typed."""
        return self.page.get_by_role("textbox", name="Your question")

    @property
    def turns(self) -> Locator:
        """All questions that were answered."""
        return self.page.locator(".turn")

    @property
    def turn(self) -> Locator:
        """The latest question with its answer."""
        return self.turns.last

    @property
    def questions(self) -> list[str]:
        """What was asked, in order."""
        return [
            shown.removeprefix("YOU ASKED").strip()
            for shown in self.page.locator(".asked").all_inner_texts()
        ]

    def ask(self, question: str) -> None:
        """Type a question and press Enter; done when its answer stands in the log."""
        turns = self.turns.count()
        self.box.click()
        self.page.keyboard.type(question)
        self.page.keyboard.press("Enter")
        expect(self.turns).to_have_count(turns + 1, timeout=30_000)

    def press(self, name: str) -> None:
        """Press a button by its name."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def wait_for(self, state: str) -> None:
        """Wait until the log is in a state."""
        expect(self.page.locator(f".transcript[data-state={state}]")).to_be_visible()

    def open_source(self, number: int = 1) -> Frame:
        """Open a source of the latest answer in the panel; what stood there before has left."""
        self._mark_source()
        self.turn.locator("ol.sources > li > a").nth(number - 1).click()
        expect(self.page.frame_locator("#source").locator(f"html[data-{_LEFT}]")).to_have_count(0)
        return self.source()

    def _mark_source(self) -> None:
        """Mark the page that stands in the panel; one that is still on its way comes first."""
        for _ in range(_TRIES):
            before = self.page.frame(name="source")
            if before is None:
                return
            before.wait_for_load_state()
            try:
                before.evaluate(f"document.documentElement.dataset.{_LEFT} = ''")
            except Error:  # another page took its place in between
                continue
            return
        raise AssertionError(f"the panel had no page to mark in {_TRIES} tries")

    def source(self) -> Frame:
        """The panel that shows a source, once a passage is marked in it."""
        self.page.frame_locator("#source").locator("mark").first.wait_for()
        frame = self.page.frame(name="source")
        assert frame is not None
        frame.wait_for_load_state()
        return frame

    def press_until(self, key: str, there: str) -> bool:
        """Press a key until a condition of the page holds, at most sixty times."""
        for _ in range(60):
            self.page.keyboard.press(key)
            if self.page.evaluate(there):
                return True
        return False


Visiting = Callable[..., Visit]
Contexts = Callable[..., BrowserContext]


@contextmanager
def contexts_of(browser: Browser) -> Iterator[Contexts]:
    """A context for each set of options, as of Playwright's; made once, so that its cache serves.

    Each time it is asked for, it has forgotten all cookies.
    """
    made: dict[str, BrowserContext] = {}

    def context(**options: Any) -> BrowserContext:  # noqa: ANN401  Playwright's own options
        key = repr(sorted(options.items()))
        if key not in made:
            made[key] = browser.new_context(**options)
            made[key].set_default_timeout(30_000)
        made[key].clear_cookies()
        return made[key]

    yield context
    for one in made.values():
        one.close()


@contextmanager
def visits(contexts: Contexts, address: str) -> Iterator[Visiting]:
    """Open the chat in new tabs, which know nothing of one another; they are closed at the end."""
    pages: list[Page] = []

    def visit(**options: Any) -> Visit:  # noqa: ANN401  Playwright's own options
        pages.append(contexts(**options).new_page())
        return opened(pages[-1], address)

    yield visit
    for page in pages:
        page.close()


def opened(page: Page, address: str) -> Visit:
    """The chat in a page that is open already, once it can be used."""
    seen = Visit(page)
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("console", lambda said: seen.errors.append(said.text) if said.type == "error" else None)
    page.goto(address)
    ready(page)
    return seen


def ready(page: Page) -> None:
    """Wait until the page knows which conversation it is to show."""
    page.locator(".transcript:not([data-state=starting])").wait_for()
