"""Making the pages of a build again, from what it holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from jianyan import store as stores
from jianyan.corpus import folder, manifest
from jianyan.corpus.build import View
from jianyan.errors import OutputError


def redraw(output: Path, view: View, lang: str) -> None:
    """Let ``view`` write the pages of the build in ``output`` anew, in place of those that are there.

    Raises :class:`~jianyan.errors.OutputError` with nothing changed, where there is no build or it cannot be written.
    """
    stores.open_read_only(output / "store")  # says what is wrong where there is none
    with folder.opened(output) as work:
        known = manifest.load(output)
        if known is None:
            raise OutputError(
                str(output),
                en="this folder has no manifest.json; build again",
                zh="这个文件夹里没有 manifest.json；请重新构建",
            )
        store = stores.open_read_only(output / "store")
        view(store, work / "index.html", lang)
        del store  # Windows moves no folder with open files
        manifest.write(work, replace(known, view=lang))
        folder.commit(output)
