"""Gold annotations: what a careful reader found in a text.

One JSON object a file. Offsets are code points into the text, half-open; the text is known by the SHA-256 of its UTF-8
bytes after CRLF and CR became LF and a BOM was dropped. What may be left out is in brackets::

    {"sha256": "…",
     ["document": {["title": "…"|null], ["issued": "2024-05-21"|null], ["publisher": "…"|null]}],
     "speakers": [{"name": "…", "memberships": [["body", "post"], …], "on_behalf_of": ["body", …]}],
     ["speakers_optional": ["…", …]],
     "speeches": [{["speaker": "…"|null], ["bodies": ["…", …]|null],
                   "statements": [{"text": "…", "start": 0, "end": 9, "level": "measure", ["stance": "proposes"]}]}],
     ["statements_optional": [{"start": 0, "end": 9}]],
     ["organizations"|"sectors"|"places": {"required": ["…", …], ["optional": ["…", …]]}|null]}

A field of the document that is null must be absent from the graph; one that is left out is not asked for. A name may
give alternatives: ``省民建|民建省委会``. ``bodies`` are those on whose behalf a speech is made, or who issued what
nobody speaks; left out, they are the speaker's ``on_behalf_of``; null, they are not scored. Other keys are passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jianyan.errors import InputError

DOCUMENT_FIELDS = ("title", "issued", "publisher")
NAMED = ("organizations", "sectors", "places")
_KINDS = {str: ("a text", "文本"), int: ("a number", "数字"), list: ("a list", "列表"), dict: ("an object", "对象")}


@dataclass(frozen=True, slots=True)
class GoldSpan:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GoldStatement(GoldSpan):
    text: str
    level: str
    stance: str
    speaker: str | None  # None: nobody speaks
    bodies: tuple[str, ...] | None  # None: the gold does not say


@dataclass(frozen=True, slots=True)
class Names:
    required: tuple[str, ...]
    optional: tuple[str, ...]


@dataclass(frozen=True)
class Gold:
    """What is asked of one document; ``file`` is the name of the gold file."""

    file: str
    sha256: str
    fields: dict[str, str | None]
    speakers: tuple[str, ...]
    optional_speakers: tuple[str, ...]
    memberships: tuple[tuple[str, str, str], ...]  # person, body, post
    on_behalf_of: tuple[tuple[str, str], ...]  # person, body
    statements: tuple[GoldStatement, ...]
    optional_statements: tuple[GoldSpan, ...]
    names: dict[str, Names] = field(default_factory=dict)  # of NAMED, those that are asked for


def files(paths: Iterable[Path]) -> list[Path]:
    """The gold files that ``paths`` name: each file, and the ``*.json`` of each folder in order.

    Raises InputError for a path that is not there and for a folder without any."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(path.glob("*.json"))
            if not inside:
                raise InputError(
                    str(path), en="no gold file (*.json) in this folder", zh="这个文件夹里没有标注文件（*.json）"
                )
            found += inside
        elif path.is_file():
            found.append(path)
        else:
            raise InputError(str(path), en="no such file or folder", zh="没有这个文件或文件夹")
    return found


def read(path: Path) -> Gold:
    """The annotation in ``path``. Raises InputError, naming the key, where it is no JSON or breaks the format."""
    try:
        value = json.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(
            str(path),
            en=f"not UTF-8 at byte {error.start}; save it as UTF-8",
            zh=f"第 {error.start} 字节不是 UTF-8；请存为 UTF-8",
        ) from error
    except json.JSONDecodeError as error:
        raise InputError(
            f"{path}:{error.lineno}:{error.colno}",
            en=f"not JSON ({error.msg}); mend it there",
            zh=f"不是 JSON（{error.msg}）；请在此处改正",
        ) from error
    except RecursionError as error:
        raise InputError(str(path), en="nested too deep to be a gold file", zh="嵌套过深，不是标注文件") from error
    except OSError as error:
        raise InputError(
            str(path), en=f"cannot be read ({error.strerror})", zh=f"无法读取（{error.strerror}）"
        ) from error
    return _gold(_Node(path, "", value))


@dataclass(frozen=True, slots=True)
class _Node:
    """A value in the file and its key, such as ``speeches[2].statements[0].level``."""

    path: Path
    key: str
    value: Any

    def __getitem__(self, key: str) -> _Node:
        """The value of a key that must be there."""
        node = self.get(key)
        if node is None:
            where = f"{self.key}.{key}" if self.key else key
            raise InputError(str(self.path), en=f"the key {where} is missing; add it", zh=f"缺少键 {where}；请补上")
        return node

    def get(self, key: str) -> _Node | None:
        """The value of a key; None where it is left out."""
        inside = self.of(dict)
        return _Node(self.path, f"{self.key}.{key}" if self.key else key, inside[key]) if key in inside else None

    def of(self, kind: type) -> Any:
        if not isinstance(self.value, kind) or (kind is int and isinstance(self.value, bool)):
            en, zh = _KINDS[kind]
            where = self.key or "the file"
            raise InputError(str(self.path), en=f"{where} must be {en}", zh=f"{self.key or '整个文件'} 应为{zh}")
        return self.value

    def text(self) -> str:
        return str(self.of(str))

    def items(self) -> list[_Node]:
        return [_Node(self.path, f"{self.key}[{i}]", value) for i, value in enumerate(self.of(list))]

    def texts(self) -> tuple[str, ...]:
        return tuple(item.text() for item in self.items())

    @property
    def is_null(self) -> bool:
        return self.value is None


def _gold(node: _Node) -> Gold:
    speakers = node["speakers"].items()
    behalf = {s["name"].text(): s["on_behalf_of"].texts() for s in speakers}
    return Gold(
        file=node.path.name,
        sha256=node["sha256"].text(),
        fields=_fields(node),
        speakers=tuple(s["name"].text() for s in speakers),
        optional_speakers=_optional_texts(node, "speakers_optional"),
        memberships=tuple((s["name"].text(), *_membership(m)) for s in speakers for m in s["memberships"].items()),
        on_behalf_of=tuple((s["name"].text(), body) for s in speakers for body in s["on_behalf_of"].texts()),
        statements=tuple(st for speech in node["speeches"].items() for st in _statements(speech, behalf)),
        optional_statements=tuple(_span(item) for item in _optional(node, "statements_optional")),
        names={kind: _names(inside) for kind in NAMED if (inside := node.get(kind)) is not None and not inside.is_null},
    )


def _fields(node: _Node) -> dict[str, str | None]:
    document = node.get("document")
    if document is None or document.is_null:
        return {}
    found: dict[str, str | None] = {}
    for name in DOCUMENT_FIELDS:
        value = document.get(name)
        if value is not None:
            found[name] = None if value.is_null else value.text()
    return found


def _membership(node: _Node) -> tuple[str, str]:
    pair = node.texts()
    if len(pair) != 2:
        raise InputError(
            str(node.path),
            en=f"{node.key} must be a list of two texts: body, post",
            zh=f"{node.key} 应为两项文本的列表：机构、职务",
        )
    return pair[0], pair[1]


def _statements(speech: _Node, behalf: dict[str, tuple[str, ...]]) -> list[GoldStatement]:
    named = speech.get("speaker")
    speaker = None if named is None or named.is_null else named.text()
    given = speech.get("bodies")
    bodies = behalf.get(speaker or "") if given is None else None if given.is_null else given.texts()
    found = []
    for node in speech["statements"].items():
        stance = node.get("stance")
        span = _span(node)
        found.append(
            GoldStatement(
                span.start, span.end, node["text"].text(), node["level"].text(),
                "proposes" if stance is None else stance.text(), speaker, bodies,
            )
        )  # fmt: skip
    return found


def _span(node: _Node) -> GoldSpan:
    start, end = int(node["start"].of(int)), int(node["end"].of(int))
    if not 0 <= start < end:
        raise InputError(
            str(node.path),
            en=f"{node.key}: {start}–{end} is no range of code points",
            zh=f"{node.key}：{start}–{end} 不是有效的字符范围",
        )
    return GoldSpan(start, end)


def _names(node: _Node) -> Names:
    return Names(node["required"].texts(), _optional_texts(node, "optional"))


def _optional(node: _Node, key: str) -> list[_Node]:
    inside = node.get(key)
    return [] if inside is None or inside.is_null else inside.items()


def _optional_texts(node: _Node, key: str) -> tuple[str, ...]:
    return tuple(item.text() for item in _optional(node, key))
