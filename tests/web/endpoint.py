"""A small store, and the endpoint on it, served on loopback."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pyoxigraph as ox
import uvicorn
from starlette.applications import Starlette

from jianyan.web import Settings
from jianyan.web.running import Pool
from jianyan.web.sparql import routes

DATA = Path(__file__).resolve().parents[1] / "queries" / "data.trig"
W3C = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
"""The graphs of the W3C's tests of the protocol; each says of itself that it is a document."""


def made(folder: Path, *graphs: str) -> Path:
    """A store in ``folder`` with our small dataset, and a named graph for each of ``graphs``."""
    store = ox.Store(str(folder))
    store.bulk_load(path=str(DATA), format=ox.RdfFormat.TRIG)
    kind, document = (
        ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
        "http://xmlns.com/foaf/0.1/Document",
    )
    for graph in graphs:
        store.add(ox.Quad(ox.NamedNode(graph), kind, ox.NamedNode(document), ox.NamedNode(graph)))
    store.flush()
    return folder


@contextmanager
def serving(store: Callable[[], Path], settings: Settings) -> Iterator[str]:
    """The address of a server that runs as long as the block does."""
    pool = Pool(store, settings.limits)

    @asynccontextmanager
    async def alive(_app: Starlette) -> AsyncIterator[None]:
        await pool.start()
        try:
            yield
        finally:
            await pool.stop()

    app = Starlette(routes=routes(pool, settings), lifespan=alive)
    ready = threading.Event()

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[object] | None = None) -> None:
            await super().startup(sockets)  # type: ignore[arg-type]
            ready.set()

    server = Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert ready.wait(60)
    assert server.started
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(30)
        assert not thread.is_alive()
