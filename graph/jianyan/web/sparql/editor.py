"""The page with the editor."""

from __future__ import annotations

from starlette.requests import Request


def page(home: str, lang: str) -> str:
    return f"<!DOCTYPE html><title>{lang} {home}</title>"


def language(request: Request, default: str) -> str:
    return default
