"""The endpoint, through LlamaIndex. The only file of the bot that imports its class for one.

Requests run in an event loop of their own thread. Whoever waits for one waits no longer than the
limits say, whatever the network does, and cancels it on leaving.
"""

import asyncio
import math
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

import httpx
from llama_index.core.base.llms.types import ChatMessage
from llama_index.llms.openai_like import OpenAILike

from bot.generating.failures import AskerGoneError, EndpointError
from bot.settings import BotSettings

# How soon it is noticed that nobody waits any more.
_LOOK_S = 0.1
_CLOSING_S = 5.0
# A generous number of characters a token: what is longer did not keep to the limit it was given.
_CHARACTERS = 8
_CONNECT_S = 5.0


@dataclass
class Usage:
    """Tokens as the endpoint counts them; None where it does not say."""

    prompt_tokens: int | None = None
    reply_tokens: int | None = None
    characters: int = 0


@dataclass(frozen=True)
class _End:
    error: EndpointError | None = None


_Arrived = SimpleQueue["str | _End"]


class Endpoint:
    """An OpenAI-compatible endpoint. Safe to use from several threads."""

    def __init__(self, settings: BotSettings) -> None:
        self._silence_s = settings.llm_silence_s
        self._longest = _CHARACTERS * settings.llm_max_tokens
        self._slots = threading.BoundedSemaphore(settings.llm_at_a_time)
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(settings.llm_silence_s, connect=_CONNECT_S),
            follow_redirects=False,  # what is sent goes where the settings say, and nowhere else
        )
        self._llm = _llm(settings, self._client)
        # The library imports much of itself at the first request; no reader should wait for that.
        _ = self._llm._get_aclient().chat.completions  # noqa: SLF001  it offers no other
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=self._loop.run_forever, name="language-model", daemon=True
        )
        self._thread.start()

    @property
    def open_requests(self) -> int:
        """How many requests are under way."""
        return len(asyncio.all_tasks(self._loop))

    @contextmanager
    def slot(self) -> Iterator[None]:
        """One of the requests that may be open at a time; an `EndpointError` where none is left."""
        if not self._slots.acquire(blocking=False):
            raise EndpointError("busy", "as many answers are being written as may be")
        try:
            yield
        finally:
            self._slots.release()

    def stream(
        self, system: str, user: str, usage: Usage, until: float, wanted: Callable[[], bool]
    ) -> Generator[str, None, None]:
        """The pieces of the reply as they come.

        Ends with an `EndpointError` at a failure and at the time ``until`` (of `time.monotonic`),
        with an `AskerGoneError` once it is no longer ``wanted``. Closing it cancels the request.
        """
        arrived = _Arrived()
        request = self._request(system, user, usage, arrived.put)
        running = asyncio.run_coroutine_threadsafe(request, self._loop)
        try:
            while True:
                piece = self._next(arrived, until, wanted)
                if isinstance(piece, str):
                    yield piece
                elif piece.error:
                    raise piece.error
                else:
                    return
        finally:
            running.cancel()

    def _next(self, arrived: _Arrived, until: float, wanted: Callable[[], bool]) -> "str | _End":
        silent = time.monotonic() + self._silence_s
        while True:
            now = time.monotonic()
            if not wanted():
                raise AskerGoneError
            if now >= until:
                raise EndpointError("too slow", "the time for an answer is over")
            if now >= silent:
                raise EndpointError("silent", f"not a word in {self._silence_s:g} s")
            try:
                return arrived.get(timeout=max(min(_LOOK_S, until - now, silent - now), 0.001))
            except Empty:
                continue

    async def _request(
        self, system: str, user: str, usage: Usage, put: Callable[["str | _End"], None]
    ) -> None:
        messages = [
            ChatMessage(role="system", content=system),
            ChatMessage(role="user", content=user),
        ]
        try:
            async for part in await self._llm.astream_chat(messages):
                _count(usage, part.additional_kwargs)
                usage.characters += len(part.delta or "")
                if part.delta:
                    put(part.delta)
                if usage.characters > self._longest and (task := asyncio.current_task()):
                    put(_End())
                    task.cancel()  # which closes the connection, as leaving the loop would not
        except Exception as error:  # noqa: BLE001  whatever a server sends, the reader gets an answer
            put(_End(_failure(error)))
        else:
            put(_End())

    def close(self) -> None:
        """End what is under way, and the thread."""
        asyncio.run_coroutine_threadsafe(self._leave(), self._loop)
        self._thread.join(_CLOSING_S)
        if not self._thread.is_alive():
            self._loop.close()

    async def _leave(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._client.aclose()
        self._loop.stop()


def _llm(settings: BotSettings, client: httpx.AsyncClient) -> OpenAILike:
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else "none"
    options = {name: value for name, value in settings.llm_options.items() if value is not None}
    # Some models take the length of a reply by this name alone.
    told = "max_completion_tokens" in options
    return OpenAILike(
        model=settings.llm_model or "",
        api_base=settings.llm_base_url,
        api_key=key,
        is_chat_model=True,
        temperature=0.0,
        max_tokens=None if told else settings.llm_max_tokens,
        max_retries=0,
        timeout=settings.llm_limit_s,
        default_headers={n: value.get_secret_value() for n, value in settings.llm_headers.items()},
        additional_kwargs=options,
        async_http_client=client,
    )


def _count(usage: Usage, told: dict[str, Any]) -> None:
    """What the endpoint says of tokens, where it says it."""
    usage.prompt_tokens = _whole(told.get("prompt_tokens")) or usage.prompt_tokens
    usage.reply_tokens = _whole(told.get("completion_tokens")) or usage.reply_tokens


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _failure(error: Exception) -> EndpointError:
    """What an error of the libraries comes to. Its words may hold what was sent, so none stay."""
    name = type(error).__name__
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return EndpointError("refused", f"status {status}", _asked_to_wait(error))
    both = (error, error.__cause__)
    if any(isinstance(one, httpx.TimeoutException) for one in both):
        return EndpointError("silent", name)
    if any(isinstance(one, httpx.TransportError) for one in both):
        return EndpointError("unreachable", name)
    return EndpointError("nonsense", name)


def _asked_to_wait(error: Exception) -> float | None:
    headers = getattr(getattr(error, "response", None), "headers", {})
    try:
        seconds = float(headers.get("Retry-After", ""))
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None
