"""axe-core over a page or a frame: what breaks WCAG 2.2 A or AA, in a form that can be read."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Frame, Page

_OPTIONS: dict[str, Any] = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"target-size": {"enabled": True}},  # the one rule of 2.2, off unless asked for
}


def violations(place: Page | Frame) -> list[str]:
    """Each broken rule with the elements that break it."""
    found = Axe().run(place, options=_OPTIONS).response["violations"]
    return [
        f"{rule['id']} at {node['target']}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]
