"""Asking an OpenAI-compatible endpoint: bounded, timed, repeated where that helps, and counted."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Self, TypeVar

from openai import (
    APIConnectionError,
    APIError,
    APIStatusError,
    APITimeoutError,
    AsyncOpenAI,
)
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ValidationError

from evals.judging.cache import Key, Reply, ReplyCache, digest_of
from evals.judging.settings import JudgeSettings
from evals.judging.usage import FailureKind, Usage

Wanted = TypeVar("Wanted", bound=BaseModel)

_SYSTEM = "You are an exact judge. Reply with one JSON object of the schema given and nothing else."
# Where nobody answers, a few calls tell; an endpoint that answers badly is given more time.
_MOST_UNANSWERED = 5
_MOST_FAILED = 25
_LONGEST_WAIT_S = 30.0
# No key, no right, no such model: what every further call would be told as well.
_FATAL = {401, 403, 404}
_SERVER = 500
_PASSING = {408, 409, 425, 429}


class JudgeError(Exception):
    """A call that came to nothing: what depends on it is not measured."""


class UnusableJudgeError(JudgeError):
    """The endpoint as a whole is of no use, so that no further call is made."""


class _AttemptError(Exception):
    """One attempt that failed.

    ``wait`` is how many seconds the endpoint asks to be left alone; ``fatal`` says that it will
    fail every call.
    """

    def __init__(
        self, kind: FailureKind, what: str, wait: float | None = None, *, fatal: bool = False
    ) -> None:
        super().__init__(what)
        self.kind = kind
        self.wait = wait
        self.fatal = fatal


class Judge:
    """A model that judges. Use it as an asynchronous context, within one event loop."""

    def __init__(self, settings: JudgeSettings, ragas: str) -> None:
        if not settings.judge_base_url or not settings.judge_model:
            raise ValueError("a judge needs an endpoint and a model")
        self._settings = settings
        self._model = settings.judge_model
        self._ragas = ragas
        self._cache = ReplyCache.under(settings.data)
        self._slots = asyncio.Semaphore(settings.judge_concurrency)
        key = settings.judge_api_key.get_secret_value() if settings.judge_api_key else "none"
        # Attempts are made here, where they are counted, and not out of sight.
        self._client = AsyncOpenAI(
            base_url=settings.judge_base_url,
            api_key=key,
            timeout=settings.judge_timeout_s,
            max_retries=0,
        )
        self._in_a_row: list[FailureKind] = []
        self.usage = Usage()
        self.unusable: str | None = None

    @property
    def parameters(self) -> dict[str, float | int]:
        """How the model is asked. Without chance as far as a model can; repeats show the rest."""
        return {"temperature": 0, "max_tokens": self._settings.judge_max_tokens}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()

    async def ask(
        self, prompt: str, schema: type[Wanted], repeat: int, check: Callable[[Wanted], None]
    ) -> Wanted:
        """What the judge replies to a prompt, read by a schema and then by ``check``.

        ``check`` raises a `ValueError` for what the schema lets through but cannot be meant. A
        `JudgeError` if no attempt succeeds, `UnusableJudgeError` if no further one is worth it.
        """
        key = self._key(prompt, schema, repeat)
        known = self._cache.get(key)
        if known is not None:
            # What was kept under an older check may not pass any more, and is asked again.
            with suppress(_AttemptError):
                found = _read(known, schema, check)
                self.usage.cached += 1
                return found
        async with self._slots:
            reply, found = await self._attempts(prompt, schema, check)
        self._cache.put(key, reply)
        return found

    def _key(self, prompt: str, schema: type[BaseModel], repeat: int) -> Key:
        return Key(
            endpoint=str(self._settings.judge_base_url),
            model=self._model,
            parameters=digest_of(dict(self.parameters)),
            prompt=digest_of([_SYSTEM, prompt]),
            schema=digest_of(schema.model_json_schema()),
            ragas=self._ragas,
            repeat=repeat,
        )

    async def _attempts(
        self, prompt: str, schema: type[Wanted], check: Callable[[Wanted], None]
    ) -> tuple[Reply, Wanted]:
        last = ""
        for attempt in range(self._settings.judge_retries + 1):
            if self.unusable:
                raise UnusableJudgeError(self.unusable)
            self.usage.retries += attempt > 0
            try:
                reply = await self._call(prompt)
                found = _read(reply, schema, check)
            except _AttemptError as failed:
                last = str(failed)
                self._note(failed)
                if failed.kind == "rejected":
                    break
                if attempt < self._settings.judge_retries and not self.unusable:
                    await asyncio.sleep(self._wait(failed, attempt))
            else:
                self._in_a_row.clear()
                return reply, found
        raise UnusableJudgeError(self.unusable) if self.unusable else JudgeError(last)

    def _note(self, failed: _AttemptError) -> None:
        """Count a failure, and find the endpoint unusable where enough stand in a row."""
        self.usage.failures[failed.kind] += 1
        self._in_a_row.append(failed.kind)
        lately = self._in_a_row[-_MOST_UNANSWERED:]
        silent = set(lately) <= {"no connection", "timeout"} and len(lately) == _MOST_UNANSWERED
        if failed.fatal or silent or len(self._in_a_row) >= _MOST_FAILED:
            self.unusable = self.unusable or str(failed)

    def _wait(self, failed: _AttemptError, attempt: int) -> float:
        grown: float = self._settings.judge_backoff_s * 2**attempt
        return min(max(grown, failed.wait or 0), _LONGEST_WAIT_S)

    async def _call(self, prompt: str) -> Reply:
        self.usage.calls += 1
        limit = self._settings.judge_timeout_s
        try:
            # The client's own limit is on each read, so that a slow trickle would pass it.
            async with asyncio.timeout(limit):
                made = await self._client.chat.completions.create(
                    model=self._model,
                    messages=[
                        {"role": "system", "content": _SYSTEM},
                        {"role": "user", "content": prompt},
                    ],
                    temperature=0,
                    max_tokens=self._settings.judge_max_tokens,
                    response_format={"type": "json_object"},
                )
        except (TimeoutError, APITimeoutError):
            raise _AttemptError("timeout", f"no reply within {limit:g} s") from None
        except APIConnectionError:
            raise _AttemptError("no connection", "the endpoint cannot be reached") from None
        except APIStatusError as error:
            raise _of_status(error) from None
        except (APIError, ValueError) as error:
            raise _AttemptError(
                "nonsense", f"the endpoint sends no chat completion: {_line(error)}"
            ) from None
        return self._reply(made)

    def _reply(self, made: ChatCompletion) -> Reply:
        # The client lets pass what has not the shape of its types.
        try:
            choice, used = made.choices[0], made.usage
            reply = Reply(
                text=choice.message.content or "",
                prompt_tokens=used.prompt_tokens if used else 0,
                completion_tokens=used.completion_tokens if used else 0,
            )
        except (AttributeError, TypeError, IndexError, ValidationError):
            raise _AttemptError("nonsense", "the endpoint sends no chat completion") from None
        self.usage.prompt_tokens += reply.prompt_tokens
        self.usage.completion_tokens += reply.completion_tokens
        self.usage.replies += bool(reply.text)
        if choice.finish_reason == "length":
            raise _AttemptError("truncated", "the reply was cut off: raise GUIDE_JUDGE_MAX_TOKENS")
        return reply


def _read(reply: Reply, schema: type[Wanted], check: Callable[[Wanted], None]) -> Wanted:
    text = reply.text.strip().removeprefix("```json").strip("`").strip()
    try:
        found = schema.model_validate_json(text)
        check(found)
    except (ValidationError, ValueError) as error:
        raise _AttemptError("nonsense", f"no {schema.__name__}: {_line(error)}") from None
    return found


def _of_status(error: APIStatusError) -> _AttemptError:
    code = error.status_code
    what = f"the endpoint answers {code}: {_line(error)}"
    asked = error.response.headers.get("Retry-After", "")
    wait = float(asked) if asked.isdecimal() else None
    kind: FailureKind = "status" if code in _PASSING or code >= _SERVER else "rejected"
    return _AttemptError(kind, what, wait, fatal=code in _FATAL)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
