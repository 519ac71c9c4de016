"""Personal data in a question: identifiers, dates of birth, addresses, names with an attribute."""

import re

from bot.guardrails.names import Names
from bot.guardrails.plain_text import plain_text
from bot.guardrails.recognizers import dates, identifiers, tokens
from corpus.sentences import Span

# What an identifier is called. Beside one of these, anything with enough digits is one.
_LABEL = re.compile(
    r"""(?<!\w)(?:ssns?|ss ?(?:\#|number|no)|social(?:\ security|'s)?|soc\ sec|socials?|
    i?tin|taxpayer\ id\w*|passports?|
    (?:driver|operator)'?s?'?\ ?(?:licen[cs]e|lic|permit|id)|driving\ (?:licen[cs]e|permit)|
    licen[cs]e|
    dl|cdl|state\ id|learner'?s\ permit|
    acc(?:oun)?t|a/c|routing|aba|iban|rtn|swift|direct\ deposit|checking|savings|deposit|
    (?:credit|debit|travel|gift|charge|government|purchase)\ card|card|visa|mastercard|amex|
    american\ express|discover|
    edipi|edi-pi|dod\ ?(?:id|identification|number)|cac|piv|common\ access\ card|
    (?:employee|emp|personnel|staff|badge|payroll|worker|user|hr|hris|hrms|military|service|
    student|
    member|patient|customer|case\ file|identification|identity|applicant|candidate|sailor|soldier|
    veteran|va|tsp|tax|personal|beneficiary|subscriber|claimant)(?:'s)?
      \ ?(?:id\w*|number|num|no|nr|\#|file|code|account)(?!\w)|
    badge|eid|emplid|upn|a[-\ ]?(?:number|no|\#)|a\#|alien|uscis|green\ card|visa\ number|i-94|
    receipt|
    medicare|medicaid|mrn|medical\ record|health\ plan|insurance|policy\ (?:number|no|id)|
    csa|csf|annuit\w+|retirement\ claim|claim|fegli|vin|(?:license\ |number\ )?plates?|
    (?:license\ |vehicle\ )tag|tag\ (?:number|no)|
    known\ traveler|global\ entry|redress|
    phones?|telephone|cell(?:phone)?|mobile|tel|fax|call|text|whatsapp|pager|
    ip(?:\ address)?|mac\ address|pin(?:\ code)?|passcode|id)(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_BORN = re.compile(
    r"(?<!\w)(?:born|birth\w*|b-?day|d\.?o\.?b\.?|bd|né?e|date of birth|turn(?:s|ed|"
    r"ing)? \d\d)(?!\w)",
    re.IGNORECASE,
)
# Before a number that cites a rule, a form or a place in a document.
_CITES = re.compile(
    r"(?:\b(?:cfr|u\.?s\.?c\.?|fed\. reg\.|fr|eos?|e\.o\.|orders?|omb|memo(?:randum)?|circular|"
    r"sp|nist|"
    r"fips|pub(?:lic)?\.? ?l(?:aw)?\.?|p\.l\.|forms?|sf|of-|dd|sec(?:tion|\.)|title|series|gs|"
    r"act of|"
    r"h\.?r\.?|bulletin|directive|docket|iso|ieee|rfc|dfars|far|announcement|vacancy|"
    r"solicitation|contract|rfp|rfq|upc|isbn|sku|serial|part number|invoice|ticket)|"
    r"§|\b[ms]-|[$€£])[ .:#-]*$",
    re.IGNORECASE,
)
# Likewise, unless the name of an identifier is near.
_MAY_CITE = re.compile(
    r"\b(?:opm|part|chapter|step|page|s\.|version|question|item|table|figure|level|ecq|since|"
    r"until|in|"
    r"by|of|year|fy|cy|policy)[ .:#-]*$",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"^ ?(?:%|percent|dollars?|usd|euros?|employees|people|persons|hours?|days?|weeks?|months?|"
    r"years?|"
    r"words?|characters|tokens|positions|applicants|questions|cfr|u\.?s\.?c|times|bytes|[kmg]b|"
    r"million|billion|thousand|points?|pages?|jobs|agencies|cases|records|users|feet|miles|"
    r"parameters|weights|downloads|rows|lines|views|citizens|americans)\b",
    re.IGNORECASE,
)
_FILLER = (
    r"(?:\W|\b(?:numbers?|num|no|nr|id|is|was|are|of|the|ending|ends|in|with|last|four|digits?|"
    r"it's|"
    r"its|under|as|for|my|his|her|on|file|code|and|starts?|issued|by|from|state|card|to|at|"
    r"[A-Z]{2}|#)\b){0,12}"
)
_TIGHT = re.compile(rf"{_FILLER}$", re.IGNORECASE)
_NAMED_AFTER = re.compile(r" ?[(,:–-]? ?(?:(?:is|as|was) )?(?:(?:my|her|his|the|their|a) )?")
_BEFORE, _AFTER = 90, 45
# Digits that make an identifier right beside its name, and anywhere near it.
_FEW, _MANY = 4, 6
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[-/ ]\s*(?:19|20)?\d\d)*")
_MEMO = re.compile(r"[MA]-?\d\d-\d\d|\d{1,3}-\d{1,3}", re.IGNORECASE)
_OFFICIAL = re.compile(
    r"(?:info|help(?:desk)?|privacy|contact|foia|records|hr|support|ai|caio|ethics|webmaster|"
    r"security|"
    r"no-?reply|press|media|policy|careers|jobs|usajobs|oig|hotline|feedback|training|"
    r"admin)[\w.-]*"
    r"@[\w.-]+\.(?:gov|mil)",
    re.IGNORECASE,
)


class PersonalData:
    """Finds personal data; what stands in the documents is public."""

    def __init__(self, texts: list[str]) -> None:
        self._public = " ".join(texts).lower()
        self._names = Names(texts)

    def find(self, question: str) -> list[Span]:
        """Where the question holds personal data, in order, overlaps joined."""
        plain = plain_text(question)
        text = plain.text
        found = [*identifiers(text), *_born(text), *_labelled(text)]
        found = [
            s for s in found if not self._is_public(text[s.start : s.end]) and not _cited(text, s)
        ]
        found += self._names.described(text, found)
        return _joined([Span(*plain.origin_of(*span)) for span in found])

    def _is_public(self, value: str) -> bool:
        value = value.lower().strip(" .,;:#")
        return value in self._public or bool(_OFFICIAL.fullmatch(value))


def _labelled(text: str) -> list[Span]:
    """Numbers beside the name of an identifier."""
    dated = dates(text)
    return [
        span
        for span in tokens(text)
        if _is_labelled(text, span) and not any(d.start <= span.start < d.end for d in dated)
    ]


def _is_labelled(text: str, span: Span) -> bool:
    value = text[span.start : span.end]
    digits = sum(sign.isdigit() for sign in value)
    if digits < _FEW or _YEAR.fullmatch(value) or _MEMO.fullmatch(value):
        return False
    before = text[max(0, span.start - _BEFORE) : span.start]
    labels = list(_LABEL.finditer(before))
    after = _LABEL.search(text[span.end : span.end + _AFTER])
    tight = labels and _TIGHT.fullmatch(before, labels[-1].end())
    # The name may stand behind it as well, in brackets or after "is my".
    if tight or (after and _NAMED_AFTER.fullmatch(text, span.end, span.end + after.start())):
        return True
    return digits >= _MANY and bool(labels or after)


def _born(text: str) -> list[Span]:
    """Dates beside a word for birth."""
    return [
        span
        for span in dates(text)
        if _BORN.search(text[max(0, span.start - _BEFORE // 2) : span.start])
        or _BORN.search(text[span.end : span.end + _AFTER // 2])
    ]


def _cited(text: str, span: Span) -> bool:
    """Whether a number cites a rule, or counts something."""
    value = text[span.start : span.end]
    if not value[0].isdigit() or any(sign.isalpha() for sign in value) or "@" in value:
        return False
    before = text[max(0, span.start - 30) : span.start]
    if _CITES.search(before) or _COUNTS.match(text[span.end : span.end + 16]):
        return True
    return bool(_MAY_CITE.search(before) and not _LABEL.search(before))


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
