"""Mark cues: wordings that say in which columns or rows something is to hold, and where not."""

from bot.tables.model.axes import AXIS

# In none of the columns before.
_DEBUT = (
    r"\bfirst (?:appear|show|come|turn|get|becom|enter|appl|mark|confirm)\w*|\bfirst appearance\b"
    r"|\bappears? first\b|\bdebut\w*\b|\bfor the first time\b"
)
MARK_CUES = {
    "debut": _DEBUT,
    "only": (
        r"\bonly\b|\bsolely\b|\bexclusive(?:ly)?\b|\bnowhere else\b|\b(?:at |in |for )?no other\b"
        r"|\bunique(?:ly)? to\b|\bnot? (?:at |for |in )?any(?:where)? (?:other|else)\b"
        r"|\bnothing else\b|\bnone of the other\w*\b|\balone\b|\bpeculiar to\b|\bspecific to\b"
        r"|\bno(?:t at)? (?:any )?others?\b|\breserved (?:for|to)\b|\bjust (?=at\b|in\b|for\b)"
        r"|\bconfined to\b|\blimited to\b|\brestricted to\b|\bpurely\b"
        r"|\bkept for\b|\bsaved for\b|\bdenied to (?:all|every|each|any)\w*\b"
        r"|\bno (?:\w+ )?(?:other than|but|except)\b"
        r"|\bunlike (?:all|any|every) other\b|\bnot before\b"
        r"|\b(?:nowhere|nothing|none|nobody|no one) (?:but|except)\b"
    ),
    "all": r"\b(?:all|every|each|any of the|throughout|across)\b",
    "all_columns": (
        r"\b(?!at all\s*(?:[?.,!]|$))(?:at|in|for|across|on|under|of|see)\s+"
        r"(?:all|every|each|any)\b(?! (?:of the )?(?:names|rows))|\ball the way\b"
        rf"|\bthroughout\b|\ball (?:\w+ )?(?:of the )?(?:\w+ )?(?:{AXIS}|places)\b"
        r"|\bthe whole way\b|\bacross the board\b"
        r"|\beverywhere\b|\bwithout exception\b|\bregardless of\b|\balways\b"
        rf"|\bevery (?:single )?{AXIS}\b|\bfrom top to bottom\b"
        rf"|\bwhatever the\b|\bno matter\b|\beach {AXIS}\b"
        r"|\bfrom start to finish\b|\bfrom (?:the )?(?:very )?(?:first|lowest|bottom|start"
        r"|entry)\b[^,.;?]{0,20}"
        r"\b(?:to|through) (?:the )?(?:very )?(?:last|top|highest|end)\b"
    ),
    "no_columns": (
        rf"\bnever\b|\bno (?:{AXIS}|places?)\b|\bnone of the {AXIS}\b|\bnot at any\b|\bnowhere\b"
        rf"|\b(?:not|n't) (?:\w+ )?any(?:where| (?:of the )?{AXIS})\b"
    ),
    "not": (
        r"\bnot\b|n't\b|\bno longer\b|\bwithout\b|\bmissing\b|\black\w*\b|\babsent\b"
        r"|\bexclud\w+\b|\bleft out\b|\bleav(?:e|es|ing) (?:\w+ )?out\b"
        r"|\bun(?!less|til|it|iq|der|chang|lik|ivers)\w+(?:ed|able)\b|\bcannot\b"
        r"|\bnon\b|\bnever\b|\bfail(?:s|ed|ing)? to\b|\bno "
        rf"(?!other|one\b|longer|more|less|fewer|matter|doubt|idea|\d|{AXIS}\b)"
        r"|\bnothing\b|\bneither\b|\bnor\b|\bminus\b|\bexcept\b|\brather than\b|\binstead of\b"
        r"|\bas opposed to\b|\bunlike\b|\bdon ?t\b|\bdoesn ?t\b|\bisn ?t\b|\baren ?t\b"
        r"|\bout of (?=the top|the first|the best|today|it\b)|\boutside\b|\bmiss(?:es|ed)?\b"
        r"|\bskip(?:s|ped)?\b|\bomit\w*\b|\bblank\b|\bempty\b|\bgone\b|\bnone\b"
        r"|\bnowhere\b(?! else| but| except)|\bdevoid of\b"
        r"|\bineligib\w+|\binapplicable\b|\bdisqualif\w+|\bunfit\b|\breject(?:s|ed)\b|\bbarred\b"
        r"|\bbanned\b|\bditch\w*\b|\bscrapped\b"
        r"|\bdisregard\w*\b|\bfall\w* through\b|\bshort of\b|\bfails? (?=at\b|for\b)"
        r"|\bspared\b|\bexcused\b|\blet off\b|\bfree (?=of\b|from\b)"
        r"|\bdropped\b(?= (?:at|by|from))|\bbar\b(?= the|ring)"
    ),
    "but_not": (
        r"\bbut (?:not|n't|isn't|aren't|never)\b|\bbut (?:\w+ ){0,3}(?:not|n't)\b|\band not\b"
        r"|\bexcept\b|\bwithout being\b|\brather than\b|\byet not\b|\bhowever not\b"
        r"|\b(?:not|n't|unrated|missing)\b[^,.;]*\bbut\b|\bthough not\b|\bwhile not\b"
    ),
    "except": (
        r"\b(?:except(?:ing)?(?: for| at| in)?|but(?! not\b| n't| never| only)|other than"
        "|apart from|aside from|save(?: for)?|excluding|besides|bar(?:ring)?"
        r"|with the exception of|minus|less)\b"
    ),
    "fresh": (
        r"\bbecom\w+\b|\bpromot\w+\b|\bstep(?:s|ping)?\b|\bnew(?:ly)?\b|\bnewcomers?\b"
        r"|\badd(?:ed|s|ing|itional\w*|itions?)?\b|\bgain\w*\b|\bjoin\w*\b|\bextra\b|\bstarts?\b"
        rf"|\bbegin\w*\b|{_DEBUT}"
        r"|\bcomes? (?:in|on|up)(?:to)?\b(?! play)|\bon top of\b|\benters?\b"
        r"|\bpick(?:s|ed)? up\b|\bacquire\w*\b|\bgrows?\b|\bnew faces\b"
        r"|\bon board\b|\bintroduc\w+\b|\bbring\w* (?:in|on)\b"
        r"|\bbeyond\b|\bkick\w* in\b|\bonce\b"
    ),
    "dropped": (
        r"\bdrop(?:s|ped|ping)?\b(?! (?:in|by|from|most|the most|the))|\blos(?:e|es|t|ing)\b"
        r"|\bfall(?:s|en)? (?:away|out)\b|\bdisappear\w*\b|\bgo(?:es|ne)? away\b|\bno longer\b"
        r"|\bvanish\w*\b|\bremov\w+\b|\bfalls? off\b|\bgone\b|\bceas\w+\b|\bends?\b|\bstops?\b"
        r"|\bleav(?:e|es)\b(?! \w* ?out)|\bfall\w* by the wayside\b"
        r"|\bphased out\b|\bdiscontinu\w+\b|\bbows? out\b"
    ),
    "onward": (
        r"\b(?:start|begin|set in|kick|open|launch)\w*\b"
        r"|\bfrom\b[^,.;?]{0,24}\b(?:on(?:wards?)?|up(?:wards?)?)\b"
        r"|\bfirst (?:come|appear|show|turn|enter|get)\w*\b|\bcomes? in\b|\bonly from\b"
        r"|\bnot (?:until|before|till)\b|\bsets? in\b|\benters? (?:at|with)\b"
    ),
    "lasting": (
        r"\bstay\w*\b|\bcarr(?:y|ies) on\b|\bcontinu\w*\b|\bremain\w*\b|\bkeeps?\b|\blasts?\b"
        r"|\bto the end\b|\bto the top\b|\bthrough(?:out)?\b"
        r"|\bon(?:wards?)?\b(?=[,.?;]|$| (?:confirmed|marked|rated|without))|\bup(?:wards?)?\b"
        r"|\bever after\b|\bfrom (?:there|then) on\b|\bgo(?:es)? (?:all the way|on|up)\b"
        r"|\bthe whole way\b|\bhold\w*\b"
    ),
    "not_earlier": (
        r"\b(?:nothing|none|not|never|no(?: \w+)?)(?: \w+){0,2}? "
        r"(?:earlier|before(?:hand)?|lower|below|sooner|prior|under)(?: than)?\b"
    ),
    "not_later": (
        r"\b(?:nothing|none|not|never|no(?: \w+)?)(?: \w+){0,2}? "
        r"(?:later|after(?:wards?)?|higher|above|beyond|further|past)\b"
        r"|\bnowhere (?:above|higher|later|beyond|after|up)\b"
        r"|\b(?:and |but )?then (?:it |they )?(?:vanish|disappear|stop|drop|end|go away|fall"
        r"|is gone|are gone|cease|leave)\w*|\b(?:vanish|disappear|stop|end|cease|drop)\w*"
        r"(?: \w+)? (?:after|there|thereafter|beyond|past|above)\b"
    ),
    "breaks": (
        rf"\bnext (?:(?:higher|one|up|{AXIS}) )*\b|\bbreaks? off\b"
        rf"|\b(?:one|a|some) {AXIS}[^.?;]*\b(?:following|next)\b"
        rf"|\bfalls? away\b|\b{AXIS} above\b|\bone {AXIS} (?:up|higher|later)\b"
    ),
    "gaps": (
        r"\bgaps?\b(?! (?:in (?:the )?(?:number|count|size)|between|of)\b)|\bskip\w*\b"
        r"|\bin (?:the )?(?:middle|between)\b|\binterrupt\w*\b"
        r"|\bbetween them\b|\bcomes? back\b|\breturns?\b|\breappear\w*\b|\bonce more\b"
    ),
    "or": r"\bor\b|\beither\b|\bat least one\b|\bany of\b|\bany one of\b",
    "both": (
        r"\bboth\b|\bshared?\b|\bshares\b|\bin common\b|\balike\b|\bas well as\b|\boverlap\w*\b"
        r"|\bcommon to\b|\bat once\b|\bas well\b|\balso\b|\btoo\b"
    ),
    "upward": (
        r"\b(?:and|or) (?:up|above|higher|over|beyond|more)\b|\bup(?:ward)?s?\b|\bor higher\b"
        r"|\bonwards?\b|\bat least\b|\+|\bno (?:fewer|less) than\b"
    ),
    "downward": (
        r"\b(?:and|or) (?:below|under|lower|down|fewer|less)\b|\bdownwards?\b|\bup to\b"
        r"|\bat most\b|\bno more than\b"
    ),
    "span": (
        r"\bthrough\b|\bthru\b|\bto\b|[\u2013\u2014]|\bbetween\b|\bfrom\b|\buntil\b|\btill\b"
        r"|(?<=\d)\s?-\s?(?=\d)"
    ),
    "kinds": r"\b(?:kinds?|types?|sorts?|different|separate|distinct)\b",
    "listed": (
        r"\blists?\b|\blisted\b|\bnamed\b|\bamong\b|\bone of\b|\bincluded\b|\bmention\w*\b"
        r"|\bpart of\b|\bcount\w* as\b"
    ),
}
