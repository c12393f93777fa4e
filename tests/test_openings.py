"""What is skipped for speed would have found nothing: each short cut against the long way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianyan import lexicon
from jianyan.extraction.measures import clause_words as cw
from jianyan.extraction.names import finding
from jianyan.extraction.text import folding
from jianyan.lexicon import Gazetteer, Openings, Words
from jianyan.rdf.lines import Lines, escaped

KNOWN = lexicon.load()
CLAUSES = KNOWN.made(cw.ClauseWords)
# Folded text: digits are half-width.
FOLDED = st.characters(exclude_categories=["Nd", "Cs"], include_characters="0123456789")
PATTERNS = {
    "time": (cw.TIMES, CLAUSES.time),
    "list mark": (cw.LISTS, cw.LIST_MARK),
    "aspects": (cw.ASPECT, KNOWN.pattern(cw.ASPECTS)),
    "note": (cw.ASPECT, KNOWN.pattern(cw.NOTE)),
}


@pytest.mark.parametrize("name", PATTERNS)
@settings(deadline=None, max_examples=300)
@given(data=st.data())
def test_what_a_pattern_matches_begins_with_its_bit(name: str, data: st.DataObject) -> None:
    """Who changes one of these patterns must change what it opens with, in the same module."""
    bit, pattern = PATTERNS[name]
    text = data.draw(st.from_regex(pattern, fullmatch=True, alphabet=FOLDED))
    assert CLAUSES.opens[text[:2]] & bit


def test_words_of_each_kind_begin_with_its_bit() -> None:
    cues, verbs = KNOWN.cues, KNOWN.verbs
    kinds = {
        cw.ACTIONS: verbs["action"], cw.EFFECTS: verbs["effect"], cw.ADVERBS: cues["adverb"], cw.LEADS: cues["lead"],
        cw.PREPOSITIONS: cues["preposition"], cw.NEGATIONS: cues["negation"], cw.TAIL_MARK: cues["tailMark"],
        cw.SOON: cues["soon"], cw.OPPOSE: KNOWN.speaking["oppose"], cw.GROUNDS: cues["ground"],
        cw.CASES: cues["conditionOpens"], cw.URGE: cues["urge"], cw.FIRST_PERSON: cues["firstPerson"],
        cw.FILLER: cues["filler"], cw.FUTURE: cues["future"], cw.ACTOR: cues["actor"],
        cw.MARK: Words.of(cw.HEAD_MARKS), cw.QUOTE: Words.of(cw.QUOTES),
    }  # fmt: skip
    for bit, words in kinds.items():
        assert words.words
        assert all(CLAUSES.opens[(word + "的")[:2]] & bit for word in words.words)


def test_openings_tell_kinds_apart_by_two_characters() -> None:
    openings = Openings([(1, Words.of(["要", "要求"])), (2, Words.of(["要是", "加快"]))])
    assert [openings[pair] for pair in ("要求", "要是", "要说", "要", "加快", "加", "快", "")] == [
        1,
        3,
        1,
        1,
        2,
        0,
        0,
        0,
    ]


@given(st.text("甲乙丙·( )。,1委员代表", max_size=60))
def test_names_before_brackets_are_those_of_the_whole_text(text: str) -> None:
    pattern, longest = KNOWN.pattern(finding._BRACKETED), finding._longest_before_bracket(KNOWN)
    found = [m.span() for m in finding._before_brackets(pattern, text, longest)]
    assert found == [m.span() for m in pattern.finditer(text)]


@given(st.text("甲乙aa", max_size=20), st.lists(st.sampled_from(["甲", "甲甲", "甲乙", "乙a", "aa"]), unique=True))
def test_names_are_found_again_as_one_by_one(text: str, forms: list[str]) -> None:
    def one_by_one(form: str) -> list[int]:
        found, start = [], text.find(form)
        while start >= 0:
            found.append(start)
            start = text.find(form, start + len(form))
        return found

    assert finding._places(forms, text) == {form: where for form in forms if (where := one_by_one(form))}


@given(st.text(max_size=30), st.integers(0, 2))
def test_folding_changes_what_translating_changes(text: str, many: int) -> None:
    table = folding._table()
    wide = text + "".join(map(chr, list(table)[: many * 50]))  # few changes, or more than are made one by one
    assert folding._replaced(wide, table) == wide.translate(table)
    assert not any(ord(char) in table and table[ord(char)] != char for char in table.values())


@pytest.mark.parametrize("text", ["", "要", "要求市政府", "请市政府要求"])
def test_find_all_finds_what_overlaps(text: str) -> None:
    names = ["要", "要求", "政府", "市政府"]
    found = sorted(Gazetteer.of((name, name) for name in names).find_all(text))
    assert found == sorted(
        (p, p + len(name), (name,)) for p in range(len(text)) for name in names if text.startswith(name, p)
    )


IRIS = st.sampled_from(["urn:a", "urn:a/1-2", "urn:a/1-20", "urn:a/1-2/position", "urn:甲"])


@given(st.lists(st.tuples(IRIS, IRIS, st.text(max_size=3)), max_size=12))
def test_lines_by_subject_are_sorted_as_lines(rows: list[tuple[str, str, str]]) -> None:
    graph = Lines("urn:g")
    expected = {f'<{s}> <{p}> "{escaped(o)}" <urn:g> .\n' for s, p, o in rows}
    for i, (s, p, o) in enumerate(rows):
        if i % 2:
            graph.add(s, p, f'"{escaped(o)}"')
        else:
            graph.block(f"<{s}>", [f'<{s}> <{p}> "{escaped(o)}"{graph.end}'])
    assert graph.sorted() == sorted(expected)
