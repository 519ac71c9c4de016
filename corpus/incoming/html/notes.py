"""Footnotes of a page: raised links to a note, and the ways back from it."""

import re

from bs4 import Tag

_MARK = re.compile(r"[\[(]?(\d{1,3}|[a-z]|[*†‡§¶#]{1,3})[\])]?")
_INLINE = {"a", "span", "sup"}
_BACK = {"↩", "↩︎", "↑", "⬆", "^", "⏎", "back"}


def note_marks(main: Tag) -> dict[str, str]:
    """The mark of each note, by the id of the element that holds it."""
    marks: dict[str, str] = {}
    for link in main.find_all("a", href=True):
        target = str(link["href"])
        mark = _MARK.fullmatch(link.get_text(strip=True))
        if target.startswith("#") and mark and _is_raised(link) and main.find(id=target[1:]):
            marks.setdefault(target[1:], mark.group(1))
    back = {str(link["href"])[1:] for note in marks for link in _links_in(main, note)}
    return {note: mark for note, mark in marks.items() if note not in back}


def is_way_back(tag: Tag) -> bool:
    """Whether a link leads from a note back to its mark."""
    if tag.name != "a" or not str(tag.get("href") or "").startswith("#"):
        return False
    return tag.get("role") == "doc-backlink" or tag.get_text(strip=True).lower() in _BACK


def _links_in(main: Tag, note: str) -> list[Tag]:
    found = main.find(id=note)
    # An inline element is a mark in the text, and its link leads to a note, not back from one.
    return [] if found is None or found.name in _INLINE else found.find_all("a", href=True)


def _is_raised(link: Tag) -> bool:
    raised = link.name == "sup" or link.find("sup") or link.find_parent("sup")
    return bool(raised) or link.get("role") == "doc-noteref"
