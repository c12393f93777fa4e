"""Finds the persons of a text by the company they keep: brackets, titles, bodies, and what a sentence says of them.

Those whose posts stand before their names are for :mod:`~jianyan.extraction.names.introductions`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from jianyan.extraction.names.introductions import headed_before, introduced
from jianyan.extraction.names.people import Known, Named, People, Post
from jianyan.extraction.names.person_names import AND_OTHERS, HAN, SAYS_THERE, is_han
from jianyan.extraction.names.posts import posts
from jianyan.lexicon import Gazetteer, Lexicon
from jianyan.model import Body, BodyMention, Span

_BRACKETED = (
    rf"(?P<name>{HAN}{{2,4}}?|{HAN} {{1,4}}{HAN}|{HAN}{{1,8}}(?:·{HAN}{{1,8}})+)"
    r"(?:(?P<title><memberTitle>)|<politeTitle>)? ?[(\[](?P<posts>[^()\[\]\n]{2,80})[)\]]"
)
_OPENS_BRACKET = re.compile(r"[(\[]")
_LONGEST_BRACKET = 82  # of _BRACKETED, with both brackets
_LONGEST_LAST_PART = 9  # of the name in it: behind the last dot, or all of it, with a blank
_IS_SAID_TO_BE = r",?<nowadays>?<holdsPost>(?!一[名位])(?P<posts>[^,。;:!?\n]{4,40})"
_BETWEEN_NAMES = re.compile(rf"、(?={HAN}{{2,4}}、)")
_ENDS_CLAUSE = re.compile(r"[,。;:!?\n]|$")
_LONGEST_BODY = 24
_SHORTEST_VERB = 2  # 张某某说… may be a word that only begins like a name
_SHORTEST_TITLE = 2
_SPEAKS_FOR = r"代表[^,。;:“”\n]{2,40}?(?:<takesFloor>|<givesAddress>)"  # 甲某|代表各党派致辞
_QUOTES = re.compile("[:,]?“")
_MARRIED = 4  # code points: her husband's surname, hers, and two more
_FULL_NAME = 3  # a shorter name needs the verb right behind it
_FEWEST_LISTED = 3  # names that one list must hold to reveal them by itself
_OPENS_SENTENCE = re.compile(r"^ *|[。;”!?,] *", re.MULTILINE)
# The kinds of bodies that one is simply of (民建|周某某).
_HAVE_MEMBERS = ("party", "democraticParty", "chamber", "massOrganization", "other")


def find(people: People, organizer: Body | None) -> None:
    """Register every person whose posts or title the text gives. ``organizer`` is the body whose
    members a bare 委员 or 常委 are: the CPPCC whose meeting the text reports."""
    people.organizer = organizer
    _press(people)
    _bracketed(people)
    _around_titles(people)
    introduced(people)
    _before_titles(people)
    _before_posts(people)
    _said_to_be(people)
    _behind_bodies(people)
    _in_lists(people)
    _by_two_surnames(people)
    _before_sayings(people)
    find_again(people)


def find_again(people: People) -> None:
    """Later places of names that are known already (端木某还认为)."""
    forms = [
        (form, name)
        for name, known in people.known.items()
        for form in (() if known.press else sorted({name, known.written}))
    ]
    where = _places([form for form, _ in forms], people.prepared.text)
    for form, name in forms:
        for start in where.get(form, ()):
            if not people.named.begins_at(start):
                people.named.add(Named(start, start, start + len(form), start + len(form), name))
    _by_surname(people)


def _places(forms: list[str], text: str) -> dict[str, list[int]]:
    """Where each of ``forms`` stands in ``text``, without overlap with itself: in one pass, however many they are."""
    found: dict[str, list[int]] = {}
    for start, end, (form,) in Gazetteer.of((form, form) for form in forms).find_all(text):
        places = found.setdefault(form, [])
        if not places or start >= places[-1] + end - start:
            places.append(start)
    return found


def _by_surname(people: People) -> None:
    """陈议员|指出, 陈|又称: a surname with a title or a verb of speaking is who was last named before with it."""
    text, names, surnames = people.prepared.text, people.names, people.lexicon.surnames
    bearers: dict[str, list[Named]] = defaultdict(list)  # by the first characters of their names
    for n in people.named:
        if not people.who(n).press and len(n.name) > 1:
            bearers[n.name[0]].append(n)
    for title in people.lexicon.pattern("<politeTitle>").finditer(text):
        p = title.start() - 1
        if surnames.at(text, max(0, p - 1), title.start()) == 2:
            p -= 1  # 欧阳|委员
        if p < 0 or people.named.begins_at(p) or not names.begins(p) or not surnames.at(text, p, title.start()):
            continue
        _refer(people, bearers, p, title.end())
    for p in _sentences_with_names(people):
        if text[p] not in surnames.words or people.named.begins_at(p):
            continue
        behind = _behind_adverbs(people, p + 1)
        if not people.lexicon.speaking_kinds[text[behind : behind + 2]]:
            continue
        if max(people.lexicon.speaking[kind].at(text, behind) for kind in ("say", "propose")):
            _refer(people, bearers, p, p + 1)


def _by_two_surnames(people: People) -> None:
    """林郑某某…。|林郑|又指,: a married woman, by her two surnames alone, at the head of a clause."""
    text, names = people.prepared.text, people.names
    forms = {key[:2]: key for key, known in people.known.items() if len(key) == _MARRIED and not known.press}
    forms = {form: key for form, key in forms.items() if all(char in people.lexicon.surnames.words for char in form)}
    for form, places in _places(list(forms), text).items():
        for p in places:
            whole = text.startswith(forms[form], p)
            if not whole and names.begins(p) and names.ends(p + 2) and not people.named.begins_at(p):
                people.named.add(Named(p, p, p + 2, p + 2, forms[form]))


def _refer(people: People, bearers: dict[str, list[Named]], p: int, end: int) -> None:
    """The surname at ``p`` is the last person's named before who bears it."""
    named = bearers.get(people.prepared.text[p], [])
    before = bisect_left(named, p, key=lambda n: n.name_start)
    if before:
        people.named.add(Named(p, p, p + 1, end, named[before - 1].name))


def _press(people: People) -> None:
    """本报记者 某某 某某: reporters and editors are named but do not speak."""
    text = people.prepared.text
    for mark in people.lexicon.pattern("<pressMark>").finditer(text):
        p = _skip(text, mark.end(), " :/")
        while (end := people.names.at(p)) and end - p <= 14:
            name = text[p:end].replace(" ", "")
            people.known.setdefault(name, Known(name, name, press=True))
            p = _skip(text, end, " 、")


def _skip(text: str, p: int, marks: str) -> int:
    while p < len(text) and text[p] in marks:
        p += 1
    return p


def _bracketed(people: People) -> None:
    """某某(省政协常委、某某大学教授), 某某博士【会长】."""
    longest = _longest_before_bracket(people.lexicon)
    for m in _before_brackets(people.lexicon.pattern(_BRACKETED), people.prepared.text, longest):
        held = posts(people, *m.span("posts"))
        if not held or all(post.post in people.lexicon.press_words for post in held):
            continue
        start = _bracketed_name(people, *m.span("name"))
        if start is None or _inside_word(people, start):
            continue
        if m["title"]:
            held = [*people.seat(people.organizer, m["title"], Span(m.start("name"), m.end("title"))), *held]
        people.register(start, m.end("name"), held, end=m.end())


def _longest_before_bracket(lexicon: Lexicon) -> int:
    """How far before a bracket what _BRACKETED matches may begin, but for dotted names."""
    return _LONGEST_LAST_PART + max(lexicon.forms[kind].longest for kind in ("memberTitle", "politeTitle"))


def _before_brackets(pattern: re.Pattern[str], text: str, longest: int) -> Iterator[re.Match[str]]:
    """What ``finditer`` with _BRACKETED gives, but looked for only where a bracket opens, and no further back than
    ``longest`` but for dotted names."""
    behind = 0
    for opened in _OPENS_BRACKET.finditer(text):
        bracket = start = opened.start()
        if bracket < behind:
            continue
        dotted = False
        while start > behind and _may_be_in_name(text[start - 1]) and (dotted or bracket - start < longest):
            start -= 1
            dotted = dotted or text[start] == "·"
        m = pattern.search(text, start, bracket + _LONGEST_BRACKET) if start < bracket else None
        if m and m.start() < bracket:
            yield m
            behind = m.end()


def _may_be_in_name(char: str) -> bool:
    """Whether HAN, or a mark within names, matches ``char``."""
    return char in " ·" or (char.isalnum() and not char.isascii() and not char.isdecimal())


def _bracketed_name(people: People, start: int, end: int) -> int | None:
    """Where in ``start``..``end`` the name before a bracket begins (会上|某某(…), 来自某地的|某某(…))."""
    if people.prepared.text[start] == "的":
        start += 1
    if _may_be_name(people, start, end):
        return start
    surnames, text = people.lexicon.surnames, people.prepared.text
    cuts = (p for p in (end - 3, end - 2) if p > start and surnames.at(text, p, end) and people.prepared.is_boundary(p))
    return next(cuts, None)


def _may_be_name(people: People, start: int, end: int) -> bool:
    name = people.prepared.text[start:end]
    if "·" in name or " " in name:
        return True
    if people.names.has_surname(start, end):
        return end - start == 3 or not people.names.is_word(start, end)
    return people.names.unfamiliar(start, end)


def _inside_word(people: People, p: int) -> bool:
    return p > 0 and is_han(people.prepared.text, p - 1, p) and not people.prepared.is_boundary(p)


def _before_titles(people: People) -> None:
    """某某委员, 某某、某某常委: names a title follows."""
    text, original, forms = people.prepared.text, people.prepared.document.text, people.lexicon.forms
    for title in people.lexicon.pattern("<speakerTitle>").finditer(text):
        if forms["notTitle"].at(text, title.end()):
            continue
        if title[0] == "代表" and not people.names.is_seat(title.end()):
            continue
        body = _counted_of(people, title.start())
        behind, sits_in = (body.span.start, body.body) if body else (title.start(), people.organizer)
        bare = people.lexicon.cues["bareBody"].ending(text, 0, title.start())
        if bare and AND_OTHERS.search(text, max(0, title.start() - bare - 8), title.start() - bare):
            behind -= bare  # 甲某、乙某等四位|政协|委员
        if forms["speakerTitle"].at(text, title.end() + 1) and text[title.end()] in "、和":
            sits_in = None  # 张某某、李某某2位常委、委员: the text leaves open who of them is which
        for start, end in people.names.back(behind):
            if text[start : title.end()] in people.lexicon.posts:
                continue  # 国务|委员
            if not people.named.begins_at(start) and not people.bodies.covers(start):
                seat = people.seat(sits_in, original[title.start() : title.end()], Span(start, title.end()))
                people.register(start, end, seat, end=title.end())


def _before_posts(people: People) -> None:
    """市民政局召开…。|沈某副局长出席…; 市人大代表工委|袁某某|副主任: names that the post of who heads a body follows,
    where the text tells of which: right before the name, or before the clause or list that it opens or goes on."""
    text, cues = people.prepared.text, people.lexicon.cues
    for start, end in people.post_places:
        bare = text[start:end].removeprefix("副")
        if not (bare in cues["postOnly"] or bare in cues["headsGroup"]) or not people.prepared.is_boundary(end):
            continue
        name = next((p for p in (start - 3, start - 2) if p >= 0 and people.names.surely(p, start)), None)
        if name is None or people.bodies.covers(name) or people.named.begins_at(name) or people.named.covers(name):
            continue
        inside = people.bodies.within(max(0, name - _LONGEST_BODY), name)
        of = min((m for m in inside if m.span.end == name), key=lambda m: m.span.start, default=None)
        if of is None and not people.names.begins(name):
            continue
        post = Post(None, people.prepared.document.text[start:end], Span(start, end))
        body = of.body if of else headed_before(people, name, post)
        if body:
            held = [Post(body, post.post, post.span)]
            people.register(name, start, held, start=of.span.start if of else name, end=end)


def _counted_of(people: People, p: int) -> BodyMention | None:
    """张某等4名|自治区政协|委员: the body between how many they are and the title at ``p``."""
    inside = people.bodies.within(max(0, p - _LONGEST_BODY), p)
    body = min((m for m in inside if m.span.end == p), key=lambda m: m.span.start, default=None)
    counted = body and AND_OTHERS.search(people.prepared.text, max(0, body.span.start - 8), body.span.start)
    return body if counted else None


def _around_titles(people: People) -> None:
    """石委员佩某:…, 陈部长志某说: the title between surname and given name, as Taiwan's minutes have it."""
    text, names = people.prepared.text, people.names
    for start, end in people.post_places:
        p, stop = start - 1, end + 2
        if p < 0 or not people.lexicon.surnames.at(text, p, start) or not names.begins(p):
            continue
        goes_on = text[stop : stop + 1] in ("", ":", "(", ",", "、") or names.reports(stop)
        of_minutes = text.startswith(":", stop) and text[p - 1 : p] in ("", "\n", " ")  # 林市长右某:
        ordinary = names.is_word(end, stop) or names.has_surname(end, stop + 1)
        if not is_han(text, end, stop) or not goes_on or (ordinary and not of_minutes):
            continue
        title = people.prepared.document.text[start:end]
        people.register_around(p, start, end, stop, people.seat(people.organizer, title, Span(p, stop)))


def _said_to_be(people: People) -> None:
    """巴图孟克委员是某某政协主席; …的公孙某,如今是某公司总经理,也是某市政协委员."""
    ends = {n.end: n.name for n in people.named} | {n.name_end: n.name for n in people.named}
    pattern = people.lexicon.pattern(_IS_SAID_TO_BE)
    for m in pattern.finditer(people.prepared.text):
        known = people.known[ends[m.start()]] if m.start() in ends else _told_of(people, m)
        said: re.Match[str] | None = m
        while known and not known.press and said:
            held = posts(people, *said.span("posts"))
            if not held or held[0].body is None:
                break
            known.add(held)
            said = pattern.match(people.prepared.text, said.end())


def _told_of(people: People, said: re.Match[str]) -> Known | None:
    """…的|公孙某,如今是某公司总经理: a name that only what is said of it reveals."""
    text, surnames, end = people.prepared.text, people.lexicon.surnames, said.start()
    if text[end] != ",":
        return None
    behind_of = (p for p in (end - 3, end - 2, end - 4) if p > 0 and text[p - 1] == "的")
    start = next((p for p in behind_of if surnames.at(text, p, end)), None)
    held = posts(people, *said.span("posts")) if start else None
    return people.register(start, end) if start and held and held[0].body else None


def _in_lists(people: People) -> None:
    """专家陈某某、李某某、王某某等12位代表先后发言: three names or more in a row, behind which a clause speaks."""
    text, names, opening = people.prepared.text, people.names, people.lexicon.surnames.opening
    behind = clause = 0
    told = -1  # where the last word stands that tells of speech in the clause that ends at ``clause``
    for mark in _BETWEEN_NAMES.finditer(text):
        if mark.start() < behind or text[mark.end()] not in opening:
            continue
        listed, end = names.last(mark.start()), mark.start()
        while text.startswith("、", end) and (stop := names.at(end + 1)):
            listed.append((end + 1, stop))
            end = stop
        behind = end
        if len(listed) < _FEWEST_LISTED or not all(_is_name(people, *name) for name in listed):
            continue
        if end >= clause:
            close = _ENDS_CLAUSE.search(text, end)
            clause = close.start() if close else len(text)
            words = reversed(people.prepared.words(end, clause))  # once a clause, for all lists in it
            starts = (people.prepared.starts[word] for word in words)
            told = next((p for p in starts if _tells_of_speech(people, p)), -1)
        if told >= end:
            for start, stop in listed:
                if not people.named.begins_at(start):
                    people.register(start, stop)


def _tells_of_speech(people: People, p: int) -> bool:
    return people.names.reports(p) or people.lexicon.cues["speechNoun"].at(people.prepared.text, p) > 0


def _is_name(people: People, start: int, end: int) -> bool:
    """Whether what stands in a list is a name by its form: a surname and a given name, and no word, place or body."""
    names = people.names
    if names.never(start, end) or people.bodies.covers(start) or not names.has_surname(start, end):
        return False
    return names.unfamiliar(start, end)


def _before_sayings(people: People) -> None:
    """陈某某表示, 陈某某理事长表示, 陈某某在讨论时说, 陈某某提交了《…》: a name that nothing but what
    it opens and says reveals, as papers name those they named before."""
    text = people.prepared.text
    for p in _sentences_with_names(people):
        surname = people.lexicon.surnames.at(text, p)
        if not surname or people.named.begins_at(p) or people.bodies.covers(p):
            continue
        for end in (p + surname + 2, p + surname + 1):
            if is_han(text, p, end) and (behind := _says_or_submits(people, p, end)) and _is_new_name(people, p, end):
                people.register(p, end, end=behind)
                break


def _says_or_submits(people: People, p: int, end: int) -> int:
    """Behind the title, if one stands there, of who is named at ``p``..``end`` and goes on to say (there) or submit
    something; 0 where nobody does."""
    text = people.prepared.text
    title = people.lexicon.post_words.at(text, end)
    title = title if end - p >= _FULL_NAME and title >= _SHORTEST_TITLE else 0
    behind = _behind_adverbs(people, end + title) if title or end - p >= _FULL_NAME else end
    speaking = people.lexicon.speaking
    verb = max(speaking[kind].at(text, behind) for kind in ("say", "propose"))
    quotes = verb > 0 and end - p >= _FULL_NAME and _QUOTES.match(text, behind + verb) is not None  # 陈某某说:“…
    if verb >= _SHORTEST_VERB or quotes:
        return end + title
    submits = people.lexicon.pattern("<submits>了?(?:一[份件])?《").match(text, behind)
    submits = submits or people.lexicon.pattern(SAYS_THERE).match(text, behind)
    if not submits and people.lexicon.pattern(_SPEAKS_FOR).match(text, end):
        return end
    return end + title if submits else 0


def _is_new_name(people: People, p: int, end: int) -> bool:
    names = people.names
    full = end - p >= _FULL_NAME
    new = names.unfamiliar(p, end) or names.opens_with_surname(p, end) if full else not names.is_word(p, end)
    return new and not names.never(p, end) and people.prepared.is_boundary(end)


def _sentences_with_names(people: People) -> list[int]:
    """Where a sentence or a clause opens with what a surname may begin with."""
    known: list[int] | None = people.prepared.memo.get("may open with names")
    if known is None:
        text, opening = people.prepared.text, people.lexicon.surnames.opening
        opens = (mark.end() for mark in _OPENS_SENTENCE.finditer(text))
        known = people.prepared.memo["may open with names"] = [p for p in opens if text[p : p + 1] in opening]
    return known


def _behind_adverbs(people: People, p: int) -> int:
    """Where what goes on behind a name ends (陈某某|还|表示)."""
    while n := people.lexicon.cues["continuing"].at(people.prepared.text, p):
        p += n
    return p


def _behind_bodies(people: People) -> None:
    """民建联周某某表示: a name right behind a body, before what speaks."""
    text = people.prepared.text
    for mention in people.bodies.mentions:
        p = mention.span.end
        surname = people.lexicon.surnames.at(text, p)
        if not surname or mention.body.kind not in _HAVE_MEMBERS or people.named.begins_at(p):
            continue
        for end in (p + surname + 2, p + surname + 1):
            ordinary = people.names.is_word(p, end) or people.names.never(p, end)
            if people.names.speaks(end) and is_han(text, p, end) and not ordinary:
                people.register(p, end, start=mention.span.start)
                break
