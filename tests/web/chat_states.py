"""The states of the chat, each reached as people reach it, and names of controls in them."""

from collections.abc import Iterator
from typing import Any

from chat_visits import Visit
from held_chat import HeldChat
from playwright.sync_api import Page, expect

NOTICED = "May I use a free AI tool from the internet at work?"
TABLE = "What is the Future Importance of Teamwork?"
DECLINED = "My SSN is 123-45-6789. May I use AI?"
_CONTROLS = {"button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "Iframe"}


def states(visit: Visit, held: HeldChat) -> Iterator[str]:
    """Lead a visit through every state of the chat; the name of each as it is reached."""
    yield "welcome"
    visit.ask(NOTICED)
    yield "answer with notices"
    visit.open_source(2)
    yield "source"
    visit.press("Close")
    visit.page.get_by_role("button", name="Wrong").click()
    yield "feedback begun"
    visit.press("Send feedback")
    expect(visit.page.get_by_text("Thank you.")).to_be_visible()
    yield "feedback sent"
    visit.ask(DECLINED)
    visit.ask(TABLE)
    yield "several answers, one declined"
    visit.press("Edit last question")
    visit.wait_for("editing")
    yield "editing"
    visit.press("Cancel editing")
    visit.wait_for("ready")
    yield from _not_answered(visit, held)
    visit.press("New conversation")
    visit.wait_for("empty")
    yield "new conversation"


def _not_answered(visit: Visit, held: HeldChat) -> Iterator[str]:
    held.assistant.go.clear()
    visit.box.fill(TABLE)
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("button", name="Stop")).to_be_visible()
    yield "pending"
    held.assistant.broken = True
    held.assistant.go.set()
    visit.wait_for("failed")
    yield "failed"
    held.assistant.broken = False


def unnamed(page: Page) -> list[str]:
    """Controls that the browser's accessibility tree gives no name."""
    tree: dict[str, Any] = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    return [
        node["role"]["value"]
        for node in tree["nodes"]
        if not node["ignored"]
        and node["role"]["value"] in _CONTROLS
        and not node.get("name", {}).get("value", "").strip()
    ]
