"""Synonyms are general language and official acronyms, never the tables' own words."""

import tomllib

from corpus.library import Corpus
from corpus.outline import tables
from corpus.settings import PROJECT
from index.synonyms import read_synonyms

GROUPS = tomllib.loads((PROJECT / "index" / "synonyms.toml").read_text(encoding="utf-8"))["group"]


def test_no_synonym_is_the_name_of_a_row_or_column(own_corpus: Corpus) -> None:
    found = [t for d in own_corpus.documents for t in tables(own_corpus.outline(d.id))]
    names = {name for t in found for name in (*t.columns, *(row.key for row in t.rows))}
    terms = {term for group in GROUPS for term in group["terms"]}
    assert terms & {name.lower() for name in names} == set()


def test_every_group_of_synonyms_has_a_source() -> None:
    assert [group["terms"] for group in GROUPS if not group.get("source", "").strip()] == []


def test_every_group_has_two_terms_each_once() -> None:
    short = [g["terms"] for g in GROUPS if len(set(g["terms"])) < max(2, len(g["terms"]))]
    assert short == []


def test_terms_are_written_in_lower_case_as_they_are_looked_up() -> None:
    assert [t for g in GROUPS for t in g["terms"] if t != t.lower().strip()] == []


def test_an_acronym_is_widened_to_what_it_stands_for() -> None:
    assert "direct hire authority" in read_synonyms().expansions("Which DHA is there?")


def test_what_is_spelled_out_is_widened_to_its_acronym() -> None:
    assert "ecqs" in read_synonyms().expansions("Executive core qualifications today?")


def test_a_word_that_stands_in_the_question_is_not_added() -> None:
    assert "ai" not in read_synonyms().expansions("Is AI the same as artificial intelligence?")


def test_a_part_of_a_word_is_widened_by_nothing() -> None:
    assert read_synonyms().expansions("Xgsx jobless") == []


def test_every_term_can_be_met_in_a_question() -> None:
    known = read_synonyms()
    unmet = [t for g in GROUPS for t in g["terms"] if not known.expansions(f"Is it {t}?")]
    assert unmet == []
