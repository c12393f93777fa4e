"""jianyan (建言): who proposes which measure, on behalf of which body, and where the text says so.

Nothing is imported here: every command and every use loads only the part it needs. The way of
one text is ``reading.read`` → ``extraction.extract`` → ``rdf.quads``; ``corpus.build`` walks it
for many and writes the output folder.
"""

from __future__ import annotations


def __getattr__(name: str) -> str:
    """``jianyan.__version__``, of the installed distribution where there is one."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import metadata

    try:
        return metadata.version("jianyan")
    except metadata.PackageNotFoundError:  # a checkout that is not installed
        from jianyan.resources import version

        return version()
