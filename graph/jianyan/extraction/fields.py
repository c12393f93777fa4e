"""A document's own fields: title, day of issue, publisher, authors; and the meeting it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from jianyan.extraction.bodies import BodyIndex
from jianyan.extraction.layout import DATE, Line, LineKind
from jianyan.extraction.prepared import Prepared
from jianyan.extraction.sentences import Range
from jianyan.lexicon import Lexicon
from jianyan.model import Body, Span

HAN = r"\u3400-\u9fff"
_FRONT_MATTER = re.compile(r"\A\s*---\n(?P<rows>.*?)\n---\n", re.DOTALL)
_ROW = re.compile(r"^(?P<key>\w+): ?[\"“]?(?P<value>[^\n]*?)[\"”]?$", re.MULTILINE)
_ADDRESS_DATE = re.compile(r"https?://\S*?/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?:/|\D)")
_SIGNED = re.compile(r" ?(?:谨启|敬上|谨上|启|谨呈|敬启|上|敬呈|印发)$")
_NUMBERED = re.compile(r"\[?[〔\[(]?(?:19|20)\d\d[〕\])] ?\d+ ?号|第 ?\d+ ?号$")
_NEWS_OF = re.compile(rf"(?P<name>[{HAN}]{{2,10}}?)(?:讯(?=[ (\[:]|记者)|消息[ )(\[:]|记者 ?(?=[{HAN}]))")
_MEETING = re.compile(
    rf"(?:(?:第?[一二三四五六七八九十\d]{{1,3}}届)?(?:常务委员会|常委会|委员会|全国委员会)*(?:第?[一二三四五六七八九十\d]{{1,3}}届)?(?:第?[一二三四五六七八九十\d]{{1,3}}次)?(?:“[^”\n]{{2,40}}”)?[{HAN}]{{0,12}}?(?:会议|座谈会|协商会|全会|大会|议政会|对话会))"
)
_BARE_MEETING = re.compile(rf"“[^”\n]{{2,40}}”[{HAN}]{{0,10}}?(?:会议|座谈会|协商会|议政会)")
_ORDER = ("date", "source", "author")
_CN = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0}


@dataclass(frozen=True)
class Fields:
    title: str | None
    title_range: Range | None
    title_lines: frozenset[int]  # where the lines of the title begin
    issued: date | None
    publisher: Range | None
    issuer: Body | None  # the body that issued the document, where a line or the title says so
    authors: tuple[str, ...]
    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class MeetingFound:
    name: str
    organizer: Body | None
    span: Span


def read(prepared: Prepared, lexicon: Lexicon, lines: list[Line], bodies: BodyIndex) -> Fields:
    text, original = prepared.text, prepared.document.text
    meta = prepared.document.metadata
    front = _front_matter(text, original)
    content = [line for line in lines if line.kind is not LineKind.FURNITURE]
    title, title_range, title_lines, subtitle = _title(prepared, lexicon, content, bodies)
    if cause := re.search(rf"^[ \[]*(?:{_spaced(lexicon.cues['proposalTitle'].words)})\]?\s*:\s*(?P<title>\S.{{3,}})$", text, re.MULTILINE):
        start, end = cause.span("title")
        title, title_range = original[start:end].strip(), (start, end)
    title = front.get("title") or meta.title or title
    issued = meta.issued or _front_date(front) or _issued(text, original, lines, lexicon)
    publisher = _publisher(prepared, lexicon, lines, bodies)
    issuer = _issuer(text, title_range, bodies, lines)
    return Fields(title, title_range, title_lines, issued, publisher, issuer, meta.authors or _authors(prepared, lexicon), subtitle)


def _spaced(words: frozenset[str]) -> str:
    """An alternation of labels that may be padded with blanks (案  由)."""
    return "|".join(r"\s*".join(map(re.escape, word)) for word in sorted(words, key=lambda w: (-len(w), w)))


def _front_matter(text: str, original: str) -> dict[str, str]:
    m = _FRONT_MATTER.match(text)
    if not m:
        return {}
    return {r["key"]: original[m.start("rows") + r.start("value") : m.start("rows") + r.end("value")] for r in _ROW.finditer(m["rows"])}


def _front_date(front: dict[str, str]) -> date | None:
    m = DATE.search(front.get("date", ""))
    return to_date(m) if m else None


def to_date(m: re.Match[str]) -> date | None:
    """The day that DATE matched; None if there is no such day."""
    try:
        if m["y"]:
            return date(int(m["y"]), int(m["m"]), int(m["d"]))
        year = int("".join(str(_CN[c]) for c in m["cy"]))
        return date(year, _chinese(m["cm"]), _chinese(m["cd"]))
    except (ValueError, KeyError):
        return None


def _chinese(number: str) -> int:
    tens, ten, ones = number.partition("十")
    if not ten:
        return _CN[number]
    return (_CN[tens] if tens else 1) * 10 + (_CN[ones] if ones else 0)


def _title(
    prepared: Prepared, lexicon: Lexicon, content: list[Line], bodies: BodyIndex
) -> tuple[str | None, Range | None, frozenset[int], str]:
    text, original = prepared.text, prepared.document.text
    for i, line in enumerate(content[:8]):
        whole = text[line.start : line.end]
        if line.kind in (LineKind.DATA, LineKind.LABEL) or _NUMBERED.search(whole) or re.match(r"^(?:案\s*[由号]|编\s*号|类\s*别|提案\S{0,4}|文\s*号|发\S{0,3}) ?:", whole):
            continue
        heading = original[line.start : line.start + 1] == "#" or original[:line.start].rstrip(" ").endswith("#")
        if line.kind is LineKind.PARAGRAPH and not heading and ("。" in whole or len(whole) > 80 or whole[-1] in ",;:"):
            return None, None, frozenset(), ""
        if _is_masthead(prepared, lexicon, content, i, bodies):
            continue
        if len(whole) < 5 or re.match(r"^(?:\d{1,2}月|[上下]午|繼續|继续开会)", whole) or "记者" in whole[:8]:
            return None, None, frozenset(), ""
        used = [line]
        for follower in content[i + 1 : i + 4]:
            row = text[follower.start : follower.end]
            dashed = row.startswith(("——", "—", "--"))
            if follower.kind is not LineKind.SHORT and not dashed or re.search(r"记者|通讯员|^文|^图|作者|^[\u3400-\u9fff ]{2,8}:", row) or _NUMBERED.search(row):
                break
            if not dashed and re.search(r"(?:提案|建议|答复|通知|意见|方案)$", text[used[-1].start : used[-1].end]):
                break
            if dashed and re.search(r"\d{1,2}日|在.{2,40}会议上?$", row):
                break
            if not dashed and (follower.blank_before or "(" in row or row.endswith("—") or len(row) < 6 or follower.mark or _names_speaker(row)):
                break
            used.append(follower)
        title = " ".join(original[l.start : l.end].strip().lstrip("# ") for l in used)
        return title, (used[0].start, used[0].end), frozenset(l.start for l in used), text[used[-1].start : used[-1].end] if len(used) > 1 else ""
    return None, None, frozenset(), ""


def _names_speaker(row: str) -> bool:
    return bool(re.search(r"委员|常委|代表.{2,20}(?:作|发言)", row)) and len(row) < 60 and ("代表" in row or "作" in row)


def _is_masthead(prepared: Prepared, lexicon: Lexicon, content: list[Line], i: int, bodies: BodyIndex) -> bool:
    """Whether a line is only the name of a paper, a site or an office above the title."""
    line = content[i]
    name = prepared.text[line.start : line.end].strip("■□· ")
    whole = any(m.span.start <= line.start + 1 and m.span.end >= line.end - 1 for m in bodies.mentions)
    following = content[i + 1] if i + 1 < len(content) else None
    if whole and len(name) <= 24:
        return True
    kind = bodies.kind_of(name)
    return len(name) <= 8 and following is not None and (following.kind is LineKind.DATA or kind == "media") and not lexicon.verbs["action"].at(name, 0)


def _issued(text: str, original: str, lines: list[Line], lexicon: Lexicon) -> date | None:
    """The day of publication: a labelled date, the masthead's, a signature's, the address's."""
    label = re.compile(rf"(?:{lexicon.furniture['date'].pattern}) ?[:：] ?")
    head = [line for line in lines[:14]]
    for line in (*head, *lines[14:]):
        row = text[line.start : line.end]
        if len(row) > 160:
            continue
        for m in label.finditer(row):
            if (d := DATE.match(row, m.end())) and (day := to_date(d)):
                return day
    for line in head:
        if line.kind in (LineKind.DATA, LineKind.FURNITURE) and (d := DATE.search(text, line.start, line.end)) and (day := to_date(d)):
            if not re.search(r"今天是|现在时间|今日", text[line.start : line.end]):
                return day
    for line in reversed(lines[-12:]):
        row = re.sub(r"星期[一二三四五六日天]|^完 ?/|香港时间.*$|[()\[\] 。]", "", text[line.start : line.end])
        d = DATE.search(row)
        if d and len(row) - (d.end() - d.start()) <= 2 and (day := to_date(d)):
            return day
    if m := _ADDRESS_DATE.search(original):
        try:
            return date(int(m[1]), int(m[2]), int(m[3]))
        except ValueError:
            return None
    return None


def _publisher(prepared: Prepared, lexicon: Lexicon, lines: list[Line], bodies: BodyIndex) -> Range | None:
    text = prepared.text
    label = re.compile(rf"(?:{lexicon.furniture['source'].pattern}) ?: ?(?P<name>[^\s\[\]()|,。:]{{2,24}})")
    for line in lines:
        if line.end - line.start > 160:
            continue
        if m := label.search(text, line.start, line.end):
            name = re.sub(r"(?:作者|编辑|责任|记者|时间|点击|阅读|字号).*$", "", m["name"])
            if name and name not in ("本站", "本网", "本报", "原创", "网络"):
                return m.start("name"), m.start("name") + len(name)
    for i, line in enumerate(lines[:4]):
        row = text[line.start : line.end]
        dated = line.kind is LineKind.DATA or (i + 1 < len(lines) and lines[i + 1].kind is LineKind.DATA and len(row) <= 10 and line.kind is LineKind.SHORT and i == 0)
        if line.kind is LineKind.FURNITURE and (m := re.match(rf"([{HAN}]{{2,10}}) ?>>? ?\S", row)) and m[1] not in ("首页", "您的位置", "当前位置"):
            return line.start, line.start + len(m[1])
        if dated and (m := re.match(rf"(?:□|■|·)? ?([{HAN}]{{2,10}})(?=[\s|(\[]|$|20\d\d|[一二]〇)", row)):
            name = m[1]
            if not re.match(r"今天|星期|索引|公开|第|本报|本站|记者", name) and not name.endswith(("记者", "会议", "讯员")):
                return line.start + m.start(1), line.start + m.end(1)
        if line.kind is LineKind.DATA and (m := re.search(rf"日 +([{HAN}]{{2,10}}) +本报", row)):
            return line.start + m.start(1), line.start + m.end(1)
    for line in lines[:8]:
        row = text[line.start : line.end]
        if m := _NEWS_OF.search(row[:60]):
            start = m.start("name")
            name = m["name"]
            if row[m.end("name") :].startswith("讯记者"):
                name += "讯"
            for skip in ("本报", "全媒体", "本网"):
                if name.startswith(skip):
                    name = ""
            if name and not any(c in name for c in "的在和月日年"):
                return line.start + start, line.start + start + len(name)
    return None


def _issuer(text: str, title: Range | None, bodies: BodyIndex, lines: list[Line]) -> Body | None:
    """The body a document's title begins with, or that signs it."""
    if title:
        heads = [m for m in bodies.mentions if m.span.start == title[0] and m.span.end <= title[1]]
        if heads:
            return max(heads, key=lambda m: m.span.end).body
    for line in reversed(lines[-14:]):
        signed = _SIGNED.sub("", text[line.start : line.end])
        end = line.start + len(signed)
        for mention in bodies.mentions:
            if mention.span.start == line.start and mention.span.end == end:
                return mention.body
        if len(signed) < line.end - line.start and 3 <= len(signed) <= 24 and not re.search(r"[,。:;]", signed):
            return bodies.body(line.start, end)
    return None


def _authors(prepared: Prepared, lexicon: Lexicon) -> tuple[str, ...]:
    text = prepared.text
    found: list[str] = []
    for m in re.finditer(rf"(?:记者|通讯员|作者) ?[:：/]? ?(?P<names>[{HAN}·]{{2,10}}(?:[ 、]{{1,2}}[{HAN}·]{{2,4}})*)", text):
        for name in re.split(r"[ 、]+", m["names"]):
            clean = name.strip()
            if lexicon.surnames.at(clean, 0) and 2 <= len(clean) <= 4 or "·" in clean:
                if clean not in found:
                    found.append(clean)
    return tuple(found)


def meeting(prepared: Prepared, bodies: BodyIndex, title: Range | None) -> MeetingFound | None:
    """The first meeting that the text names with the body that holds it."""
    text = prepared.text
    for mention in sorted(bodies.mentions, key=lambda m: m.span.start):
        if mention.body.kind not in ("cppcc", "peoplesCongress", "committee"):
            continue
        m = _MEETING.match(text, mention.span.end)
        if m and (any(c in m[0] for c in "届次“") or len(m[0]) <= 8):
            span = Span(mention.span.start, m.end())
            return MeetingFound(span.of(prepared.document.text), mention.body, span)
    if m := _BARE_MEETING.search(text):
        held = [x for x in bodies.mentions if x.span.end <= m.start() and m.start() - x.span.end <= 24]
        span = Span(*m.span())
        return MeetingFound(span.of(prepared.document.text), held[-1].body if held else None, span)
    return None
