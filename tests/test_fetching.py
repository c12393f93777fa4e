"""Addresses as inputs, against a server on this machine: which are refused, what is kept, and that bounds hold."""

from __future__ import annotations

import json
import threading
import zipfile
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from jianyan import corpus
from jianyan.corpus import fetching, manifest
from jianyan.corpus.address import is_public
from jianyan.corpus.fetching import Limits, kept
from jianyan.corpus.fetching.fetch import AGENT, fetch
from jianyan.errors import InputError, JianyanError

OUT = Path("out")
LINE = "某省政协委员李思远建议，加快建设第{}个数据平台，完善公共数据开放办法，支持企业开展联合攻关。"
PRIVATE = Limits(private=True, wait=10)


class Server:
    """Answers by path; ``asked`` are the requests that came, ``answers`` what they get."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.hang = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                if self.path == "/hangs":
                    outer.hang.wait(30)
                    return
                status, headers, body = outer.answers.get(self.path, (404, {}, b""))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def page(self, path: str, text: str, charset: str = "utf-8", **headers: str) -> None:
        body = f"<html><head><title>{text[:8]}</title></head><body><p>{text}</p></body></html>".encode(charset)
        kind = f"text/html; charset={charset}"
        self.answers[path] = (200, {"Content-Type": kind, **headers}, body)

    def redirect(self, path: str, to: str) -> None:
        self.answers[path] = (302, {"Location": to}, b"")


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.hang.set()
    running.http.shutdown()
    running.http.server_close()


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(kept, "PAUSE", 0.0)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):  # they are not followed
        monkeypatch.setenv(name, "http://127.0.0.1:9")


def read_from() -> set[str]:
    loaded = manifest.load(OUT)
    assert loaded is not None
    return {record.source for record in loaded.documents.values()}


def test_a_build_of_an_address_is_repeated_without_the_network(server: Server) -> None:
    server.page("/a?x=1", LINE.format(1), "gb18030")
    address = f"{server.address}/a?x=1"
    corpus.build([f"{address}#part"], OUT, allow_private=True)
    first = (OUT / "graph.nq").read_bytes()
    assert read_from() == {address}
    assert f'"{address}"'.encode() in first
    assert LINE.format(1).encode() in first  # by the charset of the header: the page names none
    index = json.loads((OUT / "fetched" / "index.json").read_text(encoding="utf-8"))
    entry = index["fetched"][address]
    assert (entry["media_type"], entry["charset"], entry["suffix"]) == ("text/html", "gb18030", ".html")
    assert (OUT / "fetched" / entry["file"]).read_bytes() == server.answers["/a?x=1"][2]
    server.answers.clear()
    corpus.build([address], OUT, force=True)
    assert (OUT / "graph.nq").read_bytes() == first
    assert len(server.asked) == 1


def test_an_address_is_fetched_again_on_demand_and_the_old_bytes_go(server: Server) -> None:
    server.page("/a", LINE.format(1))
    address = f"{server.address}/a"
    corpus.build([address], OUT, allow_private=True)
    server.page("/a", LINE.format(2))
    corpus.build([address], OUT, allow_private=True, refetch=True)
    graph = (OUT / "graph.nq").read_bytes()
    assert LINE.format(2).encode() in graph
    assert LINE.format(1).encode() not in graph
    assert len(list((OUT / "fetched").iterdir())) == 2  # the index and one file


def test_removing_a_document_drops_its_bytes(server: Server) -> None:
    for name in ("a", "b"):
        server.page(f"/{name}", LINE.format(name))
    corpus.build([f"{server.address}/a", f"{server.address}/b"], OUT, allow_private=True)
    corpus.remove([f"{server.address}/a"], OUT)
    assert read_from() == {f"{server.address}/b"}
    index = json.loads((OUT / "fetched" / "index.json").read_text(encoding="utf-8"))
    assert list(index["fetched"]) == [f"{server.address}/b"]
    assert len(list((OUT / "fetched").iterdir())) == 2


def test_a_fetch_is_polite(server: Server) -> None:
    server.page("/a", LINE.format(1), **{"Set-Cookie": "id=1; Path=/"})
    server.redirect("/start", "/a")
    server.redirect("/before", "/start")
    server.answers["/before"][1]["Set-Cookie"] = "id=2; Path=/"
    fetched = fetch(f"{server.address}/before", PRIVATE)
    assert fetched.address == f"{server.address}/a"
    for _, headers in server.asked:
        assert headers["user-agent"] == AGENT
        assert "cookie" not in headers
        assert headers["host"] == server.address.removeprefix("http://")


def failure(address: str, limits: Limits = PRIVATE, **more: object) -> str:
    with pytest.raises(InputError) as caught:
        fetch(address, limits, **more)  # type: ignore[arg-type]
    assert caught.value.where == address
    assert caught.value.zh
    return caught.value.en


def test_machines_of_ones_own_network_are_refused(server: Server) -> None:
    for host in ("127.0.0.1", "localhost", "10.1.2.3", "[::1]", "[::ffff:192.168.0.1]", "169.254.169.254", "0.0.0.0"):
        assert "private network" in failure(f"http://{host}:{server.http.server_port}/", Limits())
    assert server.asked == []


def test_a_redirect_to_ones_own_network_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first address passes for a public one; what it leads to does not."""
    monkeypatch.setattr("jianyan.corpus.fetching.transport.is_public", lambda number: number == "127.0.0.1")
    server.redirect("/a", "http://10.0.0.1/")
    assert "10.0.0.1" in failure(f"{server.address}/a", Limits())
    assert len(server.asked) == 1


def test_a_name_is_resolved_once_and_its_number_is_connected_to(server: Server) -> None:
    """A name that leads to this machine the second time (DNS rebinding) is never asked a second time."""
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["203.0.113.7"] if len(asked) == 1 else ["127.0.0.1"]

    address = f"http://rebinding.example:{server.http.server_port}/"
    assert "private network" in failure(address, Limits(), resolving=lambda host, port: ["127.0.0.1", "10.0.0.1"])
    assert "private network" in failure(address, Limits(), resolving=rebinding)  # 203.0.113.0/24 is for documents
    assert asked == ["rebinding.example"]
    assert server.asked == []


def test_the_host_that_was_asked_for_is_sent_though_its_number_is_connected_to(server: Server) -> None:
    server.page("/", LINE.format(1))
    address = f"http://some.example:{server.http.server_port}/"
    fetched = fetch(address, PRIVATE, lambda host, port: ["127.0.0.1"])
    assert fetched.address == address
    assert server.asked[0][1]["host"] == address.removeprefix("http://").rstrip("/")


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("1.1.1.1", True),
        ("2606:4700::1111", True),
        ("100.64.0.1", False),
        ("172.16.0.1", False),
        ("192.0.2.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("::", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:1.1.1.1", True),
        ("::127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("2002:a00:1::", False),
    ],
)
def test_which_machines_are_public(number: str, public: bool) -> None:
    assert is_public(number) is public


def test_redirects_are_few_and_lead_to_the_web_only(server: Server) -> None:
    for n in range(7):
        server.redirect(f"/{n}", f"/{n + 1}")
    assert "more than 5 times" in failure(f"{server.address}/0")
    assert len(server.asked) == 6
    for to in ("file:///etc/passwd", "ftp://example.org/", "gopher://x/"):
        server.redirect("/away", to)
        assert "only http and https" in failure(f"{server.address}/away")
    assert "user name or password" in failure(server.address.replace("//", "//me:secret@"))


def test_a_large_answer_is_refused_however_it_comes(server: Server) -> None:
    limits = Limits(private=True, largest=1000)
    server.answers["/a"] = (200, {"Content-Type": "text/plain"}, b"x" * 1001)
    assert "larger than" in failure(f"{server.address}/a", limits)
    server.answers["/a"] = (200, {"Content-Type": "text/plain"}, b"x" * 1000)
    assert len(fetch(f"{server.address}/a", limits).data) == 1000
    bomb = zlib.compress(b"x" * 10_000_000)
    server.answers["/a"] = (200, {"Content-Type": "text/plain", "Content-Encoding": "deflate"}, bomb)
    assert "larger than" in failure(f"{server.address}/a", limits)
    server.answers["/a"][1]["Content-Encoding"] = "br"
    assert "Content-Encoding: br" in failure(f"{server.address}/a", limits)


def test_a_server_that_does_not_answer_is_left(server: Server) -> None:
    assert "did not answer within 0.2 s" in failure(f"{server.address}/hangs", Limits(private=True, wait=0.2))
    server.page("/a", LINE.format(1))
    assert "did not answer" in failure(f"{server.address}/a", Limits(private=True, whole=-1))


def test_what_cannot_be_fetched_is_skipped_with_advice(server: Server) -> None:
    server.page("/a", LINE.format(1))
    summary = corpus.build([f"{server.address}/a", f"{server.address}/none"], OUT, allow_private=True)
    assert [(skipped.source, skipped.en.split(";")[0]) for skipped in summary.skipped] == [
        (f"{server.address}/none", "the server answers 404 Not Found")
    ]
    server.http.shutdown()
    server.http.server_close()
    assert "cannot be fetched" in failure(f"{server.address}/a")


def test_a_first_build_that_fetches_nothing_leaves_no_folder(server: Server) -> None:
    with pytest.raises(InputError, match="404"):
        corpus.build([f"{server.address}/none"], OUT, allow_private=True)
    assert not OUT.exists()
    server.answers["/empty"] = (200, {"Content-Type": "text/html"}, b"<html></html>")
    with pytest.raises(InputError, match="no text"):
        corpus.build([f"{server.address}/empty"], OUT, allow_private=True)
    assert not OUT.exists()


def test_a_document_behind_an_address_is_read_by_its_own_reader(server: Server) -> None:
    data = (Path(__file__).parent / "formats" / "files" / "numbering.docx").read_bytes()
    server.answers["/download"] = (200, {"Content-Type": "application/octet-stream"}, data)
    corpus.build([f"{server.address}/download"], OUT, allow_private=True)
    assert "（一）制定专项规划".encode() in (OUT / "graph.nq").read_bytes()


def test_addresses_may_stand_in_a_list(server: Server) -> None:
    Path("list.txt").write_text(f"{server.address}/a\n", encoding="utf-8")
    assert corpus.listed(Path("list.txt")) == [f"{server.address}/a"]


def test_a_damaged_index_gives_advice(server: Server) -> None:
    folder = OUT / fetching.FOLDER
    folder.mkdir(parents=True)
    (folder / "index.json").write_text("{", encoding="utf-8")
    with pytest.raises(corpus.build.__globals__["OutputError"], match="delete the folder"):
        fetching.sources([f"{server.address}/a"], OUT, PRIVATE)


def built(*addresses: str, output: Path = OUT, **how: bool) -> corpus.Summary:
    return corpus.build(addresses, output, allow_private=True, **how)  # type: ignore[arg-type]


def archived(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def folder(output: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (output / "fetched").iterdir()}


def test_a_backup_holds_what_was_fetched_and_a_restored_build_is_repeated_offline(server: Server) -> None:
    addresses = [f"{server.address}/{number}" for number in range(3)]
    for number in range(3):
        server.page(f"/{number}", LINE.format(number))
    built(*addresses)
    corpus.backup(OUT, Path("b.zip"))
    corpus.backup(OUT, Path("again.zip"))
    assert Path("b.zip").read_bytes() == Path("again.zip").read_bytes()
    asked = len(server.asked)
    corpus.restore(Path("b.zip"), Path("restored"))
    assert folder(Path("restored")) == folder(OUT)
    assert sorted(path.name for path in Path("restored/dataset").iterdir()) == ["1", "current", "readings.db"]
    assert not corpus.faults(Path("restored"))
    graph = (OUT / "graph.nq").read_bytes()
    assert not built(*addresses, output=Path("restored")).written
    built(*addresses, output=Path("restored"), force=True)
    assert (Path("restored") / "graph.nq").read_bytes() == graph
    assert len(server.asked) == asked


def test_what_a_folder_has_fetched_since_stays(server: Server) -> None:
    """Of an address that both have, the bytes of the archive count."""
    for path in ("/old", "/new"):
        server.page(path, LINE.format(path))
    built(f"{server.address}/old")
    before = folder(OUT)
    corpus.backup(OUT, Path("b.zip"))
    server.page("/old", LINE.format("改过的"))
    built(f"{server.address}/old", f"{server.address}/new", refetch=True)
    corpus.restore(Path("b.zip"), OUT, force=True)
    index = json.loads(folder(OUT)["index.json"])["fetched"]
    assert set(index) == {f"{server.address}/old", f"{server.address}/new"}
    assert set(folder(OUT)) == {"index.json", *(entry["file"] for entry in index.values())}
    assert index[f"{server.address}/old"]["file"] in before


def test_bytes_that_were_changed_are_left_out_of_a_backup(server: Server) -> None:
    for number in range(2):
        server.page(f"/{number}", LINE.format(number))
    built(*(f"{server.address}/{number}" for number in range(2)))
    changed = next(path for path in (OUT / "fetched").iterdir() if path.suffix == ".html")
    changed.write_text("mine", encoding="utf-8")
    assert corpus.backup(OUT, Path("b.zip")).left_out == (f"fetched/{changed.name}",)
    held = archived(Path("b.zip"))
    assert len([name for name in held if name.startswith("fetched/")]) == 2
    assert len(json.loads(held["fetched/index.json"])["fetched"]) == 1


@pytest.mark.parametrize("lead", ["../../x", "0" * 64 + ".html", "index.json"])
def test_an_archive_whose_index_names_other_files_is_refused(server: Server, lead: str) -> None:
    from hashlib import sha256

    server.page("/", LINE.format(1))
    built(server.address + "/")
    corpus.backup(OUT, Path("b.zip"))
    held = archived(Path("b.zip"))
    index = json.loads(held["fetched/index.json"])
    index["fetched"][server.address + "/"]["file"] = lead
    data = json.dumps(index).encode()
    listed = json.loads(held["backup.json"])
    listed["files"]["fetched/index.json"] = [len(data), sha256(data).hexdigest()]
    with zipfile.ZipFile("b.zip", "w") as archive:
        for name, content in (held | {"fetched/index.json": data, "backup.json": json.dumps(listed).encode()}).items():
            archive.writestr(name, content)
    with pytest.raises(JianyanError, match="not a whole backup"):
        corpus.restore(Path("b.zip"), Path("restored"))
    assert not Path("restored").exists()
