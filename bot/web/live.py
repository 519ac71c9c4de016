"""Answering in a thread of its own, so that what is verified is sent while more is written."""

import asyncio
import os
import threading
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from queue import SimpleQueue

from fastapi import Request

from bot.answer import Answer, Claim
from bot.generating.failures import AskerGoneError
from bot.generating.reader import Reader

Work = Callable[[Reader], Answer]
# Who waits for a language model leaves the cores to others.
_WAITING = 40


def answering_threads(*, written: bool) -> ThreadPoolExecutor:
    """The threads that answer, apart from those for everything else, which is not to wait for them.

    One more than there are cores: more of them only wait for each other, unless answers are
    ``written`` by a language model.
    """
    count = _WAITING if written else (os.cpu_count() or 1) + 1
    return ThreadPoolExecutor(count, thread_name_prefix="answering")


async def told(answer: Answer) -> AsyncGenerator[Claim | Answer]:
    """An answer that is there already, as `live` gives one."""
    for claim in answer.claims:
        yield claim
    yield answer


async def live(work: Work, threads: ThreadPoolExecutor) -> AsyncGenerator[Claim | Answer]:
    """The claims of an answer as they come, those not told before it is there, then the answer.

    What the work raises is raised here. Closing this lets the work know that nobody waits.
    """
    loop = asyncio.get_running_loop()
    come: asyncio.Queue[Claim | Answer | Exception] = asyncio.Queue()
    left = threading.Event()

    def put(item: Claim | Answer | Exception) -> None:
        loop.call_soon_threadsafe(come.put_nowait, item)

    def run() -> None:
        if left.is_set():
            return
        try:
            put(work(Reader(put, lambda: not left.is_set())))
        except AskerGoneError:
            pass
        except Exception as error:  # noqa: BLE001  raised again where it is waited for
            put(error)

    threads.submit(run)
    heard = 0
    try:
        while not isinstance(item := await come.get(), Answer):
            if isinstance(item, Exception):
                raise item
            heard += 1
            yield item
        for claim in item.claims[heard:]:
            yield claim
        yield item
    finally:
        left.set()


async def answer_of(work: Work, threads: ThreadPoolExecutor, request: Request) -> Answer | None:
    """The answer, or None as soon as whoever sent the request has gone."""
    asked = asyncio.create_task(_last(work, threads))
    gone = asyncio.create_task(_gone(request))
    try:
        await asyncio.wait({asked, gone}, return_when=asyncio.FIRST_COMPLETED)
        return await asked if asked.done() else None
    finally:
        asked.cancel()
        gone.cancel()


async def _last(work: Work, threads: ThreadPoolExecutor) -> Answer:
    async with aclosing(live(work, threads)) as items:
        async for item in items:
            if isinstance(item, Answer):
                return item
    raise RuntimeError("the work ended without an answer")


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def heard(
    work: Callable[[Callable[[Claim], None]], Answer | None], threads: ThreadPoolExecutor
) -> Iterator[Claim | Answer]:
    """As `live`, for a thread: claims as they come, then the answer, if there is one."""
    come: SimpleQueue[Claim | Answer | Exception | None] = SimpleQueue()

    def run() -> None:
        try:
            come.put(work(come.put))
        except Exception as error:  # noqa: BLE001  raised again where it is waited for
            come.put(error)

    threads.submit(run)
    while (item := come.get()) is not None:
        if isinstance(item, Exception):
            raise item
        yield item
        if isinstance(item, Answer):
            return
