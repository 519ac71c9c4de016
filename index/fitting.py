"""Fitting the adapter: a question comes nearer to the sentence that answers it than to others.

Contrastive learning with the other sentences of a batch as negatives (van den Oord et al. 2018;
Henderson et al. 2017), on the questions that people wrote down for each sentence. An open question,
which resembles a sentence and is answered by none, must stay farther from it than an answered one.
Seeds are fixed, yet sums of floating-point numbers differ from machine to machine, and so will the
last digits of what comes out: the fitted file is kept, not made anew at each build.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import torch
from sentence_transformers import SentenceTransformer
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils import parametrize

from corpus.library import Corpus
from corpus.sentences import Span
from index.adapter import STEPS, Change
from index.adapting import linear_maps
from index.build import all_chunks
from index.chunk import Part
from index.embedding import Embedder

_SEED = 20_240_429
_RANK, _STRENGTH, _DROPOUT = 16, 2.0, 0.05
_BATCH, _PIECE, _LONGEST = 48, 16, 96
_RATE, _DECAY, _WARM = 7e-4, 0.01, 0.1
# How sharply near and far are told apart, and by how much an open question must stay behind.
_SHARPNESS, _MARGIN, _OPEN = 20.0, 0.05, 0.5
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Lesson:
    """A sentence, also as it reads under its heading, and questions it answers or leaves open."""

    texts: tuple[str, str]
    answered: tuple[str, ...]
    open: tuple[str, ...]


class _LowRank(nn.Module):
    """What is added to one linear map while it is fitted."""

    def __init__(self, of: nn.Linear) -> None:
        super().__init__()
        self.down = nn.Parameter(torch.empty(_RANK, of.in_features))
        self.up = nn.Parameter(torch.zeros(of.out_features, _RANK))
        nn.init.kaiming_uniform_(self.down, a=5**0.5)

    def forward(self, weight: Tensor) -> Tensor:
        return weight + _STRENGTH * self.up @ functional.dropout(self.down, _DROPOUT, self.training)


def lessons(corpus: Corpus, embedder: Embedder) -> list[Lesson]:
    """What there is to learn from: every sentence of a corpus that somebody wrote questions for."""
    opened = {document.id: corpus.left_open_at(document.id) for document in corpus.documents}
    found = []
    for chunk in all_chunks(corpus, embedder):
        heading, ours = chunk.context.rsplit(" > ", 1)[-1], opened[chunk.document_id]
        found += [
            Lesson((part.text, f"{heading}: {part.text}"), part.asked, _within(ours, part))
            for part in chunk.parts
            if part.asked
        ]
    return found


def _within(opened: Mapping[Span, tuple[str, ...]], part: Part) -> tuple[str, ...]:
    """The open questions of all sentences that begin within a part."""
    own = (opened[place] for place in opened if part.span.start <= place.start < part.span.end)
    return tuple(question for questions in own for question in questions)


def fit(
    folder: str, material: Sequence[Lesson], steps: int = STEPS, progress: Progress | None = None
) -> Change:
    """The change to the model in a folder that fits the lessons best, after so many steps.

    ``progress(done, all)`` counts steps. A step of 48 sentences takes about two seconds on two
    cores.
    """
    torch.manual_seed(_SEED)
    draw = random.Random(_SEED)  # noqa: S311  nothing here is secret
    model = SentenceTransformer(folder, device="cpu", local_files_only=True)
    model.requires_grad_(requires_grad=False)
    maps = dict(linear_maps(model))
    added = {name: _LowRank(linear) for name, linear in maps.items()}
    for name, linear in maps.items():
        parametrize.register_parametrization(linear, "weight", added[name])
    model.train()
    weights = [weight for one in added.values() for weight in one.parameters()]
    optimizer = torch.optim.AdamW(weights, lr=_RATE, weight_decay=_DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, _RATE, total_steps=steps, pct_start=_WARM
    )
    for step, batch in zip(range(steps), _batches(material, draw), strict=False):
        loss = _loss(model, batch, draw)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
        if progress:
            progress(step + 1, steps)
    return {
        name: (
            (_STRENGTH * one.up).detach().numpy(),
            one.down.detach().numpy(),
        )
        for name, one in added.items()
    }


def _batches(material: Sequence[Lesson], draw: random.Random) -> Iterator[list[Lesson]]:
    """Endless batches in which no sentence stands twice, each sentence equally often."""
    waiting: list[Lesson] = []
    size = min(_BATCH, len(material))
    while True:
        while len(waiting) < size:
            waiting += [one for one in draw.sample(material, len(material)) if one not in waiting]
        yield waiting[:size]
        waiting = waiting[size:]


def _loss(model: SentenceTransformer, batch: Sequence[Lesson], draw: random.Random) -> Tensor:
    """How badly questions find their sentences, and one question another of the same sentence."""
    pairs = [
        draw.sample(one.answered, 2) if len(one.answered) > 1 else one.answered * 2 for one in batch
    ]
    asked = _read(model, [first for first, _ in pairs])
    alike = _read(model, [second for _, second in pairs])
    texts = _read(model, [draw.choice(one.texts) for one in batch])
    own = torch.arange(len(batch))
    near = _SHARPNESS * asked @ texts.T
    loss = (
        functional.cross_entropy(near, own)
        + functional.cross_entropy(_SHARPNESS * asked @ alike.T, own)
        + functional.cross_entropy(near.T, own) / 2
    )
    with_open = [at for at, one in enumerate(batch) if one.open]
    if not with_open:
        return loss
    opened = _read(model, [draw.choice(batch[at].open) for at in with_open])
    behind = [
        functional.softplus(
            _SHARPNESS * ((opened - asked[with_open]) * to[with_open]).sum(1) + _SHARPNESS * _MARGIN
        ).mean()
        for to in (texts, alike)
    ]
    return loss + _OPEN * (behind[0] + behind[1])


def _read(model: SentenceTransformer, texts: Sequence[str]) -> Tensor:
    """Vectors of length one, shape (texts, d); texts of like length are read together."""
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    pieces = [order[at : at + _PIECE] for at in range(0, len(order), _PIECE)]
    found = torch.cat([_read_piece(model, [texts[at] for at in piece]) for piece in pieces])
    return found[torch.tensor(order).argsort()]


def _read_piece(model: SentenceTransformer, texts: list[str]) -> Tensor:
    given = model.tokenizer(
        texts, padding=True, truncation=True, max_length=_LONGEST, return_tensors="pt"
    )
    # Half of the digits are enough to learn from, and take half of the time.
    with torch.autocast("cpu", dtype=torch.bfloat16):
        tokens = model({**given})["token_embeddings"].float()
    mask = given["attention_mask"].unsqueeze(-1).float()
    return functional.normalize((tokens * mask).sum(1) / mask.sum(1), dim=-1)
