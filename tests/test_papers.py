"""First-hand papers: whose they are, and which of their parts propose, tell what was done or what is wrong.

Each case is a text of our own in the layout of such papers.
"""

from __future__ import annotations

import pytest
from reader import known, read, voices

from jianyan.extraction.text import layout
from jianyan.extraction.text.prepared import prepare
from jianyan.model import Stance


def posts(text: str, name: str) -> list[tuple[str, str]]:
    return [(m.body.name, m.post) for m in read(text).memberships if m.person.name == name]


REPLY = """欢迎访问仙居县人民政府网站
仙居县水利局关于县第十七届人大三次会议第21号建议的答复

尊敬的应若川代表：
您提出的《关于整治永安溪支流的建议》收悉，现答复如下：
一、已经开展的工作
一是组织乡镇对沿岸排口进行了排查，清理淤泥2万方。二是争取到省级资金600万元。
二、关于修建堰坝的问题
支流坡降大，汛期水位涨落快。经请示县人民政府同意，我局已将堰坝列入县水网规划，并完成了初步设计。下一步，将分两年建设5座生态堰坝。
三、关于聘请河道保洁员的问题
保洁经费缺口大，短期内难以解决。我局将会同乡镇提高补助标准。

仙居县水利局
2024年6月3日
"""


def test_a_reply_tells_what_was_done_and_what_will_be() -> None:
    told = read(REPLY)
    stances = {s.span.of(REPLY): s.stance for s in told.statements}
    done = [text for text, stance in stances.items() if stance is Stance.REPORTS_DONE]
    assert done == [
        "组织乡镇对沿岸排口进行了排查",
        "清理淤泥2万方",
        "争取到省级资金600万元",
        "将堰坝列入县水网规划",
        "完成了初步设计",
    ]
    assert voices(REPLY) == [
        ("应若川", ["整治永安溪支流"]),
        ("仙居县水利局", [*done, "分两年建设5座生态堰坝", "会同乡镇提高补助标准"]),
    ]


def test_who_is_answered_sits_in_the_congress_of_that_session() -> None:
    assert posts(REPLY, "应若川") == [("仙居县人民代表大会", "代表")]
    assert read(REPLY).title == "仙居县水利局关于县第十七届人大三次会议第21号建议的答复"


ABOVE_THE_MARKS = """泰顺县教育局
关于县政协十届三次会议第8号提案的答复

民盟泰顺县委会：
贵会《关于办好乡村小学的提案》收悉，现答复如下：
近年来，我局累计投入资金3000万元，改建乡村小学6所。
下一步，我们将做好以下工作：
（一）配强师资。每年选派30名城区教师支教。
（二）改善条件。建设12间录播教室。

泰顺县教育局
2024年5月30日
"""


def test_above_the_points_of_a_reply_only_what_is_done_or_urged_counts() -> None:
    told = read(ABOVE_THE_MARKS)
    done = [s.span.of(ABOVE_THE_MARKS) for s in told.statements if s.stance is Stance.REPORTS_DONE]
    assert done == ["累计投入资金3000万元", "改建乡村小学6所"]
    assert voices(ABOVE_THE_MARKS)[0] == ("民盟泰顺县委会", ["办好乡村小学"])


FORM = """政协龙泉市第十届委员会第三次会议提案

编　　号：第0031号
案　　由：关于规范电动自行车充电的建议
提案委员：厉若松
界　　别：经济界
单位职务：龙泉市青瓷行业协会会长
附 议 人：管小溪

情况分析：
　　全市电动自行车约6万辆，飞线充电屡禁不止。
　　一是充电设施少。老旧小区平均每300户才有一处。
　　二是收费不透明。
建　　议：
　　1、增设充电棚。由各街道摸清需求，在老旧小区增设智能充电棚。
　　2、明确收费标准。
"""


def test_the_member_who_fills_in_the_form_proposes_and_the_advice_counts() -> None:
    assert voices(FORM) == [
        (
            "厉若松",
            [
                "规范电动自行车充电",
                "增设充电棚",
                "由各街道摸清需求",
                "在老旧小区增设智能充电棚",
                "明确收费标准",
            ],
        ),
        ("管小溪", []),
    ]
    assert posts(FORM, "厉若松") == [("龙泉市政协", "委员"), ("龙泉市青瓷行业协会", "会长")]


PARTY = """关于加强廊桥保护的提案

　　编者按：在市政协五届三次会议上，致公党丽水市委会共提交集体提案4件。现将其中一件刊登如下。

　　廊桥是山区的记忆。2023年，我会走访了庆元、景宁两地，发现仍存在以下不足：

　　一、家底不清。全市廊桥普查停留在十年前，散落各村。

　　二、利用方式单一。修缮后只作通行。

　　为此，我会建议：

　　一、建立名录。用一年时间开展廊桥专项普查。

　　二、开发研学线路。
"""


def test_points_that_tell_what_is_wrong_propose_nothing() -> None:
    title, *others = voices(PARTY)[0][1]
    assert title == "加强廊桥保护"
    assert others == ["建立名录", "用一年时间开展廊桥专项普查", "开发研学线路"]


def test_a_note_says_which_body_submitted_the_paper() -> None:
    assert [who for who, _ in voices(PARTY)] == ["致公党丽水市委会"]


PUBLISHED = """关于推进农村电网改造的提案

来源：民革丽水市委会　日期：2024-03-11

部分台区线径偏细，存在以下问题：
1.改造标准低。
2.投入少。
1.编制改造规划。优先安排低电压台区。
2.组建供电抢修队。
"""


def test_points_that_begin_anew_are_another_list() -> None:
    assert voices(PUBLISHED) == [
        ("民革丽水市委会", ["推进农村电网改造", "编制改造规划", "优先安排低电压台区", "组建供电抢修队"])
    ]


REPORTED = """小型水库无人管问题亟待重视

作者：民建丽水市委会　发表于：2023年07月21日

民建丽水市委会会员、瓯江水利工程咨询有限公司工程师祝远帆反映：

我市有小型水库300座，重建轻管的问题还没有扭转，主要表现在：

一是主体缺位。机构改革后水利站并入服务中心。

二是经费不足。每月补助只有300元。

为此建议：

1.理清责任。尽快完成水库确权颁证。

2.建强队伍。组建技术帮扶小分队。
"""


def test_all_below_a_line_that_passes_on_somebodys_words_is_theirs() -> None:
    assert voices(REPORTED) == [
        ("祝远帆", ["理清责任", "尽快完成水库确权颁证", "建强队伍", "组建技术帮扶小分队"]),
    ]
    assert posts(REPORTED, "祝远帆") == [("民建丽水市委会", "会员"), ("瓯江水利工程咨询有限公司", "工程师")]


COLUMN = """让夜间经济亮起来又静下来
发布时间：2024-07-12 来源：丽水日报
{byline}

入夏以来，老街夜市的噪声投诉多了起来。

城管部门应划定夜市经营时段。生态环境部门可在重点路段安装噪声监测屏。

还要把闲置停车场改造成集中式夜市。
{note}
"""


@pytest.mark.parametrize(
    ("byline", "note"),
    [
        ("□ 麻小舟", "（作者系丽水市政协委员、瓯江餐饮集团董事长）"),
        ("麻小舟", "（作者单位：瓯江餐饮集团董事长）"),
        ("作者：丽水市政协委员 麻小舟", ""),
    ],
)
def test_a_column_is_its_authors(byline: str, note: str) -> None:
    assert voices(COLUMN.format(byline=byline, note=note)) == [
        ("麻小舟", ["划定夜市经营时段", "在重点路段安装噪声监测屏", "把闲置停车场改造成集中式夜市"])
    ]


CALL = """致全市餐饮企业的倡议书

各餐饮企业：

丽水市餐饮与饭店行业协会向全市餐饮企业发出如下倡议：

一、推出小份菜、半份菜。

二、推行“明厨亮灶”。

丽水市餐饮与饭店行业协会（盖章）
2024年8月6日
"""


def test_who_stands_above_the_date_at_the_foot_signs() -> None:
    assert voices(CALL) == [("丽水市餐饮与饭店行业协会", ["推出小份菜、半份菜", "推行“明厨亮灶”"])]


SECTOR = """政协第五届丽水市委员会第四次会议提案
案由：关于发展设施蔬菜的建议
提案者：农牧界（第5组）

具体建议
（一）建设两个万亩标准化基地。
"""


def test_a_sector_of_the_cppcc_is_nobodys_name() -> None:
    assert voices(SECTOR) == [("", ["发展设施蔬菜", "建设两个万亩标准化基地"])]


def test_who_stands_in_a_note_at_the_foot_wrote_it() -> None:
    text = """规范医养结合机构的医保支付

当前，医养结合机构在费用结算方面还存在堵点。

建议：放宽医保定点条件；制定费用分类清单。

（作者：应海兰，系农工党丽水市委会委员、丽水市第二人民医院副主任医师）
"""
    assert voices(text) == [("应海兰", ["放宽医保定点条件", "制定费用分类清单"])]


@pytest.mark.parametrize("byline", ["——民革丽水市委会", "民革丽水市委会 应文彬"])
def test_a_line_below_the_title_that_names_whose_paper_it_is_is_none_of_it(byline: str) -> None:
    text = f"""打通农产品上行的堵点
{byline}

我市农产品丰富，但冷链短缺。为此，建议：

一、建设产地仓。

二、整合快递资源。
"""
    assert read(text).title == "打通农产品上行的堵点"
    assert [who for who, _ in voices(text)] == ["应文彬" if "应" in byline else "民革丽水市委会"]


def test_a_name_and_posts_in_brackets_below_it_sign_a_speech() -> None:
    text = """把低空经济做起来
应海生
（浙江省工商联副主席、丽水低空科技集团董事长）

低空经济前景广阔，丽水山地多、空域条件好。

应尽快公布低空航线图。优先在林区开展无人机巡护。
"""
    assert voices(text) == [("应海生", ["把低空经济做起来", "尽快公布低空航线图", "优先在林区开展无人机巡护"])]


def test_the_cppcc_that_adopted_a_paper_proposes_it() -> None:
    text = """关于发展食用菌产业的建议案

（2023年9月26日政协丽水市第五届委员会常务委员会第九次会议通过）

市人民政府：

一、强化规划引领。编制产业发展五年规划。
"""
    assert [who for who, _ in voices(text)] == ["丽水市政协"]


def test_whose_a_paper_is_stands_before_its_title() -> None:
    text = """九三学社中央：关于完善药物创新体系的提案

新药研发周期长。对此，建议：

一、设立重大专项。

二、完善审评机制。
"""
    assert voices(text) == [("九三学社中央", ["完善药物创新体系", "设立重大专项", "完善审评机制"])]
    assert read(text).speeches[0].title == "关于完善药物创新体系的提案"


def test_the_last_line_of_a_letter_signs_it() -> None:
    text = (
        "少开车,保护江豚倡议书\n亲爱的市民朋友们:\n近来江上大雾频频。为此,我们发出如下倡议:\n"
        "1、多乘公交地铁。\n2、爱惜每一滴水。\n谢谢大家。\n汀兰师范学院绿色环保协会\n"
    )
    assert voices(text) == [("汀兰师范学院绿色环保协会", ["多乘公交地铁", "爱惜每一滴水"])]


@pytest.mark.parametrize("head", ["建议:", "亲爱的市民朋友们:"])
@pytest.mark.parametrize("last", ["组建社区志愿服务队", "成立学生会"])
def test_what_is_to_be_done_signs_no_letter(head: str, last: str) -> None:
    text = f"关于汀兰小区的建议\n{head}\n小区里老人多。\n开办老年食堂\n新增两个窗口。\n{last}\n"
    assert voices(text) == [("", ["开办老年食堂", "新增两个窗口", last])]


@pytest.mark.parametrize(("head", "publisher"), [("现状:", None), ("各位邻居:", "居民互助协会")])
def test_a_label_addresses_nobody(head: str, publisher: str | None) -> None:
    reading = read(f"关于汀兰小区的建议\n{head}\n小区里老人多。\n一、开办老年食堂\n新增两个窗口。\n居民互助协会\n")
    assert (reading.publisher.name if reading.publisher else None) == publisher


def test_the_matter_of_a_form_is_its_title() -> None:
    text = (
        "某区第十四届人民代表大会代表建议\n事由:加强对通村公路的管理\n建议人:史怀远\n"
        "建议内容:建议相关职能部门配齐养护人员。\n"
    )
    reading = read(text)
    assert reading.title == "加强对通村公路的管理"
    assert voices(text) == [("史怀远", ["加强对通村公路的管理", "配齐养护人员"])]


def test_a_point_of_a_list_of_demands_asks_whatever_its_verb() -> None:
    text = (
        "关于工资待遇的诉求书\n公司领导:\n我们是云帆鞋厂的员工。我们的诉求如下:\n\n"
        "一、加班费按国家标准发放;\n二、食堂承包公开招标;\n三、取消罚款制度。\n四、宿舍经常停电;\n\n全体员工\n2020年1月1日\n"
    )
    assert [text for _, said in voices(text) for text in said] == [
        "加班费按国家标准发放", "食堂承包公开招标", "取消罚款制度"
    ]  # fmt: skip
    assert voices(text.replace("我们的诉求如下", "现提出以下动议")) == voices(text)
    told = text.replace("我们的诉求如下", "厂里的情况如下")
    assert [text for _, said in voices(told) for text in said] == ["取消罚款制度"]


def test_an_office_tells_of_a_numbered_paper_without_addressing_anybody() -> None:
    text = (
        "关于市政协三届四次会议第87号提案办理落实情况\n来源:芜湖市人民政府办公室 发布时间:2019-12-29\n\n"
        "针对“更新渡船”的问题,县区已出台渡船标准。针对“普及救生知识”的问题,"
        "将通过展览、短片,大力普及救生知识,修订渡口值班办法。\n"
    )
    (spoken,) = voices(text)
    assert spoken[0] == "芜湖市人民政府办公室"
    assert spoken[1][-2:] == ["通过展览、短片,大力普及救生知识", "修订渡口值班办法"]


def test_what_is_gathered_is_no_verb_of_speaking() -> None:
    text = (
        "市政协座谈会\n\n市政协副主席石怀远、方启明指出,饮水工程是民生工程。县有关部门要认真听取群众的意见和建议,"
        "起草好调研报告。各方积极献策、探讨交流,形成了两条成果。\n"
    )
    assert dict(voices(text)) == {"石怀远": ["起草好调研报告"], "方启明": []}


def test_cells_of_a_form_that_became_lines() -> None:
    text = (
        "某县第十七届人民代表大会\n第三次会议代表建议、批评和意见\n事 由\n关于开通校车的建议\n代表姓名\n徐怀远\n"
        "联名代表\n方启明\n处理意见\n附注:正文附后。\n一、开通校车的必要性和建议\n学生上学路途较远。\n"
        "建议:有关部门在镇上配备校车。\n"
    )
    assert read(text).title == "关于开通校车的建议"
    assert voices(text) == [("徐怀远", ["开通校车", "在镇上配备校车"]), ("方启明", [])]


@pytest.mark.parametrize("label", ["单位", "联系电话", "类  别"])
def test_the_label_below_a_label_is_not_its_value(label: str) -> None:
    text = f"关于开通校车的提案\n案由\n关于开通校车的提案\n提案人\n{label}\n徐怀远\n建议有关部门在镇上配备校车。\n"
    whole = layout.lines(prepare(read(text).document, known()), known())
    assert [text[line.start : line.end] for line in whole[-4:-1]] == ["提案人", label, "徐怀远"]
    assert all(who != label for who, _ in voices(text))


def test_a_town_answers_whoever_is_struck_out() -> None:
    text = (
        "XX委员:\n您提出的“关于增设路灯的建议的提案”收悉,现答复如下:\n我镇已对您的提案进行研究。"
        "针对文化路亮化提升工作,下一步将编制实施方案,公开各部门联系电话。请及时填写回执。\n云溪镇人民政府\n2025年12月11日\n"
    )
    assert voices(text) == [("云溪镇人民政府", ["编制实施方案", "公开各部门联系电话"])]


def test_the_end_of_a_title_is_no_part_of_what_it_names() -> None:
    text = (
        "繁昌县城管局关于县政协第207号提案的答复\n方启明委员:\n您提出的《关于优化南街路灯的建议的提案》收悉,现答复如下:\n"
        "一是修剪枝叶。\n繁昌县城管局\n2022年8月18日\n"
    )
    assert voices(text)[0] == ("方启明", ["优化南街路灯"])


def test_numbers_with_one_bracket_mark_the_points_of_a_list() -> None:
    text = "我们要求校方回应以下诉求：\n\n1) 全面检修宿舍电路\n2) 公开饭堂采购账目\n3) 立即恢复夜间校巴\n"
    assert voices(text) == [("", ["全面检修宿舍电路", "公开饭堂采购账目", "立即恢复夜间校巴"])]


def test_a_committee_says_what_it_thinks() -> None:
    text = "提案督办会\n\n芜湖市政协港澳台侨和外事委认为,要培育乡村旅游品牌。芜湖市政协社法委建议完善调解机制。\n"
    assert voices(text) == [
        ("芜湖市政协港澳台侨和外事委员会", ["培育乡村旅游品牌"]),
        ("芜湖市政协社会和法制委员会", ["完善调解机制"]),
    ]


def test_a_reply_with_a_title_of_two_lines() -> None:
    text = (
        "关于对某区第十八届人民代表大会\n第四次会议第62号代表建议、批评和意见的答复\n方启明代表:\n"
        "您提的《关于桥栏加高的建议》收悉,现答复如下:\n下一步,将加强道路养护。\n城北路街道办事处\n2020年6月5日\n"
    )
    assert read(text).title == "关于对某区第十八届人民代表大会 第四次会议第62号代表建议、批评和意见的答复"
    assert voices(text) == [("方启明", []), ("城北路街道办事处", ["加强道路养护"])]


def test_an_empty_field_names_no_publisher() -> None:
    text = "代表建议办理\n\n来源: 发布时间:2019-07-19\n\n区人大常委会副主任方启明强调,要通过办理代表建议,推动工作。\n"
    assert read(text).publisher is None
    assert {m.person.name for m in read(text).memberships} <= {"方启明"}
    assert voices(text) == [("方启明", ["通过办理代表建议,推动工作"])]
