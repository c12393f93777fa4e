"""What holds for every file of the project: how it is written, and what must not stand in it."""

from __future__ import annotations

import ast
import configparser
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement

from jianyan import resources

TOP = Path(__file__).resolve().parents[1]
SHARED = TOP.parent / "shared"

# Put together here, so that this file does not hold what it looks for.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb", "debian", "org"),
        ("proxy", "golang", "org"),
        ("crates", "io"),
    )
]
MACHINE_PATH = re.compile(r"(?<![\w.$}~-])/(?:work|root|home|tmp|Users)/\w|[A-Z]:\\Users\\\w")

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
LONGEST_QUOTE = 11  # consecutive Han characters; from 12 on it is somebody's sentence
TITLE = re.compile("《[^》]*》")  # plans, laws and programmes are cited by their names
# Official names of bodies and posts that are as long as a sentence and stand in the public texts too.
LABEL = re.compile(  # in ontology/: a label of its own that is the name of a body
    r"(?<![\w，。])[\u4e00-\u9fff]{1,40}(?:公司|集团|委员会|大学|学院|研究院|协会|联合会|促进会|局|厅|部|院|中心)(?![\w，。])"
)
OFFICIAL = ("中国人民政治协商会议第十四届全国委员会常务委员会委员", "政协第十四届全国委员会常务委员")


def built(folder: str) -> bool:
    """Whether a folder of this name holds what is made, not written: caches, environments, builds."""
    hidden = folder.startswith(".") and folder != ".ci"
    return hidden or folder in {"build", "dist", "output", "__pycache__"} or folder.endswith(".egg-info")


def files() -> list[Path]:
    """The files git knows or would add; all but what is built, where there is no git or no checkout."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=TOP,
            capture_output=True,
            check=True,
            encoding="utf-8",
        ).stdout.split("\0")
        found = [TOP / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        found = [path for path in TOP.rglob("*") if not any(map(built, path.relative_to(TOP).parts[:-1]))]
    return sorted(path for path in found if path.is_file())


@cache
def texts() -> dict[str, str]:
    """The text files with their names as from the top, LF and CRLF kept as they are."""
    found = {}
    for path in files():
        data = path.read_bytes()
        if b"\0" not in data and path.suffix not in {".png", ".pdf", ".docx"}:
            found[path.relative_to(TOP).as_posix()] = data.decode("utf-8", "surrogateescape")
    return found


def ours() -> Iterator[tuple[str, str]]:
    """The text files that were written here, not by those whose code ships with us, and not as others deliver them."""
    foreign = ("/vendor/", "tests/formats/files/", "tests/fuzz/seeds/", "tests/pages/")
    return (
        (name, text)
        for name, text in texts().items()
        if name != "LICENSE" and not any(part in name and not name.endswith(".py") for part in foreign)
    )


def test_the_files_are_found() -> None:
    assert {"setup.cfg", "Makefile", "graph/jianyan/model.py", "tests/test_layout.py"} <= texts().keys()


def test_text_files_are_utf8_with_lf() -> None:
    crooked = [
        name
        for name, text in ours()
        if "\r" in text or text.startswith("\ufeff") or any("\udc80" <= char <= "\udcff" for char in text)
    ]
    assert not crooked, "UTF-8 without a BOM, and LF, is what the project is written in"


def test_no_registry_is_named() -> None:
    named = [(name, host) for name, text in texts().items() for host in REGISTRIES if host in text]
    assert not named, "pip is called as the user has set it up"


def test_no_path_of_a_machine() -> None:
    found = [(name, match[0]) for name, text in ours() for match in MACHINE_PATH.finditer(text)]
    assert not found


@pytest.mark.parametrize("path", ["cd /wo" + "rk/main", "open('/ro" + "ot/x')", "C:" + "\\Users\\x"])
def test_a_path_of_a_machine_is_recognised(path: str) -> None:
    assert MACHINE_PATH.search(path)


def quotes(text: str) -> set[str]:
    """Every passage of Han characters that is one too long to be anything but a quote, titles left out."""
    length = LONGEST_QUOTE + 1
    runs = (match[0] for match in HAN.finditer(TITLE.sub("。", text)))
    return {run[i : i + length] for run in runs for i in range(len(run) - length + 1)}


def test_a_sentence_is_recognised_and_a_title_is_not() -> None:
    assert quotes("在江边,甲乙丙丁戊己庚辛壬癸子丑。") == {"甲乙丙丁戊己庚辛壬癸子丑"}
    assert not quotes("落实《甲乙丙丁戊己庚辛壬癸子丑寅卯》")
    assert not quotes("甲乙丙丁戊己庚辛壬癸子")


def test_no_sentence_of_a_public_text() -> None:
    """The texts under ``../shared`` are other people's: names and titles may stand here, sentences may not."""
    public = sorted((SHARED / "seeds").glob("*.txt")) + sorted((SHARED / "gold").glob("real-*.txt"))
    if not public:
        pytest.skip("no ../shared/seeds or ../shared/gold/real-* beside this checkout")
    theirs = set().union(*(quotes(path.read_text(encoding="utf-8")) for path in public))
    theirs -= set().union(*map(quotes, OFFICIAL))
    taken = []
    for name, text in ours():
        said = LABEL.sub("。", text) if name.startswith("ontology/") else text
        taken += [(name, passage) for passage in sorted(quotes(said) & theirs)]
    assert not taken, "write an example of your own; an official name goes into OFFICIAL"


def requirements() -> list[Requirement]:
    config = configparser.ConfigParser(interpolation=None)
    config.read(TOP / "setup.cfg", encoding="utf-8")
    lists = [config["options"]["install_requires"], *config["options.extras_require"].values()]
    return [Requirement(line) for text in lists for line in text.split("\n") if line.strip() and line[0] not in "#%"]


@pytest.mark.parametrize("python", ["3.10", "3.11", "3.12", "3.13"])
def test_every_dependency_has_bounds_and_one_pin_within_them(python: str) -> None:
    environment = {**default_environment(), "python_version": python}
    pins: dict[str, str] = {}
    for line in texts()["constraints.txt"].splitlines():
        if not line or line.startswith("#"):
            continue
        pin = Requirement(line)
        if pin.marker is None or pin.marker.evaluate({key: str(value) for key, value in environment.items()}):
            (exact,) = pin.specifier
            assert exact.operator == "==", line
            assert pin.name not in pins, f"{pin.name} is pinned twice on Python {python}"
            pins[pin.name] = exact.version
    for wanted in requirements():
        assert {spec.operator for spec in wanted.specifier} == {">=", "<"}, f"{wanted}: a lower and an upper bound"
        assert wanted.name in pins, f"{wanted.name} has no pin in constraints.txt"
        assert wanted.specifier.contains(pins[wanted.name]), f"{wanted} is pinned to {pins[wanted.name]}"


DISTRIBUTIONS = {
    "ahocorasick_rs": "ahocorasick-rs",
    "SPARQLWrapper": "sparqlwrapper",
}  # where the name of an import is another one
NOT_IMPORTED = {"lxml-html-clean"}  # trafilatura imports it through lxml


def imported(folder: Path) -> set[str]:
    """The names of the distributions that the modules below ``folder`` import, wherever in a module."""
    names = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
    return {DISTRIBUTIONS.get(name, name) for name in names - sys.stdlib_module_names}


def declared(section: str, key: str) -> set[str]:
    config = configparser.ConfigParser(interpolation=None)
    config.read(TOP / "setup.cfg", encoding="utf-8")
    return {Requirement(line).name for line in config[section][key].split("\n") if line.strip() and line[0] not in "#%"}


def test_what_the_package_imports_is_what_it_depends_on() -> None:
    core = declared("options", "install_requires")
    extras = declared("options.extras_require", "xlsx") | declared("options.extras_require", "parquet")
    assert imported(TOP / "graph") - {"jianyan"} == (core - NOT_IMPORTED) | extras
    for_tests = core | declared("options.extras_require", "test") | {"jianyan"}
    # programs beside the tests make files, compare libraries, or feed made-up input; each says what it needs
    beside = {"PIL", "reportlab", "pypdf", "pdfplumber"} | declared("options.extras_require", "fuzz")
    modules = [*(TOP / "tests").rglob("*.py")]
    own = {name for path in modules for name in (path.stem, path.parent.name)}
    assert imported(TOP / "tests") - own <= for_tests | beside
    own = {path.stem for path in (TOP / "benchmarks").glob("*.py")} | {"targets"}  # of tests/
    assert imported(TOP / "benchmarks") - own <= for_tests | declared("options.extras_require", "dev")


def test_an_installed_package_reads_no_folders_of_others(tmp_path: Path) -> None:
    """Two folders above an installed package is ``lib/python3.x``, or wherever ``pip install --target`` stood."""
    package = tmp_path / "site" / "jianyan"
    for folder in (package / "queries", tmp_path / "queries", tmp_path / "ontology"):
        folder.mkdir(parents=True)
    assert resources._home(package) == package
    (tmp_path / "ontology" / "jianyan.ttl").touch()
    (tmp_path / "queries" / "who-backs.rq").touch()
    assert resources._home(package) == package
    (tmp_path / "setup.cfg").touch()
    assert resources._home(package) == tmp_path  # as in a checkout
    (package / "ontology").mkdir()
    assert resources._home(package) == package  # a wheel has its own


def test_the_makefile_builds_a_sample_that_is_there() -> None:
    makefile = texts()["Makefile"]
    (sample,) = re.findall(r"^SAMPLE\s*:=\s*(\S+)$", makefile, re.MULTILINE)
    assert (TOP / sample).is_file()
