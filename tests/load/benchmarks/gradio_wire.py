"""A Gradio page asked as its own script asks it: an event is put into the queue and waited for."""

import asyncio
import json
import secrets
from dataclasses import dataclass
from typing import Any, Self

import httpx
from wire import Door, got


@dataclass(frozen=True, slots=True)
class GradioDoor:
    """The event behind a question box: its number, and what it takes beside the question."""

    port: int
    event: int
    beside: dict[int, Any]
    box: int

    @classmethod
    def of(cls, port: int) -> Self:
        """The first event that takes a text, which in a chat is that of its question box."""
        page = httpx.get(f"http://127.0.0.1:{port}/config", timeout=30).raise_for_status().json()
        kinds = {one["id"]: one["type"] for one in page["components"]}
        for event in page["dependencies"]:
            given = event["inputs"]
            if event["targets"] and "textbox" in map(kinds.get, given) and len(given) > 1:
                box = next(one for one in given if kinds[one] == "textbox")
                beside = {one: [] if kinds[one] == "chatbot" else None for one in given}
                return cls(port, event["id"], beside, box)
        raise SystemExit(f"no question box on the page at port {port}")

    async def ask(self, question: str) -> bool:
        """Whether the event came to its end without a failure."""
        session = secrets.token_hex(8)
        data = [question if one == self.box else given for one, given in self.beside.items()]
        body = {"data": data, "fn_index": self.event, "session_hash": session, "event_data": None}
        door = Door("gradio", self.port, "/gradio_api/queue/join")
        joined = await door.post(session, body | {"trigger_id": self.box})
        if not joined.is_success:
            return False
        came = await got(self.port, f"/gradio_api/queue/data?session_hash={session}")
        return _succeeded(came.body.decode())

    async def ask_all(self, questions: list[str]) -> int:
        """All at once; how many failed."""
        return (await asyncio.gather(*map(self.ask, questions))).count(False)


def _succeeded(stream: str) -> bool:
    messages = [json.loads(line[6:]) for line in stream.splitlines() if line.startswith("data: ")]
    ends = [one for one in messages if one["msg"] == "process_completed"]
    return bool(ends) and all(one["success"] for one in ends)
