"""A file read in a process of its own: `python -m corpus.apart FILE OUT`.

So that a long or a hostile file costs a server neither time nor memory. Tells `DONE/ALL` pages, a
line each, and writes what was understood to OUT.
"""

import json
from pathlib import Path

import click

from corpus.commands import run
from corpus.errors import GuideError
from corpus.incoming.reader import read_file
from corpus.incoming.reading import Reading
from corpus.settings import CorpusSettings
from corpus.taking import known_words


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
def read(file: Path, out: Path) -> None:
    """Read FILE as `python -m corpus preview` does, and write what was understood to OUT."""
    reading = read_file(file, _tell, known_words(CorpusSettings().corpus))
    kept = {"reading": reading.model_dump(mode="json"), "text": reading.text}
    out.write_text(json.dumps(kept), encoding="utf-8")


def what_was_read(out: Path) -> Reading:
    """What such a process understood; a `GuideError` if it wrote nothing that can be read."""
    try:
        kept = json.loads(out.read_text(encoding="utf-8"))
        return Reading.model_validate(kept["reading"]).model_copy(update={"text": kept["text"]})
    except (OSError, ValueError, KeyError) as error:
        raise GuideError(f"the file was not read to its end ({error}): try again") from None


def _tell(done: int, count: int) -> None:
    click.echo(f"{done}/{count}")


if __name__ == "__main__":
    run(read, "corpus.apart")
