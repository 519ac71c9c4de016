"""What identifiers look like, as recognizers of Presidio. The only file that imports it.

Presidio brings the checks that need knowledge of others (numbering plans of telephones, check
digits of cards, of accounts and of Medicare). Its recognizer for mail would fetch a list of
domains, and its one for Social Security numbers drops well-known samples; both are our own here.
No language model runs, and nothing is logged or sent.
"""

from functools import cache
from typing import TYPE_CHECKING, cast

from bot.guardrails.hiding import hidden
from corpus.sentences import Span

# It would load both for language models that never run here: seconds, and hundreds of megabytes.
with hidden("torch", "transformers"):
    from presidio_analyzer import EntityRecognizer, Pattern, PatternRecognizer
    from presidio_analyzer.predefined_recognizers import (
        CreditCardRecognizer,
        IbanRecognizer,
        PhoneRecognizer,
        UsMbiRecognizer,
    )

if TYPE_CHECKING:
    from presidio_analyzer.nlp_engine import NlpArtifacts

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
DATE = (
    r"(?<![\w/.-])(?:\d{1,2}[-/. ]\d{1,2}[-/. ](?:\d{4}|\d{2})|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|"
    rf"{_MONTH} ?{_DAY}(?:,? ?(?:'\d{{2}}|\d{{4}}))?|(?:the )?{_DAY}[ -](?:of )?{_MONTH}"
    rf"(?:[ ,-]{{1,2}}(?:\d{{4}}|\d{{2}}))?|{_MONTH},? (?:of )?\d{{4}})(?![\w/-])"
)
_STREET = (
    r"street|st|avenue|ave|av|road|rd|boulevard|blvd|drive|dr|lane|ln|court|ct|circle|cir|way|"
    r"place|pl|terrace|ter|trail|trl|parkway|pkwy|highway|hwy|loop|square|sq|run|path|pike|"
    r"crossing|xing|alley|row|cove|point|ridge|hollow|heights|landing|bend|creek|turnpike|plaza"
)
_NUMBER = r"(?<![\w$.,/-])\d{1,6}(?:-\d{1,4})?[A-Za-z]?(?: ?½)?"
_POINT = r"(?:(?:north|south|east|west|[NSEW]{1,2}|[ns][ew])\.? )?"
_NAMED = r"(?:(?:[A-Z][\w'.-]*|\d{1,3}(?:st|nd|rd|th)|of|the|de|la|del) ){1,4}"
_CAPITAL = r"[A-Z][\w'.-]*"
_WORD = rf"(?:{_CAPITAL}|\d{{1,3}}(?:st|nd|rd|th))"
_LOWER = r"(?:[a-z][\w'-]+ ){1,2}"
_PATTERNS: dict[str, tuple[str, ...]] = {
    "SSN": (
        r"(?<![\w-])\d{3}[- .]{1,3}\d{2}[- .]{1,3}\d{4}(?![\w-])",
        r"(?i)(?<!\w)(?:x{3}|\*{3}|#{3})[- .]?(?:x{2}|\*{2}|#{2})[- .]?\d{4}(?!\d)",
    ),
    "EMAIL": (
        r"[\w.+'%-]+@[\w-]+(?:\.[\w-]+)+",
        (
            r"(?i)\b[\w.+-]+ ?(?:\(at\)|\[at\]|\{at\}| at ) ?[\w-]+"
            r"(?: ?(?:\(dot\)|\[dot\]|\{dot\}| dot ) ?[\w-]+)+"
        ),
        (
            r"(?i)\b[\w+-]+(?:(?:\.| dot )[\w+-]+)* ?(?:\(at\)|\[at\]|@| at ) ?"
            r"(?:gmail|yahoo|hotmail|outlook|icloud|aol|proton(?:mail)?|comcast|verizon|live|msn)"
            r"(?: ?\. ?| dot )(?:com|net|me|org)\b"
        ),
    ),
    "PHONE": (
        r"(?<![\w.-])(?:\+?1[-. /]?)?(?:\(\d{3}\)[-. ]?|\d{3}[-. /])\d{3}[-. ]\d{4}(?![\w-])",
        r"(?<![\w.-])(?:\+?1[-. ]?)?\(\d{3}\) ?\d{7}(?!\w)",
    ),
    "ALIEN": (
        r"\bA(?:lien)?[-# ]{0,2}\d{3}[- ]?\d{3}[- ]?\d{2,3}\b",
        r"\b(?:IOE|MSC|EAC|WAC|LIN|SRC|NBC)[- ]?\d{10}\b",
    ),
    # One or two letters and seven digits or more, or a long run: what cards of identity carry.
    "LETTERED": (
        r"(?i)\b[A-Z]{1,2}-?\d{7,}\b",
        r"\b[A-Z]{7}\d{3}[A-Z0-9]{2}\b",
        r"\bWDL[A-Z0-9*]{9}\b",
        r"\b[A-Z]\d{3}[- ]\d{3,4}[- ]\d{2,4}[-\d]*\b",
    ),
    "LONG": (
        r"(?<![\w$.,/#-])(?!\d*0000\b)(?:\d{9,10}|\d{13,19})(?![\w%/-]|[.,]\d)",
        r"(?<![\w-])(?:\d{4}-){3}\d{4}(?![\w-])",
    ),
    "STREET": (
        rf"{_NUMBER} {_POINT}{_NAMED}(?i:{_STREET})\b\.?",
        rf"(?i){_NUMBER} {_POINT}{_LOWER}(?:street|avenue|ave|road|rd|boulevard|blvd|lane|ln)\b",
        (
            rf"{_NUMBER} (?i:avenue|calle|rue|county road|state route|rural route|highway|hwy|"
            r"route|camino|via|paseo|rr) (?:[A-Z]\w+|\d+|of the [A-Z]\w+|[A-Z]\b)"
        ),
        rf"{_NUMBER} {_POINT}(?:Broadway|Bowery|Embarcadero|Esplanade)\b",
        r"(?i)\bp\.? ?o\.? ?box \d+",
        r"(?i)\b(?:rr|rural route) \d+,? box \d+",
        (
            rf"{_NUMBER} {_POINT}{_WORD}(?: {_CAPITAL}){{0,3}},? "
            r"(?i:apt|apartment|unit|suite|ste|#)\.? ?#?\w+"
        ),
        (
            rf"{_NUMBER} {_POINT}{_WORD}(?: {_CAPITAL}){{0,4}}, ?"
            r"[A-Z][\w.' -]+, ?[A-Z]{2}(?: \d{5}(?:-\d{4})?)?\b"
        ),
    ),
}
# Something with digits in it, which only what stands beside it can tell an identifier.
_NUMBERED = (
    r"(?i)(?<![\w$.,§])#?[A-Z]{0,8}[-*#]{0,3}\d[\dA-Z*]*(?:[-.* /]{1,3}[\dA-Z*]*\d[\dA-Z*]*)*"
)


@cache
def _standing_alone() -> tuple[EntityRecognizer, ...]:
    own = [_recognizer(name, shapes) for name, shapes in _PATTERNS.items()]
    phones = PhoneRecognizer(supported_regions=("US",))
    return (*own, CreditCardRecognizer(), IbanRecognizer(), UsMbiRecognizer(), phones)


def _recognizer(name: str, shapes: tuple[str, ...]) -> PatternRecognizer:
    patterns = [Pattern(f"{name} {i}", shape, 0.5) for i, shape in enumerate(shapes)]
    return PatternRecognizer(name, patterns=patterns, global_regex_flags=0)


_DATES = _recognizer("DATE", (f"(?i){DATE}",))
_TOKENS = _recognizer("TOKEN", (_NUMBERED,))
# Below this a shape of Presidio's says little without its context.
_SURE = 0.4


def identifiers(text: str) -> list[Span]:
    """What is an identifier by its looks alone."""
    return [span for one in _standing_alone() for span in _found(one, text)]


def dates(text: str) -> list[Span]:
    """The days and months of a year."""
    return _found(_DATES, text)


def tokens(text: str) -> list[Span]:
    """Whatever has digits in it."""
    return _found(_TOKENS, text)


def _found(recognizer: EntityRecognizer, text: str) -> list[Span]:
    # The recognizers in use look at the text alone, though the type asks for more.
    nothing_more = cast("NlpArtifacts", None)
    results = recognizer.analyze(text, recognizer.supported_entities, nothing_more)
    return [Span(found.start, found.end) for found in results if found.score >= _SURE]
