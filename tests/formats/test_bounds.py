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
from jianyan.reading.formats.rtf import without_deleted

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


# -- what is left out ---------------------------------------------------------------------


def test_what_was_deleted_in_an_rtf_is_not_in_its_text() -> None:
    """As Word and LibreOffice write it: in groups, switched off by ``\\deleted0``, by ``\\plain``, by the end of the
    group; in GBK and as Unicode; with the end of a paragraph."""

    def gbk(text: str) -> str:
        return "".join(f"\\'{byte:02x}" for byte in text.encode("gbk"))

    body = (
        rf"\pard {gbk('加快')}{{\deleted\revauthdel1 {gbk('停建')}\u24314?\par }}{gbk('建设园区。')}\par "
        rf"{gbk('完善')}\deleted {gbk('废除')}\tab\deleted0 {gbk('机制。')}\par "
        rf"{gbk('推广')}\deleted {gbk('取消')}\plain {gbk('经验。')}\par "
        r"\trowd\cellx100\cellx200 a{\deleted b}\cell c\cell\row "
    )
    rtf = rf"{{\rtf1\ansi\ansicpg936{{\fonttbl{{\f0\fcharset134 SimSun;}}}}\f0 {body}}}"
    text = read_bytes(rtf.encode(), "a.rtf", ".rtf").text
    assert text.split("\n\n") == ["加快建设园区。", "完善机制。", "推广经验。", "a", "c"]


@given(st.lists(st.sampled_from([b"{", b"}", b"\\deleted ", b"\\deleted0 ", b"\\plain", b"\\'b0", b"\\bin3 x}{", b"a",
                                 b"\\", b"\\par ", b"\\*", b"\\u20013?"]), max_size=30))  # fmt: skip
def test_what_is_not_deleted_stays_and_nothing_new_comes_of_it(tokens: list[bytes]) -> None:
    data = b"".join(tokens)
    without = without_deleted(data)
    assert without_deleted(without) == without
    assert without_deleted(data.replace(b"\\deleted ", b"\\deleted0 ")).count(b"a") >= without.count(b"a")
    if b"\\deleted" not in data:
        assert without == data


def mixed(*names: str) -> bytes:
    """A PDF of the first pages of several files of ours."""
    import pypdfium2

    made = pypdfium2.PdfDocument.new()
    for name in names:
        if name:
            made.import_pages(pypdfium2.PdfDocument(FILES / name), [0])
        else:
            made.new_page(595, 842)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_pages_of_a_pdf_that_are_pictures_are_named() -> None:
    """An empty page is none of them."""
    document = read_bytes(mixed("latin.pdf", "scanned.pdf", "", "scanned.pdf", "table.pdf"), "a.pdf", ".pdf")
    assert document.unread == (2, 4)
    assert "warehouses" in document.text
    assert read_bytes(mixed("latin.pdf", "", "table.pdf"), "a.pdf", ".pdf").unread == ()


def test_a_build_says_which_pages_it_could_not_read(tmp_path: Path) -> None:
    """Also when nothing is new: what was not read is still not there."""
    import json

    from jianyan import corpus

    (tmp_path / "a.pdf").write_bytes(mixed("latin.pdf", "scanned.pdf", "scanned.pdf", "", "scanned.pdf"))
    wanted = corpus.Note((tmp_path / "a.pdf").as_posix(), "unread", "2–3, 5")
    for _ in range(2):
        assert wanted in corpus.build([tmp_path / "a.pdf"], tmp_path / "out").notes
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert {"source": wanted.source, "kind": "unread", "about": "2–3, 5"} in report["notes"]
