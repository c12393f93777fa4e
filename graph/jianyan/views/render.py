"""A page as text: a template, its words in two languages, its data, and a policy that names its scripts by hash.

Characters that turn the direction of writing (:data:`TURNS`) are never written as they are, but for the text of a
document, whose places count them: there each stands in an element of its own, which ends what it does.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

HERE = Path(__file__).parent
LIBRARIES = {"echarts": "vendor/echarts.js", "vis": "vendor/vis-network.min.js", "yasgui": "vendor/yasgui.js"}
STYLES = {"yasgui": "vendor/yasgui.css"}
"""Those of a library, which come before the page's own."""
SERVED = ("search", "questions", "question", "thing", "message", "correct", "corrections")
"""The pages that only a server makes; they have one script and one style."""


TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""The controls of Unicode's bidirectional algorithm (UAX #9): a text may read otherwise than it is stored with them."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a page leads to the others: ``root`` is the way to the folder ``view``, ``index`` to the overview.

    ``single`` says that all texts stand in one page; ``part`` how many documents the pages are about, and of how many,
    where that is not all. ``home`` is the address of the server that makes the page, ending in ``/``; empty for a file.
    ``editing`` says that who reads it may correct it.
    """

    root: str
    index: str
    single: bool = False
    part: tuple[int, int] | None = None
    home: str = ""
    editing: bool = False

    def page(self, name: str) -> str:
        return self.index if name == "index" else f"{self.root}{name}.html"

    def text(self, document: str, start: int | None = None, end: int | None = None) -> str:
        place = "" if start is None else f"at={start}-{end}"
        if self.single:
            return f"{self.root}texts.html#text={document}" + (f"&{place}" if place else "")
        return f"{self.root}text/{document}.html" + (f"#{place}" if place else "")

    def node(self, identity: str) -> str:
        from urllib.parse import quote

        return f"{self.root}network.html#node={quote(identity, safe='')}"


def render(
    page: str,
    way: Way,
    lang: str,
    data: dict[str, Any],
    *,
    current: str = "",
    title: str = "",
    library: str = "",
    **context: Any,
) -> str:
    """The page ``page``. ``current`` is its place in the navigation, ``title`` a title that needs no
    translation; ``library`` one of :data:`LIBRARIES`; ``context`` is for the template alone."""
    catalogues = messages(page)
    scripts = ([_library(library)] if library else []) + [_script(page)]
    carried = {"lang": lang, "root": way.root, "single": way.single, "messages": catalogues, **data}
    if way.home:
        carried |= {"home": way.home, "editing": way.editing}
    return (
        environment()
        .get_template(f"{page}.html.j2")
        .render(
            page=page,
            current=current or page,
            own_title=title,
            way=way,
            lang=lang,
            t=catalogues[lang],
            style=(_asset(STYLES[library]) if library in STYLES else "") + _style(page),
            scripts=scripts,
            hashes=[_csp_hash(script) for script in scripts],
            data=embedded(carried),
            **context,
        )
    )


def embedded(data: Any) -> str:
    """JSON that stands safely inside ``<script>``: no ``<`` that could end or open anything."""
    return (
        seen(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
        .replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def seen(text: str) -> str:
    """``text`` with what would turn it round in letters.

    >>> seen("设立\u202e金基")
    '设立⟨U+202E⟩金基'
    """
    return TURNS.sub(lambda found: f"⟨{code(found[0])}⟩", text)


def code(char: str) -> str:
    """
    >>> code("\u202e")
    'U+202E'
    """
    return f"U+{ord(char):04X}"


def escaped(sparql: str) -> str:
    """A query that means the same (SPARQL 1.1, 19.2) and can be seen.

    >>> escaped('"设立\u202e"')
    '"设立\\\\u202e"'
    """
    return TURNS.sub(lambda found: f"\\u{ord(found[0]):04x}", sparql)


def _finalized(value: Any) -> Any:
    """What a template writes: everything that came from somewhere can be seen, but for what it said to be
    :func:`exact`."""
    from markupsafe import Markup

    return seen(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def exact(value: object) -> Markup:
    """A value that a form gives back, character by character."""
    from markupsafe import escape

    return escape(value)


@cache
def messages(page: str) -> dict[str, dict[str, str]]:
    """The words of a page in each language: those of all pages, and its own."""
    found: dict[str, dict[str, str]] = {}
    for name in ("common", *_parts(page)):
        path = HERE / "messages" / f"{name}.json"
        for lang, words in json.loads(path.read_text(encoding="utf-8")).items():
            found.setdefault(lang, {}).update(words)
    return found


def _parts(page: str) -> tuple[str, ...]:
    """The pages whose words and styles a page has: the list of texts may hold the texts themselves."""
    if page in SERVED:
        return ("served",)
    return ("reader", "texts") if page == "texts" else (page,)


@cache
def environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(HERE / "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, finalize=_finalized)
    made.filters |= {"exact": exact, "escaped": escaped}
    made.globals["code"] = code
    return made


@cache
def _style(page: str) -> str:
    return "".join(_asset(f"styles/{name}.css") for name in ("base", *_parts(page)))


@cache
def _script(page: str) -> str:
    return _asset(f"built/{'served' if page in SERVED else page}.js")


@cache
def _library(name: str) -> str:
    """A library without the line that names its source map: it is not there, and would be asked for."""
    text = _asset(LIBRARIES[name])
    return text[: text.rindex("//# sourceMappingURL")] if "//# sourceMappingURL" in text else text


def _asset(path: str) -> str:
    return (HERE / path).read_text(encoding="utf-8")


@cache
def _csp_hash(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
