"""The endpoint on a small store, for all tests that only ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from endpoint import W3C, made, serving

from jianyan.web import Limits, Settings


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("data") / "store", *(W3C.format(number) for number in range(4)))


@pytest.fixture(scope="session")
def address(store: Path) -> Iterator[str]:
    """A server with small limits of what an answer may be."""
    settings = Settings(store, limits=Limits(rows=2000, bytes=2**20), origins=("https://friend.example",))
    with serving(lambda: store, settings) as address:
        yield address


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=60) as client:
        yield client
