"""Plain: a question in plain words, without short forms, tags, asides and idioms.

Idioms of general English for having or lacking a mark, such as "make the cut" and "fall short",
become "apply" and "not apply", so that the cues need to know only those.
"""

import re
from collections.abc import Callable
from functools import lru_cache

_WHAT = "who|what|where|when|that|there|it|which|how|he|she"
_BE = "is|are|was|were|be|been|being|get|gets|got|stay|stays|sit|sits|remain|remains"
_HELP = "do|does|did|is|are|was|were|has|have|had|could|would|should|might|must|need"
_IN = r"(?:at|in|for|on|under|by)"
_AT = (
    r"(?=\s+(?:at|for|in|on|to|when|from|as|across|both|either|only|no|by|with|while|but|and"
    r"|or)\b|\s*(?:[?.!,;]|$))"
)
_CALL = (
    r"(?:\w+ )?(?:know|remember|recall|find|tell|see|work out|make out|figure out|say|think"
    r"|want|mind|understand)"
)


def _thousands(said: re.Match[str]) -> str:
    """An amount of thousands in digits: ``$30k``, ``10 grand``."""
    return f"{said['sign'] or ''}{round(float(said['number'].replace(',', '')) * 1000):,}"


_STEPS: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"[\u2018\u2019]", "'"),
    # Asides that deny nothing.
    ((r"\b(?:if i am|if i'm|unless i am|unless i'm) (?:not )?(?:mistaken|wrong)\b,?"
     r"|\bcorrect me if i(?: a|')m wrong\b,?"), " "),
    ((rf"\b(?:i|we|they|you) (?:really |just |still )?(?:can|could|do|did)(?: not|n't|not)"
     rf" {_CALL}\b"), "i wonder"),
    ((r"\b(?:i|we)(?: a|')(?:m|re) not (?:\w+ )?(?:sure|certain|clear)\b|\bnot (?:\w+ )?(?:sure"
     r"|certain)\b"), "i wonder"),
    (r"\b(?:no|any) (?:idea|clue|doubt|rush|worries|hurry|problem)\b", " "),
    # What does not matter is not asked about.
    ((r"(?<=[.?!;,])\s*(?:and |but )?(?:the|its|their|my|our|any) (?:\w+ ){1,4}?"
      r"(?:do|does)(?:n't| not) (?:really )?matter\b[^.?!;,]*"), " "),
    (r"(?<=[.?!;,])\s*(?:and |but )?never mind (?:about )?(?:the|its|their|any) [^.?!;,]*", " "),
    (r"\bw(?:tf|th)(?='?s?\b)|\bwhat (?:the (?:heck|hell|deuce)|on earth)(?= (?:is|are|does|do)\b)",
     "what"),
    (
        rf"\bnot (?:only|just|merely) ({_IN}\b[^.?!;,]*?),? but (?:also )?(?={_IN}\b)",
        r"both \1 and ",
    ),
    (r"\bnot (?:only|just|merely)\b", " "),
    # Everywhere, and where it begins.
    ((r"\bwith(?:out)? (?:no|an?|any) (?:gaps?|breaks?|interruptions?|exceptions?|holes?)\b"
      r"|\bno (?:gaps|exceptions|interruptions)\b"), "throughout"),
    (r"\b(?:whose|with (?:a|their)) first (?:appearance|showing|entry)(?: (?:is|comes|falls))?\b",
     "that first appear"),
    # Tags: "…, isn't it?" asks whether it is so.
    (
        (rf",?\s+(?:{_HELP}|ai|wo|ca|will|can)(?:n['\u2019]?t| not) (?:they|it|he|she|that|there"
         rf"|you|we|i)\W*(?=$|[?!.,;]|-)"),
        ", right ",
    ),
    (rf",\s*(?:{_HELP}|will|can) (?:they|it|he|she|that|there|you|we|i)\W*(?=$|[?!.])", ", right "),
    # Short forms.
    (r"\bca(?:n't|nt)\b|\bcannot\b", "can not"),
    (r"\bwo(?:n't|nt\b)", "will not"),
    (rf"\b({_HELP})n'?t\b", r"\1 not"),
    (rf"\b({_WHAT})'s\b", r"\1 is"),
    (r"\b(who|what|where|when|how)s\b", r"\1 is"),
    (r"\b(they|we|you|who|what|there|these|those)'re\b", r"\1 are"),
    (r"\b(\w+)'ve\b", r"\1 have"),
    (r"\b(\w+)'ll\b", r"\1 will"),
    # What costs nothing is free, and "nothing" denies none of what follows.
    ((r"\bcosts? nothing\b|\b(?:at|for) no (?:cost|charge|fee)\b|\bfree of charge\b"
     r"|\bwithout (?:any )?(?:charge|cost|a fee)\b"), "is free"),
    # A fiscal year in full.
    (r"\bfy[\s'\u2019]?(\d\d)\b(?!-)", r"FY 20\1"),
    (r"\bfy(20\d\d)\b|\bfiscal(?: year)? (20\d\d)\b", r"FY \1\2"),
    # A unit alone is one of it.
    ((r"\b(than|least|most|over|under|below|above|within|up to|exceeds?) an? "
      r"(?=(?:full |whole )?(?:year|month|week|day|hour|minute|kilo(?:gram|meter|watt)?"
      r"|gram|pound|ounce|tonne|mile|yard|foot"
      r"|inch|meter|gallon|quart|lit(?:er|re))\b)"), r"\1 1 "),
    (r"\ban? (?=(?:year|month|week|day|hour|minute) or (?:more|less|longer|shorter)\b)", "1 "),
    ((r"(?P<sign>\$)?(?<![\w.,])(?P<number>\d[\d,]*(?:\.\d+)?)\s?"
      r"(?:k|grand|thousand)\b"), _thousands),
    # Having a mark.
    (r"\b(?:make|makes|made|making) the (?:cut|grade|team|shortlist|mark)\b", "apply"),
    (rf"\b(?:make|makes|made|making) it{_AT}(?! (?:in|on|to)\b)", "apply"),
    ((r"\b(?:get|gets|got|getting|given|give|has|have|had) (?:a |the )?(?:nod|go-ahead"
     r"|green light|thumbs up|okay|ok|all clear|all-clear)\b"), "apply"),
    ((r"\b(?:come|comes|came|coming|bring|brought) in(?:to)? (?:play|effect|force|the picture"
     r"|the mix|scope|the equation)\b"), "apply"),
    ((rf"\b(?:in force|in effect|in play|in scope|on offer|on the menu|on the cards|in the mix"
     rf"|in the picture|fair game|good to go|up and running){_AT}"), "apply"),
    ((rf"\b(?:is|are|was|were|be) (?:good|fine|fit|ok|okay|valid|eligible|suitable|appropriate"
     rf"|acceptable|relevant|live){_AT}"), "apply"),
    ((r"(?<=\w )(?<!the )(?<!a )(?<!what )(?<!head )(?<!and )(?<!me )counts? (?=(?:for|at|toward"
     r"|towards|in the|when)\b)"), "apply "),
    (r"\b(?:hold|holds|held) (?:good|true|water)\b", "apply"),
    (r"\b(?:ticked|checked|marked|crossed|signed) off\b", "marked"),
    (r"\b(?:make|makes|made|is|are|get|gets) (?:on )?the list (?=(?:at|for)\b)", "apply "),
    ((r"(?<=\bis )in(?= (?:at|for|and who|and which|or out)\b)|(?<=\bare )in(?= (?:at|for"
     r"|and who|and which|or out)\b)"), "apply"),
    # Lacking one.
    (r"\b(?:fall|falls|fell|falling|come|comes|came) short\b(?: of the mark)?", "not apply"),
    (r"\bmiss(?:es|ed)? (?:out|the cut|the grade|the mark)\b", "not apply"),
    ((rf"\b(?:left|leave|leaves|leaving|ruled|rule|kept|keep|thrown|voted|knocked|weeded|screened"
     rf"|filtered|cut|shut|taken) out(?! of\b){_AT}"), "not apply"),
    (rf"\b({_BE}|who|which) out(?! of\b){_AT}", r"\1 not apply"),
    ((r"\bruled? out\b|\bleft (?:off|behind)\b|\bturned (?:down|away)\b|\bpassed over\b"
     r"|\bheld back\b"), "not apply"),
    ((r"\boff (?:the )?(?:list|menu|cards|limits)\b|\bout of (?:play|scope|bounds|the running"
     r"|the picture|the question)\b"), "not apply"),
    (r"\b(?:no[- ]go(?:es)?|no good|no use)\b", "not apply"),
    (r"\bdropped on the floor\b|\b(?:go|goes|do|does) without\b", "not apply"),
    (r"\b(?:have|has|had) (?:yet )?to (?:make it|apply|qualify)\b", "not apply"),
    (r"\banything but\b", "not"),
    (r"\bfar from\b", "not"),
    # What is denied twice holds.
    ((r"\b(?:never|nowhere) (?:\w+ )?(?:not apply|missing|lacking|absent|excluded|omitted|unrated"
     r"|unmarked|unconfirmed)\b"), "apply throughout"),
    ((r"\bnot (?:\w+ )?(?:\w+ )??(?:not apply|missing|lacking|absent|excluded|omitted|unrated"
     r"|unmarked|unconfirmed)\b"), "apply"),
    # Being important.
    ((r"\b(?:matter|matters|weigh|weighs|count|counts) (?:the )?(more|most|less|least)\b"
      r"(?! than \d)"), r"is \1 important"),
    (r"\b(?:carry|carries|have|has) (?:the )?(more|most|less|least) weight\b", r"is \1 important"),
    (r"\b(?:matter|matters)\b(?= (?:today|now|at|in|currently|later)\b|\W*$)", "is important"),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), new) for pattern, new in _STEPS)


@lru_cache(maxsize=256)
def plain(question: str) -> str:
    """The question in plain words; what is in quotation marks stays."""
    for pattern, new in _COMPILED:
        question = pattern.sub(new, question)
    return question
