"""Own words: what answers say of themselves, which no source says and no citation bears out."""

# It names no date, since no passage gives one: the date stands on each citation.
STALE = (
    "What is cited here was last checked longer ago than this service allows, so please confirm it "
    "before you rely on it."
)

# Why an answer quotes, although answers are written here. Without numbers, names or negations: what
# is cited is what is quoted, and says nothing of this.
UNAVAILABLE = (
    "The language model that writes answers here is unavailable at the moment, so this answer "
    "quotes its sources directly."
)
FELL_SHORT = (
    "The answer that the language model wrote fell short of what the sources bear out, so this "
    "answer quotes them directly."
)
# What stands above two rules that differ. Which of them binds, nobody here can say.
DIFFER = (
    "Your agency's rule and the other source cited here differ. Your agency's comes first; keep to "
    "whichever is stricter until the office that answers for the rule says otherwise."
)
# Where the question asks what held at some time.
HELD_THEN = (
    "This answers what held at the time you name, from documents that held then and from notes "
    "without a date."
)
ABOUT_THE_ANSWER = frozenset({STALE, UNAVAILABLE, FELL_SHORT, DIFFER, HELD_THEN})
