"""LlamaIndex's own citation query engine on the same servers: what a kept library shows of them.

Its settings are those it has by default: its splitter, two passages by likeness alone, its prompt,
a reply that is not streamed, requests of at most 60 seconds that are tried again. Only the
embedding model is ours. The servers are given its prompt in the form of ours, so that they make of
it the same truths and lies.
"""

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import cycle, islice
from threading import Thread

from llama_index.core import VectorStoreIndex
from llama_index.core.query_engine import CitationQueryEngine
from llama_index.llms.openai_like import OpenAILike

from bot.generating.sentences import Splitter
from evals.cases.gold import GoldenCase
from evals.endpoints.honest_model import honest
from evals.endpoints.hostile_model import FAULTS, Hostile
from evals.endpoints.measuring import Progress, Tally, conversations, is_private
from evals.endpoints.serving import Asked, Model, Served, serving

PATIENCE_S = 30.0
"""What has neither answered nor failed by then counts as hung: the longest that ours may take."""
_AT_A_TIME = 16
_SOURCES, _QUERY = "Below are several numbered sources", "\nQuery: "
_SOURCE = re.compile(r"^Source (\d+):\n(.*?)(?=^Source \d+:\n|^-{6}$|\Z)", re.MULTILINE | re.DOTALL)
# A line of a document that is no text: a heading, a row of a table, nothing.
_NO_TEXT = re.compile(r"\s*(?:#{1,6} |\||$)")


@dataclass(frozen=True)
class Heard:
    """What a reader hears: a text, or None and whether that is an error or silence."""

    text: str | None
    ended: str = "answered"


@dataclass(frozen=True)
class Peer:
    """The engine, and the server that it asks."""

    engine: CitationQueryEngine
    served: Served

    def ask(self, question: str, patience_s: float = PATIENCE_S) -> Heard:
        """The answer to a question; what takes longer than the patience is left behind."""
        heard: list[Heard] = []
        asking = Thread(target=lambda: heard.append(self._heard(question)), daemon=True)
        asking.start()
        asking.join(patience_s)
        return heard[0] if heard else Heard(None, "hung")

    def _heard(self, question: str) -> Heard:
        try:
            return Heard(str(self.engine.query(question)))
        except Exception:  # noqa: BLE001  whatever it raises, its reader has no answer
            return Heard(None, "errors")


@contextmanager
def peer(index: VectorStoreIndex, model: Model) -> Iterator[Peer]:
    """The engine over an index, with a server of this machine until the end of the block."""
    with serving(lambda asked: model(in_our_form(asked))) as served:
        llm = OpenAILike(
            model="made-up", api_base=served.address, api_key="none", is_chat_model=True
        )
        yield Peer(CitationQueryEngine.from_args(index, llm=llm), served)


def in_our_form(asked: Asked) -> Asked:
    """A request of the engine with its rules, sources and question where our prompt has them."""
    rules, _, rest = asked.user.partition(_SOURCES)
    given, _, query = rest.rpartition(_QUERY)
    lines = [
        f"[{number}] {' '.join(line.split())}"
        for number, text in _SOURCE.findall(given)
        for line in text.split("\n")
        if not _NO_TEXT.match(line)
    ]
    question = " ".join(query.removesuffix("Answer:").removesuffix("Answer: ").split())
    user = "\n\n".join(["\n".join(["Passages:", *lines]), f"Question:\n{question}"])
    messages = [
        {"role": "system", "content": rules.replace(". ", ".\n")},
        {"role": "user", "content": user},
    ]
    return replace(asked, content={**asked.content, "messages": messages})


def honestly(index: VectorStoreIndex, cases: Sequence[GoldenCase], step: Progress) -> Tally:
    """What becomes of true sentences, by stratum."""
    tally = Tally()
    with peer(index, honest) as own:
        for case in cases:
            heard = own.ask(case.question)
            said = _sentences(heard.text or "")
            tally.add(
                case.stratum,
                answers=1,
                written=bool(said),
                sentences=said,
                released=said,  # it judges none of them
                **_ended(heard),
            )
            step()
    return tally


def hostilely(
    index: VectorStoreIndex,
    cases: Sequence[GoldenCase],
    declined: Sequence[GoldenCase],
    count: int,
    step: Progress,
) -> Tally:
    """What of the lies of so many conversations reached a reader, by behaviour.

    The engine knows no conversation: each question stands alone.
    """
    tally, to_decline = Tally(), {case.question for case in declined}
    for behaviour, held in conversations(cases, declined, count):
        hostile = Hostile(behaviour)
        with peer(index, hostile) as own:
            for questions in held:
                tally.add(behaviour, conversations=1)
                for question in questions:
                    tally.add(behaviour, **_tried(own, hostile, question, to_decline))
                step()
    return tally


def failing(
    index: VectorStoreIndex,
    cases: Sequence[GoldenCase],
    count: int,
    step: Progress,
    patience_s: float = PATIENCE_S,
) -> Tally:
    """How so many runs against failing endpoints end, by fault."""
    tally, asked = Tally(), cycle(cases)
    for at, fault in enumerate(FAULTS):
        questions = [c.question for c in islice(asked, len(range(at, count, len(FAULTS))))]
        with peer(index, Hostile(fault)) as own, ThreadPoolExecutor(_AT_A_TIME) as pool:
            for heard in pool.map(lambda one, by=own: by.ask(one, patience_s), questions):
                tally.add(fault, runs=1, **_ended(heard))
                step()
    return tally


def _tried(own: Peer, hostile: Hostile, question: str, to_decline: set[str]) -> dict[str, int]:
    hostile.lies.clear()
    own.served.asked.clear()
    heard = own.ask(question)
    private = is_private(question, to_decline)
    return {
        "answers": 1,
        "lies": len(hostile.lies),
        "shown": sum(lie in (heard.text or "") for lie in hostile.lies),
        "private": private,
        "sent": private and bool(own.served.asked),
        **_ended(heard),
    }


def _ended(heard: Heard) -> dict[str, int]:
    return {ended: heard.ended == ended for ended in ("answered", "errors", "hung")}


def _sentences(text: str) -> int:
    splitter = Splitter()
    return len([*splitter.feed(text), *splitter.end()])
