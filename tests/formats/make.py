"""Makes the files of this folder anew: python tests/formats/make.py

What comes out differs in dates and identifiers from run to run, so the files are kept as they are; run this only to add
some. It needs what tests do not: reportlab, pypdf and Pillow of PyPI, Debian's chromium, libreoffice-writer-nogui and
fonts-wqy-microhei. The texts are those of ``expected/``, made up for this project.
"""

from __future__ import annotations

import base64
import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from email.header import Header
from email.message import EmailMessage
from pathlib import Path

HERE = Path(__file__).parent
FILES = HERE / "files"
FONT = "STSong-Light"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def lines(name: str) -> list[tuple[str, str]]:
    """The lines of an expected text, each with its mark: # a heading, | a cell, "" a paragraph."""
    found = []
    for line in (HERE / "expected" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        mark = line[0] if line[:2] in ("# ", "| ") else ""
        found.append((mark, line.removeprefix(f"{mark} ") if mark else line))
    return found


# -- PDF ---------------------------------------------------------------------------------


class Sheet:
    """A PDF that is set by hand, line by line, with a font that readers bring along."""

    def __init__(self, name: str, **options: object) -> None:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont
        from reportlab.pdfgen.canvas import Canvas

        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.width = pdfmetrics.stringWidth
        self.pdf = Canvas(str(FILES / name), pagesize=(595, 842), invariant=1, **options)
        self.pdf.setTitle("Microsoft Word - 文档1.doc")

    def at(self, x: float, y: float, text: str, size: float = 14, font: str = FONT) -> None:
        self.pdf.setFont(font, size)
        self.pdf.drawString(x, y, text)

    def centred(self, y: float, text: str, size: float = 14) -> None:
        self.at((595 - self.width(text, FONT, size)) / 2, y, text, size)

    def broken(self, text: str, width: float, size: float, indent: float = 2) -> list[tuple[float, str]]:
        """A paragraph in lines, each with where it begins; no mark stands at the beginning of a line."""
        rows, row, left = [], "", indent * size
        for char in text:
            if left + self.width(row + char, FONT, size) > width and char not in "，。、；：）":
                rows.append((left, row))
                row, left = "", 0.0
            row += char
        return [*rows, (left, row)]


def one_column(name: str, foot: Callable[[int], str], head: str = "") -> None:
    sheet, y, page = Sheet(name), 760.0, 1

    def furniture() -> None:
        if head:
            sheet.centred(805, head, 9)
        sheet.centred(40, foot(page), 10)

    furniture()
    for mark, text in lines("article"):
        if mark and text.startswith("关于"):
            sheet.centred(y, text, 20)
            y -= 40
            continue
        if text.startswith("市政协委员"):
            sheet.centred(y, text)
            y -= 30
            continue
        for left, row in sheet.broken(text, 435, 16 if mark else 14):
            sheet.at(80 + left, y, row, 16 if mark else 14)
            y -= 25
            if y < 420:  # short pages: paragraphs go on over their ends
                sheet.pdf.showPage()
                y, page = 760.0, page + 1
                furniture()
    sheet.pdf.save()


def two_columns(name: str, *, shuffled: bool) -> None:
    sheet = Sheet(name)
    sheet.centred(780, lines("columns")[0][1], 22)
    rows: list[tuple[float, str, float]] = []
    for mark, text in lines("columns")[1:]:
        size = 13.0 if mark else 11.0
        rows += [(left, row, size) for left, row in sheet.broken(text, 225, size, 0 if mark else 2)]
    half = (len(rows) + 1) // 2
    placed = [
        (60 + 250 * (at // half) + left, 740.0 - 20 * (at % half), row, size)
        for at, (left, row, size) in enumerate(rows)
    ]
    if shuffled:  # as some programs draw: a row of the page at a time
        placed.sort(key=lambda one: (-one[1], one[0]))
    for x, y, row, size in placed:
        sheet.at(x, y, row, size)
    sheet.pdf.save()


def ruled_table() -> None:
    sheet, texts = Sheet("table.pdf"), lines("table")
    sheet.centred(770, texts[0][1], 18)
    sheet.at(88, 735, texts[1][1])
    cells = [text for mark, text in texts if mark == "|"]
    edges, y = (60.0, 110.0, 400.0, 530.0), 715.0
    for at in range(0, len(cells), 3):
        rows = [sheet.broken(cell, edges[n + 1] - edges[n] - 10, 14, 0) for n, cell in enumerate(cells[at : at + 3])]
        height = 20 * max(map(len, rows)) + 6
        for n, column in enumerate(rows):
            sheet.pdf.rect(edges[n], y - height, edges[n + 1] - edges[n], height)
            for down, (_, row) in enumerate(column):
                sheet.at(edges[n] + 5, y - 18 - 20 * down, row)
        y -= height
    sheet.at(88, y - 30, texts[-1][1])
    sheet.pdf.save()


def latin() -> None:
    sheet, texts = Sheet("latin.pdf"), lines("latin")
    sheet.at(80, 780, texts[0][1], 20, "Helvetica-Bold")
    rows = ["The county shall build refrigerated warehouses in every town-", "ship, and the international standards"]
    rows += ["apply to transportation of vegetables."]
    for at, row in enumerate(rows):
        space = (430 - sheet.width(row, "Helvetica", 14)) / max(row.count(" "), 1) if at < 2 else 0
        text = sheet.pdf.beginText(80, 740 - 22 * at)
        text.setFont("Helvetica", 14)
        text.setWordSpace(space)  # justified: wide blanks stay blanks
        text.textOut(row)
        sheet.pdf.drawText(text)
    sheet.at(80, 660, "本报告由")
    sheet.at(140, 660, "Bureau of Commerce", font="Helvetica")
    sheet.at(140 + sheet.width("Bureau of Commerce", "Helvetica", 14) + 4, 660, "编写，供参考。")
    sheet.pdf.save()


def marked(name: str, *, turned: bool) -> None:
    """A page with a watermark across it and a stamp on its side; on its side itself where ``turned``."""
    sheet = Sheet(name)
    if turned:
        sheet.pdf.setPageRotation(90)
        sheet.pdf.translate(595, 0)
        sheet.pdf.rotate(90)
    for at in range(3):
        sheet.pdf.saveState()
        sheet.pdf.translate(120 + 150 * at, 500)
        sheet.pdf.rotate(45)
        sheet.at(0, 0, "内部资料", 40)
        sheet.pdf.restoreState()
    for at, (_, text) in enumerate(lines("letter")):
        for down, (left, row) in enumerate(sheet.broken(text, 430, 14)):
            sheet.at(80 + left, 520 - 60 * at - 25 * down, row)
    sheet.pdf.save()


def scanned() -> None:
    from PIL import Image

    sheet = Sheet("scanned.pdf")
    picture = io.BytesIO()
    Image.new("L", (60, 80), 230).save(picture, "PNG")
    from reportlab.lib.utils import ImageReader

    sheet.pdf.drawImage(ImageReader(io.BytesIO(picture.getvalue())), 0, 0, 595, 842)
    sheet.pdf.save()


def locked_pdf() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(FILES / "latin.pdf"))
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(FILES / "locked.pdf")


def page_of(name: str, style: str = "") -> str:
    tags = {"#": "h2", "|": "td", "": "p"}
    body = "".join(f"<{tags[mark]}>{text}</{tags[mark]}>" for mark, text in lines(name))
    return (
        f'<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{lines(name)[0][1]}</title>'
        f"<style>{style}</style></head><body><article>{body}</article></body></html>"
    )


def by_chromium() -> None:
    style = (
        'body{font:12pt/1.7 "WenQuanYi Micro Hei"} p{text-indent:2em;text-align:justify;margin:0}'
        "h2{font-size:16pt;font-weight:normal;text-align:center}"
    )
    kangxi = str.maketrans("一人大小飞长见黄门龙鱼车民金风用水老", "⼀⼈⼤⼩⻜⻓⻅⻩⻔⻰⻥⻋⺠⾦⻛⽤⽔⽼")
    with tempfile.TemporaryDirectory() as folder:
        for name, page in (
            ("chromium.pdf", page_of("table", style).replace("<td>", "<p>").replace("</td>", "</p>")),
            ("radicals.pdf", page_of("radicals", style).translate(kangxi)),
        ):
            html = Path(folder) / "page.html"
            html.write_text(page, encoding="utf-8")
            args = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
            subprocess.run(["chromium", *args, f"--print-to-pdf={FILES / name}", str(html)], check=True)


# -- DOCX --------------------------------------------------------------------------------


def docx(name: str, body: str, **parts: str) -> None:
    """A DOCX whose body is ``body``; ``parts`` are styles, numbering, footnotes."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    relation = '<Relationship Id="r{}" Type="{}/{}" Target="{}"/>'
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    with zipfile.ZipFile(FILES / name, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(place: str, text: str) -> None:
            archive.writestr(zipfile.ZipInfo(place), '<?xml version="1.0" encoding="UTF-8"?>' + text)

        types = "".join(f'<Override PartName="/word/{part}.xml" ContentType="{content}.{part}+xml"/>' for part in parts)
        put(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{content}.document.main+xml"/>{types}</Types>',
        )
        put("_rels/.rels", relations.format(relation.format(1, kind, "officeDocument", "word/document.xml")))
        names = "".join(relation.format(at, kind, part, f"{part}.xml") for at, part in enumerate(parts, 1))
        put("word/_rels/document.xml.rels", relations.format(names))
        put("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for part, text in parts.items():
            put(f"word/{part}.xml", f"<w:{part} {W}>{text}</w:{part}>")


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str, tag: str = "t", properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def style(name: str, title: str, inner: str = "", based: str = "") -> str:
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/>{on}<w:pPr>{inner}</w:pPr></w:style>'
    )


def level(depth: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def item(number: int, depth: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def numbering() -> None:
    levels = [
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/><w:suff w:val="nothing"/>'),
        level(1, "chineseCountingThousand", "（%2）", '<w:suff w:val="nothing"/>'),
        level(2, "decimal", "%3."),
        level(3, "decimalEnclosedCircleChinese", "%4"),
    ]
    articles = level(0, "decimal", "第%1条", '<w:suff w:val="space"/>')
    bullets = level(0, "bullet", "\uf0b7")
    numbers = (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{articles}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2">{bullets}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    )
    own = '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>'
    styles = style("1", "heading 1", own) + style("2", "自拟标题", based="1") + style("TOC1", "toc 1")
    head, inherited = '<w:pStyle w:val="1"/>', '<w:pStyle w:val="2"/>'
    body = p("目录中的一行", '<w:pStyle w:val="TOC1"/>') + p("完善政策体系", head)
    body += p("制定专项规划。建议省发展改革委牵头编制产业规划。", item(1, 1)) + p("设立引导基金。", item(1, 1))
    body += p("首期规模不低于10亿元。", item(1, 2)) + p("重点投向初创企业。", item(1, 2))
    body += p("健全标准体系。", item(1, 1)) + p("强化要素保障", inherited) + p("优先安排用地指标。", item(1, 1))
    body += p("新增指标向园区倾斜。", item(1, 3)) + p("盘活存量土地。", item(1, 3))
    body += p("无编号的一段话。", item(3, 0)) + p("本办法由省财政厅解释。", item(2, 0))
    body += p("本办法自印发之日起施行。", item(2, 0))
    docx("numbering.docx", body, styles=styles, numbering=numbers)


def tracked() -> None:
    by = 'w:id="1" w:author="甲" w:date="2024-01-01T00:00:00Z"'
    body = "<w:p>" + r("建议") + f"<w:del {by}>" + r("县", "delText") + "</w:del>"
    body += f"<w:ins {by}>" + r("市财政局") + "</w:ins>" + r("设立专项资金，支持冷链物流发展。") + "</w:p>"
    body += f"<w:p><w:del {by}>" + r("整段删去。", "delText") + "</w:del></w:p>"
    body += "<w:p>" + f"<w:moveFrom {by}>" + r("推广设备。") + "</w:moveFrom>" + r("加快建设产地冷库，")
    body += f"<w:moveTo {by}>" + r("推广移动式预冷设备。") + "</w:moveTo>"
    body += r("批注不算", properties="<w:vanish/>") + "</w:p>"
    body += f"<w:p><w:pPr><w:rPr><w:del {by}/></w:rPr></w:pPr>" + r("保留的一段") + "</w:p>" + p("由两段合成。")
    docx("tracked.docx", body)


def notes() -> None:
    texts = [text for _, text in lines("notes")]
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx xmlns:wps="urn:wps"><w:txbxContent>{p(texts[2])}'
        "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
        f"{p(texts[2])}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    first, second = '<w:r><w:footnoteReference w:id="2"/></w:r>', '<w:r><w:footnoteReference w:id="3"/></w:r>'
    body = p(texts[0], '<w:pStyle w:val="a"/>')
    body += "<w:p>" + r(texts[1][:6]) + first + r(texts[1][6:]) + box + "</w:p>"
    body += "<w:p>" + r(texts[3]) + second + "<w:r><w:br/></w:r>"
    body += '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r(" PAGE ", "instrText")
    body += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r(texts[4])
    body += '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    footnotes = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    footnotes += f'<w:footnote w:id="3">{p(texts[6])}</w:footnote><w:footnote w:id="2">{p(texts[5])}</w:footnote>'
    docx("notes.docx", body, styles=style("a", "Title"), footnotes=footnotes)


def table_docx(name: str, table: str = "table", *, framed: bool = False) -> None:
    body, row = "", ""
    for mark, text in lines(table):
        if mark == "|":
            row += f"<w:tc>{p(text)}</w:tc>"
            if row.count("<w:tc>") == 3:
                body, row = f"{body}<w:tr>{row}</w:tr>", ""
            continue
        if body.endswith("</w:tr>"):
            body += "</w:tbl>"
        body += p(text, '<w:pStyle w:val="1"/>' if mark else "")
        if not framed and text.startswith("各单位"):
            body += "<w:tbl>"
    if framed:
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl><w:p/>"
    docx(name, body, styles=style("1", "heading 1", '<w:outlineLvl w:val="0"/>'))


# -- ODT ---------------------------------------------------------------------------------


def odt(name: str, styles: str, body: str) -> None:
    spaces = " ".join(
        f'xmlns:{part}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
        for part, full in (
            ("office", "office"), ("text", "text"), ("style", "style"), ("draw", "drawing"), ("table", "table")
        )
    )  # fmt: skip
    with zipfile.ZipFile(FILES / name, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
        archive.writestr(
            zipfile.ZipInfo("content.xml"),
            f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )


def number(level: int, form: str, more: str, behind: str = "nothing") -> str:
    return (
        f'<text:list-level-style-number text:level="{level}" style:num-format="{form}" {more}>'
        f'<style:list-level-properties><style:list-level-label-alignment text:label-followed-by="{behind}"/>'
        "</style:list-level-properties></text:list-level-style-number>"
    )


def numbering_odt() -> None:
    def listed(texts: list[str], style: str, depth: int = 1, more: str = "", tag: str = "p") -> str:
        items = "".join(f"<text:list-item><text:{tag}>{text}</text:{tag}></text:list-item>" for text in texts)
        for _ in range(depth - 1):
            items = f"<text:list-item><text:list>{items}</text:list></text:list-item>"
        return f'<text:list text:style-name="{style}" {more}>{items}</text:list>'

    levels = number(1, "一, 二, 三, ...", 'style:num-suffix="、"')
    levels += number(2, "一, 二, 三, ...", 'style:num-prefix="（" style:num-suffix="）"')
    levels += number(3, "1", 'style:num-suffix="."', "listtab") + number(4, "①, ②, ③, ...", "")
    articles = number(1, "1", 'style:num-prefix="第" style:num-suffix="条" text:start-value="3"', "space")
    bullet = '<text:list-level-style-bullet text:level="1" text:bullet-char="•"/>'
    styles = f'<text:list-style style:name="L1">{levels}</text:list-style>'
    styles += f'<text:list-style style:name="L2">{articles}</text:list-style>'
    styles += f'<text:list-style style:name="L3">{bullet}</text:list-style>'
    on = 'text:continue-numbering="true"'
    body = "<text:table-of-content><text:index-body><text:p>目录</text:p></text:index-body></text:table-of-content>"
    body += listed(["完善政策体系"], "L1", tag="h")
    body += listed(["制定专项规划。建议省发展改革委牵头编制产业规划。", "设立引导基金。"], "L1", 2, on)
    body += listed(["首期规模不低于10亿元。", "重点投向初创企业。"], "L1", 3, on)
    body += listed(["健全标准体系。"], "L1", 2, on) + listed(["强化要素保障"], "L1", 1, on, "h")
    body += listed(["优先安排用地指标。"], "L1", 2, on)
    body += listed(["新增指标向园区倾斜。", "盘活存量土地。"], "L1", 4, on) + listed(["无编号的一段话。"], "L3")
    body += listed(["本办法由省财政厅解释。", "本办法自印发之日起施行。"], "L2")
    odt("numbering.odt", styles, body)


def notes_odt() -> None:
    texts = [text for _, text in lines("notes")]

    def note(text: str) -> str:
        return (
            "<text:note><text:note-citation>1</text:note-citation>"
            f"<text:note-body><text:p>{text}</text:p></text:note-body></text:note>"
        )

    box = f"<draw:frame><draw:text-box><text:p>{texts[2]}</text:p></draw:text-box></draw:frame>"
    body = f'<text:h text:outline-level="1">{texts[0]}</text:h>'
    body += f"<text:p>{texts[1][:6]}{note(texts[5])}<text:span>{texts[1][6:]}</text:span>{box}</text:p>"
    body += f"<text:p>{texts[3]}{note(texts[6])}<text:line-break/>{texts[4]}"
    body += "<office:annotation><text:p>批注不算</text:p></office:annotation></text:p>"
    odt("notes.odt", "", body)


# -- others ------------------------------------------------------------------------------


def by_libreoffice() -> None:
    """Our DOCX files as LibreOffice writes them in its own formats."""
    table_docx("article.docx", "article")
    for name, form, to in (
        ("article", "pdf", "libreoffice.pdf"),
        ("article", "odt", "article.odt"),
        ("article", "rtf", "article.rtf"),
        ("article", "doc", "old.doc"),
        ("numbering", "docx", "libreoffice.docx"),
        ("tracked", "odt", "tracked.odt"),
        ("table", "odt", "table.odt"),
        ("table", "rtf", "table.rtf"),
    ):
        with tempfile.TemporaryDirectory() as folder:
            args = ["--headless", "--convert-to", form, "--outdir", folder, str(FILES / f"{name}.docx")]
            subprocess.run(["soffice", *args], check=True)
            (FILES / to).write_bytes((Path(folder) / f"{name}.{form}").read_bytes())


def rtf() -> None:
    def gbk(text: str) -> str:
        return "".join(f"\\'{byte:02x}" if byte > 127 else chr(byte) for byte in text.encode("gbk"))

    body = "".join(gbk(text) + "\\par\n" for _, text in lines("letter"))
    head = "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 SimSun;}}{\\info{\\title t}}\\f0 "
    (FILES / "gbk.rtf").write_text(head + body + "}", encoding="ascii")
    (FILES / "really-rtf.doc").write_text(head + body + "}", encoding="ascii")
    unicode = "".join("".join(f"\\u{ord(char)}?" for char in text) + "\\par\n" for _, text in lines("letter"))
    (FILES / "unicode.rtf").write_text("{\\rtf1\\ansi\\uc1 " + unicode + "}", encoding="ascii")


def epub() -> None:
    texts = [text for _, text in lines("book")]
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0">'
        "<metadata><dc:title>春江县农产品加工调研报告</dc:title><dc:creator>春江县政协</dc:creator>"
        "<dc:publisher>春江出版社</dc:publisher><dc:date>2023-06-01</dc:date></metadata><manifest>"
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="b" href="two.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="a" href="text/%E4%B8%80.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="nav"/><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    page = (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>{0}</title></head>'
        "<body><h2>{0}</h2><p>{1}</p></body></html>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    locked = (
        '<encryption><EncryptedData><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
        "</EncryptedData></encryption>"
    )
    for name in ("book.epub", "protected.epub"):
        with zipfile.ZipFile(FILES / name, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
            archive.writestr(zipfile.ZipInfo("META-INF/container.xml"), container)
            archive.writestr(zipfile.ZipInfo("OEBPS/book.opf"), opf)
            archive.writestr(zipfile.ZipInfo("OEBPS/nav.xhtml"), page.format("目录", "第一章　第二章"))
            archive.writestr(zipfile.ZipInfo("OEBPS/text/一.xhtml"), page.format(texts[0], texts[1]))
            archive.writestr(zipfile.ZipInfo("OEBPS/two.xhtml"), page.format(texts[2], texts[3]))
            if name == "protected.epub":
                archive.writestr(zipfile.ZipInfo("META-INF/encryption.xml"), locked)


def messages() -> None:
    text = "\n".join(text for _, text in lines("letter"))
    head = b"From: " + "县商务局".encode("gbk") + b" <swj@example.org>\r\nSubject: "
    head += "报送建议".encode("gbk") + b"\r\nDate: Tue, 05 Mar 2024 09:00:00 +0800\r\nMIME-Version: 1.0\r\n"
    head += b"Content-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    (FILES / "gbk.eml").write_bytes(head + text.encode("gbk"))
    message = EmailMessage()
    message["From"] = "许静姝 <xu@example.org>"
    message["Subject"] = "关于完善社区养老服务的建议"
    message["Date"] = "Wed, 06 Mar 2024 10:00:00 +0800"
    message.set_content("请用支持网页的程序查看。")
    message.add_alternative(page_of("mail-page"), subtype="html")
    attached = lines("attached")[0][1]
    message.add_attachment(attached.encode("gb18030"), maintype="text", subtype="plain", filename="附件：电梯.txt")
    message.add_attachment(b"\x89PNG\r\n", maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(b"\xd0\xcf\x11\xe0", maintype="application", subtype="msword", filename="旧.doc")
    (FILES / "attached.eml").write_bytes(message.as_bytes().replace(b"\n", b"\r\n"))
    page = page_of("mail-page").replace("utf-8", "gb2312").encode("gbk")
    boundary = "----=_NextPart_000_0000"
    saved = (
        f"From: {Header('由 Internet Explorer 保存', 'utf-8').encode()}\r\nSubject: x\r\n"
        "Date: Thu, 7 Mar 2024 10:00:00 +0800\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related; type="text/html"; boundary="{boundary}"\r\n\r\n'
        f"--{boundary}\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n"
        "Content-Location: http://www.example.org/a.htm\r\n\r\n"
        + base64.encodebytes(page).decode("ascii").replace("\n", "\r\n")
        + f"\r\n--{boundary}\r\nContent-Type: text/css\r\n\r\nbody {{}}\r\n--{boundary}--\r\n"
    )
    (FILES / "saved.mht").write_bytes(saved.encode("ascii"))
    blink = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.example.org/b\r\nSubject: x\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"B\"\r\n\r\n"
        "--B\r\nContent-Type: text/html\r\nContent-ID: <frame-1>\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + page_of("mail-page") + "\r\n--B\r\nContent-Type: text/html\r\n\r\n<p>another frame</p>\r\n--B--\r\n"
    )  # fmt: skip
    (FILES / "saved.mhtml").write_bytes(blink.encode())


def crawl() -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    page = page_of("mail-page").replace("utf-8", "x").encode("gb18030")
    entries = [
        ("http://www.example.org/", "200 OK", "text/html; charset=GBK", page),
        ("http://www.example.org/gone", "404 Not Found", "text/html", b"<p>gone</p>"),
        ("http://www.example.org/a.css", "200 OK", "text/css", b"p {}"),
        ("http://www.example.org/a.rtf", "200 OK", "application/octet-stream", (FILES / "gbk.rtf").read_bytes()),
        ("http://www.example.org/b", "200 OK", "text/plain; charset=utf-8", lines("attached")[0][1].encode()),
    ]
    for name in ("crawl.warc.gz", "crawl.warc"):
        with (FILES / name).open("wb") as file:
            writer = WARCWriter(file, gzip=name.endswith("gz"))
            for address, status, kind, body in entries:
                headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
                record = writer.create_warc_record(address, "response", io.BytesIO(body), http_headers=headers)
                writer.write_record(record)


def offices() -> None:
    for name, member in (("notice.ofd", "OFD.xml"), ("sheet.docx", "xl/workbook.xml")):
        with zipfile.ZipFile(FILES / name, "w") as archive:
            archive.writestr(zipfile.ZipInfo(member), "<x/>")


def main() -> None:
    FILES.mkdir(exist_ok=True)
    one_column("one-column.pdf", lambda page: f"— {page} —", "春江县政协　提案选编")
    one_column("page-of.pdf", lambda page: f"第 {page} 页 共 3 页")
    two_columns("two-columns.pdf", shuffled=False)
    two_columns("two-columns-by-row.pdf", shuffled=True)
    ruled_table()
    latin()
    marked("watermark.pdf", turned=False)
    marked("turned.pdf", turned=True)
    scanned()
    locked_pdf()
    numbering()
    tracked()
    notes()
    table_docx("table.docx")
    table_docx("frame.docx", "letter", framed=True)
    numbering_odt()
    notes_odt()
    rtf()
    epub()
    messages()
    crawl()
    offices()
    if "--ours" not in sys.argv:
        by_chromium()
        by_libreoffice()


if __name__ == "__main__":
    main()
