"""The impact of a change: which answers are not what they were."""

from dataclasses import dataclass
from typing import Any

from corpus.errors import GuideError
from evals.gating.baseline import answer_line
from evals.running.run import AnswerJson, Run
from evals.suites import answers


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that changed: what about it, and both in a line."""

    case: str
    question: str
    what: str
    before: str
    after: str
    turned_wrong: bool


def changes(before: Run, after: Run) -> list[Change]:
    """The cases of both runs whose answers differ, those that turned wrong first.

    Text, outcome, citations and notices count; times and the ids of conversations do not.
    """
    known = [case for case in after.cases if case.id in before.answers]
    if not known:
        raise GuideError(f"{before.folder} and {after.folder} have no case in common")
    found: list[Change] = []
    for case in known:
        old, new = before.answers[case.id], after.answers.get(case.id)
        if new is None or _told(old) == _told(new):
            continue
        was, now = answers.score(case, old).passed, answers.score(case, new).passed
        turned = {
            (True, False): "right before, wrong now",
            (False, True): "wrong before, right now",
        }
        what = [turned.get((bool(was), bool(now)), ""), *_differences(old, new)]
        found.append(
            Change(
                case=case.id,
                question=case.question,
                what="; ".join(filter(None, what)),
                before=answer_line(old),
                after=answer_line(new),
                turned_wrong=bool(was) and not now,
            )
        )
    return sorted(found, key=lambda change: not change.turned_wrong)


def _told(answer: AnswerJson) -> tuple[Any, ...]:
    return (
        answer.get("outcome"),
        answer.get("reason"),
        answer.get("text"),
        answer.get("notices"),
        [_passage(citation) for citation in _listed(answer, "citations")],
    )


def _differences(old: AnswerJson, new: AnswerJson) -> list[str]:
    """What differs, in words: outcome, reason, documents cited, their standing, notices, text."""
    found: list[str] = []
    if old.get("outcome") != new.get("outcome"):
        found.append(f"{old.get('outcome')} before, {new.get('outcome')} now")
    elif old.get("reason") != new.get("reason"):
        found.append(
            f"{old.get('outcome')} for {old.get('reason')} before, for {new.get('reason')} now"
        )
    were, are = _documents(old), _documents(new)
    found += [f"no longer cites {name}" for name in were if name not in are]
    found += [f"now cites {name}" for name in are if name not in were]
    found += [
        f"{name} was {were[name]}, is {are[name]}"
        for name in were
        if name in are and were[name] != are[name]
    ]
    found += _notices(old, new)
    if old.get("text") != new.get("text"):
        found.append("other words")
    return found or ["other passages"]


def _notices(old: AnswerJson, new: AnswerJson) -> list[str]:
    told, tells = _by_kind(old), _by_kind(new)
    return [
        *(f"no {kind} notice any more" for kind in sorted(told.keys() - tells.keys())),
        *(f"a {kind} notice now" for kind in sorted(tells.keys() - told.keys())),
        *(
            f"another {kind} notice"
            for kind in sorted(told.keys() & tells.keys())
            if told[kind] != tells[kind]
        ),
    ]


def _by_kind(answer: AnswerJson) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for notice in _listed(answer, "notices"):
        found.setdefault(str(notice.get("kind")), []).append(notice)
    return found


def _documents(answer: AnswerJson) -> dict[str, str]:
    return {str(c.get("document_id")): str(c.get("standing")) for c in _listed(answer, "citations")}


def _passage(citation: dict[str, Any]) -> tuple[Any, ...]:
    names = ("number", "document_id", "start", "end", "standing", "cells")
    return tuple(citation.get(name) for name in names)


def _listed(answer: AnswerJson, key: str) -> list[dict[str, Any]]:
    value = answer.get(key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
