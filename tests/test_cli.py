"""The commands as a user runs them: in a process of its own where that matters, else through click's runner."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import string
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import jianyan
from jianyan import queries, reading, resources
from jianyan.cli import app as commands
from jianyan.cli import corpora, display, messages
from jianyan.cli.app import make_app
from jianyan.corpus.export import FORMATS as EXPORTS
from jianyan.corpus.files import ARCHIVES

ROOT = Path(jianyan.__file__).parents[1]
SAMPLE = """关于冷链物流的建议摘录

林知远(省政协委员、民盟贵州省委会副主委) 代表民盟贵州省委会发言

周牧野(省政协委员、遵义市政协主席) 代表遵义市政协发言

完善冷链物流网络

建设骨干基地。加快建设遵义冷链物流基地，支持龙头企业建设产地冷库。

培育茶产业集群

推进茶产业融合。推广茶旅融合经验，对茶叶加工企业给予补贴。
"""


def environment(**more: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("JIANYAN_")}
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return clean | {"PYTHONPATH": path, "JIANYAN_LANG": "en", "PYTHONIOENCODING": "utf-8"} | more


def run(*args: str, cwd: Path, data: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "jianyan", *args],
        cwd=cwd, env=environment(**more), input=data, capture_output=True, timeout=60, check=False,
    )  # fmt: skip


def invoke(*args: str, lang: str = "en") -> Result:
    return CliRunner(env={"JIANYAN_LANG": lang}).invoke(make_app(lang), list(args), prog_name="jianyan")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``speeches.txt`` and its build in ``output``."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "speeches.txt").write_text(SAMPLE, encoding="utf-8")
    done = run("build", "speeches.txt", cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    (folder / "summary").write_bytes(done.stdout)
    return folder


@pytest.fixture
def here(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(built)
    return built


# --- help and messages


@pytest.mark.parametrize("lang", messages.LANGUAGES)
@pytest.mark.parametrize(
    "command", ["", "build", "query", "queries", "check", "open", "completion", "explain", "evaluate"]
)
def test_every_command_has_help_with_examples(command: str, lang: str) -> None:
    result = invoke(*command.split(), "--help", lang=lang)
    assert result.exit_code == 0
    assert ("示例" if lang == "zh" else "Examples") in result.output
    assert f"  jianyan {command}".rstrip() in result.output or f'"$(jianyan {command}' in result.output
    chinese = re.findall("[\u4e00-\u9fff]{3,}", re.sub("(?s)(示例|Examples):.*", "", result.output))
    assert bool(chinese) == (lang == "zh")


def test_every_option_of_every_command_has_help_in_both_languages() -> None:
    for lang in messages.LANGUAGES:
        for command in make_app(lang).commands.values():
            for param in command.params:
                if isinstance(param, click.Option):
                    assert param.help, (command.name, param.opts)
                    assert bool(re.search("[\u4e00-\u9fff]", param.help)) == (lang == "zh")


@pytest.mark.parametrize("key", messages.CATALOGUE)
def test_every_message_stands_in_both_languages_with_the_same_blanks(key: str) -> None:
    zh, en = messages.CATALOGUE[key]
    assert zh.strip()
    assert en.strip()
    blanks = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (zh, en)]
    assert blanks[0] == blanks[1] or not blanks[0] - blanks[1]
    if not key.endswith(".examples"):
        assert not re.search("[\u4e00-\u9fff]", en)


LOST = ("document", "quote", "several", "target", "names")


def test_every_message_is_used_and_every_used_one_is_there() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "jianyan" / "cli").glob("*.py"))
    source = source.replace((ROOT / "jianyan" / "cli" / "messages.py").read_text(encoding="utf-8"), "")
    made = {f"{command}.{part}" for command in make_app("en").commands for part in ("help", "short", "examples")}
    made |= {
        f"summary.{name}" for name in ("documents", "speakers", "bodies", "speeches", "measures", "sectors", "places")
    }
    flags = ("no-view", "force", "quiet", "json", "strict", "refetch", "allow-private")
    made |= {f"build.{flag}" for flag in flags} | {"open.no-browser", "view.single"}
    made |= {f"build.max-{what}" for what in ("seconds", "memory", "size")}
    options = ("host", "port", "open", "with-edit", "corrections", "allow-host", "allow-origin", "root-path")
    made |= {f"serve.{name}" for name in (*options, "seconds", "rows", "memory", "workers")}
    made |= {f"deep.{what}" for what in ("missing", "size", "bytes", "unreadable", "readings")}
    made |= {f"diff.{name}" for name in ("documents", "measures", "backers")}
    made |= {f"check.{name}" for name in ("focus", "path", "value", "message")}
    notes = ("no-measures", "unread", "large", "mended", *(f"lost-{what}" for what in LOST))
    made |= {f"note.{kind}" for kind in notes}
    used = set(re.findall(r'"([a-z]+(?:[.-][a-z-]+)*)"', source)) & set(messages.CATALOGUE)
    assert set(messages.CATALOGUE) == used | made
    said = set(re.findall(r'say\((?:self\.)?lang, "([^"]+)"', source))
    assert said <= set(messages.CATALOGUE)


@pytest.mark.parametrize(
    ("args", "variables", "lang"),
    [
        (["build", "--lang", "zh"], {"JIANYAN_LANG": "en"}, "zh"),
        (["--lang=en", "build"], {"JIANYAN_LANG": "zh"}, "en"),
        (["build", "--", "--lang", "zh"], {"JIANYAN_LANG": "en"}, "en"),
        ([], {"JIANYAN_LANG": "zh_CN", "LANG": "en_US.UTF-8"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ([], {"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_the_language_comes_from_option_environment_locale(
    args: list[str], variables: dict[str, str], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("JIANYAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert messages.language(args) == lang


def test_what_help_repeats_is_what_the_parts_do() -> None:
    assert ("table", *queries.FORMATS) == commands.FORMATS
    assert commands.SUFFIXES.split() == [*reading.SUFFIXES, *ARCHIVES]
    assert corpora.FORMATS == EXPORTS


def test_version() -> None:
    assert invoke("--version").output == f"jianyan {resources.version()}\n"
    assert isinstance(jianyan.__version__, str)


def test_help_starts_fast_and_without_heavy_libraries(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom jianyan.cli import main\n"
        "try: main(['build', '--help'])\n"
        "except SystemExit: print(sorted(set(sys.modules) & set(sys.argv[1].split())))"
    )
    heavy = (
        "rich pyoxigraph rdflib networkx pyvis trafilatura lxml rjieba ahocorasick_rs jianyan.corpus jianyan.lexicon"
    )
    took = []
    for _ in range(5):
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", code, heavy], env=environment(), cwd=tmp_path, capture_output=True, check=True
        )
        took.append(time.perf_counter() - start)
    assert done.stdout.decode().splitlines()[-1] == "[]"
    assert min(took) < 0.5  # 0.08 s where it was measured; a slow machine is no fault


# --- build


def test_the_summary_says_what_there_is_and_where_to_look_next(built: Path) -> None:
    text = (built / "summary").read_text(encoding="utf-8")
    assert re.search(r"^Documents +1 +1 new, 0 changed, 0 unchanged, 0 kept$", text, re.MULTILINE)
    assert re.search(r"^Speakers +2$", text, re.MULTILINE)
    for command in ("jianyan open", "jianyan query who-backs", "output/measures.csv"):
        assert command in text
    assert {path.name for path in (built / "output").iterdir()} == {
        "graph.nq", "dataset", "measures.csv", "index.html", "view", "manifest.json", "report.json",
    }  # fmt: skip


def test_building_again_says_so(here: Path) -> None:
    before = [(path, path.stat().st_mtime_ns) for path in sorted((here / "output").rglob("*"))]
    result = invoke("build", "speeches.txt")
    assert result.exit_code == 0
    assert result.output.startswith("Nothing changed: output is up to date.\n")
    assert "0 new, 0 changed, 1 unchanged" in result.output
    assert [(path, path.stat().st_mtime_ns) for path in sorted((here / "output").rglob("*"))] == before


def test_json_is_one_object_and_quiet_is_silent(here: Path) -> None:
    (here / "none.txt").write_text("今天天气不错。\n", encoding="utf-8")
    done = run("build", "none.txt", "--json", "--no-view", "-o", "of json", cwd=here)
    assert (done.returncode, done.stderr) == (0, b"")
    summary = json.loads(done.stdout)
    assert (summary["output"], summary["documents"], summary["measures"], summary["written"]) == ("of json", 1, 0, True)
    assert {"source": "none.txt", "kind": "no-measures", "about": ""} in summary["notes"]
    done = run("build", "none.txt", "--quiet", "--no-view", "-o", "of quiet", cwd=here)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    done = run("build", "none.txt", "--no-view", "-o", "of quiet", cwd=here)
    assert "none.txt: no measures found" in done.stdout.decode()
    assert "jianyan query who-backs -o 'of quiet'" in done.stdout.decode()
    assert "jianyan open" not in done.stdout.decode()


def test_standard_input_is_read(here: Path) -> None:
    done = run("build", "-", "--json", "--no-view", "-o", "piped", cwd=here, data=SAMPLE.encode("gb18030"))
    assert json.loads(done.stdout)["speakers"] == 2
    first = json.loads((here / "piped" / "manifest.json").read_text(encoding="utf-8"))["documents"]
    second = json.loads((here / "output" / "manifest.json").read_text(encoding="utf-8"))["documents"]
    assert list(first) == list(second)  # the same text is the same document, however it came


def test_two_builds_give_the_same_bytes(here: Path) -> None:
    (here / "second.txt").write_text(SAMPLE.replace("茶", "竹"), encoding="utf-8")
    assert run("build", "speeches.txt", "second.txt", "-q", "-o", "one", cwd=here).returncode == 0
    assert run("build", "second.txt", "speeches.txt", "-q", "-o", "two", cwd=here).returncode == 0
    pages = [path.relative_to(here / "one").as_posix() for path in (here / "one").rglob("*.html")]
    assert len(pages) == 6 + 2  # the views, and a page for each text
    for name in ("graph.nq", "measures.csv", "manifest.json", *pages):
        assert (here / "one" / name).read_bytes() == (here / "two" / name).read_bytes(), name


def test_build_py_is_jianyan_build(here: Path) -> None:
    script = ROOT.parent / "build.py"
    if not script.is_file():
        pytest.skip("build.py stands in a checkout only")
    (here / "elsewhere").mkdir()
    args = [sys.executable, script, "../speeches.txt", "--json", "--no-view"]
    bare = {name: value for name, value in environment().items() if name != "PYTHONPATH"}
    done = subprocess.run(args, cwd=here / "elsewhere", env=bare, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["speakers"] == 2


def test_build_py_says_which_library_is_missing(tmp_path: Path) -> None:
    script = ROOT.parent / "build.py"
    if not script.is_file():
        pytest.skip("build.py stands in a checkout only")
    args = [sys.executable, "-S", script, "a.txt"]  # -S: without site-packages
    bare = {name: value for name, value in environment().items() if name != "PYTHONPATH"}
    done = subprocess.run(args, cwd=tmp_path, env=bare, capture_output=True, check=False)
    assert done.returncode == 1
    assert "click is missing; install what jianyan needs" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


# --- query, queries


def test_queries_lists_each_with_its_parameters(here: Path) -> None:
    for lang in messages.LANGUAGES:
        output = invoke("queries", lang=lang).output
        for query in queries.catalogue():
            assert f"{query.name}  {query.title_zh if lang == 'zh' else query.title_en}" in output
            for parameter in query.parameters:
                assert f"--param {parameter.name}=…" in output


def test_a_query_is_asked_by_name_file_and_text(here: Path) -> None:
    named = invoke("query", "who-backs", "--param", "sector=茶产业")
    assert named.exit_code == 0
    assert "周牧野" in named.output
    assert "遵义市政协" in named.output
    assert "林知远" not in named.output
    text = "SELECT DISTINCT ?name { ?x a foaf:Person ; foaf:name ?name } ORDER BY ?name"
    (here / "people.rq").write_text(text, encoding="utf-8")
    expected = "name\n----\n周牧野\n林知远\n"
    assert invoke("query", "people.rq").output == expected
    assert invoke("query", "-e", text).output == expected


def test_the_formats(here: Path) -> None:
    ask = ["query", "-e", "SELECT DISTINCT ?name { ?x foaf:name ?name } ORDER BY ?name", "--format"]
    assert invoke(*ask, "csv").stdout_bytes == "name\r\n周牧野\r\n林知远\r\n".encode()
    assert invoke(*ask, "tsv").output == '?name\n"周牧野"\n"林知远"\n'
    assert invoke(*ask, "md").output == "| name |\n| --- |\n| 周牧野 |\n| 林知远 |\n"
    assert json.loads(invoke(*ask, "json").output)["head"] == {"vars": ["name"]}
    assert invoke(*ask, "xml").output.startswith("<?xml")
    made = invoke("query", "-e", "CONSTRUCT { ?x foaf:name ?n } WHERE { ?x foaf:name ?n }", "--format", "turtle")
    assert 'foaf:name "周牧野"' in made.output


def test_ask_answers_with_the_exit_code_too(here: Path) -> None:
    yes, no = invoke("query", "-e", "ASK { ?x a foaf:Person }"), invoke("query", "-e", "ASK { ?x a jy:Nothing }")
    assert (yes.exit_code, yes.output.split()[-1]) == (0, "true")
    assert (no.exit_code, no.output.split()[-1]) == (1, "false")


def test_a_reader_that_leaves_gives_no_traceback(here: Path) -> None:
    text = "SELECT ?a ?b { ?a ?p ?o . ?b ?q ?o2 } LIMIT 200000"
    for form in ("table", "csv"):
        process = subprocess.Popen(
            [sys.executable, "-m", "jianyan", "query", "-e", text, "--format", form],
            cwd=here, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0
        process.stderr.close()


def test_control_characters_of_a_text_do_not_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    display.table(("a", "b"), [("\x1b[31m红\x07", "x\u202e"), ("乙", "")])
    assert capsys.readouterr().out == "a         b\n-         -\n [31m红   x\n乙\n"


# --- check, open, completion


def test_check_passes_on_a_build(here: Path) -> None:
    result = invoke("check")
    assert (result.exit_code, result.output) == (0, "output: the graph conforms.\n")


def test_check_shows_what_breaks_the_shapes(here: Path) -> None:
    run("build", "speeches.txt", "-q", "--no-view", "-o", "broken", cwd=here)
    graph = here / "broken" / "graph.nq"
    lines = [line for line in graph.read_text(encoding="utf-8").splitlines(keepends=True) if "#exact>" not in line]
    graph.write_text("".join(lines), encoding="utf-8", newline="\n")
    done = run("check", "-o", "broken", cwd=here)
    assert done.returncode == 1
    assert "/quote" in done.stdout.decode()
    assert re.fullmatch(r"broken: \d+ things do not conform\.\n", done.stderr.decode())


def test_open_prints_the_path_and_opens_the_browser(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    page = (here / "output" / "index.html").resolve()
    assert invoke("open", "--no-browser").output == f"{page}\n"
    assert opened == []
    assert invoke("open").output == f"{page}\n"
    assert opened == [page.as_uri()]


def test_view_makes_the_pages_again(here: Path) -> None:
    output = here / "output"
    before = {path: path.read_bytes() for path in output.rglob("*.html")}
    (output / "index.html").unlink()
    shutil.rmtree(output / "view")
    assert invoke("view").output.endswith("output/index.html\n")
    assert {path: path.read_bytes() for path in output.rglob("*.html")} == before
    assert invoke("view", "--single").exit_code == 0
    assert {path.name for path in (output / "view").iterdir()} == {
        f"{name}.html" for name in ("matrix", "flow", "timeline", "network", "texts")
    }
    assert invoke("build", "speeches.txt").output.startswith("Nothing changed")


def test_view_writes_elsewhere_and_leaves_the_build_alone(here: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (here / "output").rglob("*")}
    assert invoke("view", "--to", "pages/of mine").exit_code == 0
    assert (here / "pages/of mine/view/network.html").is_file()
    assert {path: path.stat().st_mtime_ns for path in (here / "output").rglob("*")} == before
    assert invoke("view", "--to", "pages/of mine", "--single").exit_code == 0  # its own pages it may replace
    refused = invoke("view", "--to", ".")
    assert refused.exit_code == 2
    assert "this folder holds something else" in refused.output
    assert invoke("view", "-o", "nowhere").exit_code == 2


@pytest.mark.parametrize(
    ("args", "variables", "lang"),
    [((), {}, "zh"), (("--lang", "en"), {}, "en"), ((), {"JIANYAN_LANG": "en"}, "en"),
     ((), {"LANG": "en_US.UTF-8"}, "zh"), (("--lang", "zh"), {"JIANYAN_LANG": "en"}, "zh")],
)  # fmt: skip
def test_pages_are_in_chinese_unless_english_is_asked_for(
    here: Path, args: tuple[str, ...], variables: dict[str, str], lang: str
) -> None:
    variables = {"JIANYAN_LANG": ""} | variables
    done = run("view", "--to", f"of {lang}", *args, cwd=here, **variables)
    assert done.returncode == 0, done.stderr
    html = (here / f"of {lang}" / "index.html").read_text(encoding="utf-8")
    assert ('<html lang="en">' in html) == (lang == "en")


@pytest.mark.parametrize("shell", commands.SHELLS)
def test_completion_gives_a_script(shell: str) -> None:
    result = invoke("completion", shell)
    assert result.exit_code == 0
    assert "_JIANYAN_COMPLETE" in result.output


def test_completion_completes_commands_and_queries(tmp_path: Path) -> None:
    for typed, words in (("jianyan qu", {"query", "queries"}), ("jianyan query who-b", {"who-backs"})):
        done = run(cwd=tmp_path, _JIANYAN_COMPLETE="bash_complete", COMP_WORDS=typed, COMP_CWORD=str(typed.count(" ")))
        assert {line.split(",")[1] for line in done.stdout.decode().split()} == words


# --- the process


@pytest.mark.skipif(os.name != "posix", reason="Windows has no SIGINT to send")
def test_ctrl_c_ends_with_130_and_a_line(here: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "jianyan", "build", "-", "-o", "interrupted"],
        cwd=here, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        # a shell has its background jobs ignore it, and with them the tests that run in one
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    for _ in range(200):  # it waits for its input by then
        if (here / "interrupted" / ".building").exists():
            break
        time.sleep(0.05)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, complaint = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, b"")
    assert complaint.decode().strip() == "Interrupted."
    assert not (here / "interrupted").exists()


def test_chinese_comes_out_whatever_the_console_knows(here: Path) -> None:
    for encoding, expected in (
        ("ascii", "周牧野".encode()),
        ("gb18030", "周牧野".encode("gb18030")),
        ("cp1252", b"???"),
    ):
        done = run("query", "-e", "SELECT DISTINCT ?n { ?x foaf:name ?n }", cwd=here, PYTHONIOENCODING=encoding)
        assert done.returncode == 0
        assert expected in done.stdout


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_a_terminal_gets_a_bar_and_a_table(here: Path) -> None:
    import pty

    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "jianyan", "build", "speeches.txt", "--no-view", "-o", "tty", "--lang", "zh"],
        cwd=here, env=environment(TERM="xterm", COLUMNS="90"), stdin=slave, stdout=slave, stderr=slave,
    )  # fmt: skip
    os.close(slave)
    shown = b""
    while True:
        try:
            chunk = os.read(master, 4096)
        except OSError:  # Linux: the other side is closed
            break
        if not chunk:
            break
        shown += chunk
    os.close(master)
    assert process.wait(60) == 0
    text = shown.decode()
    assert "读取" in text
    assert "tty 的内容" in text
    assert re.search(r"发言人 +2", text)


TITLE = "做强冷链物流——省政协常委会会议发言摘录，标题再长也只占一处"


def test_a_table_too_wide_for_the_terminal_says_once_what_all_rows_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    header = ["measure", "speaker", "quote", "document", "date", "note"]
    rows = [
        ["建设骨干基地,补齐短板", "林知远", "建设骨干基地，补齐 短板", TITLE, "2024-05-21", ""],
        ["推广茶旅融合经验", "周牧野", "推广茶旅融合经验", TITLE, "2024-05-21", ""],
    ]
    expected = [["林知远", "建设骨干基地，补齐 短板"], ["周牧野", "推广茶旅融合经验"]]
    remarks = [("measure", "= quote"), ("document", TITLE), ("date", "2024-05-21")]
    assert display._narrowed(header, rows) == (["speaker", "quote"], expected, remarks)
    assert display._narrowed(header, rows[:1]) == (header, rows[:1], [])
    monkeypatch.setenv("COLUMNS", "200")
    assert display._narrowed(header, rows) == (header, rows, [])
    monkeypatch.setenv("COLUMNS", "80")
    assert display._narrowed(["document"], [[TITLE * 2]] * 2) == (["document"], [[TITLE * 2]] * 2, [])
    assert display._narrowed([], []) == ([], [], [])


@pytest.mark.parametrize("lang", messages.LANGUAGES)
@pytest.mark.parametrize("command", ["build", "query", "check", "completion"])
def test_help_fits_a_terminal_of_80_columns(command: str, lang: str) -> None:
    for line in invoke(command, "--help", lang=lang).output.splitlines():
        assert display.width(line) <= 80, line


def test_lines_break_between_chinese_characters_but_not_before_a_mark() -> None:
    text = "用 - 表示标准输入（见 jianyan queries），完。"
    lines = list(display.wrapped(text, 16))
    assert lines == ["用 - 表示标准输", "入（见 jianyan", "queries），完。"]
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert list(display.wrapped("", 16)) == [""]
