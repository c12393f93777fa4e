"""The command line: ``jianyan build | query | queries | check | view | open | completion``.

It alone knows click and rich, turns errors into exit codes (0 fine, 1 the data does not conform,
2 bad usage or input) and chooses the language. Every command imports what it needs when it runs.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence


def main(args: Sequence[str] | None = None) -> None:
    """Run the command that ``args`` name (``sys.argv`` by default), and exit."""
    from jianyan.cli.app import make_app
    from jianyan.cli.messages import language

    gc.set_threshold(50_000)  # a command makes many small objects and ends soon: 700, the default, costs a thirtieth
    _unicode_streams()
    given = list(sys.argv[1:] if args is None else args)
    make_app(language(given)).main(args, prog_name="jianyan")


def _unicode_streams() -> None:
    """Chinese must not fail on a console or pipe that knows less: Windows gets UTF-8, as does plain ASCII; elsewhere
    what the locale cannot write becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:  # replaced by a test or an embedding program
            continue
        narrow = sys.platform == "win32" or stream.encoding.lower() in ("ascii", "us-ascii", "ansi_x3.4-1968")
        reconfigure(encoding="utf-8" if narrow else None, errors="replace")
