"""The forms in which texts report who proposes what, each a small rule with its example.

    proposal    案由:关于…的建议 / 第一提案者:某某(…)          the proposer's, in its own words
    reply       某某委员: 您提出的《关于…的提案》收悉          the proposer's title; the office's measures
    issued      某某市…行动方案, 政府工作报告                  the issuing body's
    excerpts    titles, bylines and captions, then speeches     each the speaker's
    running     某某委员代表某会建议,…                         told by a reporter
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from jianyan.extraction.finding import bare, member, spoke_in_turn
from jianyan.extraction.layout import Line, LineKind
from jianyan.extraction.mandates import mandate
from jianyan.extraction.page import Page
from jianyan.extraction.people import Known, Post
from jianyan.extraction.running import Running
from jianyan.extraction.sentences import Range
from jianyan.extraction.voices import How, Passage, Voice
from jianyan.model import Basis, Body, Span

HAN = r"\u3400-\u9fff"
_SALUTATION = re.compile(rf"^(?:尊敬的 ?)?(?P<who>[{HAN}·、 ()]{{2,60}}?)(?P<title>委员|代表|常委|同志|等委员|等代表)?:$")
_REPLY_TITLE = re.compile(r"(?:答复|复函|办理情况|回复)")
_REPLY_TEXT = re.compile(r"(?:收悉|答复如下|函复如下|答复意见|现将.{2,20}答复|现答复|回复如下)")
_LETTER = re.compile(r"(?:建议书|意见书|声明|公开信|倡议书|请愿信|陈情书|立场书|联署信|来信|致函|信函|的信|的建议|意见|呈请|请愿)(?:\([^()]{1,30}\))*$")
_PROPOSAL_TITLE = re.compile(r"^关于.+的(?:提案|建议|议案|建议案|集体提案)$")
_ISSUED_TITLE = re.compile(r"(?:建议函|函|方案|意见|规划|通知|办法|计划|措施|要点|细则|规定|决定|工作报告|纲要|政策|条例|若干措施|指南|清单)(?:\([^()]{1,30}\))*\s*(?:$|\s)")
_EXCERPTS = re.compile(r"(?:发言|建言|讲话)(?:内容)?(?:摘登|摘录|摘要|选登|选编|集锦|摘编|汇编)|摘登|建言摘|发言选")
_JOINT_ISSUERS = re.compile(r"(?:联合)?(?:制定|印发|研究制定|发布|出台)(?:本|了|如下)")
_KEYNOTE = re.compile(r"作(?:了)?(?:题为.{2,40}的)?(?:主题|主旨|综合|总体)(?:性)?发言")
_UNORDERED = re.compile(r"(?:不分先后|无先后)")
_BYLINE = re.compile(rf"^(?:—+ ?|\(|\[|[▲△↑↓■●◆▼] ?|图[一二三四五六七八九十\d①-⑩]{{1,2}}(?:为)?)?(?:发言人|发言者|作者)? ?:? ?(?P<who>.+?)(?:\)|\])?(?:—+)?$", re.DOTALL)
_MOTION = re.compile(rf"^(?:\d+[.、] ?)?(?P<who>[{HAN}]{{2,4}})议员(?:就(?:“(?P<t>[^”]+)”|[^“]{{2,30}}?))?动议的?(?:议案|决议案|修正案)")
_ANSWER = re.compile(r"^(?P<label>答|问|主持人|记者|[A-Z]) ?: ?")
_LISTED = re.compile(rf"发言(?:人|者)(?:分别)?(?:是|为)(?P<names>[{HAN}·]{{2,12}}(?:、[{HAN}·]{{2,12}})+)[,;]\s*发言(?:内容|题目|主题)(?:分别)?(?:是|为)(?P<titles>[^。;]+)")
_LABELLED = re.compile(rf"^(?P<who>[{HAN}A-Za-z0-9·、 ()]{{2,44}}?) ?: ?(?=[^\s\d/])")


def voices(page: Page, organizer: Body | None) -> list[Voice]:
    """Who speaks in the text and which passages are theirs."""
    content = _names_with_posts(page, page.content())
    proposer = _proposer(page)
    reply = _is_reply(page, content)
    if not reply and any(proposer.match(page.of(line)) for line in content):
        return _proposal(page, content, proposer)
    if reply:
        return _reply(page, content)
    speakers = [_speaker_line(page, line, organizer) for line in content]
    bare(page.people)  # captions made more persons known
    speakers = [s or _speaker_line(page, line, organizer) for s, line in zip(speakers, content, strict=True)]
    if speakers and (only := speakers[0]) and only.known.posts and sum(1 for s in speakers if s) == 1 and page.fields.title_range:
        return [Voice((content[0].start, content[0].end), only.known, list(only.behalf), basis=Basis.BYLINE, title=page.fields.title_range, structured=True, rule="byline", passages=[Passage(line.start, line.end, How.DIRECT) for line in content[1:]])]
    group = _captions(content, speakers)
    bylines = [i for i, s in enumerate(speakers) if s and i not in group and _near_title(content, i)]
    if group or len(bylines) >= 2 or (bylines and _EXCERPTS.search(_heading(page))):
        return _excerpts(page, content, speakers, group, bylines, organizer)
    if page.fields.title and _ISSUED_TITLE.search(_folded_title(page)) and (page.fields.issuer or page.fields.publisher) or _work_report(page):
        return _issued(page, content)
    if page.fields.title and _PROPOSAL_TITLE.search(_folded_title(page)):
        return _proposal(page, content, proposer)
    found = _running(page, content, organizer)
    if not any(v.passages or v.title for v in found) and (_has_advice(page, content) or _LETTER.search(_folded_title(page)) or _in_first_person(page)):
        return _letter(page, content, found)
    return found


def _names_with_posts(page: Page, content: list[Line]) -> list[Line]:
    """Two lines made one where the first is a name and the second its posts."""
    joined: list[Line] = []
    skip = False
    for line, following in zip(content, [*content[1:], None], strict=False):
        if skip:
            skip = False
        elif following and line.kind is LineKind.SHORT and following.kind is LineKind.SHORT and _is_name(page, line) and _is_posts(page, following):
            joined.append(replace(line, end=following.end))
            skip = True
        else:
            joined.append(line)
    return joined


def _is_name(page: Page, line: Line) -> bool:
    if line.end - line.start > 14:
        return False
    whole = _plain_names(page, line.start, line.end) == [(line.start, line.end)]
    return whole or 2 <= line.end - line.start <= 3 and not page.people._is_word(line.start, line.end) and page.people._is_han(line.start, line.end)


def _is_posts(page: Page, line: Line) -> bool:
    return bool(page.lexicon.post_words.ending(page.text, line.start, line.end)) and not page.lexicon.verbs["action"].at(page.text, line.start, line.end)


def _proposer(page: Page) -> re.Pattern[str]:
    """提案人:…; 第 一 提 案 者 : …"""
    labels = "|".join(r"\s*".join(map(re.escape, word)) for word in sorted(page.lexicon.cues["proposer"].words, key=lambda w: (-len(w), w)))
    return re.compile(rf"^[ \[]*(?P<label>{labels})\]?\s*(?::|(?=\s))\s*(?P<who>\S.*)$")


def _in_first_person(page: Page) -> bool:
    """Whether somebody asks for something in their own words (我们建议…, 本会促请…)."""
    cues = page.lexicon.cues
    return bool(re.search(rf"(?:{cues['firstPerson'].pattern})(?:{cues['firstPersonAdverb'].pattern})*(?:{cues['urge'].pattern})", page.text))


def _has_advice(page: Page, content: list[Line]) -> bool:
    """Whether a section of its own gives advice (三、建议如下)."""
    return any(line.mark and line.end - line.start <= 16 and re.search(r"建议|对策|举措", page.of(line)) for line in content)


def _letter(page: Page, content: list[Line], found: list[Voice]) -> list[Voice]:
    """A letter, a submission, a statement: all of it in the words of who signs it."""
    voice = next((v for v in found if v.person), None)
    if voice is None:
        issuer = page.fields.issuer
        signed = None if issuer else _signer(page, content)
        start = content[0].start if content else 0
        voice = Voice((start, content[0].end if content else 0), issuers=[issuer] if issuer else [], basis=Basis.ISSUER, rule="letter")
        if signed:
            voice.person, voice.evidence, voice.basis = signed[0], signed[1], Basis.BYLINE
        found = [voice, *found]
    voice.structured, voice.rule = True, "letter"
    voice.passages = [Passage(line.start, line.end, How.DIRECT) for line in content]
    return found


def _signer(page: Page, content: list[Line]) -> tuple[Known, Range] | None:
    """The person whose name stands alone at the foot or right under the title."""
    for line in page.lines[-8:]:
        if page.text.startswith(("作者:", "执笔:", "撰稿:"), line.start):
            named = [n for n in page.people.named if line.start <= n.start and n.name_end <= line.end]
            if named:
                return page.people.known[named[0].name], (named[0].start, named[0].end)
    for line in [*reversed(content[-6:]), *content[:3]]:
        if line.kind is not LineKind.SHORT:
            continue
        named = [n for n in page.people.named if line.start <= n.start and n.name_end <= line.end]
        if named and not page.people.known[named[0].name].press:
            return page.people.known[named[0].name], (named[0].start, named[0].end)
        for start, end in _plain_names(page, line.start, line.end)[:1]:
            if (start, end) == (line.start, line.end):
                return page.people.register(start, end, None), (start, end)
    return None


def _heading(page: Page) -> str:
    return (page.fields.title or "") + page.fields.subtitle


def _folded_title(page: Page) -> str:
    r = page.fields.title_range
    return page.text[r[0] : r[1]] if r else page.fields.title or ""


# -- proposals and replies ---------------------------------------------------------


def _proposal(page: Page, content: list[Line], proposer: re.Pattern[str]) -> list[Voice]:
    """案由:关于加快发展氢能产业的建议 / 第一提案者:某某(…) / 联名提案者:某某、某某"""
    found: list[Voice] = []
    body: list[Line] = []
    first: Voice | None = None
    for line in content:
        row = page.of(line)
        m = proposer.match(row)
        if m:
            for person, bodies, where in _people_in(page, line.start + m.start("who"), line.end):
                voice = Voice(where, person, basis=Basis.EXPLICIT, rule="proposal")
                if person is None:
                    voice.issuers = bodies
                found.append(voice)
                first = first or voice
        elif not re.match(r"^案\s*[号由]|^(?:审查意见|承办单位|主办单位|内\s*容|附议|联系|提案形式|类别|日期)\s*:?", row):
            body.append(line)
        elif re.match(r"^内\s*容", row) and ":" in row and not row.rstrip().endswith(":"):
            body.append(line)
    if first is None:
        signed = _signer(page, content)
        issuer = page.fields.issuer
        where = signed[1] if signed else (content[0].start, content[0].end) if content else (0, 0)
        first = Voice(where, signed[0] if signed else None, issuers=[issuer] if issuer and not signed else [], basis=Basis.BYLINE if signed else Basis.ISSUER, rule="proposal")
        found.append(first)
    if first:
        first.title = page.fields.title_range
        first.structured = True
        first.passages = [Passage(line.start, line.end, How.DIRECT) for line in body]
    return found


def _people_in(page: Page, start: int, end: int) -> list[tuple[Known | None, list[Body], Range]]:
    """The persons or bodies in a list of proposers, in order."""
    named = [n for n in page.people.named if start <= n.name_start and n.name_end <= end]
    if named:
        seen: list[tuple[Known | None, list[Body], Range]] = []
        for n in named:
            known = page.people.known[n.name]
            if not known.press and all(known is not s[0] for s in seen):
                seen.append((known, [], (n.start, n.end)))
        covered = {n.name for n in named}
        for s, e in _plain_names(page, start, end):
            name = page.text[s:e].replace(" ", "")
            if name not in covered and not any(n.start <= s < n.end for n in named):
                seen.append((page.people.register(s, e, None), [], (s, e)))
        return seen
    bodies = [m for m in page.bodies.mentions if start <= m.span.start and m.span.end <= end]
    outer = [m for m in bodies if not any(o is not m and o.span.covers(m.span) for o in bodies)]
    if outer:
        return [(None, [m.body], (m.span.start, m.span.end)) for m in outer]
    return [(page.people.register(s, e, None), [], (s, e)) for s, e in _plain_names(page, start, end)]


def _plain_names(page: Page, start: int, end: int) -> list[Range]:
    text, found = page.text, []
    for m in re.finditer(rf"[{HAN}] {{1,4}}[{HAN}](?![{HAN}])|[{HAN}·]{{2,14}}", text[start:end]):
        s, e = start + m.start(), start + m.end()
        if text[e - 1] == "等":
            e -= 1
        surname = page.lexicon.surnames.at(text, s, e)
        if "·" in m[0] or (surname and 2 <= len(m[0].replace(" ", "")) <= 4):
            found.append((s, e))
    return found


def _is_reply(page: Page, content: list[Line]) -> bool:
    head = _folded_title(page) + "".join(page.of(line) for line in content[:4] if line.kind is LineKind.SHORT)
    return bool(_REPLY_TITLE.search(head)) and any(_REPLY_TEXT.search(page.of(line)) for line in content[:12])


def _reply(page: Page, content: list[Line]) -> list[Voice]:
    """某某委员:您提出的《关于…的提案》收悉。… 我局将会同省农业农村厅编制…"""
    found: list[Voice] = []
    issuer = page.fields.issuer
    office = Voice((content[0].start, content[0].end), issuers=[issuer] if issuer else [], basis=Basis.ISSUER, structured=True, rule="reply")
    answering = opened = False
    marked = any(line.mark == 1 for line in content)
    for line in content:
        row = page.of(line)
        if not answering and not found and (m := _SALUTATION.match(row)):
            end = line.start + m.end("who")
            if m["title"]:
                for s, e in _plain_names(page, line.start, end):
                    posts = member(_addressed(page), m["title"].lstrip("等"), Span(s, line.end - 1))
                    found.append(Voice((s, line.end - 1), page.people.register(s, e, posts), rule="reply proposer"))
            else:
                bodies = [b for _, bs, _ in _people_in(page, line.start, end) for b in bs]
                if bodies:
                    found.append(Voice((line.start, end), issuers=bodies, rule="reply proposer"))
            continue
        if not answering and (m := re.search(r"[《“](?P<title>关于[^《》\n]{3,60}?)[》”](?:的?(?:提案|建议))?", row)):
            if found and not found[0].title:
                found[0].title = (line.start + m.start("title"), line.start + m.end("title"))
            elif not found:
                office.passages.clear()
        if _REPLY_TEXT.search(row) and not answering:
            answering = True
            continue
        if answering and (opened or line.mark in (1, 2, 3) or not marked):
            opened = True
            office.passages.append(Passage(line.start, line.end, How.DIRECT))
    return [*found, office]


def _addressed(page: Page) -> Body | None:
    """The CPPCC or congress whose member a reply is addressed to, from its title."""
    spans = [m for m in page.bodies.mentions if m.body.kind in ("cppcc", "peoplesCongress")]
    return min(spans, key=lambda m: m.span.start).body if spans else None


# -- issued documents ------------------------------------------------------------------


def _work_report(page: Page) -> bool:
    return "工作报告" in _folded_title(page) and not re.search(r"审议|讨论|听取|解读|热议|协商", _folded_title(page))


def _issued(page: Page, content: list[Line]) -> list[Voice]:
    """某某市人民政府关于…的意见; 某某市…行动方案; 政府工作报告"""
    issuers = _issuers(page, content)
    start = content[0].start if content else 0
    voice = Voice((start, content[0].end if content else 0), issuers=issuers, basis=Basis.ISSUER, structured=True, rule="issued")
    opened = not any(line.mark == 1 for line in content)
    for line in content:
        opened = opened or line.mark == 1
        if opened:
            voice.passages.append(Passage(line.start, line.end, How.DIRECT))
    if _work_report(page) and (spoken := _reporter(page, content)):
        voice.person, voice.evidence, voice.basis, voice.issuers = spoken[0], spoken[1], Basis.BYLINE, []
        voice.behalf(spoken[2])
    return [voice]


def _reporter(page: Page, content: list[Line]) -> tuple[Known, Range, list[Body]] | None:
    """——在某市人民代表大会上 / 市长 某某 / 现在,我代表市人民政府,向大会报告工作"""
    for line in content[:8]:
        if line.kind is LineKind.PARAGRAPH and line.end - line.start > 60:
            break
        named = [n for n in page.people.named if line.start <= n.start and n.name_end <= line.end and not page.people.known[n.name].press]
        if named and named[0].start <= line.start + 2:
            known = page.people.known[named[0].name]
            first = next((m for line in content[:14] if (m := _REPORTS_FOR.search(page.text, line.start, line.end))), None)
            inside = [b for b in page.bodies.mentions if first and first.start("who") <= b.span.start and b.span.end <= first.end("who")]
            if inside and known.posts and known.posts[0].body is None:
                known.posts[0] = replace(known.posts[0], body=inside[0].body)
            return known, (named[0].start, named[0].end), [b.body for b in inside]
    return None


_REPORTS_FOR = re.compile(r"我代表(?P<who>[^,。]{2,30}?),?向大会(?:作|报告)")


def _issuers(page: Page, content: list[Line]) -> list[Body]:
    """Who issued it: those who 联合制定本方案, else the title's body, else the publisher."""
    for line in content[:8]:
        m = _JOINT_ISSUERS.search(page.text, line.start, line.end)
        if not m:
            continue
        before = [b for b in page.bodies.mentions if line.start <= b.span.start and b.span.end <= m.start()]
        run: list[Body] = []
        at = m.start()
        for mention in sorted(before, key=lambda b: -b.span.end):
            if 0 <= at - mention.span.end <= 1:
                run.insert(0, mention.body)
                at = mention.span.start
        if run:
            return run
    if page.fields.issuer:
        return [page.fields.issuer]
    if page.fields.publisher:
        return [page.bodies.body(*page.fields.publisher)]
    return []


# -- excerpts of speeches ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    known: Known
    behalf: tuple[Body, ...]
    bare: bool  # the line holds a name and nothing else
    bracket_first: bool = False  # 某某(…)——: the speech's title follows


def _speaker_line(page: Page, line: Line, organizer: Body | None) -> SpeakerLine | None:
    """What a caption or byline says: 某某(省政协常委、…) 代表…发言; ——某某代表…的发言; 某某."""
    row = page.of(line)
    if "《" in row or "“" in row[:-1] and "发言" in row[-4:] or line.end - line.start > 130 or row.endswith(("。", "!", "?")) and not row.endswith("发言。") or line.mark in (1, 2, 3, 4):
        return None
    m = _BYLINE.match(row)
    inner = (line.start + m.start("who"), line.start + m.end("who")) if m else (line.start, line.end)
    named = [n for n in page.people.named if inner[0] <= n.start and n.name_end <= inner[1] + 1]
    text = page.text
    body = next((b for b in page.bodies.mentions if b.span.start == inner[0] and text[b.span.end : b.span.end + 1] == " "), None)
    if body and (name := re.fullmatch(rf" {{1,4}}(?P<name>[{HAN}]{{2,4}}|[{HAN}] {{1,3}}[{HAN}]|[{HAN}·]{{4,14}})", text[body.span.end : inner[1]])):
        start, end = body.span.end + name.start("name"), body.span.end + name.end("name")
        if page.lexicon.surnames.at(text, start, end) or "·" in name["name"]:
            return SpeakerLine(page.people.register(start, end, None, start=inner[0]), (body.body,), False)
    if named:
        first = named[0]
        before = text[inner[0] : first.start].strip(" —·")
        after = text[first.end : inner[1]].strip(" ,:—)")
        known = page.people.known[first.name]
        if known.press:
            return None
        if not before and (not after or re.match(r"^(?:代表|的发言|在.{2,30}发言|[,\s])", after) or row.endswith("发言")):
            behalf = tuple(mandate(page.people, line.start, line.end))
            bare = not behalf and first.end - first.start == first.name_end - first.name_start and not after
            if bare and not known.posts and "发言人" not in row:
                return SpeakerLine(known, behalf, True) if known.posts else None
            return SpeakerLine(known, behalf, bare, row.endswith("—"))
        if not before and after and (posts := page.people.posts(first.name_end, inner[1])):
            known.add(posts)
            return SpeakerLine(known, tuple(mandate(page.people, line.start, line.end)), False)
    if (spaced := re.match(rf"^(?P<name>[{HAN}]{{2,4}}|[{HAN}] {{1,3}}[{HAN}]|[{HAN}·]{{4,14}})(?:[ \n]{{1,8}}|, ?|: ?|\| ?)(?P<posts>[{HAN}].+)$", text[inner[0] : inner[1]])):
        name = (inner[0] + spaced.start("name"), inner[0] + spaced.end("name"))
        posts = page.people.posts(inner[0] + spaced.start("posts"), inner[1])
        if posts and (page.lexicon.surnames.at(text, *name) or "·" in spaced["name"] or "\n" in row) and posts[-1].span.end >= inner[1] - 1:
            known = page.people.register(*name, posts, start=name[0], end=inner[1])
            return SpeakerLine(known, (), False)
    if (spaced := re.match(rf"^(?P<posts>.+[{HAN}]) {{1,4}}(?P<name>[{HAN}]{{2,4}}|[{HAN}] {{1,3}}[{HAN}]|[{HAN}·]{{4,14}})$", text[inner[0] : inner[1]])):
        name = (inner[0] + spaced.start("name"), inner[0] + spaced.end("name"))
        posts = page.people.posts(inner[0], inner[0] + spaced.end("posts"))
        if posts and (page.lexicon.surnames.at(text, *name) or "·" in spaced["name"]):
            known = page.people.register(*name, posts, start=inner[0], end=inner[1])
            return SpeakerLine(known, (), False)
    if (m2 := re.match(rf"^(?P<name>[{HAN}·]{{2,12}}?)(?P<title>委员|常委|代表)?代表.{{2,60}}发言$", text[inner[0] : inner[1]])):
        name = (inner[0] + m2.start("name"), inner[0] + m2.end("name"))
        if page.lexicon.surnames.at(text, *name) or "·" in m2["name"]:
            posts = member(organizer, page.prepared.document.text[inner[0] + m2.start("title") : inner[0] + m2.end("title")], Span(name[0], inner[0] + m2.end("title"))) if m2["title"] else None
            known = page.people.register(*name, posts, start=name[0], end=inner[1])
            behalf = tuple(mandate(page.people, name[1], line.end))
            return SpeakerLine(known, behalf, False)
    return None


def _captions(content: list[Line], speakers: list[SpeakerLine | None]) -> set[int]:
    """The first group of at least two speaker lines with nothing but each other between them."""
    group: list[int] = []
    for i, speaker in enumerate(speakers):
        if speaker and not speaker.bracket_first:
            group.append(i)
        elif content[i].kind is LineKind.LABEL:
            continue
        elif len(group) >= 2:
            return set(group)
        else:
            group = []
    return set(group) if len(group) >= 2 else set()


def _near_title(content: list[Line], i: int) -> bool:
    """Whether a short line that could be a speech's title stands beside line ``i``."""
    beside = [content[j] for j in (i - 1, i + 1) if 0 <= j < len(content)]
    return any(line.kind is LineKind.SHORT and not line.mark for line in beside) or any(
        line.kind is LineKind.PARAGRAPH for line in beside
    )


def _excerpts(
    page: Page, content: list[Line], speakers: list[SpeakerLine | None], group: set[int], bylines: list[int], organizer: Body | None
) -> list[Voice]:
    captions = [speakers[i] for i in sorted(group)]
    below = _captions_below(content, speakers, group)
    first = max(group) + 1 if group else 0
    titles = _speech_titles(page, content, speakers, group, bylines, first)
    voices: list[Voice] = []
    intro_end = min([*titles, *(i for i in bylines if i >= first), len(content)])
    label = next((i for i in range(first, len(content)) if content[i].kind is LineKind.LABEL and "发言" in page.of(content[i]) and "编者" not in page.of(content[i])), None)
    keynote = _keynote(page, content[: len(content)])
    current: Voice | None = None
    if label is not None and keynote and label < intro_end:
        intro_end = label
    for i in range(intro_end, len(content)):
        line = content[i]
        if i == label and keynote:
            current = Voice(keynote[1], keynote[0], basis=Basis.NOTE, structured=True, rule="keynote")
            voices.append(current)
        elif line.kind is LineKind.LABEL:
            continue
        elif speakers[i] and i not in group:
            speaker = speakers[i]
            assert speaker is not None
            if current and current.person is None and (below or not current.passages) and current.title:
                current.person, current.basis, current.evidence = speaker.known, Basis.BYLINE, (line.start, line.end)
                current.behalf(list(speaker.behalf))
            elif not speaker.bare or i - 1 in titles or i + 1 in titles:
                current = Voice((line.start, line.end), speaker.known, list(speaker.behalf), basis=Basis.BYLINE, structured=True, rule="byline")
                voices.append(current)
        elif i in titles:
            if current and current.rule == "byline" and not current.title and not current.passages:
                current.title = (line.start, line.end)
            else:
                current = Voice((line.start, line.end), title=(line.start, line.end), basis=Basis.UNKNOWN, structured=True, rule="title")
                voices.append(current)
        elif current:
            current.passages.append(Passage(line.start, line.end, How.DIRECT))
    _attribute(page, voices, [c for c in captions if c], content, organizer)
    return voices


def _captions_below(content: list[Line], speakers: list[SpeakerLine | None], group: set[int]) -> bool:
    """Whether each speaker line closes a speech: paragraphs before it, a title or nothing behind."""
    lines = [i for i, s in enumerate(speakers) if s and i not in group]
    closing = [i for i in lines if i and content[i - 1].kind is LineKind.PARAGRAPH and (i + 1 == len(content) or content[i + 1].kind is not LineKind.PARAGRAPH)]
    return len(closing) >= 2 and len(closing) == len(lines) and lines[-1] == len(content) - 1


def _speech_titles(
    page: Page, content: list[Line], speakers: list[SpeakerLine | None], group: set[int], bylines: list[int], first: int
) -> set[int]:
    """Which short lines are titles of speeches. Beside a byline, a line is one; under captions
    alone, the last as many as there are captions (what stands before is the keynote's)."""
    short = [
        i for i in range(first, len(content))
        if content[i].kind in (LineKind.SHORT, LineKind.PARAGRAPH) and not content[i].mark and not speakers[i] and i + 1 < len(content)
        and (content[i].kind is LineKind.SHORT or (content[i].end - content[i].start <= 40 and page.text[content[i].end - 1] in "?!”"))
        and (content[i + 1].kind is not LineKind.SHORT or speakers[i + 1] is not None or not content[i + 1].mark)
    ]
    if group:
        intro = [i for i in short if i < first]
        usable = [i for i in short if i not in intro]
        named = len(group)
        keynote = any(line.kind is LineKind.LABEL and "主" in page.of(line) for line in content)
        if keynote and len(usable) > named:
            return set(usable[-named:])
        return set(usable)
    beside = {j for i in bylines for j in (i - 1, i + 1) if j in short}
    if _captions_below(content, speakers, group):
        return {i for i in short if i + 1 < len(content) and content[i + 1].kind is LineKind.PARAGRAPH}
    before = {i - 1 for i in bylines if i - 1 in short}
    after = {i + 1 for i in bylines if i + 1 in short}
    return before if len(before) >= len(after) else after if after else beside


def _keynote(page: Page, content: list[Line]) -> tuple[Known, Range] | None:
    """省政协副主席某某作主题发言: who gave the speech that has no caption."""
    for line in content:
        m = _KEYNOTE.search(page.text, line.start, line.end)
        if m:
            before = [n for n in page.people.named if line.start <= n.name_start and n.name_end <= m.start()]
            if before:
                return page.people.known[before[-1].name], (before[-1].start, m.end())
    return None


def _attribute(page: Page, voices: list[Voice], captions: list[SpeakerLine], content: list[Line], organizer: Body | None) -> None:
    """Give the speeches without a byline to the captions' speakers: by order where there are as
    many, else by the body that only one of them belongs to."""
    open_ = [v for v in voices if v.person is None and v.basis is Basis.UNKNOWN]
    left = [c for c in captions if all(v.person is not c.known for v in voices)]
    unordered = any(_UNORDERED.search(page.of(line)) for line in content)
    if open_ and len(open_) == len(left) and not unordered:
        for voice, caption in zip(open_, left, strict=True):
            voice.person, voice.basis = caption.known, Basis.CAPTION_ORDER
            voice.behalf(list(caption.behalf))
    else:
        for voice in open_:
            fits = [c for c in left if _belongs(page, voice, c, organizer)]
            if len(fits) == 1:
                voice.person, voice.basis = fits[0].known, Basis.BODY_NAMED
                voice.behalf(list(fits[0].behalf))
    by_known = {id(c.known): c for c in captions}
    for voice in voices:
        if voice.person and (caption := by_known.get(id(voice.person))):
            voice.behalf(list(caption.behalf))
    spoken = {id(v.person) for v in voices}
    for caption in captions:
        if id(caption.known) not in spoken:
            where = next(n for n in page.people.named if page.people.known[n.name] is caption.known)
            voices.append(Voice((where.start, where.end), caption.known, list(caption.behalf), basis=Basis.EXPLICIT, rule="caption"))


def _belongs(page: Page, voice: Voice, caption: SpeakerLine, organizer: Body | None) -> bool:
    """Whether the speech names a body of the caption's speaker, other than the common one."""
    own = {p.body.name for p in caption.known.posts if p.body and p.body != organizer} | {b.name for b in caption.behalf}
    return any(
        m.body.name in own for p in voice.passages for m in page.bodies.mentions if p.start <= m.span.start and m.span.end <= p.end
    )


# -- running text ------------------------------------------------------------------------------


def _running(page: Page, content: list[Line], organizer: Body | None) -> list[Voice]:
    running = Running(page.people, page.cuts)
    announced: Voice | None = None  # who introduced the list that goes on in the lines below
    mover: Voice | None = None  # of the motion whose words follow
    entitled: Voice | None = None  # whose speech, opened by 某某委员:title, goes on below
    interviewee: Known | None = None
    labelled: Voice | None = None
    for line in content:
        if line.kind is LineKind.LABEL:
            continue
        if m := _LISTED.search(page.text, line.start, line.end):
            running.voices += _listed(page, m, organizer)
            continue
        for known in _spoke(page, line):
            if all(v.person is not known for v in running.voices):
                running.voices.append(Voice((line.start, line.end), known, rule="list"))
        for start, end in spoke_in_turn(page.people, line.start, line.end):
            known = page.people.known.get(page.text[start:end]) or page.people.register(start, end, None)
            if all(v.person is not known for v in running.voices) and not known.press:
                running.voices.append(Voice((start, end), known, rule="list"))
        if (answer := _ANSWER.match(page.of(line))) and answer["label"] in "答问":
            interviewee = interviewee or _interviewee(page, line.start)
            if answer["label"] == "答" and interviewee:
                labelled = labelled if labelled and labelled.person is interviewee else _own_voice(running, interviewee, (line.start, line.end))
                labelled.passages.append(Passage(line.start + answer.end(), line.end, How.DIRECT))
            continue
        if m := _MOTION.match(page.of(line)):
            start, end = line.start + m.start("who"), line.start + m.end("who")
            known = page.people.known.get(m["who"]) or page.people.register(start, end, None)
            mover = Voice((start, line.end), known, title=(line.start + m.start("t"), line.start + m.end("t")) if m["t"] else None, structured=True, rule="letter")
            running.voices.append(mover)
            continue
        if mover:
            mover.passages.append(Passage(line.start, line.end, How.DIRECT))
            continue
        if announced and line.mark:
            announced.structured, announced.rule = True, "list"
            announced.passages.append(Passage(line.start, line.end, How.DIRECT))
            continue
        announced = None
        if own := _labelled(page, line):
            known, bodies, where, begin = own
            voice = _own_voice(running, known, where, bodies)
            entitled = None
            if title := re.match(r"[《“](?P<t>[^《》]{3,60})[》”][;。,]?$", page.text[begin : line.end]):
                voice.title = (begin + title.start("t"), begin + title.end("t"))
            elif page.text[line.end - 1] not in "。!?;”" and line.end - begin <= 44 and not voice.title and not voice.passages:
                voice.title, voice.structured, entitled = (begin, line.end), True, voice
            else:
                voice.passages.append(Passage(begin, line.end, How.DIRECT))
            continue
        if entitled:
            entitled.passages.append(Passage(line.start, line.end, How.DIRECT))
            continue
        if line.kind is LineKind.PARAGRAPH or line.end - line.start > 30 or "《" in page.of(line):
            running.paragraph(line.start, line.end)
            if page.text[line.end - 1] == ":":
                announced = _announcer(page, line, running)
    return running.voices


def _announcer(page: Page, line: Line, running: Running) -> Voice | None:
    """Who says 我们建议如下: or 本会促请政府: before a list."""
    tail = (max(line.start, line.end - 40), line.end)
    cues = page.lexicon.cues
    if not re.search(rf"(?:{cues['urge'].pattern}|建议|意见|诉求|要求)[^。;]*:$", page.text[tail[0] : tail[1]]):
        return None
    spoken = running.last_voice(line.start)
    if spoken:
        return spoken
    voice = next((v for v in running.voices if v.rule == "list"), None)
    if voice is None:
        issuer = page.fields.issuer
        signed = None if issuer else _signer(page, page.content())
        voice = Voice((line.start, line.end), signed[0] if signed else None, issuers=[issuer] if issuer else [], basis=Basis.ISSUER if issuer else Basis.BYLINE if signed else Basis.UNKNOWN, rule="list")
        running.voices.append(voice)
    return voice


_IN_TURN = re.compile(r"(?:先后|分别|依次|相继|踊跃|纷纷)(?:作|做|进行)?了?(?:大会|重点|交流|专题)?(?:发言|建言)")


def _spoke(page: Page, line: Line) -> list[Known]:
    """Everybody with a post in a sentence that ends in 先后发言."""
    found: list[Known] = []
    for start, end in page.cuts.sentences(line.start, line.end):
        m = _IN_TURN.search(page.text, start, end)
        if m:
            chairs = page.text.find("主持", start, m.start())
            found += [page.people.known[n.name] for n in page.people.named if max(start, chairs) <= n.name_start < m.start() and not page.people.known[n.name].press]
    return found


def _own_voice(running: Running, known: Known | None, where: Range, bodies: list[Body] | None = None) -> Voice:
    for voice in running.voices:
        if known is not None and voice.person is known:
            return voice
    voice = Voice(where, known, issuers=bodies or [], rule="label")
    if known:
        running._by_person[known.name] = voice
    running.voices.append(voice)
    return voice


def _interviewee(page: Page, before: int) -> Known | None:
    named = [n for n in page.people.named if n.name_end <= before and page.people.known[n.name].posts]
    return page.people.known[named[-1].name] if named else None


def _labelled(page: Page, line: Line) -> tuple[Known | None, list[Body], Range, int] | None:
    """某党某某:… or 某某:… at the head of a line."""
    m = _LABELLED.match(page.of(line))
    if not m or line.mark:
        return None
    start, end = line.start, line.start + m.end("who")
    named = [n for n in page.people.named if start <= n.start and n.name_end <= end]
    if named and named[-1].end >= end - 1 and not page.people.known[named[-1].name].press:
        return page.people.known[named[-1].name], [], (named[-1].start, named[-1].end), line.start + m.end()
    whole = next((b for b in page.bodies.mentions if b.span.start == start and b.span.end == end), None)
    if whole:
        return None, [whole.body], (start, end), line.start + m.end()
    if _reactions(page) and not page.lexicon.verbs["action"].at(page.text, start, end):
        surname_at = next((end - n for n in (4, 3) if end - start - n >= 2 and (s := page.lexicon.surnames.at(page.text, end - n, end)) and n - s == 2 and (n == 3 or s == 2)), None)
        if surname_at:
            page.bodies.body(start, surname_at)
            return page.people.register(surname_at, end, None, start=start), [], (start, end), line.start + m.end()
        if 2 <= end - start <= 8 and "、" not in m["who"]:
            return None, [page.bodies.body(start, end)], (start, end), line.start + m.end()
    prefix = max((b.span.end for b in page.bodies.mentions if b.span.start == start and b.span.end < end), default=None)
    if prefix is not None and page.lexicon.surnames.at(page.text, prefix, end) and 2 <= end - prefix <= 4:
        return page.people.register(prefix, end, None, start=start), [], (start, end), line.start + m.end()
    return None


def _reactions(page: Page) -> bool:
    """Whether the text lists what parties and groups say, a line each (某党某某:…)."""
    labelled = [line for line in page.content() if line.kind is LineKind.PARAGRAPH and _LABELLED.match(page.of(line))]
    return len(labelled) >= 3


def _listed(page: Page, m: re.Match[str], organizer: Body | None) -> list[Voice]:
    """发言人分别是甲某、乙某,发言内容分别是…、…: names and titles in the same order."""
    names, at = [], m.start("names")
    for part in m["names"].split("、"):
        names.append((at, at + len(part)))
        at += len(part) + 1
    titles, at = [], m.start("titles")
    for part in m["titles"].split("、"):
        titles.append((at, at + len(part)))
        at += len(part) + 1
    found = []
    posts_of = re.search(r"委员|常委", page.text[max(0, m.start() - 120) : m.start()])
    for i, (start, end) in enumerate(names):
        posts: list[Post] = member(organizer, posts_of[0] if posts_of else "", Span(start, end))
        known = page.people.register(start, end, posts)
        found.append(Voice((start, end), known, basis=Basis.LIST_ORDER, title=titles[i] if len(titles) == len(names) else None, rule="list order"))
    return found
