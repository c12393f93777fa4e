"""The queries that ship with the program, and how a user's words become one query."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from jianyan import resources
from jianyan.errors import QueryError
from jianyan.queries.header import QueryFile, parse

ENDING = ".rq"
TEXT = "SPARQL"
"""How errors name a query that was given as text."""


def catalogue() -> list[QueryFile]:
    """The queries that ship with the program, by the question they answer, then by name; those that answer none of
    the eight come last. Raises :class:`QueryError` when a file breaks the format of the header."""
    files = [_read(path, strict=True) for path in resources.queries_dir().glob("*" + ENDING)]
    return sorted(files, key=lambda query: (query.question or 9, query.name))


def find(query: str) -> QueryFile:
    """What the user means by ``query``: a name of the catalogue, the path of an ``.rq`` file, or SPARQL itself.

    Raises :class:`QueryError` when it is none of them, with the nearest names.
    """
    shipped = resources.queries_dir() / (query + ENDING)
    if _is_name(query) and shipped.is_file():
        return _read(shipped, strict=True)
    if not query.strip():
        raise QueryError(TEXT, en="the query is empty; name one or write SPARQL", zh="查询为空；请给出名称或 SPARQL")
    if query.endswith(ENDING) and "{" not in query:
        if not Path(query).is_file():
            raise QueryError(query, en="there is no such file; check the path", zh="没有这个文件；请检查路径")
        return _read(Path(query), strict=False)
    if "{" in query or query.split() != [query]:  # no name has braces or blanks
        return parse(query, TEXT, TEXT)
    names = sorted(path.stem for path in resources.queries_dir().glob("*" + ENDING))
    near = get_close_matches(query, names, 3, 0.5) or names
    raise QueryError(
        query,
        en=f"there is no query of this name; did you mean {', '.join(near)}?",
        zh=f"没有叫这个名字的查询；是否要用 {'、'.join(near)}？",
    )


def _is_name(query: str) -> bool:
    return query.replace("-", "").isalnum()


def _read(path: Path, *, strict: bool) -> QueryFile:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(
            str(path), en=f"cannot be read as UTF-8 ({error})", zh=f"无法按 UTF-8 读取（{error}）"
        ) from error
    return parse(text, path.stem, path.name if strict else str(path), strict=strict)
