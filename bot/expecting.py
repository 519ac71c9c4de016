"""Expecting: what kind of thing would answer a question, and whether a sentence has one.

A sentence that speaks of the right subject but holds no number cannot answer "how many".
"""

import re
from enum import StrEnum

_SPELT = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    "sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    "hundred|thousand|million|half|third|quarter|twice|once|none|no"
)
_MONTH = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)


class Kind(StrEnum):
    """What would answer a question."""

    COUNT = "count"
    DURATION = "duration"
    MONEY = "money"
    DATE = "date"
    WHO = "who"
    PHONE = "phone"
    ADDRESS = "address"
    LEAVE = "leave"
    STANDING = "standing"


# What is written with digits and counts nothing: orders, memos, series, grades, laws.
_CODE = re.compile(
    r"\b(?:EO|E\.O\.|M-|GS-?|CFR|U\.?S\.?C\.?|Public Law|part|section|title|division|series|"
    r"Bulletin|Schedule)[\s-]*[\d.-]+\w*|\(\d{4}\)|\b\d+ (?:CFR|U\.?S\.?C)\b|\b[A-Z]+-\d[\w-]*",
    re.IGNORECASE,
)
_DATE = (
    rf"\b(?:\d{{1,2}}\s+)?(?:{_MONTH})\.?\s+(?:\d{{1,2}},\s*)?\d{{4}}|"
    rf"\b(?:{_MONTH})\.?\s+\d{{1,2}}\b|\b(?:19|20)\d\d\b|"
    r"\b(?:spring|summer|fall|autumn|winter)\s+(?:of\s+)?(?:19|20)\d\d"
)
_THING = {
    kind: re.compile(pattern, flags)
    for kind, pattern, flags in (
        (Kind.COUNT, rf"\d[\d,.]*|\b(?:{_SPELT})\b", re.IGNORECASE),
        (
            Kind.DURATION,
            (
                rf"(?:\d[\d,.]*|\b(?:{_SPELT}|several|few)\b)[\s-]*(?:\w+\s)?"
                r"(?:second|minute|hour|day|week|month|year|decade)s?\b|"
                rf"\b(?:annual|week|month|year|dai|quarter)ly\b|\bevery\s+\w+|\buntil\b|{_DATE}"
            ),
            re.IGNORECASE,
        ),
        (
            Kind.MONEY,
            r"[$€£]\s?\d|\bpercent\b|%|\bdollars?\b|\bfree\b|\bno[- ]cost\b",
            re.IGNORECASE,
        ),
        (Kind.DATE, _DATE, re.IGNORECASE),
        (
            Kind.WHO,
            (
                r"\b[A-Z][\w.'\u2019-]*(?:\s+(?:[A-Z][\w.'\u2019-]*|of|the|and|for))*"
                r"\s+[A-Z][\w'\u2019-]+|\b[A-Z]{2,}\b"
            ),
            0,
        ),
        # With or without its area code, and within an office.
        (
            Kind.PHONE,
            r"\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}\b|\b\d{3}[.-]\d{4}\b|\bext(?:ension|\.)?\s*\d{2,5}\b",
            re.IGNORECASE,
        ),
        (
            Kind.ADDRESS,
            r"\S+@\S+|\b\w+\.(?:gov|com|org|net|top)\b|\bweb (?:page|address|site)\b",
            re.IGNORECASE,
        ),
        # What permits, obliges or forbids, or says who does or whether that still holds.
        (
            Kind.LEAVE,
            (
                r"\b(?:must|shall|should|may|can|cannot|could|allow\w*|permi[ts]\w*|forbid\w*|"
                r"prohibit\w*|bann?(?:s|ed)?|barr?(?:s|ed)?|requir\w*|need\w*|ha(?:s|ve|d) to|"
                r"oblig\w*|authori[sz]\w*|eligible|entitled|exempt\w*|only|not?|never|without|"
                r"recommend\w*|advis\w*|dut(?:y|ies)|asks?|optional|voluntary|mandatory|"
                r"subject to|rules?|govern\w*|restrict\w*|limit\w*|leaves?|lets?|decid\w*|"
                r"determin\w*|effect|force|overtaken|revoked|rescinded|replaced)\b"
            ),
            re.IGNORECASE,
        ),
        # What says whether something holds.
        (
            Kind.STANDING,
            (
                r"\b(?:in (?:force|effect)|current(?:ly)?|revok\w*|rescind\w*|replac\w*|"
                r"withdr\w*|supersed\w*|overtaken|historic\w*|runs? until|ended|expire\w*|"
                r"governs?|still|no longer|unresolved)\b"
            ),
            re.IGNORECASE,
        ),
    )
}
_ONE = (
    r"i|we|one|they|he|she|(?:my|our|an?|the|any|all|federal|new) \w+|employees?|staff|people|"
    r"supervisors?|managers?|agenc(?:y|ies)|any(?:one|body)|some(?:one|body)|every(?:one|body)"
)
_CLAUSE = r"(?:^|[,;:.?\u2013\u2014-] ?|\b(?:and|or|but|so|then|whether|if|ask|asks|asked) )"
_UNITS = "seconds|minutes|hours|days|weeks|months|years|time"
# In this order: what is more particular comes first.
_ASKS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            Kind.PHONE,
            (
                r"\b(?:tele)?phone (?:numbers?|no\b|extension)|\b(?:tele)?phone (?:of|for)\b|"
                r"\bwhat(?:['\u2019]?s| is| are) .*\b(?:tele)?phone\W*$|"
                r"\bnumber (?:to call|can i call|do i call)\b|\bfax\b|\bhotline\b"
            ),
        ),
        (Kind.ADDRESS, r"\b(?:what|which)\b.*\b(?:e-?mail|mailbox|inbox|url|web address)\b"),
        (
            Kind.DURATION,
            (
                r"\bhow long (?!ago\b)(?:does|do|did|is|are|was|can|may|must|will|has|have|to|"
                r"until)\b|"
                rf"\bhow (?:many|much) (?:\w+ )?(?:{_UNITS})\b|\bhow often\b|\bhow soon\b|"
                r"\bwhat (?:time ?(?:span|frame)|period|duration)\b"
            ),
        ),
        (
            Kind.MONEY,
            (
                r"\bhow much\b.*\b(?:cost|pay|paid|charge|price|spend|earn|fund|budget)|"
                r"\bhow much money\b|\bin dollars\b|\b(?:salar(?:y|ies)|wages?|paychecks?)\W*$|"
                r"\bwhat\b.*\b(?:take home|earn|get paid)\b|"
                r"\bwhat (?:does|do|did|will|would) .*\b(?:cost|charge|pay)"
                r"(?:\W*$|\W+(?:for|per|each|an?|to use|if|when|in|at)\b)|"
                r"\bwhat(?:['\u2019]?s| is| are| was| were) the (?:price|cost|fee|charge)s? "
                r"(?:of|for|to)\b|"
                r"\bwhat (?:salary|price|pay|fee|budget|amount|share|percent\w*|fraction|portion)"
                r"\b|\b(?:biggest|largest|highest|max(?:imum)?|top)\b.*\b(?:bonus(?:es)?"
                r"|incentives?|pay|raises?|payments?|awards?|amounts?|salar(?:y|ies))\b"
            ),
        ),
        (Kind.COUNT, r"\bhow many\b|\bwhat number of\b|\bthe number of\b"),
        (
            Kind.DATE,
            (
                r"\b(?:what|which) (?:day|date|year|month)\b|\bby when\b|\bsince when\b|"
                r"\buntil when\b|\bdue date\b|"
                r"(?:^|[,;:?] ?|\band )when (?:is|are|was|were|did|does|do|"
                r"will|must|has|have|had)\b"
            ),
        ),
        (
            Kind.WHO,
            (
                r"(?:^|[,;:?] ?|\band )who(?:se|m)?\b(?! (?:work|use)s?\b)|\bby whom\b|"
                r"\b(?:which|what) (?:person|official|director|judge|author|company|vendor)\b"
            ),
        ),
        (
            Kind.STANDING,
            (
                r"\bstill (?:\w+ )?(?:stands?|valid|in (?:force|effect)|current|appl(?:y|ies)|"
                r"holds?|alive|binding|law)\b|"
                r"\b(?:stands?|valid|in (?:force|effect)|current|alive) "
                r"(?:today|now|any ?more|still)\b|"
                rf"{_CLAUSE}(?:is|are|was|were) .*\b(?:in (?:force|effect)|valid|current|revoked|"
                r"rescinded|withdrawn|superseded|replaced|outdated|up to date)\W*$|"
                r"\b(?:has|have) .*\bbeen (?:revoked|rescinded|withdrawn|superseded|replaced)\b"
            ),
        ),
        (
            Kind.LEAVE,
            (
                rf"{_CLAUSE}(?:may|can|could|must|should|shall)(?:n['\u2019]?t|not)? "
                rf"(?:{_ONE})\b(?! (?:see|find|get|read|look|know|learn|tell)\b)|"
                rf"{_CLAUSE}(?:am|are|is) (?:{_ONE}) (?:\w+ )?(?:allowed|permitted|required|free|"
                r"supposed|obliged|forbidden|barred|prohibited|ok|okay)\b|"
                rf"{_CLAUSE}is (?:it|that|this) (?:\w+ )?(?:ok|okay|fine|all ?right|allowed|"
                r"permitted|legal|acceptable|safe|required|mandatory)\b|"
                rf"{_CLAUSE}(?:do|does) (?:{_ONE}) (?:have|need) to\b|"
                rf"{_CLAUSE}(?:ok|okay|fine|all ?right|allowed) (?:to|if|for)\b"
            ),
        ),
    )
)


def expected(question: str) -> Kind | None:
    """The kind of thing that would answer a question, where its form tells."""
    return next((kind for kind, pattern in _ASKS if pattern.search(question)), None)


def lacks(kind: Kind | None, sentence: str, question: str) -> bool:
    """Whether a sentence has nothing of that kind but what the question brought itself."""
    if kind is None:
        return False
    if kind is Kind.COUNT:
        sentence = _THING[Kind.DATE].sub(" ", _CODE.sub(" ", sentence))
    if kind is Kind.STANDING:  # what the question brings is what it asks for
        return _THING[kind].search(sentence) is None
    asked = _fold(question)
    return all(_fold(match.group()) in asked for match in _THING[kind].finditer(sentence))


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
