"""A question in plain characters, so that no look-alike hides a number from a pattern."""

import unicodedata
from dataclasses import dataclass

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_QUOTES = {ord("’"): "'", ord("‘"): "'", ord("“"): '"', ord("”"): '"'}
_ALIKE = _DASHES | _QUOTES
# Cyrillic and Greek letters that a reader takes for the Latin ones below them.
_TWINS = str.maketrans(
    "аеорсухіјѕԁһӏкмтнвАВЕКМНОРСТХІЅЈУοανρυικτχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdhlkmthbABEKMHOPCTXISJYoavpuiktxABEZHIKMNOPTYX",
)


@dataclass(frozen=True, slots=True)
class PlainText:
    """``text`` in plain characters; ``origin[i]`` is where its i-th stands in the question."""

    text: str
    origin: tuple[int, ...]

    def origin_of(self, start: int, end: int) -> tuple[int, int]:
        """Where ``[start, end)`` of the plain text stands in the question."""
        return self.origin[start], self.origin[end - 1] + 1


def plain_text(question: str) -> PlainText:
    """Without invisible characters; dashes, quotes, spaces and wide digits as on a keyboard."""
    signs: list[str] = []
    origin: list[int] = []
    for at, char in enumerate(question):
        # Soft hyphens, joiners and marks of direction are seen by no reader.
        if unicodedata.category(char) == "Cf":
            continue
        folded = unicodedata.normalize("NFKC", char.translate(_ALIKE))
        signs.append(folded if len(folded) == 1 else char)
        origin.append(at)
    return PlainText("".join(signs), tuple(origin))


def in_latin(question: str) -> str:
    """A question with the twins of Latin letters as those, and without what no reader sees."""
    seen = "".join(char for char in question if unicodedata.category(char) != "Cf")
    return seen.translate(_TWINS)
