"""Inputs that hold several documents: crawls, messages with files, archives as they come."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from jianyan import corpus
from jianyan.corpus import crawls, manifest, sources
from jianyan.corpus.sources import Source
from jianyan.errors import InputError
from jianyan.model import Document

FILES = Path(__file__).parent / "formats" / "files"
OUT = Path("out")
PAGES = ["http://www.example.org/", "http://www.example.org/a.rtf", "http://www.example.org/b"]
TEXT = "某省政协委员李思远建议，加快建设第{}个数据平台。\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(source: Source) -> Document:
    return sources.document_of(sources.data_of(source), source.suffix, source.name, source.charset)


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_a_crawl_gives_each_text_by_its_address(name: str) -> None:
    found = sources.expand([FILES / name])
    assert [source.name for source in found] == PAGES  # neither the 404 nor the style sheet
    page, letter, text = map(read, found)
    assert page.text.startswith("关于完善社区养老服务的建议\n\n建议市民政局牵头建设社区食堂")
    assert page.source == PAGES[0]
    assert letter.text.startswith("王主任：")  # by the ending of its address
    assert text.text == "建议市住房城乡建设局加快老旧小区加装电梯，完善补贴办法。"


def test_a_build_takes_crawls_from_a_folder() -> None:
    Path("texts").mkdir()
    Path("texts/一.WARC.GZ").write_bytes((FILES / "crawl.warc.gz").read_bytes())
    corpus.build(["texts"], OUT)
    loaded = manifest.load(OUT)
    assert loaded is not None
    assert sorted(record.source for record in loaded.documents.values()) == PAGES


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_a_damaged_record_is_told_and_reading_goes_on(name: str) -> None:
    data = bytearray((FILES / name).read_bytes())
    second = data.index(b"\x1f\x8b\x08" if name.endswith("gz") else b"WARC/1.", 10)
    data[second + 20 : second + 30] = b"\xff" * 10 if name.endswith("gz") else b"no header\n"
    data[second + 4 : second + 5] = b"x"
    Path(name).write_bytes(data)
    found = sources.expand([Path(name)])
    faults = [source for source in found if source.fault]
    assert [source.name for source in found if not source.fault] == PAGES
    assert [fault.name for fault in faults] == [f"{name}#{second}"]
    with pytest.raises(InputError, match="damaged"):
        sources.data_of(faults[0])
    summary = corpus.build([name], OUT)
    assert [skipped.source for skipped in summary.skipped] == [f"{name}#{second}"]


def test_a_crawl_that_is_cut_off_says_so() -> None:
    data = (FILES / "crawl.warc").read_bytes()
    Path("cut.warc").write_bytes(data[: data.rindex("电梯".encode())])
    found = {source.name: source for source in sources.expand([Path("cut.warc")])}
    assert PAGES[:2] == sorted(found)[:2]
    with pytest.raises(InputError, match="damaged"):
        sources.data_of(found[PAGES[2]])


def test_what_is_no_crawl_is_one_text_that_is_skipped() -> None:
    Path("no.warc").write_text("nothing of the kind\n", encoding="utf-8")
    Path("a.txt").write_text(TEXT.format(1), encoding="utf-8")
    summary = corpus.build(["no.warc", "a.txt"], OUT)
    assert [skipped.source for skipped in summary.skipped] == ["no.warc#0"]


def test_a_record_that_is_too_large_is_refused_whatever_it_is_packed_as() -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with Path("big.warc").open("wb") as file:
        writer = WARCWriter(file, gzip=False)
        for encoding, body in (("gzip", gzip.compress(b"x" * 5000)), ("br", b"anything")):
            kind = [("Content-Type", "text/plain"), ("Content-Encoding", encoding)]
            headers = StatusAndHeaders("200 OK", kind, protocol="HTTP/1.1")
            address = f"http://www.example.org/{encoding}"
            writer.write_record(writer.create_warc_record(address, "response", io.BytesIO(body), http_headers=headers))
    large, packed = sources.expand([Path("big.warc")])[::-1]
    assert len(sources.data_of(large)) == 5000
    with pytest.raises(InputError, match="larger than"):
        crawls.payload(large.path, int(str(large.inside)), large.name, 4999)
    with pytest.raises(InputError, match="packed in a way that is not read"):
        sources.data_of(packed)


def test_a_charset_that_came_with_a_text_decides() -> None:
    """These four bytes are two characters in Big5 and two others in GBK, all in common use."""
    data = "光伏".encode("gb18030")
    assert sources.document_of(data, ".txt", "x", "gbk").text == "光伏"
    assert sources.document_of(data, ".txt", "x", "Big5").text == data.decode("big5") != "光伏"


def test_files_in_a_message_are_documents_of_their_own() -> None:
    name = (FILES / "attached.eml").as_posix()
    by_name = {source.name: source for source in sources.expand([FILES / "attached.eml"])}
    assert sorted(by_name) == [name, f"{name}/旧.doc", f"{name}/附件：电梯.txt"]
    assert read(by_name[f"{name}/附件：电梯.txt"]).text == "建议市住房城乡建设局加快老旧小区加装电梯，完善补贴办法。"
    with pytest.raises(InputError, match=r"save it as \.docx"):  # told, not passed over; the picture is
        read(by_name[f"{name}/旧.doc"])


def test_a_message_in_an_archive_brings_its_files() -> None:
    with zipfile.ZipFile("mail.zip", "w") as archive:
        archive.write(FILES / "attached.eml", "信/一.eml")
        archive.writestr("inner.zip", b"PK")
    names = [source.name for source in sources.expand([Path("mail.zip")])]
    assert names == [
        "mail.zip/inner.zip",
        "mail.zip/信/一.eml",
        "mail.zip/信/一.eml/旧.doc",
        "mail.zip/信/一.eml/附件：电梯.txt",
    ]
    summary = corpus.build(["mail.zip"], OUT)
    said = {skipped.source: skipped.en for skipped in summary.skipped}
    assert sorted(said) == ["mail.zip/inner.zip", "mail.zip/信/一.eml/旧.doc"]
    assert "archive in an archive" in said["mail.zip/inner.zip"]


def test_names_in_an_archive_from_a_chinese_windows_are_readable() -> None:
    with zipfile.ZipFile("windows.zip", "w") as archive:
        member = zipfile.ZipInfo("x")
        member.filename = "提案/发言.txt".encode("gbk").decode("cp437")
        archive.writestr(member, TEXT.format(1))
    data = Path("windows.zip").read_bytes()
    written = "提案/发言.txt".encode("gbk").decode("cp437").encode()
    Path("windows.zip").write_bytes(_as_windows(data, written))
    [source] = sources.expand([Path("windows.zip")])
    assert source.name == "windows.zip/提案/发言.txt"
    assert read(source).text == TEXT.format(1)


def _as_windows(data: bytes, name: bytes) -> bytes:
    """The archive as packed by a program that writes names in the system's code page, without the mark for UTF-8."""
    gbk = name.decode().encode("cp437")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        text = old.read(old.namelist()[0])
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("n" * len(gbk)), text)
    return out.getvalue().replace(b"n" * len(gbk), gbk)


def test_a_broken_archive_costs_nothing_else() -> None:
    Path("broken.zip").write_bytes(b"PK\x03\x04 no more")
    Path("a.txt").write_text(TEXT.format(1), encoding="utf-8")
    summary = corpus.build(["broken.zip", "a.txt"], OUT)
    assert [skipped.source for skipped in summary.skipped] == ["broken.zip"]
    assert "not a zip archive" in summary.skipped[0].en


def test_an_old_word_file_in_a_folder_is_told() -> None:
    Path("texts").mkdir()
    Path("texts/a.txt").write_text(TEXT.format(1), encoding="utf-8")
    Path("texts/b.doc").write_bytes((FILES / "old.doc").read_bytes())
    Path("texts/c.doc").write_bytes((FILES / "really-rtf.doc").read_bytes())
    summary = corpus.build(["texts"], OUT)
    assert [skipped.source for skipped in summary.skipped] == ["texts/b.doc"]
    loaded = manifest.load(OUT)
    assert loaded is not None
    assert {record.source for record in loaded.documents.values()} == {"texts/a.txt", "texts/c.doc"}
