"""Who a text names: the rules by example. The sentences are our own."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest

from jianyan import lexicon
from jianyan.extraction import extract
from jianyan.extraction.names import posts
from jianyan.extraction.reading import hear
from jianyan.lexicon import Lexicon
from jianyan.model import Document


@cache
def known() -> Lexicon:
    return lexicon.load()


def named(text: str) -> list[str]:
    heard = hear(Document(text, hashlib.sha256(text.encode()).hexdigest(), "sample.txt"), known())
    return sorted(heard.page.people.known)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # nothing but the row of names and what they do names them
        ("张晓明、李卫国、王建华、赵志强等12位党外人士先后发言。", ["张晓明", "李卫国", "王建华", "赵志强"]),
        ("会上,李卫国、王建华、欧阳志强等14位专家提出意见建议。", ["李卫国", "王建华", "欧阳志强"]),
        # they are there, but nobody says that they speak
        ("图为李卫国、王建华、赵志强。", []),
        # two are too few, and a row of things is none of names
        ("李卫国、王建华走进车间。", []),
        ("高铁、常用药、安居房等成为发言的热词。", []),
        # a row behind who has a post shares it
        ("市政协委员张晓明、李卫国、王建华围绕养老服务发言。", ["张晓明", "李卫国", "王建华"]),
    ],
)
def test_names_in_a_row(text: str, names: list[str]) -> None:
    assert named(text) == sorted(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("王力表示,要加快建设。", ["王力"]),
        ("高度认为,要加快建设。", []),
        ("全会提出,要加快建设。", []),
        ("王立新、陈志军等3位市政协委员建议加快建设。", ["王立新", "陈志军"]),
        ("市政协副主席王立新出席会议并讲话。", ["王立新"]),
        ("市政协委员王立新、陈志军、李建国在座谈会上发言。", ["王立新", "陈志军", "李建国"]),
        # the title behind the name, what they submit, what they say in quotation marks
        ("陈家明理事长表示,要加快建设。", ["陈家明"]),
        ("在交通方面,陈家明提交了《关于增设停车场的提案》。", ["陈家明"]),
        ("翟昆鹏说:“要加快建设。”", ["翟昆鹏"]),
        ("市政协委员陈家明、李立都关注老旧小区。", ["陈家明", "李立"]),
        ("市长王立新来到企业。", ["王立新"]),
        # a Tibetan name, whose first half is also two small words
        ("青海省人民医院副院长才让东智介绍,医院已建成远程平台。", ["才让东智"]),
        ("林市长右昌:我们会尽快检讨。", ["林右昌"]),
        ("多谢何议员。", []),
        # a deputy who goes on to do something; 代表 that is a verb is no seat
        ("与她同团的郎阿贵代表接过话头。", ["郎阿贵"]),
        ("与会代表在会场外等候。", []),
        # what stands behind a name that its post announces: a verb of one character with 了 or 着
        ("市政协委员郎明霞敲了敲桌子。", ["郎明霞"]),
        ("市政协委员郎明举着图纸。", ["郎明"]),
        # nothing stands behind it that 和 could join
        ("我们连线的是市政协委员柴春和。", ["柴春和"]),
        # a surname of two characters with a title is whom the text named before
        ("市政协委员亓官平到场。亓官委员您好。", ["亓官平"]),
    ],
)
def test_who_speaks_is_named(text: str, names: list[str]) -> None:
    assert named(text) == sorted(names)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("市政协委员王立新、陈志军、李建国,以及企业代表赵广明在座谈会上发言。", ["王立新", "陈志军", "李建国"]),
        ("市长王立新出席会议并讲话。", ["王立新"]),
        ("市长王立新主持会议并听取发言。", []),  # who chairs and listens does not speak
        ("市长王立新主持会议。他强调,要完善产业政策。", ["王立新"]),
        ("市政协委员陈志军建议,设立产业基金。市长王立新主持会议。", ["陈志军"]),
        ("王立新、陈志军委员认为,要完善产业政策。", ["王立新", "陈志军"]),
        ("全国政协委员陈志军与市政协委员王立新将提交一份提案,建议设立产业基金。", ["陈志军", "王立新"]),
        (
            "芜湖市总商会会长王立新、副会长陈志军、监事长李建国则围绕用工、融资等议题发表意见。",
            ["王立新", "陈志军", "李建国"],
        ),
        ("民建芜湖市委会支持市长王立新的做法,认为方向正确。", []),  # whose doing is supported
        # of no body, but named; what a verb of speaking opens is no label
        ("景苑小区居民石婉宁表示,要尽快增设充电桩。", ["石婉宁"]),
        ("读者方启明建言:修订停车管理办法,增设夜班线路。", ["方启明"]),
        ("广大居民积极参与,建议增设充电桩。", []),
        # no verb of speaking and no adverb is a name
        ("会上,副局长强调,要新建社区食堂。", []),
        ("市民高兴地说,要新建社区食堂。", []),
        ("发挥委员代表性强、人才荟萃的优势,决定设立联络室。", []),
    ],
)
def test_who_speaks(text: str, speakers: list[str]) -> None:
    said = f"市政协召开座谈会\n\n{text}\n"
    reading = extract(Document(said, hashlib.sha256(said.encode()).hexdigest(), "sample.txt"), known())
    assert sorted(speech.person.name for speech in reading.speeches if speech.person) == sorted(speakers)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (  # the aspects that somebody speaks of
            "县政协召开座谈会\n\n县政协委员李明远从强化部门协作、培育服务团队、加强基地、园区建设三个方面提出建议。\n",
            {"李明远": ["强化部门协作", "培育服务团队", "加强基地、园区建设"]},
        ),
        (  # aspects that are no actions
            "县政协召开座谈会\n\n县政协委员李明远从经济、文化等方面提出意见建议。\n",
            {"李明远": []},
        ),
        (  # the motion's text begins in the line that names its mover
            "立法会将辩论两项议案\n\n该项议案由麦启恒提出,内容为:「本会促请政府改善街道照明。」\n\n"
            "关卓然将提出一项有关旅游业的议案,内容为:「本会促请政府善用旅游资源。」\n",
            {"麦启恒": ["改善街道照明"], "关卓然": ["善用旅游资源"]},
        ),
        (  # a column: the name and post below its title, the writer's own words below
            "會長專欄\n\n老店如何轉型\n\n崔柏年博士【會長】\n\n街坊常問老店的出路。政府應設立「老店數碼券」。\n\n當局亦可簡化申請手續。\n",
            {"崔柏年": ["設立「老店數碼券」", "簡化申請手續"]},
        ),
        (  # the title says whose view it is
            "芜湖市政协常委王立新:让老街更有烟火气\n\n老街是城市的记忆。建议:\n\n一、修缮沿街老铺。引进非遗工坊。\n",
            {"王立新": ["修缮沿街老铺", "引进非遗工坊"]},
        ),
        (  # minutes: a line only says whose turn it is
            "市议会质询纪录\n\n童佳蓉议员:\n谢谢议长。本席建议加开区间车。\n\n柯局长志宏:\n我们会增加四个班次。\n",
            {"童佳蓉": ["加开区间车"], "柯志宏": ["增加四个班次"]},
        ),
        (  # minutes that name who speaks and nothing more; who is in the chair only gives the word
            "讨论纪要\n\n主持人:祁连山\n\n祁连山:请大家发言。\n\n车晓:建议增开航班。\n\n马小凤:补贴要提高到三万元。\n",
            {"祁连山": [], "车晓": ["增开航班"], "马小凤": ["提高到三万元"]},
        ),
        (  # who proposes is told below the title, with more than a name
            "为老人撑起保护伞\n\n代表名片:田小蓉,女,县人大代表,县医院主治医师。\n\n办理建议:\n\n1.扩建县养老院。\n",
            {"田小蓉": ["为老人撑起保护伞", "扩建县养老院"]},
        ),
        (  # proposals in a collection, each with its title and its proposer
            "议政建言\n\n加强餐饮监管\n提案人:市政协委员 骆小川\n校园周边小餐桌多。建议设立家长监督员。\n\n"
            "优化公交线网\n提案人:闻晓棠 民革界\n新建小区没有公交。建议延伸公交线路。\n",
            {"骆小川": ["加强餐饮监管", "设立家长监督员"], "闻晓棠": ["优化公交线网", "延伸公交线路"]},
        ),
        (  # numbered bylines, and titles with a label
            "委员发言摘登\n\n(四)市政协常委、市第二中学校长  白露\n题目:激活老厂房\n"
            "老厂房闲置多年。提出两点建议:第一,出台改造指引。\n\n"
            "(五)市政协委员、江城大学教授  庄严\n题目:破解午休难\n学生趴桌午睡。建议更换课桌椅。\n",
            {"白露": ["激活老厂房", "出台改造指引"], "庄严": ["破解午休难", "更换课桌椅"]},
        ),
        (  # a reply whose title is left out
            "王小林等2名代表:\n\n你们提出的关于修缮沿河步道的建议收悉。现答复如下:\n\n下一步,我们将修缮沿河步道护栏。\n",
            {"王小林": ["修缮沿河步道"]},
        ),
        (  # a script: who narrates tells of others, whose words stand under a label are theirs
            "今晚关注\n\n主持人 陆离:\n欢迎收看。\n\n解说:\n市政协委员郎明霞建议设立应急储备。\n\n"
            "县人大代表 江城制药公司董事长 柯亚平:\n我呼吁建立预警平台。\n\n陆离:\n您怎么看?\n\n"
            "[采访]市卫生局药政处处长 柴春和:\n我们要完善目录。\n",
            {"郎明霞": ["设立应急储备"], "柯亚平": ["建立预警平台"], "柴春和": ["完善目录"]},
        ),
        (  # an interview: labels in brackets on the lines of the words
            "委员访谈\n\n市政协委员郎明霞做客本网。\n\n[主持人] 您带来什么?\n\n[郎明霞] 首先要完善冷链设施。\n\n"
            "[主持人] 还有呢?要加强监管吗?\n\n[郎明霞] 应该发展精深加工。\n",
            {"郎明霞": ["完善冷链设施", "发展精深加工"]},
        ),
        (  # whose paper it is: hers who was spoken of, theirs who wrote it
            "委员热议\n\n“护工太少。”市政协委员郎明霞忧心忡忡。她的提案建议,扩大招生规模。\n\n"
            "会后,县政协委员柴春亮把所得写成了一篇社情民意信息。信息建议,修订实施办法。\n",
            {"郎明霞": ["扩大招生规模"], "柴春亮": ["修订实施办法"]},
        ),
        (  # in a paper somebody writes: the paper is no verb
            "委员热议\n\n市政协委员郎明霞在建议中写道,由交通部门核定投放上限。\n",
            {"郎明霞": ["由交通部门核定投放上限"]},
        ),
        (  # the title names who says 我 below
            "立法會議員葉國昌就「施政報告」發言\n\n主席,我會先談融合教育。\n\n我促請政府當局認真考慮引入學券制。\n",
            {"葉國昌": ["認真考慮引入學券制"]},
        ),
    ],
)
def test_whose_words_a_form_gives(text: str, said: dict[str, list[str]]) -> None:
    reading = extract(Document(text, hashlib.sha256(text.encode()).hexdigest(), "sample.txt"), known())
    assert {
        speech.person.name: [reading.statements[i].span.of(text) for i in speech.statements]
        for speech in reading.speeches
        if speech.person
    } == said


@pytest.mark.parametrize(
    ("text", "seats"),
    [
        # a short name is that of the body named before; who follows in the list has a post there too
        (
            "芜湖市女企业家协会座谈。女企协会长王立新、副会长陈志军发言。",
            {("王立新", "芜湖市女企业家协会", "会长"), ("陈志军", "芜湖市女企业家协会", "副会长")},
        ),
        # what is told of them stands between their seat and their name
        (
            "芜湖市政协委员、干了十几年养老的王立新深表认同,建议减税。",
            {("王立新", "芜湖市政协", "委员")},
        ),
        # 社区 is no 区 with a government
        (
            "芜湖市人大代表、芜湖市镜湖区老城街道社区党委书记王立新建议减税。",
            {("王立新", "芜湖市人民代表大会", "代表"), ("王立新", "芜湖市镜湖区老城街道社区", "党委书记")},
        ),
        # a trade is none of the congress; 代表 behind a name may be a verb
        ("市人大代表、律师王立新建议减税。芜湖市人大常委会开会。", {("王立新", "芜湖市人民代表大会", "代表")}),
        ("民建芜湖市委会副主委王立新代表民建芜湖市委会发言。", {("王立新", "民建芜湖市委会", "副主委")}),
        # the department belongs to the body, not to the post
        ("芜湖大学附属医院药剂科主任王立新建议减税。", {("王立新", "芜湖大学附属医院药剂科", "主任")}),
        # 住 and 和 within the name of a body
        ("住房和城乡建设部部长王立新建议减税。", {("王立新", "住房和城乡建设部", "部长")}),
        # posts of the national congress and of a session's presidium; where a deputy comes from is no body
        ("全国人大常委会副委员长王立新建议减税。", {("王立新", "全国人大常委会", "副委员长")}),
        ("全国人大常委会委员长王立新建议减税。", {("王立新", "全国人大常委会", "委员长")}),
        (
            "芜湖市政协五届一次会议主席团常务主席王立新建议减税。",
            {("王立新", "芜湖市政协五届一次会议主席团", "常务主席")},
        ),
        ("来自湖南的全国人大代表王立新建议减税。", {("王立新", "全国人民代表大会", "代表")}),
        # behind the name the post of who heads the body that was named
        ("芜湖市民政局开会。沈敏副局长介绍情况。沈敏建议减税。", {("沈敏", "芜湖市民政局", "副局长")}),
        # the Party's branch is of the body before it; the number of a school is part of its name
        ("芜湖阳光义工社党支部书记王立新建议减税。", {("王立新", "芜湖阳光义工社", "党支部书记")}),
        ("芜湖市第一高级中学教师王立新建议减税。", {("王立新", "芜湖市第一高级中学", "教师")}),
        ("芜湖市政协联工委主任王立新建议减税。", {("王立新", "芜湖市政协委员工作委员会", "主任")}),
        # 市 is the city at the county level that the text is about, where it does not name the one above
        ("桐城市政协开会。市政协委员王立新建议减税。", {("王立新", "桐城市政协", "委员")}),
        ("安庆市、桐城市的委员开会。市政协委员王立新建议减税。", {("王立新", "安庆市政协", "委员")}),
        # a name with a bracket in it
        ("沪江(集团)有限公司董事长王立新建议减税。", {("王立新", "沪江(集团)有限公司", "董事长")}),
    ],
)
def test_posts_and_their_bodies(text: str, seats: set[tuple[str, str, str]]) -> None:
    said = f"市政协召开座谈会\n\n{text}\n"
    reading = extract(Document(said, hashlib.sha256(said.encode()).hexdigest(), "sample.txt"), known())
    assert {(m.person.name, m.body.name, m.post) for m in reading.memberships} == seats


@pytest.mark.parametrize(
    ("text", "title", "publisher"),
    [
        ("原标题:老街新生\n芜湖晚报网3月21日讯 近日,老街修缮完工。\n", "老街新生", "芜湖晚报网"),
        (
            "江城新闻网www.jiangcheng.example\n首页>要闻\n老街修缮完工\n近日,老街修缮完工,居民陆续搬回。\n",
            "老街修缮完工",
            "江城新闻网",
        ),
        ("议会将辩论两项议案\n下稿代议会秘书处发出:\n议会将于星期三举行会议。\n", "议会将辩论两项议案", "议会秘书处"),
        (
            "江城新闻网\n首 页\n政协概况\n新闻中心\n提案工作\n"
            "委员风采\n老街修缮协商会召开\n2023-09-12\n近日,市政协召开协商会。\n",
            "老街修缮协商会召开",
            "江城新闻网",
        ),
    ],
)
def test_title_and_publisher_of_a_page(text: str, title: str, publisher: str) -> None:
    reading = extract(Document(text, hashlib.sha256(text.encode()).hexdigest(), "sample.txt"), known())
    assert reading.title == title
    assert reading.publisher
    assert reading.publisher.name == publisher


def test_what_a_body_submits_says_what_the_body_says() -> None:
    text = (
        "台盟推动青年交流\n\n江城新闻网3月6日讯 台盟中央今年将向大会提交提案20余件。"
        "其中,《关于支持青年就业的提案》提出,要完善资格采认目录。\n"
    )
    reading = extract(Document(text, hashlib.sha256(text.encode()).hexdigest(), "sample.txt"), known())
    said = [
        (speech.issuers[0].name, [reading.statements[i].span.of(text) for i in speech.statements])
        for speech in reading.speeches
    ]
    assert said == [("台盟中央", ["完善资格采认目录"])]


NOTICE = "关于印发《丹东市课后服务办法》的通知"
BELOW = (
    "各区教育局:\n\n现将《丹东市课后服务办法》印发给你们。\n\n{}\n\n第一条 建立经费保障机制。\n第二条 开设体育课程。\n"
)
THREE = ["丹东市教育局", "丹东市财政局", "丹东市市场监督管理局"]


@pytest.mark.parametrize(
    "text",
    [
        # side by side before 关于, on one line or two
        f"丹东市教育局 丹东市财政局 丹东市市场监管局{NOTICE}\n\n{BELOW.format('')}",
        f"丹东市教育局、丹东市财政局、丹东市市场监管局\n{NOTICE}\n\n{BELOW.format('')}",
        # a line each above the title
        f"丹东市教育局\n丹东市财政局\n丹东市市场监管局\n{NOTICE}\n\n{BELOW.format('')}",
        # where they sign: above the date, before it, and not at the foot of the text
        f"{NOTICE}\n\n" + BELOW.format("丹东市教育局\n丹东市财政局\n丹东市市场监管局\n2024年5月6日"),
        f"{NOTICE}\n\n" + BELOW.format("丹东市教育局  丹东市财政局  丹东市市场监管局  2024年5月6日"),
        f"丹东市教育局等3部门{NOTICE}\n\n" + BELOW.format("丹东市教育局 丹东市财政局\n丹东市市场监管局\n2024年5月6日"),
        # with their stamps
        f"{NOTICE}\n\n" + BELOW.format("丹东市教育局(公章) 丹东市财政局(公章)\n丹东市市场监管局(盖章)\n2024年5月6日"),
        # in a field of the page
        f"{NOTICE}\n\n发文机关:丹东市教育局、丹东市财政局、丹东市市场监管局  成文日期:2024-05-06\n\n{BELOW.format('')}",
    ],
)
def test_all_who_issue_a_document_together_back_it(text: str) -> None:
    reading = extract(Document(text, hashlib.sha256(text.encode()).hexdigest(), "sample.txt"), known())
    assert reading.statements
    assert [[body.name for body in speech.issuers] for speech in reading.speeches] == [THREE]
    assert reading.publisher
    assert reading.publisher.name == THREE[0]


def test_among_issuers_a_name_of_no_known_form_is_one_too() -> None:
    text = f"{NOTICE}\n\n" + BELOW.format("丹东市教育局  丹东市课后服务指导专班\n2024年5月6日")
    reading = extract(Document(text, hashlib.sha256(text.encode()).hexdigest(), "sample.txt"), known())
    assert [[body.name for body in speech.issuers] for speech in reading.speeches] == [
        ["丹东市教育局", "丹东市课后服务指导专班"]
    ]


@pytest.mark.parametrize(
    "signed",
    ["丹东市教育局\n2024年5月6日", "报送:丹东市财政局、丹东市市场监管局\n丹东市教育局\n2024年5月6日"],
)
def test_one_issuer_stays_one(signed: str) -> None:
    text = f"{NOTICE}\n\n{BELOW.format(signed)}"
    reading = extract(Document(text, hashlib.sha256(text.encode()).hexdigest(), "sample.txt"), known())
    assert [[body.name for body in speech.issuers] for speech in reading.speeches] == [THREE[:1]]


def test_papers_of_a_body_by_their_titles() -> None:
    text = (
        "两会热议\n\n民进芜湖市委会今年向大会提交提案14件。"
        "其中,《关于加强托幼服务的提案》《关于修缮老街的建议》等受到关注。\n\n"
        "农工党芜湖市委会向大会提交了《关于推进我市医养结合向乡村延伸发展的提案》。提案提出,支持卫生院开设安宁病区。\n"
    )
    reading = extract(Document(text, hashlib.sha256(text.encode()).hexdigest(), "sample.txt"), known())
    said = [
        (speech.issuers[0].name, [reading.statements[i].span.of(text) for i in speech.statements])
        for speech in reading.speeches
    ]
    assert said == [
        ("民进芜湖市委会", ["加强托幼服务"]),
        ("民进芜湖市委会", ["修缮老街"]),
        ("农工党芜湖市委会", ["推进我市医养结合向乡村延伸发展"]),
        ("农工党芜湖市委会", ["支持卫生院开设安宁病区"]),
    ]


def test_an_unnamed_official_of_an_office_speaks_for_the_body() -> None:
    text = "两会回应\n\n芜湖市民政局养老服务科有关负责人表示,将新建护理院。\n"
    reading = extract(Document(text, hashlib.sha256(text.encode()).hexdigest(), "sample.txt"), known())
    assert [(speech.person, [body.name for body in speech.issuers]) for speech in reading.speeches] == [
        (None, ["芜湖市民政局"])
    ]


def test_an_office_site_above_its_menu_is_no_title_and_a_unit_of_it_no_publisher() -> None:
    text = (
        "中国·丹东  丹东市教育局\n\n您现在的位置:首页 > 信息公开 > 通知公告\n\n关于加强课后服务的实施意见\n\n"
        "来源:基础教育科  发布时间:2024-05-08\n\n"
        + BELOW.format("")
        + "\n丹东市教育局  丹东市财政局\n丹东市市场监督管理局\n2024年5月6日\n"
    )
    reading = extract(Document(text, hashlib.sha256(text.encode()).hexdigest(), "sample.txt"), known())
    assert reading.title == "关于加强课后服务的实施意见"
    assert reading.publisher
    assert reading.publisher.name == THREE[0]
    assert [[body.name for body in speech.issuers] for speech in reading.speeches] == [THREE]


def test_whether_a_group_says_something_is_looked_up_once_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """For each place where it is named, the time grew with the square of the text."""
    looked: list[str] = []
    real = posts._acting
    monkeypatch.setattr(posts, "_acting", lambda people, name: looked.append(name) or real(people, name))
    named("社区动力表示,人手不足。\n" + "社区动力召集人李卫国说,应增加班次。\n" * 20)
    assert looked
    assert len(looked) == len(set(looked))


def test_a_question_proposes_nothing() -> None:
    text = "议会质询\n\n何志成议员问:\n\n就此,政府可否告知:\n\n(一)每年收到的申请数目为何;及\n\n"
    text += "(二)会否考虑简化程序,并设立办事处?\n"
    reading = extract(Document(text, hashlib.sha256(text.encode()).hexdigest(), "sample.txt"), known())
    assert reading.statements == ()


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("澄砚委员发言说，宗教界要引导信众参与古建筑保护。", ["澄砚"]),  # a monk
        ("女性委员建议，保障产假。", []),
        ("各界委员建议，扩大开放。", []),
        ("章朝曦、邬凡、陈晓茜等四位政协委员建议加大政策支持。", ["章朝曦", "邬凡", "陈晓茜"]),
        ("樊拥军汇报了办理情况，表示要把养老融入社区服务。", ["樊拥军"]),  # 拥军 is a word
    ],
)
def test_names_that_a_dictionary_does_not_tell(sentence: str, names: list[str]) -> None:
    text = f"市政协举行大会发言\n\n本报讯 市政协举行大会发言。\n{sentence}\n"
    reading = extract(Document(text, hashlib.sha256(text.encode()).hexdigest(), "sample.txt"), known())
    assert sorted({speech.person.name for speech in reading.speeches if speech.person}) == names
