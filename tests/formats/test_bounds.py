"""What is broken, hostile or not what it says it is: one line that says so, and nothing loaded, run or left out."""

from __future__ import annotations

import gzip
import io
import re
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jianyan.corpus import sources
from jianyan.errors import InputError
from jianyan.reading import read_bytes
from jianyan.reading.formats import package
from jianyan.reading.formats.kinds import Kind, kind_of

FILES = Path(__file__).parent / "files"
LETTER = "王主任："
PAGE = b"<!DOCTYPE html><html><body><p>\xe5\x8a\xa0\xe5\xbf\xab\xe5\xbb\xba\xe8\xae\xbe\xe3\x80\x82</p></body></html>"


def refusal(data: bytes, suffix: str) -> InputError:
    with pytest.raises(InputError) as caught:
        read_bytes(data, f"a{suffix}", suffix)
    assert caught.value.where == f"a{suffix}"
    return caught.value


def changed(name: str, part: str, text: str) -> bytes:
    """A file of ours with one part of it replaced, or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(FILES / name) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != part:
                new.writestr(member, old.read(member))
        new.writestr(part, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "suffix", "kind"),
    [
        ("letter", ".pdf", Kind.PAGE),
        ("letter", ".doc", Kind.PAGE),
        ("gbk.rtf", ".docx", Kind.RTF),
        ("gbk.rtf", ".txt", Kind.RTF),
        ("latin.pdf", "", Kind.PDF),
        ("article.docx", ".doc", Kind.DOCX),
        ("article.odt", "", Kind.ODT),
        ("book.epub", "", Kind.EPUB),
        ("gbk.eml", "", Kind.MESSAGE),
        ("saved.mht", "", Kind.SAVED_PAGE),
        ("saved.mhtml", ".doc", Kind.SAVED_PAGE),
        ("gbk.eml", ".txt", Kind.TEXT),  # a text may quote a message
    ],
)
def test_the_content_says_what_a_file_is(name: str, suffix: str, kind: Kind) -> None:
    data = PAGE if name == "letter" else (FILES / name).read_bytes()
    assert kind_of(data, suffix, "a") is kind


def test_a_text_under_the_name_of_another_format_is_refused() -> None:
    for suffix in (".pdf", ".docx", ".odt", ".epub", ".rtf"):
        assert "but is none" in refusal("加快建设。".encode(), suffix).en
    assert "save it as .docx" in refusal("加快建设。".encode(), ".doc").en
    assert "zip archive" in refusal(changed("sheet.docx", "a", "b").replace(b"xl/", b"yy/"), ".docx").en


def test_a_locked_word_file_is_told_from_an_old_one() -> None:
    old = (FILES / "old.doc").read_bytes()
    assert "save it as .docx" in refusal(old, ".docx").en
    assert "password" in refusal(old + "EncryptedPackage".encode("utf-16-le"), ".docx").en


def test_a_part_is_read_up_to_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    data = (FILES / "article.docx").read_bytes()
    monkeypatch.setattr(package, "PART", 1000)
    assert "larger than is read" in refusal(data, ".docx").en
    monkeypatch.undo()
    monkeypatch.setattr(package, "TAGS", 100)
    assert "larger than is read" in refusal(data, ".docx").en


def test_what_a_zip_says_of_its_sizes_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound counts what comes out; the size in the directory is set to a few bytes."""
    data = bytearray(changed("article.docx", "word/document.xml", "<a>" + "x" * 100_000 + "</a>"))
    size = (100_007).to_bytes(4, "little")
    for _ in range(2):
        at = data.index(size)
        data[at : at + 4] = (10).to_bytes(4, "little")
    monkeypatch.setattr(package, "PART", 50_000)
    assert refusal(bytes(data), ".docx")


@pytest.mark.parametrize(("name", "part"), [("article.docx", "word/document.xml"), ("notes.odt", "content.xml")])
def test_no_entity_is_resolved(name: str, part: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    with zipfile.ZipFile(FILES / name) as archive:
        text = archive.read(part).decode()
    body = re.sub(r"^<\?xml[^>]*\?>", "", text)
    for entity in (f'SYSTEM "{secret.as_uri()}"', '"&b;&b;"><!ENTITY b "bbbb"'):
        error = refusal(changed(name, part, f"<!DOCTYPE x [<!ENTITY a {entity}>]>{body}"), Path(name).suffix)
        assert "DOCTYPE" in error.en
        assert "secret" not in error.en.replace(secret.as_uri(), "")


def test_a_header_without_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.warc.gz"
    with gzip.open(bomb, "wb") as file:
        file.write(b"WARC/1.0\r\n")
        for _ in range(200):
            file.write(b"a" * (1 << 20))
    assert bomb.stat().st_size < 300_000
    sources.expand([FILES / "crawl.warc.gz"])  # what is loaded once does not count
    tracemalloc.start()
    [source] = sources.expand([bomb])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert source.fault
    assert peak < 64 << 20  # what warcio unpacks of one block, a thousandfold


def test_a_message_of_messages_and_one_of_too_many_parts() -> None:
    nested = "".join(f"Content-Type: multipart/mixed; boundary={n}\n\n--{n}\n" for n in range(300))
    assert refusal(f"MIME-Version: 1.0\n{nested}".encode(), ".eml")
    many = "--x\nContent-Type: text/plain\n\na\n" * 1001
    assert "1000 parts" in refusal(f"Content-Type: multipart/mixed; boundary=x\n\n{many}--x--".encode(), ".eml").en


@pytest.mark.parametrize(
    "name", ["article.docx", "notes.odt", "book.epub", "latin.pdf", "gbk.rtf", "attached.eml", "saved.mhtml"]
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_file_gives_a_text_or_an_error_of_ours(name: str, data: st.DataObject) -> None:
    whole = bytearray((FILES / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
        if not whole:
            return
    try:
        document = read_bytes(bytes(whole), name, Path(name).suffix)
    except InputError:
        return
    assert [document.quote(block.span) for block in document.blocks] == document.text.split(
        "\n\n"
    ) or not document.blocks
