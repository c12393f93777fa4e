"""A small text with its Reading, made by hand: every field of the model is used at least once.

The people and bodies are invented, the places real. Other parts' tests use it too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

from jianyan.model import (
    Basis,
    Block,
    BlockKind,
    Body,
    BodyMention,
    Correction,
    CorrectionKind,
    Document,
    FieldOrigin,
    Level,
    Measure,
    Meeting,
    Membership,
    Metadata,
    Origins,
    Person,
    Place,
    PlaceMention,
    Reading,
    Sector,
    SectorMention,
    Span,
    Speech,
    Stance,
    Statement,
    Target,
)  # fmt: skip

SECTOR = "https://w3id.org/jianyan/scheme/sector/"
INSTRUMENT = "https://w3id.org/jianyan/scheme/instrument/"

TEXT = """市政协召开氢能产业协商座谈会
发布时间：2023年03月08日 来源：昆明滇池观察报
许清禾（昆明市政协委员、民建昆明市委会副主委） 代表民建昆明市委会发言
加快氢能产业集聚
完善氢能基础设施。到2025年建成加氢站12座，落实《云南氢能行动方案》。
建议市发展改革委设立产业基金。
段 牧云（昆明苍洱储能有限公司总工程师）说，支持设立产业基金，反对在滇池沿岸新建电站。
去年已建成加氢站3座。
"""


def find(words: str, start: int = 0) -> Span:
    """The span of the first ``words`` at or after ``start``."""
    at = TEXT.index(words, start)
    return Span(at, at + len(words))


PARTY = Body("中国民主建国会", "democraticParty", aliases=("民建",))
PARTY_BRANCH = Body("中国民主建国会昆明市委员会", "democraticParty", PARTY, ("民建昆明市委", "民建昆明市委会"))
CPPCC = Body("中国人民政治协商会议昆明市委员会", "cppcc", None, ("昆明市政协",))
DEPARTMENT = Body("昆明市发展和改革委员会", "department")
FIRM = Body("昆明苍洱储能有限公司", "enterprise")
PAPER = Body("昆明滇池观察报", "media")

PROVINCE = Place("云南省", "530000", "province")
CITY = Place("昆明市", "530100", "prefecture", ("530000",))
LAKE = Place("滇池沿岸", None, "group", ("530100", "530000"))

HYDROGEN = Sector(SECTOR + "氢能", "氢能")
STORAGE = Sector(SECTOR + "新型储能", "新型储能")
FUND = INSTRUMENT + "产业基金"

XU = Person("许清禾", PARTY_BRANCH.name)
DUAN = Person("段牧云", FIRM.name, ("段 牧云",))

XU_CPPCC = Membership(XU, CPPCC, "委员", find("昆明市政协委员"))
XU_PARTY = Membership(XU, PARTY_BRANCH, "副主委", find("民建昆明市委会副主委"))
DUAN_FIRM = Membership(DUAN, FIRM, "总工程师", find("昆明苍洱储能有限公司总工程师"))

_BUILD = "到2025年建成加氢站12座，落实《云南氢能行动方案》"

SECTOR_CORRECTED = Correction(CorrectionKind.WRONG_SECTOR, find("建成加氢站3座"), "新型储能", "氢能", "记录为加氢")

STATEMENTS = (
    Statement(
        find("加快氢能产业集聚"), Level.TITLE, Stance.PROPOSES,
        Measure("加快氢能产业集聚", "加快", "氢能产业集聚", (), (HYDROGEN,)), None, "title",
    ),
    Statement(
        find("完善氢能基础设施"), Level.HEADING, Stance.PROPOSES,
        Measure("完善氢能基础设施", "完善", "氢能基础设施", (), (HYDROGEN,)), 0, "heading",
    ),
    Statement(
        find(_BUILD), Level.MEASURE, Stance.PROPOSES,
        Measure(
            _BUILD.replace("，", ","), "建成", "加氢站12座", (), (HYDROGEN, STORAGE), (PROVINCE,), (),
            ("云南氢能行动方案",), (Target(find("到2025年建成加氢站12座"), "12", "座", "2025年"),), True,
        ), 1, "clause",
    ),
    Statement(
        find("设立产业基金"), Level.MEASURE, Stance.PROPOSES,
        Measure("设立产业基金", "设立", "产业基金", (FUND,), (HYDROGEN,), (), (DEPARTMENT,), (), (), True), 0, "clause",
    ),
    Statement(
        find("设立产业基金", find("支持").start), Level.MEASURE, Stance.SUPPORTS,
        Measure("设立产业基金", "设立", "产业基金", (FUND,)), None, "clause",
    ),
    Statement(
        find("在滇池沿岸新建电站"), Level.MEASURE, Stance.OPPOSES,
        Measure("在滇池沿岸新建电站", "新建", "电站", (), (), (LAKE,)), None, "clause",
    ),
    Statement(
        find("建成加氢站3座"), Level.MEASURE, Stance.REPORTS_DONE,
        Measure("建成加氢站3座", "建成", "加氢站3座", (), (HYDROGEN,)), None, "done", corrections=(SECTOR_CORRECTED,),
    ),
)  # fmt: skip

READING = Reading(
    document=Document(
        TEXT,
        sha256(TEXT.encode()).hexdigest(),
        "samples/hydrogen.txt",
        Metadata("市政协召开氢能产业协商座谈会", date(2023, 3, 8), "昆明滇池观察报", ("沐小满",)),
        (Block(BlockKind.HEADING, find("市政协召开氢能产业协商座谈会")),),
    ),
    title="市政协召开氢能产业协商座谈会",
    issued=date(2023, 3, 8),
    publisher=PAPER,
    authors=("沐小满",),
    origins=Origins(FieldOrigin.HEADING, FieldOrigin.IMPRINT, FieldOrigin.IMPRINT, FieldOrigin.METADATA),
    meeting=Meeting("氢能产业协商座谈会", CPPCC, find("氢能产业协商座谈会")),
    bodies=(
        BodyMention(find("市政协"), CPPCC),
        BodyMention(find("昆明滇池观察报"), PAPER),
        BodyMention(find("昆明市政协"), CPPCC),
        BodyMention(find("民建昆明市委会"), PARTY_BRANCH),
        BodyMention(find("市发展改革委"), DEPARTMENT),
        BodyMention(find("昆明苍洱储能有限公司"), FIRM),
    ),
    places=(
        PlaceMention(find("昆明"), CITY),
        PlaceMention(find("云南"), PROVINCE),
        PlaceMention(find("滇池沿岸"), LAKE),
    ),
    sectors=(SectorMention(find("氢能产业"), HYDROGEN), SectorMention(find("储能"), STORAGE)),
    memberships=(XU_CPPCC, XU_PARTY, DUAN_FIRM),
    speeches=(
        Speech(
            1, find("代表民建昆明市委会发言"), XU, (XU_CPPCC, XU_PARTY), (PARTY_BRANCH,), (), "加快氢能产业集聚",
            Basis.EXPLICIT, 0.975, (0, 1, 2, 3),
        ),
        Speech(2, find("段 牧云"), DUAN, (DUAN_FIRM,), (), (), None, Basis.SAME_PARAGRAPH, None, (4, 5)),
        Speech(3, find("去年已建成加氢站3座"), basis=Basis.UNKNOWN, statements=(6,)),
    ),
    statements=STATEMENTS,
    corrections=(SECTOR_CORRECTED,),
)  # fmt: skip
"""A meeting: two speakers, and a speech that nobody is named for."""


def issued_reading() -> Reading:
    """The same text as a document that nobody speaks in: the department states it all."""
    speech = Speech(
        1, Span(0, len(TEXT)), None, (), (), (DEPARTMENT,), None, Basis.ISSUER, 1.0, tuple(range(len(STATEMENTS)))
    )
    return replace(READING, publisher=DEPARTMENT, meeting=None, memberships=(), speeches=(speech,))


def other_reading() -> Reading:
    """Another document with the same words and a line more, so with other statements of the same measures."""
    text = TEXT + "（完）\n"
    sha = sha256(text.encode()).hexdigest()
    document = replace(READING.document, text=text, sha256=sha, source="samples/other.txt")
    return replace(READING, document=document)
