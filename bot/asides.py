"""Asides: what a question says beside what it asks, such as a greeting or how to answer.

"Hello, I am new to this. What is …? Please quote the source." asks one thing. The rest would be
searched for like a question of its own, and bring sentences that nobody asked for. Only general
words of talk are known here; a sentence with any other word stays.
"""

import re
from collections.abc import Iterator

# What makes a sentence talk between two people: who asks, courtesy, and how to answer.
_MARKS = frozenset(
    """
    i im i'm me my mine we us our you your hi hello hey dear greetings morning afternoon evening
    please kindly thanks thank thx cheers sorry apologies appreciated appreciate grateful
    briefly short brief plain simple simply cite quote question questions asking wondering curious
    """.split()
)
_TALK = frozenset(
    """
    a an the this that it its to of in on at for from with about as and or so but if be am is are
    was were been have had has do not no just only very much really quite bit little all any some
    one more another other here there now today again also too before after first yet new newbie
    beginner wonder interested confused lost unsure sure certain stuck help
    helping helps need want like love would could can will may might let ask asks asked tell
    telling know knowing knows hear heard understand learn learning explain answer answers answered
    reply response respond advance advise everyone everybody team folks friend sir madam bot
    assistant chatbot good quick quickly easy basic silly stupid dumb long detailed detail details
    possible obvious hope hoping well fine time patience kind class group colleague colleagues
    boss language english words word sentence sentences terms source sources citation citations
    passage passages link links reference references exact exactly keep make give show include add
    use using mind bother bothering look looking forward soon asap urgent way manner
    """.split()
)
# Where a sentence or a lead-in ends.
_END = re.compile(
    r"(?<=[.!?:])\s+|,\s+(?:but|so)\s+|\s+[-\u2013\u2014]+\s+|\s*\n\s*", re.IGNORECASE
)
_GREETING = re.compile(
    r"^\s*(?:hi|hello|hey|dear|greetings|good (?:morning|afternoon|evening))"
    r"(?: (?:there|all|everyone|team|folks|bot|assistant))?\s*[,!.:]\s*(?=\S)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?<=\w)[\s,.!?-]+(?:many )?(?:thanks|thank you|thx|cheers|tia)"
    r"(?: (?:so|very|a lot|much|again|in advance|for your (?:help|time)))*\W*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")


def without_asides(question: str) -> str:
    """What a question asks; the question itself where nothing else stands beside it, or all is."""
    opened = _GREETING.sub("", question)
    closed = _CLOSING.search(opened)
    bare = opened[: closed.start()] + _ending(closed.group()) if closed else opened
    kept = "".join(sentence for sentence in _sentences(bare) if not _is_aside(sentence))
    return kept.strip() or question


def _ending(closing: str) -> str:
    """The mark that ended the sentence before a closing."""
    return "?" if "?" in closing else ""


def _sentences(text: str) -> Iterator[str]:
    """Sentences and lead-ins with what separates them from the next."""
    start = 0
    for seam in _END.finditer(text):
        yield text[start : seam.end()]
        start = seam.end()
    yield text[start:]


def _is_aside(sentence: str) -> bool:
    """Whether a sentence asks nothing and has no word but those of talk."""
    words = [word.lower().replace("\u2019", "'") for word in _WORD.findall(sentence)]
    return (
        not sentence.rstrip().endswith("?")
        and any(word in _MARKS for word in words)
        and all(word in _MARKS or word in _TALK for word in words)
    )
