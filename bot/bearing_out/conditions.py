"""Conditions: what the quotes say only under a condition may not be said without it.

Leaving out is no fault as long as the rest stays true. It does not where a quote says how far its
writer could see, under which condition it holds, of whom alone, or whose opinion it is.
"""

import re
from collections.abc import Iterator

from bot.bearing_out import lexicon
from bot.bearing_out.text import Case, Text
from bot.bearing_out.words import Word

_LIMIT = re.compile(r"\bas far as [^,;.]*?(?:show|known?|found|see|tell|say)\w*", re.IGNORECASE)
_LIMITED = frozenset(
    """far public page pages found find show shows showed shown known know appears seems apparently
    turned sign settled unresolved unclear nobody probably presumably""".split()
)
_AS_OF = re.compile(r"\b(?:as of|up to|until|by) ", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?P<cue>if|unless|provided(?: that)?|on (?:the )?condition that|on the basis of|based on|"
    r"subject to|as long as|only when|only where|in case|when(?= \w+ing)|or until|whose|under(?= "
    r"(?:guidelines|rules|conditions|supervision|limits|certain)))\b(?P<told>[^,;.]*)",
    re.IGNORECASE,
)
_KEEPS = frozenset(
    "if unless provided condition basis subject when where case only whether depend depends whose "
    "supported some guidelines rules who".split()
)
_OPINION = re.compile(
    r"\b(?:opinion|argue[ds]?|thought|thinks|believe[ds]?|view|claim(?:s|ed)?|expect(?:s|ed)?|"
    r"hope[ds]?|predict(?:s|ed)?|inference|infer(?:s|red)?|promised?|planned|pledge[ds]?|"
    r"(?:plans?|planning|commit(?:s|ted)?|intend(?:s|ed)?|aim(?:s|ed)?|meant|means) to)\b",
    re.IGNORECASE,
)
_TOLD_BY = re.compile(
    r"\b(?:opinion|argu\w+|thought|thinks?|believe\w*|view|claim\w*|expect\w*|hop\w+|predict\w*|"
    r"infer\w*|promis\w*|said|says?|saw|want\w*|would|accord\w+|held|holds?|wrote|asked|ask|"
    r"probably|presumably|likely|presumed|call\w*|supposed|reported\w*|plan\w*|pledg\w*|"
    r"commit\w*|inten[dt]\w*|aim\w*|meant|means|goals?|target\w*|purpose|designed)\b",
    re.IGNORECASE,
)
_MOST = 0.5  # of what a quote says apart from its condition, so much has to be told
_ALIKE = 0.9


def condition_fault(case: Case) -> str | None:
    """Which condition of a quote the sentence drops; None if it drops none."""
    return next(_faults(case), None)


def _faults(case: Case) -> Iterator[str]:
    for quote in case.quotes:
        if not _is_told(quote, case):
            continue
        yield from _unlimited(quote, case.said)
        yield from _unconditional(quote, case.said)
        if _OPINION.search(quote.text) and not _TOLD_BY.search(case.said.text):
            yield "it tells an opinion or an expectation as if it were so"


def _is_told(quote: Text, case: Case) -> bool:
    """Whether the sentence tells mostly of this quote; of what else, where it is the only one?"""
    if len(case.quotes) == 1:
        return True
    own = [word for word in case.said.plain if not case.said.fact_at(word)]
    told = sum(case.aligned.get(word.stem, word.stem) in quote.stems for word in own)
    return told >= _MOST * len(own)


def _unlimited(quote: Text, said: Text) -> Iterator[str]:
    limit = _LIMIT.search(quote.text)
    if limit is None or _LIMITED & set(said.lows) or _AS_OF.search(said.text):
        return
    part = next(w.part for w in quote.words if w.start >= limit.start())
    # At the beginning of a sentence it holds for all of that.
    opens = not quote.text[: limit.start()].strip() or quote.text[: limit.start()].endswith(". ")
    limited = [
        w
        for w in quote.words
        if not w.is_small and (w.start >= limit.start() if opens else w.part == part)
    ]
    outside = [w for w in limited if not limit.start() <= w.start < limit.end()]
    if any(_stands(word, said) for word in outside if not quote.fact_at(word)):
        yield f"a quote says so only {limit.group()!r}"


def _unconditional(quote: Text, said: Text) -> Iterator[str]:
    for match in _CONDITION.finditer(quote.text):
        words = [w for w in quote.words if match.start("told") <= w.start < match.end("told")]
        condition = [w for w in words if not w.is_small]
        if (
            condition
            and not any(_stands(w, said) for w in condition)
            and _needs(match, quote, said)
        ):
            yield f"a quote says so only {match.group().strip()!r}"


def _needs(match: re.Match[str], quote: Text, said: Text) -> bool:
    """Whether a sentence tells what stands under a condition, and with no condition at all."""
    if _KEEPS & set(said.lows):
        return False
    before = [w for w in quote.words if w.end <= match.start() and not w.is_small]
    return sum(w.stem in said.stems for w in before[-4:]) > 1 or not before


def _stands(word: Word, said: Text) -> bool:
    return word.stem in said.stems or any(
        lexicon.nearness(own.low, word.low) >= _ALIKE for own in said.plain
    )
