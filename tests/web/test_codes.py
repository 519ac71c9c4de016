"""QR codes: what they hold, and that cameras, screen readers and our policy take them."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
import segno

from bot.web.codes import QUIET_ZONE, qr_svg

LINK = "https://guide.agency.gov/join/K7MPWX2R"


def test_a_code_holds_exactly_the_text() -> None:
    expected = segno.make_qr(LINK, error="m").matrix
    assert modules(qr_svg(LINK)) == [[bool(one) for one in row] for row in expected]


@pytest.mark.parametrize("text", ["K7MP-WX2R", LINK, f"{LINK}?{'x' * 900}"])
def test_a_code_is_no_micro_code_and_has_its_quiet_zone(text: str) -> None:
    width = len(segno.make_qr(text, error="m").matrix)
    assert width >= 21
    assert drawing(text).get("viewBox") == f"0 0 {width + 2 * QUIET_ZONE} {width + 2 * QUIET_ZONE}"


def test_a_code_is_dark_on_white_in_every_colour_scheme() -> None:
    ground, lines = drawing(LINK).findall("path")
    assert (ground.get("fill"), lines.get("stroke")) == ("#fff", "#000")


def test_a_screen_reader_is_told_what_a_code_is_for() -> None:
    named = parsed(qr_svg(LINK, "Join the class"))
    assert (named.get("role"), named.findtext("title")) == ("img", "Join the class")
    assert drawing(LINK).findtext("title") == f"QR code for {LINK}"


def test_what_a_code_holds_brings_no_markup_to_the_page() -> None:
    hostile = '</title><script>alert("1")</script>'
    assert "<script" not in qr_svg(hostile)
    assert drawing(hostile).findtext("title") == f"QR code for {hostile}"


def test_a_code_has_no_style_of_its_own_that_our_policy_would_stop() -> None:
    assert "style" not in qr_svg(LINK)


def drawing(text: str) -> ET.Element:
    """The SVG element of a code."""
    return parsed(qr_svg(text))


def parsed(svg: str) -> ET.Element:
    """The element of an SVG text."""
    return ET.fromstring(svg)  # noqa: S314  our own drawing


def modules(svg: str) -> list[list[bool]]:
    """The modules that a drawing shows as dark, row by row, without the quiet zone."""
    root = parsed(svg)
    width = int(str(root.get("viewBox")).split()[2]) - 2 * QUIET_ZONE
    rows = [[False] * width for _ in range(width)]
    for column, row, length in runs(str(root.findall("path")[1].get("d"))):
        for place in range(column, column + length):
            rows[row - QUIET_ZONE][place - QUIET_ZONE] = True
    return rows


def runs(path: str) -> Iterator[tuple[int, int, int]]:
    """Each horizontal line of a path: its first column, its row, its length."""
    x = y = 0.0
    for kind, first, second, length in re.findall(r"([Mm])(-?[\d.]+) (-?[\d.]+)h(\d+)", path):
        x, y = (
            (float(first), float(second)) if kind == "M" else (x + float(first), y + float(second))
        )
        yield int(x), int(y), int(length)
        x += int(length)
