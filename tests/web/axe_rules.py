"""axe-core over a page or a frame, in every mode: what breaks WCAG 2.2 A or AA."""

from collections.abc import Iterator, Sequence
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Frame, Page, ViewportSize

WIDE, NARROW = ViewportSize(width=1280, height=860), ViewportSize(width=320, height=640)
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
# Scripts have heard of the change, and colours are as they are in the end.
_SETTLED = """async () => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
}"""


def modes(page: Page) -> Iterator[str]:
    """Lead a page through light and dark, wide and narrow; the name of each while it lasts."""
    for scheme in ("light", "dark"):
        for size in (NARROW, WIDE):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.set_viewport_size(size)
            page.evaluate(_SETTLED)
            yield f"{scheme}-{size['width']}"
    page.emulate_media(color_scheme="light")


def violations(place: Page | Frame, rules: Sequence[str] = WCAG) -> list[str]:
    """Each broken rule with the elements that break it."""
    options: dict[str, Any] = {
        "resultTypes": ["violations"],
        "runOnly": list(rules),
        "rules": {"target-size": {"enabled": True}},  # the one rule of 2.2, off unless asked for
    }
    if not place.evaluate("'axe' in window"):
        place.evaluate(AXE_SCRIPT)
    found = place.evaluate("options => axe.run(options)", options)["violations"]
    return [
        f"{rule['id']} at {node['target']}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]
