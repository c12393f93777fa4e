"""Elements of WordprocessingML by their local names: its two editions differ in nothing else that is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def local(element: Any) -> str:
    """The name of an element without its namespace; "" for a comment. Names of DrawingML that WordprocessingML has
    too keep a mark, so that no text of a chart is taken for a paragraph."""
    if not isinstance(element.tag, str):
        return ""
    space, _, name = str(element.tag).rpartition("}")
    return f"a:{name}" if "drawingml" in space else name


def child(parent: Any | None, name: str) -> Any | None:
    """The first child of a name."""
    return next(path(parent, name), None)


def path(parent: Any | None, *names: str) -> Iterator[Any]:
    """What stands below ``parent`` by these steps."""
    if parent is None:
        return
    for element in parent:
        if local(element) == names[0]:
            if len(names) == 1:
                yield element
            else:
                yield from path(element, *names[1:])


def has(parent: Any | None, *names: str) -> bool:
    """Whether anything stands below ``parent`` by these steps; an element by itself is false where it is empty."""
    return next(path(parent, *names), None) is not None


def value(element: Any | None, name: str = "val") -> str | None:
    """An attribute, whatever its namespace."""
    if element is None:
        return None
    return next((str(said) for key, said in element.attrib.items() if key.rpartition("}")[2] == name), None)


def number(element: Any | None, name: str = "val") -> int | None:
    """An attribute as a number; None where it is none."""
    said = value(element, name) or ""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else None
