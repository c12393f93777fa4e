"""Finds the persons of a text by the company they keep: posts before them, titles behind them."""

from __future__ import annotations

import re

from jianyan.extraction.people import HAN, Known, Named, People, Post
from jianyan.model import Body, Span

_TITLE = re.compile(r"委员|常委|代表|议员")
_BRACKETED = re.compile(rf"(?P<name>[{HAN}]{{2,4}}|[{HAN}] {{1,4}}[{HAN}]|[{HAN}]{{1,8}}(?:·[{HAN}]{{1,8}})+)(?P<title>委员|常委|代表)? ?\((?P<posts>[^()\n]{{2,80}})\)")
_LIST_SPOKE = re.compile(rf"(?P<names>[{HAN}·]{{2,12}}(?:、[{HAN}·]{{2,12}}){{1,30}})(?:等)?(?:\d+|[一二三四五六七八九十]+)?(?:位|名|人)?(?:同志|专家|学者|企业家|委员|常委|代表|企业负责人|负责人|[\u3400-\u9fff]{{0,6}})?(?:先后|分别|依次|相继|踊跃)(?:作|做|进行)?了?(?:大会|重点|交流)?(?:发言|建言)")
_PRESS_MARK = re.compile(r"记者|通讯员|摄影|编辑|撰稿|供稿|责编|整理")
_SEGMENT_START = re.compile(r"[,。:;“”!?()\n\[\]《》]")


def find(people: People, organizer: Body | None) -> None:
    """Register every person whose posts or title the text gives. ``organizer`` is the body whose
    members a bare 委员 or 常委 are: the CPPCC whose meeting the text reports."""
    people.organizer = organizer
    _press(people)
    _bracketed(people)
    _behind_posts(people, organizer)
    _before_titles(people, organizer)
    _copula(people)
    _behind_bodies(people)
    people.named.sort(key=lambda n: (n.name_start, n.name_end))
    bare(people)


def member(organizer: Body | None, post: str, span: Span) -> list[Post]:
    return [Post(organizer, post, span)] if organizer and post in ("委员", "常委", "委員") else []


def _press(people: People) -> None:
    """Reporters and editors are named but do not speak."""
    text = people.prepared.text
    for m in _PRESS_MARK.finditer(text):
        p = m.end()
        while p < len(text) and text[p] in " :/":
            p += 1
        while (end := people.name_at(p, trusted=False)) and end - p <= 14:
            name = text[p:end].replace(" ", "")
            if name not in people.known:
                people.known[name] = Known(name, name, press=True)
            p = end
            while p < len(text) and text[p] in " 、":
                p += 1


def _bracketed(people: People) -> None:
    """某某(省政协常委、某某大学教授)."""
    text = people.prepared.text
    for m in _BRACKETED.finditer(text):
        start = m.start("name")
        inner = (m.start("posts"), m.end("posts"))
        posts = people.posts(*inner)
        if not posts or all(p.post in people.lexicon.press_words for p in posts):
            continue
        end = m.end("name")
        if m["title"]:
            posts = [*member(people.organizer, m["title"], Span(start, m.end("title"))), *posts]
        name = text[start:end]
        if not _may_be_name(people, start, end):
            cut = next((s for s in (end - 3, end - 2) if s > start and people.lexicon.surnames.at(text, s, end) and people.prepared.is_boundary(s)), None)
            if cut is None:
                continue
            start = cut
        if start > 0 and "\u3400" <= text[start - 1] <= "\u9fff" and not people.prepared.is_boundary(start):
            continue
        del name
        people.register(start, end, posts, start=start, end=m.end())


def _may_be_name(people: People, start: int, end: int) -> bool:
    text = people.prepared.text
    name = text[start:end]
    if "·" in name or " " in name:
        return True
    surname = people.lexicon.surnames.at(text, start, end)
    if surname and end - start - surname in (1, 2):
        return not people._is_word(start, end) or end - start == 3
    return people._unknown(start, end)


def _behind_posts(people: People, organizer: Body | None) -> None:
    """省政协委员、某某学院院长某某建议: the longest post that a name follows."""
    text = people.prepared.text
    words = people.lexicon.post_words
    taken = {n.name_start for n in people.named}
    previous_end = -1
    for start, end, _ in people.lexicon.post_names.find(text):
        if start < previous_end:
            continue
        while more := words.at(text, end):  # 副主席|常务…
            end += more
        p = end
        if p < len(text) and text[p] == " ":
            p += 1
        if p in taken or p >= len(text) or text[end : end + 1] in ("们", "会"):
            continue
        name_end = people.name_at(p, trusted=True)
        if not name_end or not (_acceptable(people, p, name_end) or _surely(people, p, name_end)):
            continue
        segment = _segment_start(people, start)
        posts = people.posts(segment, end, trusted=False)
        if not posts or posts[-1].post in people.lexicon.press_words:
            continue
        title = _TITLE.match(text, name_end)
        if title and not any(post.post == title[0] for post in posts):
            posts = [*posts, *member(organizer, people.prepared.document.text[title.start() : title.end()], Span(p, title.end()))]
        if posts[0].body is None and (where := _standing_in(people, segment)):
            posts = [Post(where, posts[0].post, posts[0].span), *posts[1:]]
        people.register(p, name_end, posts, start=segment, end=title.end() if title else name_end)
        taken.add(p)
        previous_end = name_end
        _same_posts(people, posts, name_end, segment, taken)


def _standing_in(people: People, segment: int) -> Body | None:
    """在布拖县依撒社区,|党支部书记某某: the body of the clause before."""
    text = people.prepared.text
    if text[segment - 1 : segment] != ",":
        return None
    for mention in people.bodies.mentions:
        if mention.span.end == segment - 1 and text[mention.span.start - 1 : mention.span.start] == "在":
            return mention.body
    return None


def _same_posts(people: People, posts: list[Post], end: int, segment: int, taken: set[int]) -> None:
    """全国政协副主席甲某、乙某、丙某: one list of posts shared by several names."""
    text = people.prepared.text
    while end < len(text) and text[end] in "、和":
        if people.lexicon.post_words.at(text, end + 1):
            return
        stop = people.name_at(end + 1)
        if not stop or not (_acceptable(people, end + 1, stop) or people.lexicon.surnames.at(text, end + 1) and not people._not_a_name(end + 1, stop)):
            return
        before_post = text[end + 1 : stop + 12]
        if re.match(rf"[{HAN}]*?(?:委员|常委|局|厅|部|院|会|公司|大学)", before_post[stop - end - 1 :]) and text[stop : stop + 1] not in ",、。":
            return
        people.register(end + 1, stop, [posts[-1]], start=end + 1)
        taken.add(end + 1)
        end = stop


def _acceptable(people: People, start: int, end: int) -> bool:
    """Whether ``start``..``end`` can be a name: not a word, a place or a body of the text."""
    text, prepared = people.prepared.text, people.prepared
    name = text[start:end]
    if name in people.known:
        return not people.known[name].press
    if people.lexicon.cues["afterName"].at(text, start, end) == end - start or name in people.lexicon.cues["collective"]:
        return False
    if people.bodies.covers(start):
        return False
    if people._is_word(start, end) and not (end - start == 3 and people.lexicon.surnames.at(text, start)):
        tag = prepared.tag_at(start) or ""
        return tag.startswith("nr")
    first = prepared.words(start, end)
    if first and not people.lexicon.surnames.at(text, start) and "·" not in name:
        tags = [prepared.tags[i] for i in first]
        if tags[0] in ("p", "c", "u", "uj", "d", "ad", "r", "m", "f") or "v" in tags[:1]:
            return False
        if any(t in ("n", "v", "vn") and prepared.word_end(prepared.starts[i]) - prepared.starts[i] > 1 for i, t in zip(first, tags, strict=True)):
            return False
    elif first and prepared.word_end(prepared.starts[first[0]]) - prepared.starts[first[0]] >= 2:
        tag = prepared.tags[first[0]]
        whole = prepared.word_end(prepared.starts[first[0]]) <= end
        if whole and tag in ("v", "vn", "n", "d", "p", "c") and prepared.word_end(prepared.starts[first[0]]) - start == 2 and end - start == 2:
            return False
    return True


def _surely(people: People, start: int, end: int) -> bool:
    """A dictionary word (谷雨) that a surname opens and that speaks is a name all the same."""
    text = people.prepared.text
    if people._not_a_name(start, end) or people.bodies.covers(start):
        return False
    surname = people.lexicon.surnames.at(text, start, end)
    if not surname or end - start - surname not in (1, 2):
        if people._is_word(start, end) and not _TITLE.match(text, end):
            return False
        return _speaks(people, end) and people.prepared.tag_at(start) not in ("p", "c", "uj", "u", "d", "r", "m", "k", "v")
    return text[end : end + 1] in "作,代" or any(people.lexicon.speaking[k].at(text, end) for k in ("propose", "say"))


def _speaks(people: People, p: int) -> bool:
    """Whether what stands at ``p`` follows nobody but a speaker: a verb of speaking, a title."""
    text = people.prepared.text
    return bool(_TITLE.match(text, p)) or people.lexicon.cues["opensSpeech"].at(text, p) > 0 or any(people.lexicon.speaking[k].at(text, p) for k in ("propose", "say"))


def _segment_start(people: People, p: int) -> int:
    """Where the list of posts that holds ``p`` begins."""
    text = people.prepared.text
    start = p
    while start > 0 and (not _SEGMENT_START.match(text[start - 1]) or _closes_name(text, start - 1) or _ends_posts(people, start - 1)):
        if text[start - 1] == ")":
            start = text.rindex("(", 0, start)
            continue
        if text[start - 1] == ",":
            start -= 1
            continue
        if text[start - 1] == " " and start < p - 1:
            break
        start -= 1
    while start < p and text[start] in " —-■□·0123456789.、":
        start += 1
    for word in ("会上", "座谈会上", "其中", "此外", "当天", "会后", "现场"):
        if text.startswith(word, start):
            start += len(word)
    return start


_COPULA = re.compile(r"(?:[,，]?(?:如今|现在|现|目前|同时|也|还)?(?:是|担任|任|现任|兼任))(?P<posts>[^,。;:!?\n]{4,40})")


def _behind_bodies(people: People) -> None:
    """民建联周某某表示: a name right behind a body, before what speaks."""
    text = people.prepared.text
    taken = {n.name_start for n in people.named}
    for mention in people.bodies.mentions:
        p = mention.span.end
        if p in taken or mention.body.kind not in ("party", "democraticParty", "chamber", "massOrganization", "other"):
            continue
        surname = people.lexicon.surnames.at(text, p)
        if not surname:
            continue
        for end in (p + surname + 2, p + surname + 1):
            if _speaks(people, end) and people._is_han(p, end) and not people._not_a_name(p, end):
                people.register(p, end, None, start=mention.span.start)
                taken.add(p)
                break


def _copula(people: People) -> None:
    """巴图孟克委员是某某政协主席; …的公孙某,如今是某公司总经理,也是某市政协委员."""
    text = people.prepared.text
    ends = {n.end: n for n in people.named} | {n.name_end: n for n in people.named}
    for m in _COPULA.finditer(text):
        named = ends.get(m.start())
        known = people.known[named.name] if named else None
        if known is None and text[m.start()] == ",":
            start = next((s for s in (m.start() - 3, m.start() - 2, m.start() - 4) if s > 0 and text[s - 1] == "的" and people.lexicon.surnames.at(text, s, m.start())), None)
            posts = people.posts(m.start("posts"), m.end("posts")) if start else None
            if start and posts and posts[0].body:
                known = people.register(start, m.start(), None)
        if known is None or known.press:
            continue
        at = m
        while at:
            posts = people.posts(at.start("posts"), at.end("posts"))
            if not posts or posts[0].body is None:
                break
            known.add(posts)
            follow = _COPULA.match(text, at.end())
            at = follow if follow else None  # type: ignore[assignment]


def _ends_posts(people: People, p: int) -> bool:
    """Whether the comma at ``p`` stands behind a post of the same list (…副主委,|某某公司董事长)."""
    text = people.prepared.text
    n = people.lexicon.post_words.ending(text, max(0, p - 10), p)
    if text[p] != "," or n < 2:
        return False
    left = max(text.rfind(c, 0, p) for c in ",。;:\n“”!?")
    return any(left < m.span.start and m.span.end <= p - n for m in people.bodies.mentions) and not any(
        left < named.name_start < p for named in people.named
    )


def _closes_name(text: str, p: int) -> bool:
    """Whether the bracket at ``p`` closes one inside a name (远山(金川)|产业园)."""
    opened = text.rfind("(", max(0, p - 12), p)
    return text[p] == ")" and opened > 0 and "\u3400" <= text[opened - 1] <= "\u9fff" and text[p + 1 : p + 2] not in ",。;、 "


def _before_titles(people: People, organizer: Body | None) -> None:
    """某某委员, 某某、某某常委: names a title follows."""
    text = people.prepared.text
    taken = {n.name_start for n in people.named}
    for m in _TITLE.finditer(text):
        names = people.names_back(m.start())
        follows = text[m.end() : m.end() + 1]
        if m[0] == "代表" and (follows in ("团", "们", "会", "大", "性") or not names or not _speaks_behind(people, m.end())):
            continue
        if follows in ("会", "们", "长", "工"):
            continue
        for start, end in names:
            if start in taken:
                continue
            post = Span(start, m.end())
            people.register(start, end, member(organizer, people.prepared.document.text[m.start() : m.end()], post), start=start, end=m.end())
            taken.add(start)


def _speaks_behind(people: People, p: int) -> bool:
    text = people.prepared.text
    return text[p : p + 1] in ",:说" or any(people.lexicon.speaking[k].at(text, p) for k in ("propose", "say"))


def bare(people: People) -> None:
    """Later places of names that are known already (端木某还认为)."""
    text = people.prepared.text
    taken = {n.name_start for n in people.named}
    names = [name for name, known in people.known.items() if not known.press]
    for name in names:
        written = people.known[name].written
        for form in {name, written}:
            for m in re.finditer(re.escape(form), text):
                if m.start() in taken:
                    continue
                people.named.append(Named(m.start(), m.start(), m.end(), m.end(), name))
                taken.add(m.start())
    people.named.sort(key=lambda n: (n.name_start, n.name_end))


def spoke_in_turn(people: People, start: int, end: int) -> list[tuple[int, int]]:
    """The names in a list of those who 先后发言."""
    m = _LIST_SPOKE.search(people.prepared.text, start, end)
    if not m:
        return []
    text = people.prepared.text
    found: list[tuple[int, int]] = []
    at = m.start("names")
    for part in m["names"].split("、"):
        stop = at + len(part)
        first = at
        if not found:  # what stands before the first name belongs to the sentence
            first = next((s for s in range(at, stop - 1) if stop - s in (2, 3) and people.lexicon.surnames.at(people.prepared.text, s, stop)), at)
        if text[first:stop].endswith("等"):
            stop -= 1
        surname = people.lexicon.surnames.at(text, first, stop)
        if people._not_a_name(first, stop):
            pass
        elif "·" in text[first:stop] or (surname and stop - first - surname in (1, 2)):
            found.append((first, stop))
        at += len(part) + 1
    return found
