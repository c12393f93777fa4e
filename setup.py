"""Lays ``ontology/`` and ``queries/`` inside the package of a wheel.

Everything else about the build stands in ``setup.cfg``. The two folders stay at the top of a checkout, where an
analyst reads and mends them; an editable install reads them there, a wheel carries a copy of its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

TOP = Path(__file__).resolve().parent
LAID_INSIDE = {"ontology": "jianyan/ontology", "queries": "jianyan/queries"}
LEFT_OUT = {"__pycache__", ".DS_Store"}


def data_files() -> Iterator[tuple[Path, str]]:
    """Each file of the two folders with its place in a wheel, sorted by path."""
    for folder, place in LAID_INSIDE.items():
        for path in sorted((TOP / folder).rglob("*")):
            if path.is_file() and LEFT_OUT.isdisjoint(path.parts):
                yield path, f"{place}/{path.relative_to(TOP / folder).as_posix()}"


class BuildWithData(build_py):
    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        for source, place in data_files():
            target = Path(self.build_lib, place)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        outputs: list[str] = super().get_outputs(include_bytecode)
        if self.editable_mode:
            return outputs
        return outputs + [str(Path(self.build_lib, place)) for _, place in data_files()]


setup(cmdclass={"build_py": BuildWithData})
