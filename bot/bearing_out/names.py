"""Names: who or what a sentence names must be named, or be no narrower, in its quotes."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.bearing_out import lexicon
from bot.bearing_out.text import Case, Text
from bot.bearing_out.words import SMALL, Word

_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[a-z]+|\d+")
# Words for anybody: they say no more than that there are people.
_ANYBODY = frozenset(
    """person people human humans man men woman women individual individuals others agency agencies
    body bodies government official officials group team member members specialist specialists
    author authors writer writers reader readers
    """.split()
)
# Words that offices use for the same people.
_ALIKE = (
    frozenset(
        "staff hire hires employee employees workforce personnel worker workers people".split()
    ),
    frozenset("company companies firm firms business businesses vendor vendors".split()),
    frozenset("applicant applicants candidate candidates selectee selectees".split()),
    frozenset("coworker coworkers colleague colleagues peer peers".split()),
    frozenset("expert experts specialist specialists professional professionals sme smes".split()),
)
_SHORTEST = 3  # letters of a word cut short
_NEAR = 4  # words that may stand between two of one name


def unheld_names(case: Case) -> Iterator[str]:
    """The words of names in the sentence that no quote has, in full or by their initials."""
    for word in _name_words(case.said):
        if word.stem not in case.stems and not any(
            _by_letters(word, case.said, quote) for quote in case.quotes
        ):
            yield word.text


def unheld_people(case: Case) -> Iterator[str]:
    """The nouns for people and bodies in the sentence that no word of a quote bears out."""
    for word in case.said.plain:
        if not lexicon.is_people(word.low) or word.low in _ANYBODY or word.stem in case.stems:
            continue
        if word.low == "board" and case.said.text[: word.start].endswith(" on "):
            continue  # who comes on board joins
        if not any(_same_people(word.low, known) for known in case.known):
            yield word.text


def _same_people(told: str, known: str) -> bool:
    if any(told in alike and known in alike for alike in _ALIKE):
        return True
    return known.endswith(told) or lexicon.same_people(told, known)


def _name_words(text: Text) -> Iterator[Word]:
    first = next((word for word in text.words if word.text[0].isalnum()), None)
    for word in text.words:
        if not any(letter.isupper() for letter in word.text) or word.low in SMALL:
            continue
        if text.fact_at(word) or (word is first and _opens_plainly(text, word)):
            continue
        yield word


def _opens_plainly(text: Text, word: Word) -> bool:
    """Whether a sentence opens with a common word that no further word of a name follows."""
    after = text.text[word.end + 1 : word.end + 3]
    return lexicon.is_common(word.low) and not after.istitle()


def torn_names(case: Case) -> Iterator[str]:
    """Pairs of words that make one name in the sentence and stand apart in every quote."""
    for one, two in pairwise(case.said.words):
        if two.start != one.end + 1 or not (one.text.istitle() and two.text.istitle()):
            continue
        if one.text.endswith("'s") or case.said.fact_at(two):
            continue
        if {one.stem, two.stem} <= case.stems and not any(
            _stand_together(one.stem, two.stem, quote) for quote in case.quotes
        ):
            yield f"{one.text} {two.text}"


def _stand_together(one: str, two: str, quote: Text) -> bool:
    places = {s: [n for n, w in enumerate(quote.words) if w.stem == s] for s in (one, two)}
    return any(abs(a - b) <= _NEAR for a in places[one] for b in places[two])


def _by_letters(word: Word, said: Text, quote: Text) -> bool:
    """Whether initials in one of the two texts stand for what the other spells out."""
    text = word.text.removesuffix("'s")
    if any(_shortens(text.lower(), low) for low in quote.lows):
        return True
    letters = list(text.lower()) if text.isupper() else _CAMEL.findall(text)
    if len(letters) > 1 and _spelt(letters, [low for low in quote.lows if low[0].isalnum()]):
        return True
    named = [w.low for w in said.words if w.text[0].isupper() and not said.fact_at(w)]
    short = [w.low for w in quote.words if w.text.isupper() and len(w.text) > 1]
    return any(n not in said.lows and word.low in _run(list(n), named) for n in short)


def _shortens(one: str, two: str) -> bool:
    """Whether one word is the other cut short, as "Org" is, or "America" for "American"."""
    return len(one) >= _SHORTEST and two.startswith(one)


def _spelt(letters: Sequence[str], lows: Sequence[str]) -> bool:
    return bool(_run(letters, lows))


def _run(letters: Sequence[str], lows: Sequence[str]) -> list[str]:
    """The words in a row that begin with these letters, small ones between them left out."""
    told = [low for low in lows if low not in {"of", "and", "the", "for", "in", "on", "to"}]
    count = len(letters)
    for at in range(len(told) - count + 1):
        if all(told[at + n].startswith(part.lower()) for n, part in enumerate(letters)):
            return told[at : at + count]
    return []
