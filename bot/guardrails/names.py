"""Full names of private people, and whether a question says something about one of them."""

import re
import tomllib
from functools import cache
from pathlib import Path

from corpus.sentences import Span

_FILE = Path(__file__).with_name("names.toml")
_PART = (
    r"(?:[A-Z][a-zà-ÿ]+(?:[-'][A-Z]?[a-zà-ÿ]+)*|[OD]'[A-Z][a-zà-ÿ]+|"
    r"(?:Mc|Mac)[A-Z][a-z]+|[A-Z]{2,})"
)
_BETWEEN = r"(?: [A-Z]\.?| (?:de|la|del|de la|van|van der|von|der|bin|al|el|dos|da|di|\"\w+\"))*"
_FULL = re.compile(rf"\b({_PART}){_BETWEEN}((?: {_PART}){{1,2}})(?:,? (?:Jr|Sr|II|III)\b\.?)?")
_TURNED = re.compile(rf"(?<!\w)({_PART}), ({_PART})(?: [A-Z]\b\.?)?")
_LOWER = re.compile(r"\b([a-z]{2,})(?: [a-z]\.?)? ([a-z][a-z'-]+)\b")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sgt|Capt|Lt|Col|Maj)\.? $")
# A cue ends where the name begins, so that nothing farther back can be one.
_CUE_REACH = 60
_CUE = re.compile(
    r"\b(?:employee|applicant|candidate|colleague|coworker|co-worker|subordinate|analyst|intern|"
    r"named?|called|boss|supervisor|manager|teammate|neighbor|wife|husband|spouse|son|daughter|"
    r"brother|sister|friend|patient|veteran|claimant|annuitant|retiree|beneficiary|citizen|"
    r"report|"
    r"name is|i am|i'm|this is|by|for|about|of|on|that|does|did|is|was|has|regarding|re:?|with|"
    r"to)[,:]? $",
    re.IGNORECASE,
)
_SAYS_WHOSE = re.compile(
    r"^(?:'s\b|,? \(?(?:who|whose|age|aged|\d\d\b|born|a |an |GS|was|is|has|had|lives|earns|"
    r"got|makes|works))"
)
# What makes a name an entry in somebody's file.
_ATTRIBUTE = re.compile(
    r"""\b(?:ssn|dob|born|birthday|birth\ ?date|aged?|\d\d[-\ ]years?[-\ ]old|years\ old|
    turns\ \d\d|
    salary|earns?|paid|makes\ \$?\d+|wages?|garnish\w*|debts?|bankrupt\w*|credit|loan|tax(?:es)?|
    gs-?\ ?\d+|grade\ \d+|step\ \d+|\$\ ?\d[\d,]*|rating|rated|appraisal|unsatisfactory|minimally|
    marginal|reprimand\w*|suspen\w+|awol|removed|terminated|fired|pip|performance\ (?:plan|
    issues|problems)|
    disciplin\w+|misconduct|investigat\w+|complaint|grievance|probation\w*|demot\w+|
    diagnos\w+|cancer|diabet\w+|depress\w+|anxiety|ptsd|bipolar|hiv|aids|pregnan\w+|disab\w+|
    surgery|
    chemo\w*|medic\w+|illness|sick|disease|disorder|therapy|rehab|alcohol\w*|drug\w*|addict\w*|
    asthma|
    epilep\w+|autis\w+|adhd|dyslex\w+|deaf|blind|wheelchair|injur\w+|stroke|heart|hospital\w*|
    treat(?:ed|ment)|fmla|accommodation|maternity|paternity|doctor|miscarriage|blood\ type|
    divorc\w+|married|marriage|widow\w*|single\ (?:mother|father)|custody|child\ support|
    spouse|husband|wife|
    children|kids|pronouns|maiden|
    arrest\w*|convict\w+|felony|dui|criminal|charged|jail|prison|parole|clearance|
    background\ check|
    citizen\w*|immigra\w+|green\ card|visa|undocumented|asylum|born\ in|national\ of|ethnic\w*|
    race|
    religio\w+|muslim|jewish|christian|catholic|hindu|buddhist|sikh|gay|lesbian|transgender|
    bisexual|
    black|hispanic|latin[oa]|asian|white|native\ american|union\ member|votes?|voted|
    registered\ (?:democrat|republican)|
    live[sd]?|living|resid\w+|home|address|apartment|moved\ to|phone|email|e-mail|cell|number|id|
    badge|passport|licen[cs]e|plate|account|card|fingerprint\w*|photo|password|username|
    retir\w+|tsp|fers|csrs|beneficiary|pension|leave\ balance|annual\ leave|sick\ leave|
    veterans?'?\ preference|
    works?\ (?:at|in|for|as|out|from)|worked|working|hired|employee\ of|position|title|
    duty\ station|
    graduated|degree|gpa|transcript|resume|applied|application|interview\w*|test\ score|
    scored?|failed|
    weigh\w+|height|tall|eyes|hair|tattoo)\b""",
    re.IGNORECASE | re.VERBOSE,
)


class Names:
    """Knows names of people; those who stand in the documents or in history are not private."""

    def __init__(self, texts: list[str]) -> None:
        self._public = " ".join(texts)
        self._vocabulary = frozenset(re.findall(r"[a-z']+", self._public.lower()))
        self._first, self._last, self._words, self._none, self._known = _lists()

    def described(self, text: str, identifiers: list[Span]) -> list[Span]:
        """The private full names in a question that holds something else about a person."""
        names = self.private(text)
        outside = list(text)
        for name in names:
            outside[name.start : name.end] = " " * (name.end - name.start)
        return names if identifiers or _ATTRIBUTE.search("".join(outside)) else []

    def private(self, text: str) -> list[Span]:
        """Full names of people who are not known in public."""
        found = [span for m in _FULL.finditer(text) if (span := self._name_in(text, m))]
        found += [Span(*m.span()) for m in _TURNED.finditer(text) if self._is_turned(m)]
        return found + [Span(*m.span()) for m in _LOWER.finditer(text) if self._is_lower(m)]

    def _name_in(self, text: str, match: re.Match[str]) -> Span | None:
        words = match.group().split()
        # A capital that only opens the sentence ("Is Ana Diaz …", "Give Tom Hall …") is no name.
        for skipped in range(len(words) - 1):
            start = match.start() + len(" ".join(words[:skipped])) + (skipped > 0)
            if self._is_name(words[skipped:], text[:start], text[match.end() :]):
                return Span(start, match.end())
        return None

    def _is_name(self, words: list[str], before: str, after: str) -> bool:
        first, last = words[0].lower(), words[-1].strip(".,").lower()
        if self._is_known(words) or any(word.strip(".,").lower() in self._none for word in words):
            return False
        sure_last = last in self._last
        if first in self._words:
            return sure_last and (last not in self._words) and len(words) > 1
        if first in self._first:
            return len(words) > 1
        if len(words) == 1 or any(word.isupper() for word in words):
            return False
        strange = not {first, last} & self._vocabulary
        cued = strange and bool(_SAYS_WHOSE.match(after) or _CUE.search(before[-_CUE_REACH:]))
        return cued or bool(_TITLE.search(before)) or (sure_last and bool(before))

    def _is_known(self, words: list[str]) -> bool:
        name = " ".join(words)
        return name in self._public or name.lower() in self._known

    def _is_turned(self, match: re.Match[str]) -> bool:
        last, first = (group.lower() for group in match.groups())
        is_last = last in self._last or last.replace("'", "") in self._last
        return is_last and first in self._first and not self._is_known([*match.groups()])

    def _is_lower(self, match: re.Match[str]) -> bool:
        first, last = match.groups()
        known = f"{first} {last}" in self._known
        return first in self._first - self._words and last in self._last - self._words and not known


@cache
def _lists() -> tuple[frozenset[str], ...]:
    lists = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    keys = ("first", "last", "words", "no_names")
    known = frozenset(" ".join(name.split()) for name in lists["known"].split(";"))
    return (*(frozenset(lists[key].split()) for key in keys), known)
