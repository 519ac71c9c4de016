"""Words: a text as folded words with stems and places, which all checks share."""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.stemming import stem_of
from corpus.sentences import without_marks

_TOKEN = re.compile(r"[^\W_]+(?:['’](?:s|t|re|ve|ll|d)\b)?|[%$§]|[^\w\s]")
_POSSESSIVE = re.compile(r"['’]s?$")
_PARTS = re.compile(r"[;:—]|,(?!\d)|\s-\s|(?<=\w)[.?!](?=\s+[A-Z])")
# Words that carry the form of a sentence, not what it is about.
SMALL = frozenset(
    """
    a about according after again all also although an and any are around as at be because been
    before being both but by can could did do does doing done each either else even ever every for
    from further get gets getting given gives giving go goes going gone got had has have having he
    her here hers him his how however i if in instead into is it its itself just let lets like made
    make makes making may me might more most much must my neither no none nor not of off on once one
    ones only onto or other others our out over own per put puts quite rather same shall she should
    since so some somebody someone something still such take taken takes taking than that the their
    them themselves then there these they thing things this those though through thus till to too
    toward towards under unless until up upon us very longer was way ways we well went
    were what whatever when where whereas whether which while who whoever whole whom whose why will
    with within without would yes yet you your
    above across alongside along amid among below beside besides beyond during despite except
    near throughout via
    anybody anyone anything everybody everyone everything nobody nothing
    s t re ve ll d
    """.split()
)
# Words that deny whatever else a sentence says.
DENYING = frozenset("not no never none neither nobody nothing without cannot".split())
# What the stemmer leaves apart: forms of irregular verbs, each with its plain form.
_FORMS = """
    began begin begun begin bought buy brought bring built build came come chose choose chosen
    choose dealt deal drawn draw drew draw driven drive drove drive fallen fall fell fall felt feel
    found find fought fight gave give given give grew grow grown grow held hold kept keep knew know
    known know led lead left leave lent lend lost lose made make meant mean met meet paid pay ran
    run rose rise risen rise said say sat sit saw see seen see sent send set set shown show sold
    sell sought seek spent spend spoke speak spoken speak stood stand taken take taught teach
    thought think threw throw thrown throw told tell took take understood understand went go won
    win withdrew withdraw withdrawn withdraw written write wrote write forbade forbid forbidden
    forbid overseen oversee oversaw oversee underwent undergo people person men man women woman
    children child better good best good worse bad worst bad data data
"""
_PLAIN = dict(zip(_FORMS.split()[::2], _FORMS.split()[1::2], strict=True))


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a sign: as written, folded, its stem, its place, and the part it stands in.

    ``part`` counts the parts of a sentence that commas, colons and the like divide.
    """

    text: str
    low: str
    stem: str
    start: int
    end: int
    part: int

    @property
    def denies(self) -> bool:
        """Whether it denies by its form alone."""
        return self.low in DENYING or self.low.endswith("n't")

    @property
    def is_small(self) -> bool:
        return self.low in SMALL or not self.low[:1].isalnum()


def folded(text: str) -> str:
    """A text with plain quotation marks, dashes and blanks, without marks of footnotes and tables.

    Its length may change, so places are those in what comes back.
    """
    text = without_marks(text).replace("’", "'").replace("‘", "'")
    text = text.replace("“", '"').replace("”", '"').replace("\\|", "|")
    text = re.sub(r"[‐‑‒–−]", "-", text)
    return " ".join(re.sub(r"[*_`]{1,2}(?=\S)|(?<=\S)[*`]{1,2}", "", text).split())


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Word, ...]:
    """The words and signs of a folded text."""
    cuts = [match.start() for match in _PARTS.finditer(text)]
    found, part = [], 0
    for match in _TOKEN.finditer(text):
        while part < len(cuts) and match.start() > cuts[part]:
            part += 1
        low = _POSSESSIVE.sub("", match.group().lower()) or match.group()
        found.append(Word(match.group(), low, stem(low), match.start(), match.end(), part))
    return tuple(found)


@lru_cache(maxsize=65536)
def stem(low: str) -> str:
    """The stem of a folded word."""
    return stem_of(_PLAIN.get(low, low))
