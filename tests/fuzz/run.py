"""Feeds a target of ``tests/targets.py`` with what atheris makes of its seeds, steered by what the code does with it.

usage: python tests/fuzz/run.py TARGET [SECONDS] [FOLDER]

Needs the extra ``fuzz`` (Linux, CPython). What was found on the way is kept in FOLDER/TARGET (default: the temporary
folder); an input that breaks a promise, or takes more than 25 seconds or 2 GB, is written beside it and ends the run.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path


def main() -> None:
    import atheris

    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    with atheris.instrument_imports(include=["jianyan"]):
        import targets

        import jianyan.reading.html  # noqa: F401  # what functions import would not be looked into
    name, seconds = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "600"
    found = Path(sys.argv[3] if len(sys.argv) > 3 else tempfile.gettempdir(), name)
    found.mkdir(parents=True, exist_ok=True)
    limits = [f"-max_total_time={seconds}", "-timeout=25", "-rss_limit_mb=2048", "-max_len=1500"]
    places = [f"-artifact_prefix={found.parent}/{name}-", str(found), str(targets.SEEDS / name)]
    atheris.Setup([sys.argv[0], "-print_final_stats=1", *limits, *places], targets.TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
