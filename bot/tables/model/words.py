"""Words: a text as folded words with their places, so that wordings can be compared."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.stemming import stem_of

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
# Each at the number that it stands for.
ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SINGLE = {word: value for value, word in enumerate(_CARDINALS.split())}
_PLURAL = {f"{word}s": value for word, value in _SINGLE.items() if not word.endswith("x")}
_VALUES = {
    **_SINGLE,
    **{f"{word}es": value for word, value in _SINGLE.items() if word.endswith("x")},
    **_PLURAL,
    **{word: value for value, word in enumerate(ORDINALS)},
    **{word: 10 * value for value, word in enumerate(_TENS.split(), 2)},
}
# Words that carry the form of a name or a question, not what it is about.
SMALL = frozenset(
    """
    a an and are as at be been but by can could did do does for from had has have how i if in into
    is it its may me my of on or our should so some than that the their them then there these they
    this those to up us was we were what when where which who whose why will with would you your
    s t am please tell give show find get let know
    """.split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its ``stem``, as it stands in ``text`` (lower case), and its place.

    ``value`` is the number that it is, in digits or spelt out.
    """

    stem: str
    text: str
    start: int
    end: int
    capital: bool = False
    value: float | None = None

    @property
    def small(self) -> bool:
        return self.text in SMALL


# Words cut short, as people write them.
_CLIPPED = {
    "info": "information", "admin": "administrative", "lab": "laboratory", "rep": "representative",
    "dept": "department", "ext": "extension", "app": "application", "apps": "applications",
    "photo": "photograph", "phone": "telephone", "qty": "quantity", "amt": "amount",
    "loc": "location", "bldg": "building", "mgr": "manager", "mgmt": "management",
    "asst": "assistant", "cert": "certificate", "certs": "certificates", "temp": "temperature",
    "math": "mathematical", "maths": "mathematical", "stats": "statistics",
    "svc": "service", "cond": "condition", "equip": "equipment", "avg": "average",
    "max": "maximum", "wt": "weight", "vol": "volume", "desc": "description", "acq": "acquired",
    "rm": "room", "mfr": "manufacturer", "reqd": "required", "appt": "appointment",
    "maint": "maintenance", "freq": "frequency", "pct": "percent", "insp": "inspection",
    "supv": "supervisor", "coord": "coordinator", "recert": "recertification",
    "viz": "visualization", "tel": "telephone", "hep": "hepatitis", "approx": "approximate",
}  # fmt: skip
# Forms of verbs that no ending tells: what is kept is what one keeps.
_IRREGULAR = _CLIPPED | {
    form: verb
    for verb, forms in {
        "bring": "brought", "build": "built", "buy": "bought", "choose": "chose chosen",
        "drive": "drove driven", "give": "gave given", "go": "went gone", "hold": "held",
        "keep": "kept", "lend": "lent", "make": "made", "meet": "met", "pay": "paid",
        "sell": "sold", "send": "sent", "speak": "spoke spoken", "spend": "spent",
        "take": "took taken", "teach": "taught", "weigh": "weight", "write": "wrote written",
    }.items()
    for form in forms.split()
} | {
    f"{root}es": f"{root}is"
    for root in ("analys", "diagnos", "hypothes", "synthes", "cris", "thes")
}  # fmt: skip


@cache
def stem(word: str) -> str:
    """The stem of a word in lower case."""
    return word if word[0].isdigit() else stem_of(_IRREGULAR.get(word, word))


def words_in(text: str) -> list[Word]:
    """The words of a text in order; letters and digits that touch are words of their own."""
    return list(_words_in(text))


@lru_cache(maxsize=8192)  # names of tables are read for every question
def _words_in(text: str) -> tuple[Word, ...]:
    found = []
    for match in _TOKEN.finditer(text):
        lower = _ascii(match.group()).lower()
        if lower:
            capital = match.group()[0].isupper()
            value = _value(lower)
            found.append(Word(stem(lower), lower, match.start(), match.end(), capital, value))
    return tuple(found)


def _value(word: str) -> float | None:
    """The number that a word in lower case is."""
    return float(word.replace(",", "")) if word[0].isdigit() else _VALUES.get(word)


@lru_cache(maxsize=8192)
def stems(text: str) -> tuple[str, ...]:
    """The stems of all words of a text."""
    return tuple(word.stem for word in words_in(text))


@lru_cache(maxsize=8192)
def content(text: str) -> tuple[str, ...]:
    """The stems of the words that carry meaning."""
    return tuple(word.stem for word in words_in(text) if not word.small)


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode() or text
