"""Who asks for all of a sort is told all of it, and who asks for one thing is not."""

import pytest

from bot.evidence import Candidate, alike
from bot.pipeline import Assistant
from bot.several import asks_for_several, is_of_section
from corpus.outline import BlockKind
from corpus.sentences import Span, sentences

GUIDANCE, MEMOS = "opm-genai-guidance", "omb-ai-memos"


def told(assistant: Assistant, question: str) -> list[str]:
    """The claims of an answer, in its order."""
    answer = assistant.ask(question)
    assert answer.outcome == "answered", answer.text
    return [claim.text for claim in answer.claims]


def section(assistant: Assistant, document_id: str, heading: str) -> list[str]:
    """All sentences under a heading, without footnote marks."""
    text = assistant.corpus.text(document_id)
    spans = [
        span
        for block in assistant.corpus.outline(document_id)
        if block.section[-1:] == (heading,) and block.kind is not BlockKind.HEADING
        for span in sentences(text, *block.span)
    ]
    return [text[span.start : span.end].split("[^")[0] for span in spans]


@pytest.mark.parametrize(
    ("question", "document_id", "heading"),
    [
        ("What are the risks of generative AI?", GUIDANCE, "Risks"),
        ("Which benefits does generative AI have?", GUIDANCE, "Benefits"),
        ("What about records?", "what-may-be-entered", "Records"),
        ("Tell me about leave and work arrangements", "pay-flexibilities", None),
    ],
)
def test_the_section_that_is_asked_for_is_told_whole(
    assistant: Assistant, question: str, document_id: str, heading: str | None
) -> None:
    expected = section(assistant, document_id, heading or "Leave and work arrangements")
    assert len(expected) > 1
    assert told(assistant, question)[: len(expected)] == expected


@pytest.mark.parametrize(
    "question",
    [
        "What are the M-25-21 deadlines?",
        "What are all the deadlines in M-25-21?",
        "Which deadlines does M-25-21 set?",
    ],
)
def test_sentences_that_open_alike_are_told_together(assistant: Assistant, question: str) -> None:
    said = told(assistant, question)
    days = [word for claim in said for word in claim.split() if word.isdigit() and int(word) > 31]
    assert [int(number) for number in days if len(number) < 4] == [60, 90, 180, 270, 365]


@pytest.mark.parametrize(
    "question",
    [
        "What are the fines for missing the deadlines of M-25-21?",
        "What are the deadlines for filing a grievance?",
        "Which risks does a dog have?",
    ],
)
def test_a_list_answers_not_whatever_is_asked(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).outcome != "answered"


@pytest.mark.parametrize(
    "question",
    [
        "Which of the risks of generative AI concerns copyright?",
        "Is copyright a risk of generative AI?",
        "What are the risks of generative AI for copyright?",
    ],
)
def test_who_asks_for_one_of_them_is_told_that_one_first(
    assistant: Assistant, question: str
) -> None:
    said = told(assistant, question)
    assert "Copyright" in said[0]
    assert len(said) < len(section(assistant, GUIDANCE, "Risks"))


def test_a_heading_is_not_told_for_what_another_sentence_says(assistant: Assistant) -> None:
    said = told(assistant, "Midjourney - which OPM tool families does it count to?")
    assert not any("Toolkit" in claim for claim in said)


@pytest.mark.parametrize(
    "question",
    [
        "What are the deadlines?",
        "which pay flexibilities are there",
        "What does the order require of agencies?",
        "List all the purposes",
        "what about training?",
    ],
)
def test_a_question_for_all_of_a_sort_is_known_as_one(question: str) -> None:
    assert asks_for_several(question)


@pytest.mark.parametrize(
    "question",
    [
        "When did the judge rule on the order?",
        "What is the deadline?",
        "What does AI mean?",
        "Who signed the memos?",
        "When were the memos issued?",
        "Are the memos in force?",
        "What was the status of this?",
        "Which of the memos covers buying?",
    ],
)
def test_a_question_for_one_thing_is_not(question: str) -> None:
    assert not asks_for_several(question)


def test_one_of_what_was_listed_may_be_asked_for_again(assistant: Assistant) -> None:
    first = assistant.ask("What families of generative AI tools does OPM's guidance list?")
    assert len(first.claims) > len(first.notices) + 1
    again = assistant.ask("Give me examples of the second", first.conversation)
    assert "DALL-E" in again.text


def test_sentences_of_a_list_that_differ_in_a_name_are_not_the_same(assistant: Assistant) -> None:
    corpus = assistant.corpus
    text = corpus.text(GUIDANCE)

    def candidate(opening: str) -> Candidate:
        start = text.index(opening)
        span = Span(start, text.index("approved.", start))
        return Candidate(GUIDANCE, span, text[span.start : span.end], 1, 1, 1, 1)

    def of(text: str) -> Candidate:
        return Candidate(GUIDANCE, Span(0, len(text)), text, 1, 1, 1, 1)

    assert alike(
        of("The strategy was due in 60 days."), of("The strategy was due in 60 days, then.")
    )
    chat, images = map(candidate, ("OPM's guidance of 29 April 2024 names ChatGPT",
                                   "OPM's guidance of 29 April 2024 names DALL-E"))  # fmt: skip
    assert not alike(chat, images)
    assert alike(chat, chat)


@pytest.mark.parametrize(
    "question",
    ["What should I do about OPM?", "What can you tell me about OPM?", "What about OPM?"],
)
def test_a_word_of_a_title_alone_asks_for_no_section(assistant: Assistant, question: str) -> None:
    text = assistant.corpus.text(GUIDANCE)
    start = text.index("OPM's guidance of 29 April 2024 names ChatGPT")
    one = Candidate(GUIDANCE, Span(start, start + 40), text[start : start + 40], 1, 1, 1, 1)
    assert not is_of_section(assistant.corpus, question, [one])
    assert is_of_section(assistant.corpus, "What about families of tools?", [one])
