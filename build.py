"""``python build.py …`` is ``jianyan build …``, from a checkout and from any working directory."""

import sys
from importlib.util import find_spec
from pathlib import Path


def main() -> None:
    if find_spec("jianyan") is None:  # not installed: run what lies beside this file
        sys.path.insert(0, str(Path(__file__).resolve().parent / "graph"))
    try:
        from jianyan.cli import main as jianyan

        jianyan(["build", *sys.argv[1:]])
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "jianyan":
            raise
        where = Path(__file__).resolve().parent
        sys.exit(
            f"缺少依赖 {error.name}；请先安装：{sys.executable} -m pip install {where}\n"
            f"{error.name} is missing; install what jianyan needs: {sys.executable} -m pip install {where}"
        )


if __name__ == "__main__":
    main()
