"""What the head of a page says of it: meta elements, JSON-LD, microdata.

The names of the meta elements are data, ``ontology/page-markup.csv``: those that Chinese government sites must carry,
Open Graph, Dublin Core and those of the large news sites.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from jianyan.lexicon import Lexicon
from jianyan.reading.html.dates import Dates
from jianyan.reading.html.lines import clean

_ARTICLES = ("article", "newsarticle", "blogposting", "report", "webpage", "reportagenewsarticle")
_LONGEST = 200  # code points of a field; more is no title and no name


@dataclass(frozen=True, slots=True)
class Said:
    """None or empty where the head says nothing. ``source`` is who wrote it, ``site`` who carries it."""

    title: str | None = None
    issued: date | None = None
    source: str | None = None
    site: str | None = None
    authors: tuple[str, ...] = ()
    title_element: str = ""


def said(tree: Any, lexicon: Lexicon) -> Said:
    """What the head of the page ``tree`` says; read before scripts are taken out of it."""
    metas = _metas(tree)
    record = _record(tree)
    titled = next((clean(element.text_content()) for element in tree.iter("title")), "")

    def of(kind: str) -> Iterator[str]:
        for name in lexicon.meta_names[kind]:
            yield from metas.get(name, ())

    no_site, day = lexicon.markup["noSite"], lexicon.made(Dates).day
    return Said(
        title=next(of("metaTitle"), None) or _text(record.get("headline")) or None,
        issued=next(filter(None, map(day, of("metaDate"))), None)
        or day(_text(record.get("datePublished")))
        or day(_text(record.get("dateCreated"))),
        source=next((name for name in map(_named, of("metaSource")) if name), None)
        or _text(record.get("publisher"))
        or None,
        site=next((name for name in of("metaSite") if name not in no_site), None),
        authors=_authors([*of("metaAuthor")] or _texts(record.get("author")), lexicon),
        title_element=titled,
    )


def _metas(tree: Any) -> dict[str, list[str]]:
    """The contents of the meta elements by their names in lower case; of each name all that is said."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = clean(element.get("content"))
        if content and len(content) <= _LONGEST:
            for attribute in ("name", "property", "itemprop"):
                if name := (element.get(attribute) or "").strip().lower():
                    found.setdefault(name, []).append(content)
    return found


def _record(tree: Any) -> dict[str, Any]:
    """The page's article as JSON-LD has it; empty where there is none that can be read."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(data):
            kinds = thing.get("@type")
            named = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
            if any(str(kind).lower() in _ARTICLES for kind in named) and "headline" in thing:
                return thing
    return {}


def _things(data: Any) -> Iterator[dict[str, Any]]:
    for thing in data if isinstance(data, list) else [data]:
        if isinstance(thing, dict):
            yield thing
            graph = thing.get("@graph")
            yield from (one for one in graph if isinstance(one, dict)) if isinstance(graph, list) else ()


def _text(value: Any) -> str:
    return next(iter(_texts(value)), "")


def _texts(value: Any) -> list[str]:
    """The names in a value of JSON-LD: a text, a thing with a name, or a list of these."""
    found = []
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str) and 0 < len(clean(name)) <= _LONGEST:
            found.append(clean(name))
    return found


def _named(content: str) -> str:
    """来源：某某网 → 某某网"""
    return clean(content.replace("：", ":").rpartition(":")[2]) if "://" not in content else ""


def _authors(names: list[str], lexicon: Lexicon) -> tuple[str, ...]:
    """The persons named; numbers and accounts are none."""
    found: dict[str, None] = {}
    for listed in names:
        for mark in ",，、；;|":
            listed = listed.replace(mark, "\n")
        for name in map(clean, listed.split("\n")):
            if name and not name.isdigit() and name.lower() not in lexicon.markup["noAuthor"] and "/" not in name:
                found[name] = None
    return tuple(found)
