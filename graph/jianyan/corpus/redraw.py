"""Making the pages of a build again, from what it holds."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from jianyan import store as stores
from jianyan.corpus import folder, manifest
from jianyan.corpus.build import View
from jianyan.corpus.folder import STORE
from jianyan.corpus.index.tables import NAME as INDEX
from jianyan.errors import OutputError


def redraw(output: Path, view: View, lang: str) -> None:
    """Let ``view`` write the pages of the build in ``output`` anew, in place of those that are there.

    Raises :class:`~jianyan.errors.OutputError` with nothing changed, where there is no build or it cannot be written.
    """
    stores.open_read_only(folder.store_of(output))  # says what is wrong where there is none
    with folder.opened(output) as work:
        known = manifest.load(output)
        if known is None or work.old is None:
            raise OutputError(
                str(output),
                en="this folder has no manifest.json; build again",
                zh="这个文件夹里没有 manifest.json；请重新构建",
            )
        work.begin()
        stores.copied(work.old / STORE, work.new / STORE)
        shutil.copyfile(work.old / INDEX, work.new / INDEX)
        view(stores.open_read_only(work.new / STORE), work.publish / "index.html", lang)
        for place in (work.new, work.publish):
            manifest.write(place, replace(known, view=lang))
        work.commit()
