"""Identifiers: numbers and letters that name a memo, an order, a section, a grade or an address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|\b[A-Za-z][\w-]+(?:\.[A-Za-z][\w-]+)+(?:/\S+)?"
)
_LAW = re.compile(
    r"\b(?P<title>\d+) (?P<label>C\.?F\.?R|U\.?S\.?C|F\.?R|Fed\. Reg)\.?(?: (?:part|section))?"
    r"(?: ?§+)? ?(?P<core>\d[\d.]*\d|\d)(?:\([a-z0-9]+\))*"
)
_CODE = re.compile(r"\b(?P<label>[A-Z][A-Za-z]{0,5})-(?P<core>\d\w*(?:[-/]\w*\d\w*)*)\b")
_PATH = re.compile(r"\b(?P<core>\d+/\d+)\b")
_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_VALUE = rf"(?:\d[\d.\-/]*\d|\d|{'|'.join(_WORDS)})"
_LABEL = (
    r"executive order|order|eo|e\.o\.|section|sec\.|§|appendix|schedule|course|page|chapter|title|"
    r"part|attachment|annex|article|step|level|phase|tier|table|figure|form|series|grade|circular|"
    r"directive|bulletin|public law|pub\. l\.|item|paragraph|clause|rule|module|unit|volume|class"
)
_LABELLED = re.compile(
    rf"(?i:\b|(?=§))(?i:(?P<label>{_LABEL}))s? ?(?i:no\.? |number )?"
    rf"(?P<core>(?i:{_VALUE})(?:-[A-Z])?)(?![\w%]|,\d|-(?!\d))"
)
_MORE = re.compile(rf"(?:,? (?:and|or|to|through|up to) |, |-)(?P<core>(?i:{_VALUE}))\b(?![\w%-])")
_LETTERED = re.compile(
    r"\b(?P<label>(?!The|This|An|In|For|As)[A-Z][a-z]+) (?P<core>[A-Z])\b(?!'|\. [A-Z])"
)
_SERIES = re.compile(r"\b(?P<core>\d{3,4})(?= series\b)")
_BARE = re.compile(r"(?<![\w$.,/-])(?P<core>0\d+|(?!(?:19|20)\d\d\b)\d{4,})(?![\w%]|[.,/-]\d)")
_SAME = {
    "executive order": "order",
    "eo": "order",
    "e.o.": "order",
    "sec.": "section",
    "§": "section",
    "gs": "grade",
    "pub. l.": "public law",
}
_LONG = 3  # digits: so long a number names a thing by itself


@dataclass(frozen=True, slots=True)
class Identifier:
    """What is named: the kind of thing, as far as told, and its number or letter."""

    label: str
    core: str

    def follows_from(self, other: "Identifier") -> bool:
        """Whether both name the same thing."""
        if self.core != other.core:
            return False
        told = self.label == other.label or "" in {self.label, other.label}
        return self.label == other.label or (
            len(self.core) >= _LONG and (told or not {self.label, other.label} & {"m", "address"})
        )


def identifiers(text: str) -> Iterator[tuple[Identifier, int, int]]:
    """The identifiers of a folded text, each with its place, none inside another."""
    taken: list[tuple[int, int]] = []
    for found, start, end in _all(text):
        if not any(start < stop and begin < end for begin, stop in taken):
            taken.append((start, end))
            yield found, start, end


def _all(text: str) -> Iterator[tuple[Identifier, int, int]]:
    for match in _ADDRESS.finditer(text):
        address = match.group().rstrip(".,;:)")
        yield Identifier("address", address.lower()), match.start(), match.start() + len(address)
    for match in _LAW.finditer(text):
        label = re.sub(r"\W", "", match["label"]).lower()
        yield Identifier(label, f"{match['title']} {match['core']}"), *match.span()
    for form in (_CODE, _PATH):
        for match in form.finditer(text):
            yield _identifier(match.groupdict().get("label") or "", match["core"]), *match.span()
    yield from _labelled(text)
    for form in (_LETTERED, _SERIES, _BARE):
        for match in form.finditer(text):
            yield _identifier(match.groupdict().get("label") or "", match["core"]), *match.span()


def _labelled(text: str) -> Iterator[tuple[Identifier, int, int]]:
    """A labelled number, and the further ones that share its label: "grades 13 and 14"."""
    for match in _LABELLED.finditer(text):
        if match["core"].isalpha() and match["label"][0].islower() and match["label"] != "page":
            continue  # "the figure two" counts rather than names
        yield _identifier(match["label"], match["core"]), *match.span()
        at = match.end()
        while more := _MORE.match(text, at) if _is_plural(match) else None:
            yield _identifier(match["label"], more["core"]), more.start("core"), more.end()
            at = more.end()


def _is_plural(match: re.Match[str]) -> bool:
    label = match["label"].lower()
    return label == "series" or match.group().lower().startswith(f"{label}s")


def _identifier(label: str, core: str) -> Identifier:
    label, core = label.lower(), core.upper()
    if core.lower() in _WORDS:
        core = str(_WORDS.index(core.lower()) + 1)
    return Identifier(_SAME.get(label, label), core.lstrip("0") or core)
