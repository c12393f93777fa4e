"""Who says what: the forms of minutes, of collective voices and of speeches told in the third person, by example.

The texts are our own.
"""

from __future__ import annotations

import pytest
from reader import read

from jianyan.model import Stance


def said(text: str) -> list[tuple[str | None, list[str]]]:
    """Each speech: its speaker, and what is proposed in it."""
    reading = read(text)
    spans = [statement.span.of(text) for statement in reading.statements]
    return [(s.person.name if s.person else None, [spans[i] for i in s.statements]) for s in reading.speeches]


MINUTES = """农业界别协商座谈会纪要

主持人:县政协副主席 陆文海
参会人员:县政协农业界委员9人

现将会议情况纪要如下:

一、县农业农村局通报情况
县农业农村局副局长钟秀兰通报:全县已建成冷库12座。

二、委员发言
1.林晓峰委员(县农技站站长):冷库不能建而不用。要统一调度县内冷库,建立冷链信息平台。
2.周敏华委员(大河中学校长):建议开设农技选修课。
一是编写乡土教材。
3.吴思远委员作了书面发言,题目是《关于扶持家庭农场的建议》。
其余委员作了补充。归纳起来还有:提高村医补助标准;更换老旧农机。
"""


def test_minutes_number_those_who_speak() -> None:
    """Who chairs is no byline of the whole, an agenda item no measure, a point below a number its speaker's; the
    labels of minutes (参会人员:) are nobody."""
    assert "参会人员" not in {mention.body.name for mention in read(MINUTES).bodies}
    assert said(MINUTES) == [
        ("钟秀兰", []),
        ("林晓峰", ["统一调度县内冷库", "建立冷链信息平台"]),
        ("周敏华", ["开设农技选修课", "编写乡土教材"]),
        ("吴思远", ["扶持家庭农场"]),
        (None, ["提高村医补助标准", "更换老旧农机"]),
    ]


def test_some_and_others_speak_in_turn() -> None:
    text = (
        "市政协召开座谈会。其他委员和居民你一言我一语:有的建议引入第三方代管,有的提出清理僵尸车,"
        "还有的希望增设充电桩。\n"
    )
    assert said(text) == [(None, ["引入第三方代管", "清理僵尸车", "增设充电桩"])]


def test_a_colon_opens_what_somebody_says() -> None:
    text = "县住建局局长陆文海现场晒出一组数字:加装电梯38部。“我们保证15个工作日内完成联合审查。”\n"
    assert said(text) == [("陆文海", ["15个工作日内完成联合审查"])]


EXCERPTS = """市政协五届二次会议大会发言摘登

市政协委员、晨光电工商会会长 陆文海:
桥通了,证照还未通。他举例,一位电工要重新考试。陆文海建议,扩大资格认可清单,试行一试两证。他又提出,主管部门应公开办理时限。至于收费,他表示赞成取消报名费,但要逐步来。

市政协委员、青禾青年协会副主席 林晓峰(代表青年界):
用年轻人熟悉的方式讲好家乡故事。

此外,周敏华、吴思远两位委员分别围绕加强湿地保护、完善托育服务作了发言。
"""


def test_speeches_told_in_the_third_person() -> None:
    reading = read(EXCERPTS)
    assert said(EXCERPTS) == [
        ("陆文海", ["扩大资格认可清单", "试行一试两证", "公开办理时限", "取消报名费"]),
        ("林晓峰", ["用年轻人熟悉的方式讲好家乡故事"]),
        ("周敏华", []),
        ("吴思远", []),
    ]
    stances = {s.span.of(EXCERPTS): s.stance for s in reading.statements}
    assert stances["取消报名费"] is Stance.SUPPORTS
    assert stances["试行一试两证"] is Stance.PROPOSES
    assert [body.name for body in reading.speeches[1].on_behalf_of] == ["青年界"]


def test_those_only_listed_have_their_seats() -> None:
    seats = {m.person.name: m.post for m in read(EXCERPTS).memberships}
    assert seats["周敏华"] == seats["吴思远"] == "委员"


def test_a_speech_in_the_first_person_is_nobody_elses() -> None:
    """他 in somebody's own words is whom they tell of."""
    text = EXCERPTS.replace("陆文海建议,", "我建议,")
    assert ("陆文海", ["扩大资格认可清单", "试行一试两证"]) in [(who, what[:2]) for who, what in said(text)]


@pytest.mark.parametrize("word", ["白皮书", "蓝皮书"])
def test_a_paper_is_no_person(word: str) -> None:
    assert said(f"论坛发布了产业{word}。{word}提出五条建议,包括完善分时电价、扩大峰谷价差等。\n") == [
        (None, ["完善分时电价", "扩大峰谷价差"])
    ]


LABELLED = """市政协六届三次会议大会发言摘要

发言题目:关于办好社区食堂的建议
发言单位:农工党银川市委会
发言人:林晓峰

各位委员:
社区食堂少。建议:一是新建社区食堂。
二是给予高龄老人就餐补贴。

发言题目:以“数字赋能”为牵引 加快改造老旧工厂
发言单位:市政协经济委员会 共青团市委
发言人:钟秀兰

工厂老了。要设立改造专项资金。
"""


def test_fields_say_whose_a_speech_is() -> None:
    """Title, body and speaker in lines of their own above each speech; a name with nothing but its label is one."""
    assert said(LABELLED) == [
        ("林晓峰", ["办好社区食堂", "新建社区食堂", "给予高龄老人就餐补贴"]),
        ("钟秀兰", ["以“数字赋能”为牵引 加快改造老旧工厂", "设立改造专项资金"]),
    ]
    first, second = read(LABELLED).speeches
    assert [body.name for body in first.on_behalf_of] == ["农工党银川市委会"]
    assert [body.name for body in second.on_behalf_of] == ["银川市政协经济委员会", "共青团银川市委员会"]


def test_each_with_a_title_of_their_own_speaks() -> None:
    text = "市政协召开会议。林晓峰委员、钟秀兰委员、周敏华委员分别从加强湿地保护、完善托育服务等角度提出了意见建议。\n"
    assert sorted(said(text)) == [("周敏华", []), ("林晓峰", []), ("钟秀兰", [])]


def test_mixed_titles_of_a_list_leave_the_seats_open() -> None:
    text = (
        "市政协召开常委会会议。大会发言阶段,林晓峰、钟秀兰、欧阳安、周敏华4位常委、委员作口头发言。"
        "种粮大户、特邀委员吴思远说,应当新建粮仓。来自企业一线的欧阳安委员(晨光轴承有限公司总经理)呼吁扩大试点。\n"
    )
    seats = {(m.person.name, m.post) for m in read(text).memberships}
    assert seats == {("欧阳安", "委员"), ("欧阳安", "总经理"), ("吴思远", "特邀委员")}


def test_a_speech_told_with_a_pronoun_alone() -> None:
    """The reporter names the speaker, and says with 她 what she proposes."""
    text = EXCERPTS.replace(
        "用年轻人熟悉的方式讲好家乡故事。", "林晓峰委员的关注点在文物上。她建议修改保护办法,增设考古条款。"
    )
    assert ("林晓峰", ["修改保护办法", "增设考古条款"]) in said(text)


def test_what_is_a_one_of_many_is_no_post() -> None:
    text = "市政协委员林晓峰建议,新建粮仓。林晓峰委员是一名影像科医生。\n"
    assert {(m.person.name, m.post) for m in read(text).memberships} == {("林晓峰", "委员")}


def test_what_is_being_drafted_proposes_nothing() -> None:
    text = "市水务局负责人在回应时表示,正在起草的评价办法吸收了委员的意见。明年将启动智慧平台建设。\n"
    assert [what for _, what in said(text)] == [["明年将启动智慧平台建设"]]


def test_an_account_settled_leads_to_measures() -> None:
    text = LABELLED.replace("要设立改造专项资金。", "算好“成本账”,设立改造专项资金,给予电价补贴。")
    assert {"设立改造专项资金", "给予电价补贴"} <= set(said(text)[1][1])


CAST = """谷仓满了以后
——政协委员走访粮食烘干点手记

对话人物
罗志诚(省政协委员、某某学院教授)
袁小满(省政协委员、金穗合作社理事长)

1. 烘干房前的队

　　雨下了三天,烘干房前的拖拉机排到了村口。
　　罗志诚建议,把烘干机纳入农机购置补贴,错峰安排烘干。
　　“要让小户也用得起。”袁小满说,应按村建设烘干点,推行代烘代储。
"""


def test_captions_beside_running_text() -> None:
    """Those who are captioned before a story speak where the story says so."""
    assert said(CAST) == [
        ("罗志诚", ["把烘干机纳入农机购置补贴", "错峰安排烘干"]),
        ("袁小满", ["按村建设烘干点", "推行代烘代储"]),
    ]


@pytest.mark.parametrize(
    ("text", "speeches"),
    [
        # what somebody goes on to say of 我们, and sentences that go on with what they ask for
        (
            "副市长王立新表示,去年成绩来之不易。我们要把惠企政策落到实处,完善回访机制。",
            [("王立新", ["把惠企政策落到实处", "完善回访机制"])],
        ),
        (
            "副市长王立新强调,今年是关键一年,要全面推进旧改。坚持因楼施策,加快加装电梯。完善物业服务。",
            [("王立新", ["全面推进旧改", "坚持因楼施策,加快加装电梯", "完善物业服务"])],
        ),
        ("副市长王立新说,老街是城市的记忆。修缮工程去年完成了。", [("王立新", [])]),
        # the points of what was put forward
        (
            "副市长王立新对委员们提出两点希望。一是深入社区,收集民意。二是加强培训,积极建言献策。",
            [("王立新", ["深入社区,收集民意", "加强培训"])],
        ),
        # a verb of speaking in what is asked for reports nobody
        (
            "副市长王立新说,完全赞成报告。要加强调研,围绕老街保护议政建言,完善联系制度。",
            [("王立新", ["加强调研", "围绕老街保护议政建言", "完善联系制度"])],
        ),
        # several spoke in turn: 他们 are all of them, and what they spoke of is theirs together
        (
            "王立新、陈志军、李建国委员先后发言。他们围绕完善公交线网、加快旧改等提出意见建议。",
            [("王立新", []), ("陈志军", []), ("李建国", []), (None, ["完善公交线网", "加快旧改"])],
        ),
        ("委员们围绕交通、教育等提出意见建议。", []),
        # a name that nothing but where they said it reveals; who chairs is none
        ("苏旻在参加小组讨论时说,要完善公交线网。", [("苏旻", ["完善公交线网"])]),
        ("苏旻在主持会议时说,讨论很热烈。", []),
    ],
)
def test_reports_of_meetings_go_on_with_who_speaks(text: str, speeches: list[tuple[str | None, list[str]]]) -> None:
    heard = said(f"市政协召开协商会\n\n{text}\n")
    assert sorted(heard, key=str) == sorted(speeches, key=str)


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("副市长王立新代表市政府通报了情况,并强调要完善公交线网。", ["市人民政府"]),
        ("副市长王立新代表市政府向大家表示衷心的感谢,并强调要完善公交线网。", []),
        ("王立新委员代表民建市委会发言,建议完善公交线网。", ["民建市委会"]),
    ],
)
def test_thanks_are_no_mandate(text: str, bodies: list[str]) -> None:
    reading = read(f"市政协召开协商会\n\n{text}\n")
    assert [body.name for speech in reading.speeches for body in speech.on_behalf_of] == bodies


HEARING = """省十四届人大常委会举行第八次会议

本报讯 省十四届人大常委会第八次会议6日在江州举行。省人大常委会主任赵克农主持会议。
会议听取了省人大常委会副主任钱立言作的关于《河湖保护条例》实施情况的检查报告。报告建议，健全河湖长制，加大执法力度。
会议听取了省发展改革委主任孙守业受省政府委托作的关于上半年计划执行情况的报告。报告介绍了投资和消费情况，分析了存在的问题，提出要扩大有效投资，稳定外贸订单。会议审议了省审计厅厅长吴一诺受省政府委托所作的审计工作报告。
"""


def test_who_presents_a_report_speaks_and_the_report_says_what_they_say() -> None:
    assert said(HEARING) == [
        ("钱立言", ["健全河湖长制", "加大执法力度"]),
        ("孙守业", ["扩大有效投资", "稳定外贸订单"]),
        ("吴一诺", []),
    ]
    asked = {s.person.name: [body.name for body in s.on_behalf_of] for s in read(HEARING).speeches if s.person}
    assert asked == {"钱立言": [], "孙守业": ["省人民政府"], "吴一诺": ["省人民政府"]}


BULLETS = """# 预算案出炉　街市换雪柜

财政司司长马浩然今早公布一系列纾困措施。

以下是重点：

- 资助街市档主更换雪柜，上限九千元
- 向渔民发放额外两个月燃油津贴
* 向每名学徒提供一千八百元津贴

马浩然表示，政府会继续推动创新科技发展，并增加安老宿位。
"""


def test_marks_of_markdown_lists_are_list_marks_and_who_speaks_below_ends_the_list() -> None:
    told = ["继续推动创新科技发展", "增加安老宿位"]
    listed = ["资助街市档主更换雪柜，上限九千元", "向渔民发放额外两个月燃油津贴", "向每名学徒提供一千八百元津贴"]
    assert said(BULLETS) == [("马浩然", listed + told)]
    nobodys = said(BULLETS.replace("马浩然今早公布一系列纾困措施", "办公室门前今早有人请愿"))
    assert nobodys == [(None, listed), ("马浩然", told)]


@pytest.mark.parametrize(
    ("text", "speeches"),
    [
        # topics in the order of those who spoke in turn; where there are fewer, nobody's
        (
            "王立新、陈志军、李建国委员先后发言,分别就完善公交线网、加快旧改、建设口袋公园提出意见建议。",
            [("王立新", ["完善公交线网"]), ("陈志军", ["加快旧改"]), ("李建国", ["建设口袋公园"])],
        ),
        # what a president cites is not said by whom they cite
        (
            "王立新委员发言说,总书记在看望界别委员时强调,要强化保障。我们深受鼓舞。建议完善公交线网。",
            [("王立新", ["强化保障", "完善公交线网"])],
        ),
        # what a body will do, in the words of who heads it
        (
            "市中级人民法院院长王立新表示,成绩来之不易。人民法院将坚持能动司法,建设智慧法庭。",
            [("王立新", ["坚持能动司法,建设智慧法庭"])],
        ),
        # 聚焦 is to be done where 要 stands before it; so is 建言 behind what is asked for
        (
            "副市长王立新说,成绩来之不易。我们要聚焦重点难题,完善机制。我们要紧扣老街改造积极建言献策。",
            [("王立新", ["聚焦重点难题,完善机制", "紧扣老街改造积极建言献策"])],
        ),
        # a name that is a word, behind a post
        ("市政协副主席金泉在参加小组讨论时说,要完善公交线网。", [("金泉", ["完善公交线网"])]),
        ("国务委员王立新在参加小组讨论时说,要完善公交线网。", [("王立新", ["完善公交线网"])]),
    ],
)
def test_reports_of_deliberations(text: str, speeches: list[tuple[str | None, list[str]]]) -> None:
    heard = said(f"市政协召开协商会\n\n{text}\n")
    assert sorted(heard, key=str) == sorted(speeches, key=str)


EXECUTIVE = """### 孙守业主持召开国务院常务会议 部署推进冷链物流发展

云川网消息（云川早报）：国务院总理孙守业3月6日主持召开国务院常务会议，部署推进冷链物流发展有关工作。

会议指出，冷链物流连接产销两端。要加快建设骨干冷链基地，完善产地冷库布局。会议强调，各地要压实责任，强化资金保障。
"""


def test_what_a_meeting_asks_for_is_the_governments_that_holds_it() -> None:
    reading = read(EXECUTIVE)
    assert [[body.name for body in s.issuers] for s in reading.speeches if s.statements] == [["国务院"]]
    assert said(EXECUTIVE)[-1] == (None, ["加快建设骨干冷链基地", "完善产地冷库布局", "压实责任", "强化资金保障"])
    assert said(EXECUTIVE.replace("国务院常务会议", "座谈会"))[-1][1] == ["加快建设骨干冷链基地", "完善产地冷库布局"]


@pytest.mark.parametrize(
    ("text", "speeches"),
    [
        # whom somebody addresses, and what they own to
        (
            "副市长王立新说,成绩来之不易。大家要深化主题实践,完善联系制度。同时要看到,外部环境复杂,对老街保护带来影响。",
            [("王立新", ["深化主题实践", "完善联系制度"])],
        ),
        ("副市长王立新希望广大专家学者发挥专业优势,完善规划。", [("王立新", ["发挥专业优势,完善规划"])]),
        # to agree with a judgement proposes nothing; quotation marks in what is spoken of
        (
            "王立新、陈志军、李建国委员先后发言。他们完全赞同对形势的分析判断,并就加快旧改、提升“一街一品”建设水平等"
            "提出意见和建议。",
            [("王立新", []), ("陈志军", []), ("李建国", []), (None, ["加快旧改", "提升“一街一品”建设水平"])],
        ),
        # the last of a list before 等
        (
            "座谈会上,王立新、陈志军、李建国等专家学者先后发言。",
            [("王立新", []), ("陈志军", []), ("李建国", [])],
        ),
        # titles in a row are nobody's words; 总结 in a row of nouns reports nothing
        (
            "副市长王立新说,要完善公交线网。会议听取了关于开展“加强河湖治理,提高用水效率,建设节水城市”"
            "“推进绿色转型”等调研情况的报告。",
            [("王立新", ["完善公交线网"])],
        ),
        (
            "副市长王立新说,要做好联系工作,完善制度。按照总结、继承、提高的原则,探索新思路。",
            [("王立新", ["做好联系工作", "完善制度", "按照总结、继承、提高的原则,探索新思路"])],
        ),
    ],
)
def test_reports_of_symposiums(text: str, speeches: list[tuple[str | None, list[str]]]) -> None:
    heard = said(f"市政协召开协商会\n\n{text}\n")
    assert sorted(heard, key=str) == sorted(speeches, key=str)


@pytest.mark.parametrize(
    ("text", "speeches"),
    [
        # what many who spoke in turn spoke of together
        (
            "王立新、陈志军、李建国等9名委员先后发言,充分肯定市政府的工作,就加快旧改、完善公交线网等提出建议。",
            [("王立新", []), ("陈志军", []), ("李建国", []), (None, ["加快旧改", "完善公交线网"])],
        ),
        ("代表们还对加快旧改、管好灯塔等问题提出了不少真知灼见。", [(None, ["加快旧改", "管好灯塔"])]),
        # a point of its own may be nothing but what leads in elsewhere
        ("一些委员提出意见建议。一要坚持市场主导。二要完善公交线网。", [(None, ["坚持市场主导", "完善公交线网"])]),
        ("副市长王立新说,要把老街保护放在首位。", [("王立新", ["把老街保护放在首位"])]),
        ("县工商联副会长白浪在恳谈会上发言。", [("白浪", [])]),
        ("县工商联副会长白浪在恳谈会上致辞。", [("白浪", [])]),
    ],
)
def test_reports_of_what_several_spoke_of(text: str, speeches: list[tuple[str | None, list[str]]]) -> None:
    heard = said(f"市政协召开协商会\n\n{text}\n")
    assert sorted(heard, key=str) == sorted(speeches, key=str)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("王立新委员不赞成取消站点的做法。", []),
        ("王立新委员不赞成取消站点的做法,建议保留站点。", ["保留站点"]),
        ("王立新委员不赞成取消站点。", ["取消站点"]),
        ("王立新委员完全赞同对形势的分析判断。", []),
        ("王立新委员完全赞同取消站点的考虑。", []),
        ("王立新委员完全赞同取消站点。", ["取消站点"]),
    ],
)
def test_what_others_do_or_judge_is_no_measure_at_the_end_of_a_sentence_either(text: str, stated: list[str]) -> None:
    assert said(f"市政协召开协商会\n\n{text}\n") == [("王立新", stated)]


def test_a_report_that_seeks_views_is_news() -> None:
    text = "渡口改造方案征求委员意见 市政协召开通报会\n\n江城政协\n\n2017-01-09\n\n会上,委员王立新建议完善公交线网。\n"
    assert said(text) == [("王立新", ["完善公交线网"])]


BUDGET = """# 唐沈：改革教师培训

特首唐沈若岚今日宣读《施政报告》，指会加强教师培训。

唐沈又指，政府会提高教师质素，强化校长入职培训。

早上，财政司司长马浩然公布多项措施。新措施包括：

(一) 宽减渔船牌费六成。政府收入将减少四百万元；

(二) 向每名学徒提供一千八百元津贴。政府开支约七千万元。
"""


def test_two_surnames_alone_name_who_bears_them_and_what_it_costs_is_no_measure() -> None:
    """唐沈 is 唐沈若岚; 新措施包括 is whose measures were made known, though somebody else spoke before."""
    assert said(BUDGET) == [
        ("唐沈若岚", ["加强教师培训", "提高教师质素", "强化校长入职培训"]),
        ("马浩然", ["宽减渔船牌费六成", "向每名学徒提供一千八百元津贴"]),
    ]


@pytest.mark.parametrize(
    ("text", "speeches"),
    [
        # a name that only for whom they speak reveals
        ("蔡启峰代表各民主党派市委会致辞。他表示,要完善公交线网。", [("蔡启峰", ["完善公交线网"])]),
        # 建议 before 等 is a noun; adverbs before what leads in
        (
            "副市长王立新说,要做好服务工作。紧紧围绕规划建议等开展调研,聚焦难点加强监督。",
            [("王立新", ["做好服务工作", "紧紧围绕规划建议等开展调研", "聚焦难点加强监督"])],
        ),
        ("王立新委员建议,“十五五”时期建成公园,加快旧改。", [("王立新", ["“十五五”时期建成公园", "加快旧改"])]),
        (
            "副市长王立新代表市政府,向各界人士,向全市职工,致以新春祝福。他强调,要纵深推进改革,圆满完成目标任务。",
            [("王立新", ["纵深推进改革", "圆满完成目标任务"])],
        ),
    ],
)
def test_reports_of_festive_meetings(text: str, speeches: list[tuple[str | None, list[str]]]) -> None:
    reading = read(f"市政协召开协商会\n\n{text}\n")
    assert sorted(said(reading.document.text), key=str) == sorted(speeches, key=str)
    assert not any(
        speech.on_behalf_of for speech in reading.speeches if speech.person and speech.person.name == "王立新"
    )
