"""Number cues: wordings that ask for a number, a place, a change, or an answer of some kind."""

from bot.tables.model.axes import AXIS
from bot.tables.model.rankings import RANK

NUMBER_CUES = {
    "count": (
        r"\bhow many\b|\b(?:what|the|a|give\w*|total) number\b|\bnumber of\b"
        r"|\bcounts?\b(?! (?:as|towards?)\b)"
        r"|\bcounted\b|\btally\b|\bhow often\b|\bhow (?:large|big|long)\b(?= is| are| was)"
        r"|\bhow much of\b|\b(?:the|a|what) figures?\b"
        r"|\b(?:what|which|the) (?:share|proportion|fraction|percentage)\b|\bhow few\b"
        r"|\bjust a number\b|\bheadcount\b|\btotal of\b|\bsize of\b"
        r"|\bcomes? to what\b|^\W*number\b|\bcome to\b|^\W*total\b"
    ),
    "sum": (
        r"\btotal\b(?! number)|\bsum\b|\baltogether\b|\bcombined\b|\bin all\b"
        r"|\badd(?:ed|s|ing)?\b(?: \w+){0,4}? up\b|\btogether\b|\boverall\b"
        r"|\bput together\b"
        r"|\ball told\b|\bin total\b"
    ),
    "mean": r"\baverage\b|\bmean\b(?= (?:of|price|value|number|cost|fee))|\bon average\b",
    "highest": (
        r"\b(?:most (?:expensive|costly)|priciest|costliest|dearest|high(?:est|er)|larg(?:est|er)"
        "|bigg(?:est|er)|greatest|maximum|max|longest|latest|newest|most recent|most|more|top"
        r"|last|best|fullest)\b"
    ),
    "lowest": (
        r"\b(?:cheap(?:est|er)?|low(?:est|er)|small(?:est|er)|least|minimum|min|shortest"
        "|earli(?:est|er)|old(?:est|er)|fewest|fewer|less|bottom|first|emptiest|worst|tail end"
        r"|weakest|youngest|light(?:est|er)|narrow(?:est|er)|shallow(?:est|er))\b"
    ),
    "superlative": (
        r"\b(?!interest|request|suggest|honest|modest|invest|contest|protest|harvest)\w{2,}est\b"
        r"|(?<!at )\bmost\b|(?<!at )\bleast\b|\bmax(?:imum)?\b|\bmin(?:imum)?\b|\btop\b"
        r"|\bbottom\b|\bleading\b|\bleads?\b|\b(?:finish|come|rank|end)\w*(?: up)? last\b"
        r"|\btail end\b|\bworst\b|\blast (?:place|position|rank|spot)\b|\bhead of the\b"
        r"|\bvery last\b"
    ),
    "by_time": r"\b(?:latest|newest|most recent|earliest|oldest|first|last)\b",
    "by_money": (
        r"\b(?:expensive|costly|priciest|costliest|dearest|cheap\w*|costs?|price\w*|pay|paid"
        r"|spend|spent|dearer)\b"
    ),
    "rise": (
        r"\bris(?:e|es|ing|en)\b|\brose\b|\bclimb\w*\b|\bgain\w*\b|\bgo(?:es|ing)? up\b"
        r"|\bmov(?:e|es|ed|ing) up\b|\bimprov\w*\b|\bincreas\w*\b|\bjump\w*\b"
        r"|\bgr(?:ow|ew|own)\w*\b|\bhigher in\b|\bup\b(?! to\b)|\badvanc\w+\b|\bascend\w*\b"
        r"|\bmore important\b|\bbetter\b|\bupwards?\b|\bovertak\w*\b|\bpromot\w*\b"
        r"|\bhigher\b|\bsoar\w*\b|\bleap\w*\b|\bsurg(?:e|es|ed|ing)\b|\brocket\w*\b"
        r"|\bshoots? up\b|\bstep up\b"
    ),
    "fall": (
        r"\bf[ae]ll\w*\b(?! (?:between|within|inside|among|under|in between)\b)|\bdrop\w*\b"
        r"|\bgo(?:es|ing)? down\b|\bmov(?:e|es|ed|ing) down\b"
        r"|\bdecreas\w*\b|\bdeclin\w*\b|\bslip\w*\b|\blos(?:e|es|t|ing)\b|\bs[iau]nk\w*\b"
        r"|\bslid\w*\b|\bdown(?:wards?)?\b|\bworse\w*\b|\bless important\b|\bplummet\w*\b"
        r"|\btumbl\w*\b|\bplung\w*\b|\bdiv(?:e|es|ing)\b|\bnosediv\w*\b|\bskid\w*\b|\btank(?:s"
        r"|ed)?\b|\bdescend\w*\b|\blower\b|\bdeteriorat\w*\b"
    ),
    "stay": (
        r"\bunchang\w*\b|\bequal(?:ly)?\b|\bas important\b|\bsame\b|\bstay\w*\b|\bstable\b"
        r"|\bkeeps?\b|\bremain\w*\b|\bsteady\b|\bidentical\b"
        r"|\bnot (?:change|move|shift|budge)\w*\b|\b(?:hold|stand)s? (?:still|steady|firm)\b"
        r"|\bstatic\b|\bput\b(?= [^.?]*\brank)|\bhold\w* (?:its|their|on)\b|\bconstant\b"
        r"|\bretain\w*\b|\bneither (?:rise|gain|move)\w*\b"
    ),
    "change": (
        r"\bchang\w*\b|\bmov\w*\b|\bshift\w*\b|\bdiffer\w*\b|\bgap\b|\bspread\b"
        r"|\bbefore and after\b|\bevol\w+\b|\bdevelop\w*\b|\bswing\w*\b"
    ),
    "difference": (
        r"\bdifferen\w*\b|\bhow (?:much|many) (?:\w+ ){0,3}"
        "(?:more|less|fewer|higher|lower|further|bigger|cheaper|older|ahead|behind|above|below"
        r"|lie|between)\b|\bgap\b|\bapart\b|\bby how (?:much|many)\b|\bmore than\b.*\bhow\b"
        r"|\bhow far\b|\bcompared?\b|\bversus\b|\bvs\b|\bsubtract\w*\b|\bminus\b|\bbehind\b"
        r"|\bahead\b|\bseparat\w+\b|\bdistance\b|\bspread\b|\bmargin\b|\blie between\b"
        r"|\b(?:steps?|places|ranks|positions|spots) between\b"
    ),
    "compare": (
        r"\b(?:more|less|fewer|higher|lower|bigger|smaller|larger|cheaper|older|newer|earlier"
        r"|later|better|worse|longer|shorter|dearer)\b|\bcompar\w*\b|\bversus\b|\bvs\b|\bthan\b"
        r"|\bahead of\b|\babove\b|\bbelow\b|\boutrank\w*\b|\bsame\b|\bmost\b"
        rf"|\bwhich (?:{AXIS}|of)\b|\bbest\b|\bagainst\b|\bbeats?\b|\bfirst\b|\btops?\b|\bworst\b"
        r"|\bin front\b|\bbehind\b|\bfewest\b|\bleast\b"
    ),
    "rank": RANK,
    "tag": (
        ",? (?:are|is|do|does|has|have|was|were|wo|ca|did)n['’]?t "
        r"(?:they|it|he|she|that|there|you|we)\W*(?=$|[?!.,])"
    ),
    "asks_list": (
        r"\b(?:list|name|enumerate|give|show|set out|spell out)\b|\b(?:what|which)(?: \w+)? are\b"
        r"|\ball (?:the )?\b|\b(?:complete|full|entire) (?:list|set)\b"
    ),
    "define": (
        r"\bdefin\w*\b|\bmean(?:s|ing|t)?\b|\bdescri\w+\b|\bexplain\w*\b|\bunderstood\b"
        r"|\bwhat(?:'s| is| are| does)\b|\bwording\b|\bspell\w* out\b|\bis about\b|\babout\W*$"
        r"|\bdeals? with\b|\bwords it\b|\bstands? for\b|\bcover(?:s|ed)?\b|\binvolves?\b"
        r"|\bentail\w*\b|\bdescription\b|\bwhat exactly\b|\brefers?\b|\bunder the heading\b"
        r"|\bin short\b"
    ),
    "which": (
        r"\bwhich\b|\bwhat\b|^\W*(?:\w+ ){0,3}list\b|\blist (?:of|the|all|every|me|out|which)\b"
        r"|\bname\b|\bgive\b|\bshow\b|\bwho\b|\bwhere\b|\bwhen\b|\btell\b|\ball\b|\bset out\b"
        r"|\bspell\w* out\b"
    ),
    "when": r"\bwhen\b|\bwhat (?:day|date)\b|\b(?:on )?which (?:day|date)\b|\bdates?\b",
    "who": r"\bwho(?:m|se)?\b",
    "where": r"\bwhere\b|\bwhich (?:place|location|site|room|building)\b",
    "how_much": (
        r"\bhow much\b|\bcosts?\b|\bprices?\b|\bcharg\w+\b|\bfees?\b|\bpay\b|\bspen[dt]\b"
        r"|\bset (?:me|us|you|one) back\b|\bprice tag\b|\brun (?:me|us|you)\b(?! through| by)"
    ),
    "how_long": r"\bhow (?:long|tall|wide|heavy|deep|high|far|big|large|fast|old)\b",
    "yes_no": (
        r"^\W*(?:is|are|was|were|do|does|did|can|could|has|have|had|will|would|should|must|isn't"
        r"|aren't|doesn't)\b"
    ),
    "fewest": r"\bfewest\b|\bleast\b|\bfewer\b|\blowest\b|\bsmallest\b|\bemptiest\b",
    "rank_asked": r"\bhow (?:high|low|important)\b|\bfrom what\b|\bto what\b",
    "yes_word": r"\byes\b|\bno\b|\bright\b|\bor not\b",
    "to_come": r"\bwill\b|\bgoing to\b|\bbecomes?\b|\bin store\b",
    "unplaced": (
        r"\bun(?:ranked|rated|placed|listed)\b|\b(?:not|n't|never) (?:\w+ )?"
        r"(?:ranked|placed|rated)\b|\bNR\b|\b(?:without|no) (?:an? |any )?(?:\w+ )?"
        r"(?:rank\w*|places?|positions?)\b|\b(?:has|have|had|with|lacks?) "
        r"(?:no|a missing|an? empty)\b"
    ),
    "last_place": r"\blast\b|\bbottom\b|\blowest\b|\bworst\b|\bleast\b|\btail\b|\bfinal\b",
    "inside": (
        r"\b(?:within|in|inside|among|into|make|makes|reach\w*|enter\w*|part of) "
        r"(?:the |its |their |today ?s |future ?s? |\w+ )?(?:top|first|best|leading)\b"
    ),
    "from_to": (
        r"\bfrom (?:\w+ )+to\b|\bbefore and after\b|\bboth "
        r"(?:ranks|numbers|columns|places|values)\b|\btwo "
        r"(?:ranks|numbers|columns|places|values)\b|\bversus\b|\bvs\b"
    ),
    "amount": (
        r"\bexactly\b|\bprecisely\b|\bno more,? no (?:fewer|less)\b|\bat least\b|\bat most\b"
        r"|\bmore than\b|\bfewer than\b|\bless than\b|\bhalf\b"
        rf"|\b(?:out )?of (?:the |their |its )?(?:\w+ )?(?={AXIS})"
        r"|\bor (?:more|fewer|less)\b|\bno (?:fewer|less|more) than\b"
    ),
}
