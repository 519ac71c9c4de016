"""What the tests of the widget look at: three servers, and an open page."""

from collections.abc import Callable
from dataclasses import dataclass, field

from hosting import Host
from playwright.sync_api import Locator, Page, expect
from sessions_in_memory import SessionsInMemory


@dataclass(frozen=True)
class Stage:
    """A guide, a page that it allows, and one that it does not."""

    guide: str
    friend: Host
    stranger: Host
    sessions: SessionsInMemory


@dataclass
class Visit:
    """An open page with a widget in it, and all that it requested."""

    page: Page
    requests: list[str] = field(default_factory=list)

    @property
    def box(self) -> Locator:
        """The question box."""
        return self.page.get_by_label("Your question")

    @property
    def turn(self) -> Locator:
        """The latest question with its answer."""
        return self.page.locator(".turn").last

    @property
    def trouble(self) -> Locator:
        """What the widget says went wrong."""
        return self.page.locator(".trouble")

    def ask(self, question: str) -> None:
        """Type a question and press Enter; done when its answer stands there."""
        answers = self.page.locator(".turn .verdicts").count()
        self.box.fill(question)
        self.box.press("Enter")
        expect(self.page.locator(".turn .verdicts")).to_have_count(answers + 1, timeout=30_000)

    def said(self) -> list[str]:
        """What a screen reader was told since the page was opened."""
        found: list[str] = self.page.evaluate("window.said")
        return found


Visiting = Callable[..., Visit]
