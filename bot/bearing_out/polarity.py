"""Polarity: what the quotes affirm may not be denied, nor what they deny be affirmed.

A negation denies the words behind it in its part of the sentence. Each negation of the sentence
takes one of the quotes for its own, which denies the same or stands where the quotes affirm
nothing of it; one that finds none is a fault. So is a negation of the quotes that nobody took,
where the sentence tells of what it denies.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.bearing_out import lexicon
from bot.bearing_out.conditionals import paired
from bot.bearing_out.text import Case, Text
from bot.bearing_out.words import Word
from corpus.sentences import sentences

_BARELY = frozenset("nowhere hardly scarcely little".split())
# What denies by its meaning and has to be told again, by such a word or by a negation.
_STRONG = frozenset(
    """
    void untrue false wrong wrongly mistaken error mistake lack lacks lacked lacking fail fails
    failed deny denies denied refuse refuses refused reject rejects rejected prohibit prohibits
    prohibited prohibition forbid forbids forbidden ban bans banned bar bars barred
    """.split()
)
_OPEN = frozenset({"open", "unclear", "uncertain"})
# What a sentence may tell by a negation, though it need not.
_SOFT = frozenset(
    """
    differ differs different distinct separate except exclude excludes excluded only purely skip
    skips missing absent free unclear uncertain open cease ceased remain remains stop unrelated
    mislead misleading although instead rather closed few lost unless leave leaves left unresolved
    unsettled undecided
    """.split()
)
_UNTIL = frozenset(
    "but because although though while whereas until unless since so which who if when".split()
)
_BOUNDS = frozenset("more less fewer later earlier sooner before until".split())
# What has come to an end is no longer so.
_ENDED = frozenset(
    """
    revoke revoked revokes revocation withdraw withdrawn withdrew withdrawal repeal repealed rescind
    rescinded cancel canceled cancelled terminate terminated termination expire expired ended
    abolished dissolved lost
    """.split()
)
_AFTER_VERB = frozenset("so not the a an this that these those it its away well better".split())
_PREFIX = ("un", "in", "im", "ir", "non")
_LAPSED = frozenset({"longer", "more", "anymore"})
_REACH = 8  # words that a negation reaches over
_HEAD = 4  # those of them that it denies in the first place
_ALIKE = 0.95
_PART = 3  # one in so many words affirmed is enough for the sides to differ
_NEAREST = 0.75  # the share of a denying part that a sentence holds which tells of the same


@dataclass(frozen=True, slots=True)
class Denial:
    """A word that denies, the content words that it denies, and how strictly.

    ``within`` are the words of its sentence.
    """

    word: Word
    over: tuple[Word, ...]
    hard: bool = True
    before: tuple[Word, ...] = ()
    undone: bool = False
    lapsed: bool = False
    bare: bool = False
    within: Sequence[Word] = ()

    @property
    def told(self) -> str:
        return " ".join([self.word.text, *(word.text for word in self.over[:_HEAD])])


def polarity_fault(case: Case) -> str | None:
    """Why the sentence denies what the quotes affirm or the reverse; None if it does not."""
    return next(_faults(case), None)


def _faults(case: Case) -> Iterator[str]:
    own = denials(case.said)
    theirs = [denial for quote in case.quotes for denial in denials(quote)]
    for told, known in paired(case):
        if told.turned != known.turned:
            yield "it turns a condition around"
        # What is denied in both together says the same; what denies by its meaning is told still.
        own = [denial for denial in own if denial.word not in told.denials]
        theirs = [denial for denial in theirs if denial.word not in known.denials]
    yield from (
        f"it denies a denial: {d.told!r}"
        for d in own
        if _is_double(d) and not any(_is_double(other) and _shared(d, other) for other in theirs)
    )
    yield from _unborne(own, theirs, case)
    yield from (f"it insists: {told!r}" for told in _insisting(case))
    spare = sum(w.low in _SOFT and w.stem not in case.stems for w in case.said.words)
    for denial in theirs:
        if _is_told(denial, case.said) and not _is_denied(denial, own, case.said):
            spare -= 1
            if spare < 0:
                yield f"a quote says {denial.told!r}, and it does not"


def _unborne(own: list[Denial], theirs: list[Denial], case: Case) -> Iterator[str]:
    """The negations that find none in the quotes; those that are found are taken from ``theirs``.

    Those that end a part as one of the quotes does choose first, then those that share the most.
    """
    soft = [word for quote in case.quotes for word in quote.words if word.low in _SOFT]
    for denial in sorted(own, key=lambda d: _closeness(d, theirs), reverse=True):
        taken = _taken(denial, theirs, case)
        # "Neither" denies two.
        if taken and not (taken.word.low == "neither" and _is_denied(taken, [denial], case.said)):
            theirs.remove(taken)
        if taken or denial.bare or (denial.undone and not _is_affirmed(denial, case)):
            continue
        if not denial.hard or _has_ended(denial, case):
            continue
        if soft and not _mostly_affirmed(denial, case):
            soft.pop()
        else:
            yield f"it says {denial.told!r}, which no quote denies"


def _closeness(denial: Denial, theirs: list[Denial]) -> tuple[int, ...]:
    """How much a negation shares with the closest one of the quotes."""
    likeness = max((_likeness(denial, other) for other in theirs), default=(0,))
    return (denial.bare and likeness[0], *likeness)


def _is_double(denial: Denial) -> bool:
    """Whether a negation denies a word that denies by its meaning."""
    return (
        denial.hard and any(word.low in _STRONG or word.low in _OPEN for word in denial.over[:2])
    ) or any(_undone(word) is not None for word in denial.over[:1])


def denials(text: Text) -> list[Denial]:
    """The negations of a text; "No," and "not only" deny nothing by themselves."""
    found = []
    by_word = {word: words for words in _words_by_sentence(text) for word in words}
    for at, word in enumerate(text.words):
        within = by_word.get(word, [])
        if _denies(text, at):
            before = (w for w in _around(text, word) if w.start < word.start)
            over, lapsed = tuple(_reached(text, at)), bool(_LAPSED & set(text.lows[at : at + 6]))
            bare = _low(text, at + 1) in {*_UNTIL, "", ".", ",", ";", ":"}
            found.append(
                Denial(word, over, before=tuple(before), lapsed=lapsed, bare=bare, within=within)
            )
        elif word.low in _STRONG:
            found.append(Denial(word, tuple(_around(text, word)), hard=False, within=within))
        elif stemmed := _undone(word):
            found.append(Denial(word, (stemmed,), undone=True, within=within))
    return found


def _denies(text: Text, at: int) -> bool:
    word, after = text.words[at], _low(text, at + 1)
    if word.low == "yet":
        return after == "to"
    if not (word.denies or word.low in _BARELY):
        return False
    if word.low == "no" and after == ",":
        return False
    if after in {"only", "just"}:
        return not {"also", "but"} & set(text.lows[at:])
    bound = after in _BOUNDS or _low(text, at - 1) in {"or", "if", "a"}
    return not bound


def _low(text: Text, at: int) -> str:
    return text.words[at].low if 0 <= at < len(text.words) else ""


def _undone(word: Word) -> Word | None:
    """A word without its negating prefix, if it is one with it: "unknown" is "not known"."""
    for prefix in _PREFIX:
        rest = word.low.removeprefix(prefix)
        if rest != word.low and lexicon.are_opposites(word.low, rest):
            return Word(rest, rest, word.stem.removeprefix(prefix), word.start, word.end, word.part)
    return None


def _reached(text: Text, at: int) -> Iterator[Word]:
    """The content words behind a negation, to the end of its part."""
    start, found = text.words[at], 0
    wide = start.low == "neither"
    for word in text.words[at + 1 :]:
        ends = word.part != start.part or word.low in _UNTIL
        ends = ends or (start.low == "no" and word.low == "and")
        if (ends and not wide) or found == (2 * _REACH if wide else _REACH):
            return
        if not word.is_small and not (start.low == "no" and word.low == "means"):
            found += 1
            yield word


def _around(text: Text, word: Word) -> Iterator[Word]:
    """The other content words of a word's part; of the one before as well where they are few."""
    own = [w for w in text.words if w.part == word.part and not w.is_small and w is not word]
    before = [w for w in text.words if w.part == word.part - 1 and not w.is_small]
    return iter(own if len(own) >= _HEAD else [*before, *own])


def _matches(one: Word, two: Word) -> bool:
    return one.stem == two.stem or lexicon.nearness(one.low, two.low) >= _ALIKE


def _shared(one: Denial, two: Denial) -> int:
    return _common(one.over, (*two.over, *two.before)) or _common(one.before, two.over)


def _likeness(one: Denial, two: Denial) -> tuple[int, ...]:
    """How much two negations share: whether both deny the same, how many words, and the first.

    "Posts were not what it was for" denies the same as "it was not for posts". One that reaches
    over another, as in "not sent where it is not safe", denies the words of that in the last place.
    """
    told, before = _common(one.over, two.over), _common(one.before, two.over)
    same = told or (before and _common(one.over, two.before))
    same = same or (one.bare and two.bare and _common(one.before, two.before))
    first = _common(one.over[:1], two.over[:1])
    return (one.hard and two.hard and same > 0, told, _shared(one, two), first)


def _common(words: Sequence[Word], others: Sequence[Word]) -> int:
    return sum(any(_matches(a, b) for b in others) for a in words)


def _taken(denial: Denial, theirs: list[Denial], case: Case) -> Denial | None:
    """The negation of a quote that says what this one says, if there is one left.

    One of something else may stand for it only where the quotes do not affirm what it denies.
    """
    best = max(theirs, key=lambda other: _likeness(denial, other), default=None)
    if best is None or not denial.hard:
        return best
    if _is_contradicted(denial, best, theirs, case):
        return None
    same = best.hard and _likeness(denial, best)[0] and not _head_affirmed(denial, best, case)
    return best if same or not _mostly_affirmed(denial, case) else None


def _is_contradicted(denial: Denial, best: Denial, theirs: list[Denial], case: Case) -> bool:
    """Whether a sentence that denies nothing is nearer to what is denied than the one that does."""
    told = (*denial.before, *denial.over)
    nearest = max(_sentences(case), key=lambda words: _common(told, words))
    denying = {word for other in theirs for word in (*other.over, other.word)}
    held = _common(told, nearest)
    return (
        held >= _NEAREST * len(told) > 0
        and held > _common(told, best.within)
        and denying.isdisjoint(nearest)
    )


def _sentences(case: Case) -> Iterator[list[Word]]:
    for quote in case.quotes:
        yield from _words_by_sentence(quote)


def _words_by_sentence(text: Text) -> list[list[Word]]:
    spans = sentences(text.text)
    return [[w for w in text.words if span.start <= w.start < span.end] for span in spans]


def _head_affirmed(denial: Denial, other: Denial, case: Case) -> bool:
    """Whether the first word denied that the quotes hold stands not where the other denies."""
    known = [word for quote in case.quotes for word in quote.words]
    first = [word for word in denial.over if _common([word], known)][:1]
    return bool(first) and not _common(first, (*other.over, *other.before))


def _is_denied(denial: Denial, own: Sequence[Denial], said: Text) -> bool:
    """Whether one negation of the sentence denies this as well: "nobody is asked or told"."""
    over = [word for o in own if o.hard for word in o.over]
    affirmed = _common(denial.over[:1], said.words) and not _common(denial.over[:1], over)
    return not affirmed and _common(denial.over, over) > 0


def _has_ended(denial: Denial, case: Case) -> bool:
    """Whether what is "no longer" so has ended in the quotes, which do not say that it is so."""
    ended = any(word.low in _ENDED for quote in case.quotes for word in quote.words)
    affirmed = all(
        any(_matches(w, k) for q in case.quotes for k in q.words) for w in denial.over[:2]
    )
    return denial.lapsed and ended and not (affirmed and len(denial.over) > 1)


def _is_affirmed(denial: Denial, case: Case) -> bool:
    return any(_matches(w, known) for w in denial.over for q in case.quotes for known in q.words)


def _mostly_affirmed(denial: Denial, case: Case) -> bool:
    """Whether the quotes tell more of what is denied than not."""
    affirmed = sum(
        any(_matches(word, w) for quote in case.quotes for w in quote.words if not w.is_small)
        for word in denial.over
    )
    return affirmed * _PART >= len(denial.over) > 0


def _is_told(denial: Denial, said: Text) -> bool:
    """Whether the sentence tells of what a quote denies."""
    over = denial.over[:_HEAD] if denial.hard else denial.over
    told = sum(any(_matches(word, own) for own in said.words) for word in over)
    return told > 0 if denial.hard else told * 2 > len(over)


def _insisting(case: Case) -> Iterator[str]:
    """A "does" before its verb, which answers a denial that the quotes do not make."""
    for one, two in pairwise(case.said.words):
        if one.low in {"does", "did"} and two.low.isalpha() and two.low not in _AFTER_VERB:
            yield f"{one.text} {two.text}"
