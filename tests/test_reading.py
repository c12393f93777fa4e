"""Bytes → Document: encodings, line ends, pages. The samples are made up."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianyan.errors import InputError
from jianyan.model import BlockKind
from jianyan.reading import SUFFIXES, read, read_bytes

SIMPLIFIED = "建议加快建设氢能产业园，支持企业开展联合攻关。\n推动农产品冷链物流发展，完善县域商业体系。\n"
TRADITIONAL = "建議加快建設氫能產業園，支持企業開展聯合攻關。\n推動農產品冷鏈物流發展，完善縣域商業體系。\n"

PAGE = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>关于发展冷链物流的建议_晨光网</title>
<meta property="og:title" content="关于发展冷链物流的建议">
<meta property="og:site_name" content="晨光日报">
<meta property="article:published_time" content="2023-03-05T08:00:00+08:00">
<meta name="author" content="林知远，周牧野"></head>
<body><nav><a href="/">首页</a> <a href="/news">新闻</a></nav>
<article><h1>关于发展冷链物流的建议</h1>
<h2>一、完善政策体系</h2>
<p>建议省商务厅牵头制定冷链物流发展规划，<b>明确</b>发展目标、重点任务和保障措施，统筹布局骨干基地建设。</p>
<p>支持企业开展关键技术攻关，<br>对首台套装备给予补贴，推动示范应用，形成一批可复制的经验。</p>
<h2>二、强化要素保障</h2>
<ul><li>设立冷链物流产业基金，引导社会资本参与。</li><li>健全人才培养办法，支持院校增设相关专业。</li></ul>
<table><tr><td>项目</td><td>数量</td></tr></table></article>
<footer>Copyright 2021 晨光网</footer></body></html>
"""


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (SIMPLIFIED.encode(), SIMPLIFIED),
        (SIMPLIFIED.encode("utf-8-sig"), SIMPLIFIED),
        (SIMPLIFIED.encode("utf-16"), SIMPLIFIED),
        (b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be"), SIMPLIFIED),
        (SIMPLIFIED.encode("utf-32"), SIMPLIFIED),
        (SIMPLIFIED.encode("gb2312"), SIMPLIFIED),
        ((SIMPLIFIED + "㐀𠀀").encode("gb18030"), SIMPLIFIED + "㐀𠀀"),
        (TRADITIONAL.encode("big5"), TRADITIONAL),
        (TRADITIONAL.encode("gb18030"), TRADITIONAL),
        (TRADITIONAL.encode(), TRADITIONAL),
    ],
    ids=["utf-8", "utf-8 with BOM", "utf-16", "utf-16-be", "utf-32", "gb2312", "gb18030", "big5", "traditional gb18030",
         "traditional utf-8"],
)  # fmt: skip
def test_every_encoding_gives_the_same_text(data: bytes, text: str) -> None:
    document = read_bytes(data, "a.txt", ".txt")
    assert document.text == text
    assert document.sha256 == sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("length", [8, 12, 20, 40])
def test_a_short_excerpt_is_enough_to_tell_gb18030_from_big5(length: int) -> None:
    for text, encoding in ((SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5")):
        for start in range(len(text) - length):
            excerpt = text[start : start + length]
            assert read_bytes(excerpt.encode(encoding), "a.txt", ".txt").text == excerpt


def test_a_code_of_big5_that_is_two_characters_is_read() -> None:
    text = "\u00ca\u030c" + TRADITIONAL
    assert read_bytes(b"\x88\x64" + TRADITIONAL.encode("big5"), "a.txt", ".txt").text == text


def test_line_ends_become_lf_and_nothing_else_changes() -> None:
    assert read_bytes("\ufeff甲\r\n乙\r丙\n\n  丁　\t\n".encode(), "a.txt", ".txt").text == "甲\n乙\n丙\n\n  丁　\t\n"


def test_markdown_stays_as_it_is() -> None:
    text = "# 建议\n\n- **加快**建设[园区](http://example.org)\n"
    document = read_bytes(text.encode(), "a.md", ".md")
    assert (document.text, document.blocks, document.metadata.title) == (text, (), None)


def test_only_the_first_byte_order_mark_goes() -> None:
    assert read_bytes("\ufeff\ufeff甲".encode(), "a.txt", ".txt").text == "\ufeff甲"


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff"), min_size=1))
def test_utf8_comes_back_unchanged(text: str) -> None:
    if text.strip():
        assert read_bytes(text.encode(), "a.txt", ".txt").text == text


def refusal(data: bytes, suffix: str = ".txt") -> InputError:
    with pytest.raises(InputError) as caught:
        read_bytes(data, "某/a" + suffix, suffix)
    assert caught.value.where == "某/a" + suffix
    assert caught.value.exit_code == 2
    return caught.value


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", "\u3000\n".encode()])
def test_empty_is_refused(data: bytes) -> None:
    assert "empty" in refusal(data).en
    assert "空" in refusal(data).zh


@pytest.mark.parametrize(
    "data",
    [
        b"\x7fELF\x02\x01\x01\x00\x00",
        SIMPLIFIED.encode() + b"\0",
        SIMPLIFIED.encode("utf-16-le"),  # no mark: the line end has a NUL
        b"\x01\x02\x03\x04 text",
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    assert "binary" in refusal(data).en


def test_a_known_format_is_named() -> None:
    assert "as PDF" in refusal(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n").en
    assert "DOCX" in refusal(b"PK\x03\x04\x14\x00\x06\x00").zh
    assert "picture" in refusal(b"\x89PNG\r\n\x1a\n").en


def test_one_stray_control_character_in_a_long_text_is_no_binary() -> None:
    text = SIMPLIFIED * 5 + "\x0b\x1f"
    assert read_bytes(text.encode(), "a.txt", ".txt").text == text


@pytest.mark.parametrize(
    ("data", "at", "byte"),
    [
        (SIMPLIFIED.encode()[:-2], 130, "0xE3"),  # 43 characters of 3 bytes and a line end stand before the cut one
        (SIMPLIFIED.encode("gb18030") + b"\xff" + SIMPLIFIED.encode("gb18030"), 90, "0xFF"),
        (SIMPLIFIED.encode() + "建设".encode("gb18030") + SIMPLIFIED.encode(), 134, "0xBD"),
    ],
    ids=["cut", "one bad byte", "two encodings"],
)
def test_what_decodes_in_no_way_is_refused_with_the_byte(data: bytes, at: int, byte: str) -> None:
    error = refusal(data)
    assert f"byte {at} ({byte})" in error.en
    assert f"第 {at} 字节（{byte}）" in error.zh


def test_western_text_in_a_legacy_encoding_is_refused_rather_than_read_as_chinese() -> None:
    assert "UTF-8" in refusal("Le développement économique à la forêt, été".encode("cp1252")).en


def test_a_file_is_read_with_its_path_as_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "文章").mkdir()
    (tmp_path / "文章" / "一.TXT").write_bytes(SIMPLIFIED.encode("gb18030"))
    monkeypatch.chdir(tmp_path)
    document = read(Path("文章") / "一.TXT")
    assert (document.source, document.text) == ("文章/一.TXT", SIMPLIFIED)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.xyz").write_text("x", encoding="utf-8")
    (tmp_path / "b.txt").mkdir()
    for name, words in (("a.xyz", " ".join(SUFFIXES)), ("none.txt", "no such file"), ("b.txt", "cannot be opened")):
        with pytest.raises(InputError) as caught:
            read(tmp_path / name)
        assert words in caught.value.en
        assert caught.value.where == (tmp_path / name).as_posix()


def test_a_page_gives_its_article_in_blocks() -> None:
    document = read_bytes(PAGE.encode(), "a.html", ".html")
    blocks = [(block.kind, document.quote(block.span)) for block in document.blocks]
    assert blocks == [
        (BlockKind.HEADING, "关于发展冷链物流的建议"),
        (BlockKind.HEADING, "一、完善政策体系"),
        (
            BlockKind.PARAGRAPH,
            "建议省商务厅牵头制定冷链物流发展规划，明确发展目标、重点任务和保障措施，统筹布局骨干基地建设。",
        ),
        (BlockKind.PARAGRAPH, "支持企业开展关键技术攻关，"),
        (BlockKind.PARAGRAPH, "对首台套装备给予补贴，推动示范应用，形成一批可复制的经验。"),
        (BlockKind.HEADING, "二、强化要素保障"),
        (BlockKind.ITEM, "设立冷链物流产业基金，引导社会资本参与。"),
        (BlockKind.ITEM, "健全人才培养办法，支持院校增设相关专业。"),
        (BlockKind.CELL, "项目"),
        (BlockKind.CELL, "数量"),
    ]
    assert document.text == "\n\n".join(text for _, text in blocks)
    assert document.sha256 == sha256(document.text.encode()).hexdigest()


def test_a_page_says_title_date_publisher_and_authors() -> None:
    metadata = read_bytes(PAGE.encode(), "a.html", ".html").metadata
    assert metadata.title == "关于发展冷链物流的建议"
    assert metadata.issued == date(2023, 3, 5)
    assert metadata.publisher == "晨光日报"
    assert metadata.authors == ("林知远", "周牧野")


def test_a_copyright_year_is_no_date() -> None:
    page = PAGE.replace('<meta property="article:published_time" content="2023-03-05T08:00:00+08:00">', "")
    assert read_bytes(page.encode(), "a.html", ".html").metadata.issued is None


def test_a_page_of_divs_and_line_breaks_gives_its_lines_whole() -> None:
    page = (
        "<html><head><title>短讯</title></head><body><div class='nav'><a href='/'>首页</a></div><div class='c'>"
        "<div>会议<b>提出</b>，加快建设园区。</div>　　支持企业攻关。<br>　　完善<!-- x -->机制。</div>"
        "<div id='footer'>版权</div></body></html>"
    )
    document = read_bytes(page.encode(), "a.htm", ".htm")
    lines = document.text.split("\n\n")
    assert lines[-3:] == ["会议提出，加快建设园区。", "支持企业攻关。", "完善机制。"]
    assert "首页" not in document.text
    assert "版权" not in document.text


@pytest.mark.parametrize(("encoding", "text"), [("gb2312", SIMPLIFIED), ("big5", TRADITIONAL)])
def test_a_page_is_decoded_as_it_declares(encoding: str, text: str) -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={encoding}"></head><body>'
    page += "".join(f"<p>{line}</p>" for line in text.split()) + "</body></html>"
    assert read_bytes(page.encode(encoding), "a.html", ".html").text == "\n\n".join(text.split())


def test_a_page_that_declares_the_wrong_charset_is_still_read() -> None:
    page = f'<html><head><meta charset="utf-8"></head><body><p>{SIMPLIFIED}</p></body></html>'
    assert SIMPLIFIED.split()[0] in read_bytes(page.encode("gb18030"), "a.html", ".html").text


def test_a_page_without_text_is_refused() -> None:
    assert "no text" in refusal(b"<html><body><script>render()</script></body></html>", ".html").en


@pytest.mark.parametrize("page", ["<p>加快<i>建设</i>园区。</p>", "加快建设园区。"])
def test_a_fragment_of_a_page_is_read(page: str) -> None:
    assert read_bytes(page.encode(), "a.html", ".html").text == "加快建设园区。"


def test_piped_data_is_a_page_where_it_looks_like_one() -> None:
    assert read_bytes(PAGE.encode(), "-", "").metadata.publisher == "晨光日报"
    assert read_bytes(SIMPLIFIED.encode(), "-", "").text == SIMPLIFIED
