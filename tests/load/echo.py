"""The least that a server of event streams does: a question comes in and goes out, as one event."""

from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from pydantic import BaseModel


class Ask(BaseModel):
    """The body of a question, as the guide takes it."""

    question: str
    session: str


# Run it with ``uvicorn --app-dir tests/load echo:app``.
app = FastAPI()


@app.post("/")
def echo(body: Ask) -> StreamingResponse:
    def events() -> Iterator[str]:
        yield f"event: answer\ndata: {body.model_dump_json()}\n\n"

    return StreamingResponse(events(), media_type="text/event-stream")


@app.get("/")
def ready() -> dict[str, str]:
    return {"status": "ready"}
