"""Parts: the questions that one question is made of, each put so that it can be searched for."""

import re
from dataclasses import dataclass

from bot.tables.wordings.exceptions import leaves_out

WH = r"who|whom|whose|what|when|where|which|why|how"
AUX = (
    r"is|are|was|were|do|does|did|can|could|may|must|should|will|would|has|have|had|isn't|aren't|"
    r"doesn't|don't|didn't"
)
# Where a second question begins within a sentence: a conjunction or a dash before a question word,
# or before an auxiliary verb with its subject.
_SEAM = re.compile(
    rf"\?\s+(?=\S)|[;\u2013\u2014]\s+(?=\S)|\s-\s(?=\S)"
    rf"|,?\s+(?:and|or|but|also)\s+(?=(?:then\s+|also\s+|by\s+|at\s+|in\s+|to\s+|for\s+)?(?:{WH})\b)"
    rf"|,\s*(?:and|or|but)\s+(?=(?:{AUX})\b)"
    rf"|\s+and\s+(?=(?:{AUX})\s+(?:it|they|he|she|there|that|this|the|an?|its|their)\b)"
    rf"|,\s+(?=(?:{WH})\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    rf"\b(?:{WH}|{AUX}|need|want)\b|\?$|"
    r"(?:^|[.:;,]\s*|\b(?:please|then|to|you|and|just)\s+)(?:explain|list|name|give|tell|show)\b",
    re.IGNORECASE,
)
# What tells of who asks, after a question: it belongs to that.
_TELLS = re.compile(rf"(?:i|we|my|our)\b(?!.*\b(?:{WH}|need|want|would like)\b)", re.IGNORECASE)
# What only says on what occasion or among what something is asked: it opens with a preposition or a
# conjunction, and no clause of it begins with a question word or an auxiliary verb.
_LEADS = re.compile(
    r"(?:when|where|while|since|if|as|of|among|besides|apart|unlike|with|without|given|for|in|at|on|"
    r"by|from|under|after|before)\b"
    rf"(?!\W+(?:exactly\W+)?(?:{AUX}|{WH})\b)(?!.*[,:.;]\s*(?:{AUX}|{WH})\b)",
    re.IGNORECASE,
)
# Where the clause that asks begins, after what somebody told or called out before it.
_ASKED_LAST = re.compile(
    rf"[.:!)\u2026]\s+(?=(?:(?:and|so|but|in|on|at|for|to|from|by)\s+)?(?:{WH}|{AUX})\b)",
    re.IGNORECASE,
)
# A part that says so speaks of what the part before it names.
POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|he|him|his|she|her|that one|those|these|each|both|"
    r"(?<!is )(?<!are )there(?! (?:is|are|was|were)\b))\b",
    re.IGNORECASE,
)
# Two things set side by side: each is asked for by itself, where no table tells the difference.
_SIDE = r"(?P<{0}>[^,;:?]{{1,80}}?)"
_DIFFERENCE = (
    r"(?:(?:what(?:['\u2019]?s| is| are)|explain|tell me) )?(?:the )?(?:main |key )?differences?"
)
_CONTRASTS = tuple(
    re.compile(rf"\W*{pattern.format(_SIDE.format('one'), _SIDE.format('two'))}\W*", re.IGNORECASE)
    for pattern in (
        rf"{_DIFFERENCE} between (?:the )?{{0}} and (?:the )?{{1}}",
        rf"how (?:{AUX}) (?:the )?{{0}} differ(?:ent)? (?:from|to|than) (?:the )?{{1}}",
        rf"how (?:{AUX}) (?:the )?{{0}} and (?:the )?{{1}} differ(?:ent)?",
        r"(?:compare )?(?:the )?{0} (?:vs\.?|versus|compared (?:to|with)) (?:the )?{1}",
    )
)
# What is no thing by itself: a clause, or what points back at one.
_NO_SIDE = re.compile(  # "May" is a month, "list" may be a thing
    rf"^(?i:give|tell|show|(?:list|name) (?:all|the))\b|\b(?:(?i:{WH})|{AUX})\b"
)
_FEWEST_WORDS = 3
_MOST = 3


@dataclass(frozen=True, slots=True)
class Part:
    """One question to be answered; ``context`` is what it leans on, if it says too little alone.

    ``led``: that is no question of its own but leads into this one: "Of the two, which is first?"
    """

    text: str
    context: str | None = None
    led: bool = False

    @property
    def whole(self) -> str:
        """The question with what it leans on before it."""
        return f"{self.context}: {self.text}" if self.context else self.text


def parts_of(question: str, context: str | None = None) -> list[Part]:
    """The questions within a question, at most three; the question itself where it is one.

    Later parts lean on the first, which names what they are all about.
    """
    found = _split(question)
    short = any(len(part.split()) < _FEWEST_WORDS for part in found[1:])
    if short or not 1 < len(found) <= _MOST or (context and not _ASKS.search(found[0])):
        return [Part(question, context)]
    first, *rest = found
    if len(rest) == 1 and leaves_out(first) and not _ASKS.search(first):
        return [Part(question, context)]
    if not _ASKS.search(first) or _LEADS.match(first):  # it names the subject of what follows
        return [Part(part, first, led=True) for part in rest]
    return [Part(first, context), *(Part(part, first) for part in rest)]


def asked_last(question: str) -> str | None:
    """The clause that asks, if something was said before it that it does not point back at.

    "Customer on the phone: how much is a permit?" asks for the price of a permit.
    """
    seams = list(_ASKED_LAST.finditer(question))
    if not seams or _ASKS.search(question[: seams[-1].start()]):
        return None
    last = question[seams[-1].end() :]
    return None if POINTS_BACK.search(last) else last


def sides_of(part: Part) -> list[Part]:
    """A question for each of two things that a part sets side by side; none where it does not.

    The first may leave its noun to the second: "general and technical competencies".
    """
    match = next((m for p in _CONTRASTS if (m := p.fullmatch(part.text))), None)
    if match is None or part.context:
        return []
    sides = [match["one"].strip(), match["two"].strip()]
    if not all(re.search(r"\w", side) and _is_thing(side) for side in sides):
        return []
    one, two = sides
    noun = two.split()[-1]
    leaves = (one.islower() and " " not in one) or one[-1].isdigit()
    if leaves and " " in two and noun.endswith("s"):
        one = f"{one} {noun}"
    return [Part(f"What is {side}?") for side in (one, two)]


def _is_thing(side: str) -> bool:
    return not (_NO_SIDE.search(side) or POINTS_BACK.search(side))


def _split(question: str) -> list[str]:
    """The question at its seams; a statement of the asker's own stays with what it follows."""
    found: list[str] = []
    begin = start = 0
    for seam in (*_SEAM.finditer(question), None):
        stop = seam.start() if seam else len(question)
        part = question[start:stop].strip(" ,;")
        asks = "?" in (seam.group() if seam else part[-1:])
        if found and not asks and _TELLS.match(part):
            found[-1] = question[begin:stop].strip(" ,;")
        elif part:
            found.append(part)
            begin = start
        start = seam.end() if seam else start
    return found
