"""Defining: a question for the meaning of a name, where a table gives names their meaning.

Other tables have the same names in their rows, and which reading is likeliest was learnt mostly
from questions about those. Who asks what a name means, and says no word that only another table
has around it, wants its definition.
"""

import re
from collections.abc import Sequence

from bot.tables.choosing.readings import Reading
from bot.tables.model.typed import TypedTable
from bot.tables.model.words import content
from bot.tables.names.mentions import Role

_MEANING = re.compile(
    r"\b(?:defin\w*|mean(?:s|ing|t)?|stands? for|wording|word for word|understood|"
    r"spel(?:t|led) out|description|describ\w*|explain\w*|explanation)\b",
    re.IGNORECASE,
)
# Asks for a cause or for what follows, and not for a meaning.
_OTHER = re.compile(
    r"\b(?:why|how come|reasons?)\b|\bmean(?:s|t)?\W+(?:that|if|for|to)\b", re.IGNORECASE
)
# So many words may be left that speak of neither.
_MOST = 2


def defining(found: Sequence[Reading]) -> list[Reading]:
    """The reading as a definition, if that is what is asked; else nothing."""
    meant = [one for one in found if _defines(one)]
    if not meant:
        return []
    best = max(meant, key=lambda one: one.score)
    others = {t for one in found if not (t := one.asked.table).is_glossary}
    elsewhere = {stem for table in others for stem in _around(table)} - _around(best.asked.table)
    # Neither the name itself nor what asks for its meaning speaks of a table.
    rest = content(_MEANING.sub(" ", best.asked.unnamed))
    numbered = any(any(c.isdigit() for c in stem) for stem in rest)
    return [] if numbered or len(rest) > _MOST or elsewhere & set(rest) else [best]


def _defines(one: Reading) -> bool:
    """Whether it gives the text of the one row whose meaning the question asks for."""
    asked, table = one.asked, one.asked.table
    named = len(asked.rows) == 1 and bool(asked.of_role(Role.ROW)) and one.signs["exact row"] > 0
    whole = table.is_glossary and one.queries[0].columns == (1,) and not asked.filters
    said = asked.unnamed
    meaning = _MEANING.search(said) is not None and _OTHER.search(said) is None
    return named and whole and meaning


def _around(table: TypedTable) -> set[str]:
    """The stems of the names of a table and its columns, of its codes and of what introduces it."""
    codes = (code for column in table.columns for code in column.codes)
    names = (table.name, table.lead, *(c.name for c in table.columns), *codes)
    return {stem for name in names for stem in content(name)}
