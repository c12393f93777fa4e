"""Running the server until somebody ends it."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable

from jianyan.errors import OutputError
from jianyan.web.settings import Settings


def serve(settings: Settings, ready: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or a signal to end. ``ready`` is given the address to open once connections are taken.

    Raises :class:`OutputError` where there is no build, or the address cannot be served at.
    """
    import uvicorn

    from jianyan.web.app import application
    from jianyan.web.edition import Editions

    Editions(settings.output).now()  # says what is wrong before anything starts
    listening = _listening(settings)
    port = listening.getsockname()[1]
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{port}{settings.home}" + (f"?token={settings.token}" if settings.token else "")

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                ready(address)

    config = uvicorn.Config(
        application(settings),
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="on",
        timeout_graceful_shutdown=3,
    )
    try:
        Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()


def _listening(settings: Settings) -> socket.socket:
    """A socket that takes connections at the address of ``settings``."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows: there SO_REUSEADDR lets two servers share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((settings.host, settings.port))
        listening.listen(1024)
    except (OSError, OverflowError) as error:
        listening.close()
        where = f"{settings.host}:{settings.port}"
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise OutputError(
                where,
                en="something else is served at this port already; choose another one with --port",
                zh="这个端口已被占用；请用 --port 另选一个",
            ) from None
        why = getattr(error, "strerror", None) or str(error)
        raise OutputError(
            where,
            en=f"cannot be served at ({why}); check --host and --port",
            zh=f"无法在这个地址提供服务（{why}）；请检查 --host 和 --port",
        ) from None
    return listening
