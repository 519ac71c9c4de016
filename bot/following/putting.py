"""Putting: what a follow-up may be taken to ask, the surest reading first."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from bot.conversations import Turn
from bot.following.names import PLACE, Named, Names
from bot.parts import Part
from bot.tables.model.words import words_in

_OPENING = re.compile(
    r"^\s*(?:(?:ok(?:ay)?|and|but|or|so|then|also|what about|how about|what if|no|sorry|oh|now|"
    r"i mean\w*|same (?:question )?(?:for|with|goes for)|actually|instead)\b[\s,:]*)+",
    re.IGNORECASE,
)
_IT = re.compile(
    r"\b(?:it|its|they|them|their)\b(?! work)|"
    r"(?:(?<=\bis )|(?<=\bdo )|(?<=\bdid )|(?<=\bwas )|(?<=\bhas )|(?<=\bcan )|(?<=\bare )|"
    r"(?<=\bdoes )|(?<=\bwere )|(?<=\bwill ))(?:that|those|this|these)\b"
)
_OF_THOSE = re.compile(
    r"^\W*(?P<ask>which|how many)(?: ones)? (?:of|among) (?:those|these|them) (?P<rest>\w.*)$",
    re.IGNORECASE,
)
_WHICH = re.compile(r"^(?:which|what|how many)\b", re.IGNORECASE)
# "And which slide down", after "Which competencies climb in rank?": what is asked for, what it
# does, and where.
_WHICH_DO = re.compile(r"^which (?!of\b|ones?\b|\d)(?P<does>\w+(?: \w+){0,3})$", re.IGNORECASE)
_WHICH_DID = re.compile(
    r"^(?P<what>(?:which|what) (?:\w+ )?\w+) \w+"
    r"(?P<where>(?: (?:in|between|from|at|by|for|among)\b.*)?)$",
    re.IGNORECASE,
)
# "What is X" asks about X, "Who must have X" about something in it.
_MEANT = re.compile(
    r"^(?:what|who)(?:'s|\u2019s|\s+(?:is|are|was|were))\s+(?P<what>[^,;:?]+)$|"
    r"^(?:please )?(?:define|explain|tell me about|describe)\s+(?P<theme>[^,;:?]+)$",
    re.IGNORECASE,
)
_ONES = re.compile(r"^(?:the |an? )?(?P<kind>[\w-]+) ones?$", re.IGNORECASE)
_ELSE = re.compile(r"^(?:and )?(?P<where>where|when|at which \w+|which \w+) else$", re.IGNORECASE)
_YES_OR_NO = re.compile(r"^(?:is|are|was|were|does|do|did|has|have|can|may|must)\b", re.IGNORECASE)
_QUESTION_WORD = re.compile(
    r"^(?:(?:by|since|until|for|to|with) (?:when|whom)|who|whom|when|where|why|"
    r"how (?:long|many|much|often|soon))$",
    re.IGNORECASE,
)
_OPENS_WITH_QUESTION_WORD = re.compile(
    r"^(?:who|when|where|why|what|which|how(?: \w+)?)\s+(?=(?:is|are|was|were|did|does|do|has|have|"
    r"can|may|must|should|will)\b)",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"^(?P<word>for|by|at|in|on|with|without|under|from|since|until|after|before|to|of|as)\b",
    re.IGNORECASE,
)
_BEFORE_A_COLUMN = re.compile(r"\s*\b(?:at|for|in|on|under|of|to)(?: an?| the)?\s*$", re.IGNORECASE)
_FIRST = re.compile(r"(?:top|first|best|highest) (\w+)", re.IGNORECASE)
_NEXT = re.compile(r"next (\w+)", re.IGNORECASE)
# Words that say of something when it is, and what means the later one.
_TIMELY = frozenset({"current", "present", "future"})
_LATER = re.compile(r"future|in\b|within\b|later|down", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:an?|the)\s+$", re.IGNORECASE)
_OPENS_WITH_ARTICLE = re.compile(r"(?:an?|the)\b", re.IGNORECASE)
_HAS_VERB = re.compile(
    r"\b(?:is|are|was|were|does|do|did|has|have|had|can|may|must|should|will|would|one|"
    r"(?<!^)(?:who|what|which|when|where|why|how))\b",
    re.IGNORECASE,
)
# What neither begins nor ends a phrase for a thing.
_SMALL = frozenset(
    """
    a an the of for by at in on with without under from since until after before to as and or but
    not no if is are was were be been do does did can could may might must should shall will would
    has have had what which who whom whose when where why how many much it its they them their this
    that these those i we you he she my our your there get gets got put puts give gives gave go
    out up off over down about still ever only also
    """.split()
)
_OF = re.compile(r"\s+of\s+(?:the\s+)?", re.IGNORECASE)
_WORD = re.compile(r"[\w.'\u2019&-]*\w")
_LONGEST_PHRASE = 5
_MOST_PHRASES = 4
_FEW = 5


def readings(question: str, before: Turn, names: Names) -> Iterator[Part]:
    """What a question may be taken to ask after the one before it.

    One that puts a like in the place of its like is sure, and then the only one; of the others the
    sources decide.
    """
    bare = _OPENING.sub("", question).strip().rstrip(" ?!.")
    sure = _elsewhere(bare, before.understood, names)
    if names.of_tables(before.understood):  # rows of which something else holds as well
        sure = sure or _narrowed(bare, before.understood)
    if sure := sure or _swapped(bare, before.understood, names):
        yield Part(sure)
        return
    named = _named_for_pronoun(question.strip(), _sole_name(before.understood, names))
    yield Part(named, before.anchor.rstrip(" ?"))
    yield from map(Part, dict.fromkeys(_completed(bare, before.anchor.strip().rstrip(" ?"))))


def _narrowed(piece: str, asked: str) -> str | None:
    """``Which of those are at GS-11`` after ``Which are at GS-13``, or ``which slide down``."""
    asked = asked.strip().rstrip(" ?")
    opens = _WHICH.match(asked)
    if opens and (match := _OF_THOSE.match(piece)):
        head = "How many" if match["ask"].lower() == "how many" else "Which"
        return f"{head}{asked[opens.end() :]} and {match['rest']}?"
    did = _WHICH_DID.match(asked)
    if did and (match := _WHICH_DO.match(piece)):
        return f"{did['what']} {match['does']}{did['where']}?"
    return None


def _elsewhere(piece: str, asked: str, names: Names) -> str | None:
    """``Where else`` after ``Is it so at GS-13``: the question without the place."""
    match = _ELSE.match(piece)
    if match is None or not _YES_OR_NO.match(asked):
        return None
    for named in reversed([one for one in names.find(asked) if one.role.startswith(PLACE)]):
        asked = _BEFORE_A_COLUMN.sub("", asked[: named.start]) + asked[named.end :]
    return f"{match['where']} {asked}"


def _completed(piece: str, asked: str) -> Iterator[str]:
    """The question before with a piece of another one in the place that it may have."""
    if _QUESTION_WORD.match(piece):
        if opens := _OPENS_WITH_QUESTION_WORD.match(asked):
            yield f"{piece} {asked[opens.end() :]}?"
    elif pronoun := _IT.search(piece):
        for phrase in _subjects(asked):
            own = f"{phrase}'s" if pronoun.group() in {"its", "their"} else phrase
            yield f"{piece[: pronoun.start()]}{own}{piece[pronoun.end() :]}?"
    elif piece and len(piece.split()) <= _FEW and not _HAS_VERB.search(piece):
        yield from _put_in(piece, asked)


def _put_in(piece: str, asked: str) -> Iterator[str]:
    """A piece without a verb: at the end, for what has its preposition, or for a phrase."""
    if preposition := _PREPOSITION.match(piece):
        yield f"{asked} {piece}?"
        at = asked.lower().rfind(f" {preposition['word'].lower()} ")
        if at > 0:
            yield f"{asked[:at]} {piece}?"
        return
    kind = _ONES.match(piece)
    for start, end in _phrases(asked):
        if kind:
            last = asked[start:end].rsplit(maxsplit=1)[-1]
            yield f"{asked[:start]}{kind['kind']} {last}{asked[end:]}?"
        else:
            article = _ARTICLE.search(asked[:start]) if _OPENS_WITH_ARTICLE.match(piece) else None
            yield f"{asked[: article.start() if article else start]}{piece}{asked[end:]}?"


def _subjects(asked: str) -> Iterator[str]:
    """What a question is about: what it asks the meaning of, or else a phrase of it."""
    if match := _MEANT.match(asked):
        yield match["what"] or match["theme"]
        return
    for start, end in _phrases(asked):
        article = _ARTICLE.search(asked[:start])
        yield asked[article.start() if article else start : end]


def _phrases(asked: str) -> Iterator[tuple[int, int]]:
    """Where phrases stand that may be those of a thing: words up to the next small one."""
    runs: list[list[re.Match[str]]] = [[]]
    for word in _WORD.finditer(asked):
        if word.group().lower() in _SMALL:
            runs.append([])
        else:
            runs[-1].append(word)
    found = [
        (run[at].start(), run[-1].end())
        for run in runs
        for at in range(max(0, len(run) - _LONGEST_PHRASE), len(run))
    ]
    found += [
        (one[0].start(), two[-1].end())
        for one, two in pairwise(run for run in runs if run)
        if _OF.fullmatch(asked, one[-1].end(), two[0].start())
    ]
    yield from found[-_MOST_PHRASES:]


def _named_for_pronoun(question: str, name: str | None) -> str:
    """The question with a name in the place of the first "it", where there is one to put there."""
    if name is None:
        return question
    return _IT.sub(
        lambda found: f"{name}'s" if found.group() in {"its", "their"} else name, question, count=1
    )


def _sole_name(before: str, names: Names) -> str | None:
    """The one row that a question speaks of by its name, with a capital as names have."""
    found = {named.text for named in names.of_tables(before) if named.role == "row"}
    name = next(iter(found)) if len(found) == 1 else ""
    return name if name[:1].isupper() and not before.startswith(name) else None


def _swapped(piece: str, before: str, names: Names) -> str | None:
    """The question before with what the new one names in the place of its like."""
    there = names.find(before)
    swaps: list[tuple[Named, str]] = []
    for role, new in _by_role(names.find(piece, there), piece).items():
        like = [old for old in there if old.role == role]
        if not like or len({old.text.lower() for old in like}) > 1:
            return None
        swaps += [(old, _fitted(old.text, new)) for old in like]
    for old, name in sorted(swaps, key=lambda swap: -swap[0].start):
        before = before[: old.start] + name + before[old.end :]
    return before if swaps else None


def _fitted(old: str, new: str) -> str:
    """What a follow-up says, in the form of what it takes the place of.

    ``places 6 to 10`` for the next five after the first five, ``future`` for "in three years" where
    ``current`` stood.
    """
    if old.lower() in _TIMELY:
        return "future" if _LATER.match(new) else "current"
    first, further = _FIRST.fullmatch(old), _NEXT.fullmatch(new)
    if first is None or further is None:
        return new
    begin, many = (words_in(found[1])[0].value for found in (first, further))
    if begin is None or many is None:
        return new
    return f"places {begin + 1:g} to {begin + many:g}"


def _by_role(named: Iterable[Named], piece: str) -> dict[str, str]:
    """What a question names, by its role; several of one role as they are joined there."""
    found: dict[str, list[Named]] = {}
    for one in named:
        found.setdefault(one.role, []).append(one)
    return {
        role: ones[0].text
        + "".join(piece[one.end : two.start] + two.text for one, two in pairwise(ones))
        for role, ones in found.items()
    }
