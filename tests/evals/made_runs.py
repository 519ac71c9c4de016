"""Runs made by hand: a few cases with answers that are right until a test spoils them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.library import Corpus
from evals.cases.gold import GoldenCase
from evals.running.run import Retrieved, Run

GUIDANCE, MEMOS = "opm-genai-guidance", "omb-ai-memos"
FREE = (
    "A generative AI tool that is free on the open internet is not thereby permitted, since "
    "granting access is the agency's decision, according to OPM's guidance as reported by Nextgov "
    "on 29 April 2024."
)
POLICY = (
    "OMB memo M-25-21 of 3 April 2025 gave agencies 270 days, until 29 December 2025, to have a "
    "generative AI policy."
)
OFFICER = "OMB memo M-25-21 of 3 April 2025 gave agencies 60 days to have a Chief AI Officer."


def golden(
    number: int, document: str, quote: str, required: Sequence[Sequence[str]], corpus: Corpus
) -> GoldenCase:
    """A case whose evidence is one quote."""
    row = {
        "id": f"fact-{number:03}",
        "cluster": f"cluster-{number}",
        "stratum": "fact",
        "question": f"What do the sources say about the matter with number {number}?",
        "outcome": "answered",
        "required": required,
        "evidence": [{"document": document, "quote": quote}],
    }
    return GoldenCase.model_validate(row).located(corpus)


def made_cases(corpus: Corpus) -> list[GoldenCase]:
    """Two cases where an answer is due."""
    return [
        golden(1, GUIDANCE, FREE, [["not thereby permitted"]], corpus),
        golden(2, MEMOS, POLICY, [["29 December 2025"], ["re:270 days?"]], corpus),
    ]


def answer_of(corpus: Corpus, document: str, quote: str, text: str | None = None) -> dict[str, Any]:
    """An Answer object that says a quote, or a text of its own about it, and cites the quote."""
    start = corpus.text(document).index(quote)
    said = quote if text is None else text
    entry = corpus.document(document)
    return {
        "question": "What do the sources say?",
        "understood_as": None,
        "conversation": "vq8X2kLr5TzNw0pYhJ4mDg",
        "outcome": "answered",
        "reason": None,
        "text": f"{said} [1]",
        "claims": [
            {"text": said, "citations": [1], "kind": "quote" if text is None else "paraphrase"}
        ],
        "citations": [
            {
                "number": 1,
                "document_id": document,
                "title": entry.title,
                "publisher": entry.publisher,
                "published_on": None,
                "url": None,
                "source": "notes",
                "standing": "in_force",
                "knowledge_date": "2026-08-04",
                "section": ["Notes"],
                "quote": quote,
                "start": start,
                "end": start + len(quote),
                "cells": None,
            }
        ],
        "notices": [],
        "handover": None,
        "follow_ups": [],
        "mode": "extractive",
        "corpus": {"version": corpus.version, "knowledge_date": "2026-08-04"},
        "timings_ms": {"total": 1.0},
    }


def made_answers(corpus: Corpus) -> dict[str, dict[str, Any]]:
    """Right answers to `made_cases`."""
    return {
        "fact-001": answer_of(corpus, GUIDANCE, FREE),
        "fact-002": answer_of(corpus, MEMOS, POLICY),
    }


def made_run(
    corpus: Corpus,
    answers: dict[str, dict[str, Any]],
    cases: Sequence[GoldenCase] | None = None,
    retrieved: Sequence[Retrieved] = (),
) -> Run:
    """A run of cases and answers, which needs no folder."""
    return Run(
        folder=Path(),
        configuration=None,
        corpus=corpus,
        cases=tuple(made_cases(corpus) if cases is None else cases),
        answers=answers,
        likely={},
        retrieval_cases=(),
        retrieved=tuple(retrieved),
    )
