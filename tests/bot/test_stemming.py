"""Words are stemmed alike however many threads ask at once."""

from concurrent.futures import ThreadPoolExecutor

from bot.stemming import stem_of

WORDS = [f"{begin}{end}" for begin in ("confirm", "rank", "organiz", "transform", "learn")
         for end in ("ing", "ed", "ations", "s", "able", "ers", "edly", "ingly")] * 60  # fmt: skip


def test_threads_do_not_spoil_each_others_words() -> None:
    alone = [stem_of(word) for word in WORDS]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda _: [stem_of(word) for word in WORDS], range(16)))
    assert all(found == alone for found in together)
