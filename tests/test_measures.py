"""What a sentence proposes, and where each measure begins and ends: the rules by example.

Each case is a sentence as it stands in a speech, and the measures that the annotation guide
asks of it; the sentences are our own.
"""

from __future__ import annotations

import pytest
from reader import read

from jianyan.model import Level, Stance

HEAD = "市政协召开协商座谈会\n\n来源:长沙晚报\n\n市政协委员、湘江大学教授钟鸣远建议,"


def proposed(sentence: str) -> list[str]:
    reading = read(f"{HEAD}{sentence}\n")
    return [s.span.of(reading.document.text) for s in reading.statements]


@pytest.mark.parametrize(
    ("sentence", "measures"),
    [
        # a verb and its object; each clause with its own of both is one
        ("完善社区食堂补贴办法。", ["完善社区食堂补贴办法"]),
        ("加快布局充电网络,加大老旧管网改造力度。", ["加快布局充电网络", "加大老旧管网改造力度"]),
        ("建立用工信息平台;培育本地家政品牌。", ["建立用工信息平台", "培育本地家政品牌"]),
        ("做强种业、做精茶业。", ["做强种业", "做精茶业"]),
        # kept as one: verbs that share an object, one verb over a list, 并 without a comma
        ("清理、废除妨碍公平竞争的规定。", ["清理、废除妨碍公平竞争的规定"]),
        ("建设公园、绿道、驿站等休闲空间。", ["建设公园、绿道、驿站等休闲空间"]),
        ("整合并开放公共数据。", ["整合并开放公共数据"]),
        ("完善定价、交易、结算规则。", ["完善定价、交易、结算规则"]),
        # what leads in belongs to the measure behind it
        ("以县城为重点,补齐托育设施短板。", ["以县城为重点,补齐托育设施短板"]),
        ("发挥高校集聚优势,组建储能创新联合体。", ["发挥高校集聚优势,组建储能创新联合体"]),
        ("依托省级平台,开展跨区域检测认证。", ["依托省级平台,开展跨区域检测认证"]),
        ("对连续亏损的小微企业,减免房租。", ["对连续亏损的小微企业,减免房租"]),
        ("科技赋能,赋能科技,加大对中试平台的支持力度。", ["科技赋能,赋能科技,加大对中试平台的支持力度"]),
        ("对吸收残疾人就业的扶贫作坊,减免房租。", ["对吸收残疾人就业的扶贫作坊,减免房租"]),
        # … but no ground ends in what is done
        (
            "按照先易后难的原则确定改造标准,引导村民投工投劳。",
            ["按照先易后难的原则确定改造标准", "引导村民投工投劳"],
        ),
        # a list goes on with what is where
        (
            "形成总部在城区、基地在县城,研发在园区、制造在乡镇的格局。",
            ["形成总部在城区、基地在县城,研发在园区、制造在乡镇的格局"],
        ),
        ("持续加大科研力度、投入力度。", ["持续加大科研力度、投入力度"]),
        # on what terms, or what becomes possible, belongs to the measure before it; so does a verb without an object
        ("设立急救基金,费用由市财政承担。", ["设立急救基金,费用由市财政承担"]),
        ("推出渔船贷,单户额度最高50万元。", ["推出渔船贷,单户额度最高50万元"]),
        ("建立仪器共享平台,向社会有序开放。", ["建立仪器共享平台,向社会有序开放"]),
        ("在职校开订单班,学员结业就能上岗。", ["在职校开订单班,学员结业就能上岗"]),
        # how, in one word before the verb; 将 that is 把
        ("顺势延长夜间公交线路。", ["顺势延长夜间公交线路"]),
        ("分头排查老旧电梯。", ["分头排查老旧电梯"]),
        ("将恶意欠薪行为与企业信用挂钩。", ["将恶意欠薪行为与企业信用挂钩"]),
        ("力争引进农产品加工项目15个。", ["力争引进农产品加工项目15个"]),
        # in which case, how much for each, up to what limit
        ("对种植茶树50亩以上的经营主体,每亩补助100元。", ["对种植茶树50亩以上的经营主体,每亩补助100元"]),
        ("给予贴息;面积达到30亩以上的,每亩再补助150元。", ["给予贴息", "面积达到30亩以上的,每亩再补助150元"]),
        ("对新建冷库的企业给予补贴,单个企业最高不超过20万元。", ["对新建冷库的企业给予补贴,单个企业最高不超过20万元"]),
        ("将低温保险纳入保费补贴,补贴比例不低于60%。", ["将低温保险纳入保费补贴,补贴比例不低于60%"]),
        ("设立规模不低于10亿元的种业基金。", ["设立规模不低于10亿元的种业基金"]),
        ("每新增1个省级品种给予奖励30万元。", ["每新增1个省级品种给予奖励30万元"]),
        ("每年7月举办荷花节。", ["每年7月举办荷花节"]),
        ("以荷花海景区为核心打造赏荷线路。", ["以荷花海景区为核心打造赏荷线路"]),
        ("完善补贴办法,具体由市财政局负责解释。", ["完善补贴办法"]),
        # who is to act, whatever noun that is; when, before what marks the future
        ("小区成立停车自治委员会,招标方改变最低价中标做法。", ["成立停车自治委员会", "改变最低价中标做法"]),
        ("推行按人头打包付费,结余留用、合理分担。", ["推行按人头打包付费"]),
        ("星河储能今年将在格尔木投建电池工厂。", ["在格尔木投建电池工厂"]),
        ("还有,开辟一条消防通道。", ["开辟一条消防通道"]),
        ("希望您们能够加强对于夜间巡查的投入。", ["加强对于夜间巡查的投入"]),
        ("要求公司确保工资按月发放,要求物业给住户加装充电桩。", ["确保工资按月发放", "给住户加装充电桩"]),
        ("要求公司补回拖欠的加班费。", ["补回拖欠的加班费"]),
        # a request may be that nobody does it; what only forbids adds terms; what asks for goodwill asks for no action
        ("请不要乱扔垃圾。", ["不要乱扔垃圾"]),
        ("加强资金监管,不得挪用专款。", ["加强资金监管"]),
        ("请继续关注我们的工作。", []),
        # what is striven for, without a deadline, belongs to the measure before it
        ("加快园所建设,力争入园率再上新台阶,确保孩子有学上。", ["加快园所建设,力争入园率再上新台阶,确保孩子有学上"]),
        ("取消重复作业。同时,组织专家编写教材。", ["取消重复作业", "组织专家编写教材"]),
        ("县有关部门对老桥进行检测,县相关职能部门建好护栏。", ["对老桥进行检测", "建好护栏"]),
        ("特请业委会公示账目,尤其公开维修基金收支。", ["公示账目", "公开维修基金收支"]),
        ("立即无条件撤销处分。", ["立即无条件撤销处分"]),
        ("今年最应关注什么话题?", []),
        ("对乡道上的危桥没有明确管养单位。", []),
        # in what manner, in several words; by what means, though a verb stands in it
        ("规模化、集约化建设育苗大棚。", ["规模化、集约化建设育苗大棚"]),
        ("通过向高校购买课程等方式,开设夜校。", ["通过向高校购买课程等方式,开设夜校"]),
        ("先摸清底数,把空着的车位错时借给居民嘛。", ["先摸清底数", "把空着的车位错时借给居民"]),
        # what urges in the middle of a clause, behind what it is about
        ("破解停车难题要盘活闲置地块。", ["盘活闲置地块"]),
        ("各网约车平台公司须公开计价规则。", ["公开计价规则"]),
        ("吸引已经进城的农民工返乡创业。", ["吸引已经进城的农民工返乡创业"]),
        # what is said of its money or term is part of a measure
        ("设立维修基金,费用由企业承担。", ["设立维修基金,费用由企业承担"]),
        ("对冷库建设给予贴息,期限不超过两年。", ["对冷库建设给予贴息,期限不超过两年"]),
        # a clause that ends with 的 names a case, as one does that waits for something
        ("连续两次排名末位的,削减投放份额。", ["连续两次排名末位的,削减投放份额"]),
        ("待路基拓宽后,建设候车亭。", ["待路基拓宽后,建设候车亭"]),
        ("将会同街道清理僵尸车。", ["会同街道清理僵尸车"]),
        ("将分三期建设管网。", ["分三期建设管网"]),
        # a case leads in, and a request may be that nobody does it
        ("要求市政府在编制明年预算时,不削减养老开支。", ["在编制明年预算时,不削减养老开支"]),
        ("不能再走老路。", []),
        ("在适老化改造方面,统一补贴标准。", ["在适老化改造方面,统一补贴标准"]),
        # what is asked for begins behind what asks, whatever leads to it; where it is to be done stays
        ("为缓解停车难,建议开放机关停车位。", ["开放机关停车位"]),
        ("希望市公交公司能延长夜班线路。", ["延长夜班线路"]),
        ("在规划编制中要引入居民听证。", ["在规划编制中要引入居民听证"]),
        ("在已拆除的围墙处增设绿道入口。", ["在已拆除的围墙处增设绿道入口"]),
        ("多渠道、多形式培训养老护理员。", ["多渠道、多形式培训养老护理员"]),
        ("将借阅期延长至60天。", ["将借阅期延长至60天"]),
        ("完善环卫工人休息驿站,以改善户外作业条件。", ["完善环卫工人休息驿站,以改善户外作业条件"]),
        # a verb that only tells which, or that is a noun
        ("新建的厂房空置率高,减免首年租金。", ["减免首年租金"]),
        # it goes on in the next sentence
        ("设立应急周转金。完善信用修复办法。", ["设立应急周转金", "完善信用修复办法"]),
        # left out at the head: who is to act, what urges, marks of the future, list marks
        ("由市商务局牵头编制夜间经济规划。", ["由市商务局牵头编制夜间经济规划"]),
        ("市教育局应增设公办幼儿园。", ["增设公办幼儿园"]),
        ("一是修订停车管理办法;二是开放机关停车位。", ["修订停车管理办法", "开放机关停车位"]),
        ("将乡村医生纳入编制管理。", ["将乡村医生纳入编制管理"]),
        # what each gets, and who does it, once something is proposed; a figure that only tells is none
        (
            "开展家庭床位试点,每张床位由财政一次性补贴两千元,并由社工每月上门巡访不少于三次。",
            ["开展家庭床位试点", "每张床位由财政一次性补贴两千元", "由社工每月上门巡访不少于三次"],
        ),
        ("修缮老街,沿街店招由市里统一设计、统一制作。", ["修缮老街", "沿街店招由市里统一设计、统一制作"]),
        ("加强培训,每天有六百人。", ["加强培训"]),
        # who is acted on, before a clause that 同时 joins
        (
            "对长者饭堂的水、电、气按民用价计价,同时鼓励超市认领。",
            ["对长者饭堂的水、电、气按民用价计价", "鼓励超市认领"],
        ),
        # 用户 is a noun; 呢 is but spoken; 得 urges where people speak
        ("将用户的出行行为与信用积分挂钩。", ["将用户的出行行为与信用积分挂钩"]),
        ("第一呢,建立预警平台。然后呢,得完善配套设施。", ["建立预警平台", "完善配套设施"]),
        # figures and deadlines
        ("扩大清洁取暖范围,力争覆盖率达到90%。", ["扩大清洁取暖范围,力争覆盖率达到90%"]),
        ("到2027年建成区域充电枢纽12座。", ["到2027年建成区域充电枢纽12座"]),
        # marks inside quotations and book titles do not cut
        ("推广“前店后厂、以销定产”模式。", ["推广“前店后厂、以销定产”模式"]),
        ("落实《湖南省促进养老服务、托育服务若干措施》。", ["落实《湖南省促进养老服务、托育服务若干措施》"]),
        # what is studied or professed is no measure; who is to act may stand before what leads in
        ("深入学习贯彻全会精神,弘扬工匠精神。", ["弘扬工匠精神"]),
        ("深入践行工匠精神,宣传贯彻会议精神,落实企业家精神。", ["深入践行工匠精神", "落实企业家精神"]),
        ("坚决做到“两个维护”,完善公交线网。", ["完善公交线网"]),
        ("各级工会要立足自身职责,办好职工食堂。", ["立足自身职责,办好职工食堂"]),
        ("在市委坚强领导下,完善公交线网。", ["在市委坚强领导下,完善公交线网"]),
        # 把 and what it comes to; 强调 is no word in 加强调研
        ("把惠企政策落到实处,把老街保护好、建设好。", ["把惠企政策落到实处", "把老街保护好、建设好"]),
        ("加强调研,完善联系制度。", ["加强调研", "完善联系制度"]),
        ("牢牢把握改革机遇,加快旧改。", ["牢牢把握改革机遇", "加快旧改"]),
        # what leads in elsewhere is a measure itself where only its effect follows; 必须 in a name urges nothing
        ("坚持以读者为中心的导向,让好书走进社区。", ["坚持以读者为中心的导向,让好书走进社区"]),
        ("守正创新、不断提升老街影响力。", ["守正创新、不断提升老街影响力"]),
    ],
)  # fmt: skip
def test_measures_of_a_sentence(sentence: str, measures: list[str]) -> None:
    assert proposed(sentence) == measures


@pytest.mark.parametrize(
    "sentence",
    ["建设共享菜园,带动周边群众增收。", "推行一码通办,让群众少跑腿。", "设立纾困基金,为中小企业提供周转支持。"],
)
def test_what_only_says_to_what_effect_belongs_to_the_measure(sentence: str) -> None:
    """Whoever tells it: the speaker in their own words, or a reporter."""
    speech = read(f"加快发展我市乡村旅游\n\n钟鸣远(市政协委员、湘江大学教授)\n\n乡村旅游前景广阔。{sentence}\n")
    assert speech.speeches[0].person
    assert [s.span.of(speech.document.text) for s in speech.statements][-1] == sentence.rstrip("。")
    assert proposed(sentence) == [sentence.rstrip("。")]


@pytest.mark.parametrize(
    "text",
    [
        "去年全市新增就业8.2万人,城镇登记失业率低于控制目标。",
        "目前社区食堂普遍存在运营资金不足的问题。",
        "会议听取了市民政局关于养老服务工作的情况通报。",
        "展览将持续至下月底,市民可凭身份证免费参观。",
    ],
)
def test_background_and_procedure_propose_nothing(text: str) -> None:
    assert not read(f"养老服务调研见闻\n\n来源:长沙晚报\n\n{text}\n").statements


def test_stance_is_read_from_the_words() -> None:
    text = (
        "停车收费听证会举行\n\n来源:芜湖日报\n\n市政协委员贺知衡表示赞成实行差别化收费。"
        "市政协委员罗敬之反对提高首小时停车收费标准。\n"
    )
    found = {s.span.of(text): s.stance for s in read(text).statements}
    assert found == {"实行差别化收费": Stance.SUPPORTS, "提高首小时停车收费标准": Stance.OPPOSES}


def test_a_report_tells_what_was_done_from_what_is_planned() -> None:
    text = (
        "益阳市政府工作报告\n\n2025年1月8日\n\n一、2024年工作回顾\n\n新建高标准农田18万亩。\n\n"
        "二、2025年工作安排\n\n(一)壮大特色产业。新建黑茶加工园2个。\n"
    )
    found = [(s.span.of(text), s.level, s.stance) for s in read(text).statements]
    assert found == [
        ("新建高标准农田18万亩", Level.MEASURE, Stance.REPORTS_DONE),
        ("壮大特色产业", Level.HEADING, Stance.PROPOSES),
        ("新建黑茶加工园2个", Level.MEASURE, Stance.PROPOSES),
    ]


def test_support_in_ones_own_words() -> None:
    text = "民生联盟对施政报告的回应\n\n2024年10月16日\n\n我们支持政府设立漁業基金。我们建议当局增加街市摊位。\n"
    found = [(s.span.of(text), s.stance) for s in read(text).statements]
    assert found == [("设立漁業基金", Stance.SUPPORTS), ("增加街市摊位", Stance.PROPOSES)]


def test_the_list_that_a_report_announces() -> None:
    text = (
        "商会向市政府反映意见\n\n会长王立新表示,经走访会员,该会提出3点建议,包括:一、减免摊位租金;二、延长营业时间。\n"
    )
    assert [s.span.of(text) for s in read(text).statements] == ["减免摊位租金", "延长营业时间"]


def test_articles_of_a_policy() -> None:
    text = (
        "芜湖市支持夜间经济若干措施\n\n发布时间:2024-03-18 来源:芜湖市商务局\n\n为激发消费活力,制定如下措施。\n\n"
        "第一条 【场地支持】 开放公园广场设夜市。减免首年摊位费。\n\n第二条 【附则】 本措施自发布之日起施行。\n"
    )
    found = [(s.span.of(text), s.level) for s in read(text).statements]
    assert found == [("开放公园广场设夜市", Level.MEASURE), ("减免首年摊位费", Level.MEASURE)]


def test_a_measure_knows_its_parts() -> None:
    text = f"{HEAD}由省发展改革委牵头编制《湖南省储能产业发展规划》,到2027年培育龙头企业10家。\n"
    first, second = (s.measure for s in read(text).statements)
    assert (first.action, first.cites) == ("牵头编制", ("湖南省储能产业发展规划",))
    assert [body.name for body in first.addressees] == ["湖南省发展和改革委员会"]
    assert "储能" in [sector.name for sector in first.sectors]
    assert [(t.quantity, t.unit, t.deadline) for t in second.targets] == [("10", "家", "2027年")]


def test_paragraphs_that_spell_out_a_point_are_of_its_list() -> None:
    text = (
        "三、政策措施\n\n16.加强统筹协调。各地要建立协调机制。\n\n17.加强政策扶持。\n\n加大资金投入。设立乡村旅游专项基金。\n\n"
        "加大用地支持。优先安排乡村旅游用地。\n\n附则由省旅游局解释。\n"
    )
    reading = read(text)
    said = [s.span.of(text) for s in reading.statements]
    assert {"加强政策扶持", "加大资金投入", "设立乡村旅游专项基金", "加大用地支持", "优先安排乡村旅游用地"} <= set(said)
    assert not any("附则" in s or "解释" in s for s in said)


ORDINALS = """以冷链补齐鲜果短板

岳望秋

鲜果出山难，难在路上。

首先，以政策引路。出台冷链物流专项规划，明确用地和电价优惠。

其次，在标准上下功夫。制定鲜果分级标准，推广可循环周转箱。

再次，向数据要效益。建设产地仓信息平台，公开每日库容和运价。
"""


def test_ordinal_words_open_points_and_leads_head_them() -> None:
    """首先, 其次, 再次 are list marks; a sentence behind one that only says how or where heads what spells it out."""
    reading = read(ORDINALS.replace("岳望秋", "——岳望秋委员代表民建市委会的发言"))
    found = [(s.level.value, s.span.of(reading.document.text)) for s in reading.statements if s.parent is not None]
    headings = [s.span.of(reading.document.text) for s in reading.statements if s.level.value == "heading"]
    assert headings == ["以政策引路", "在标准上下功夫", "向数据要效益"]
    assert [text for level, text in found if level == "measure"] == [
        "出台冷链物流专项规划",
        "明确用地和电价优惠",
        "制定鲜果分级标准",
        "推广可循环周转箱",
        "建设产地仓信息平台",
        "公开每日库容和运价",
    ]


@pytest.mark.parametrize(
    ("said", "measures"),
    [
        (
            "夜市关系生计。相关部门要积极回应摊主用水需求，加大洗菜池供给。",
            ["积极回应摊主用水需求", "加大洗菜池供给"],
        ),
        ("要求省文化和旅游厅会同省财政厅出台陶艺人才办法。", ["会同省财政厅出台陶艺人才办法"]),  # 会同 is a county too
        ("镇村要充分发挥政府牵线搭桥、兜底保障等作用。", ["充分发挥政府牵线搭桥、兜底保障等作用"]),
    ],
)
def test_what_somebody_is_to_do_reports_nothing(said: str, measures: list[str]) -> None:
    """相关部门要积极|回应…: no verb of speaking; 充分发挥|政府: nobody who is to act."""
    assert proposed_by(f"市政协主席罗志诚指出，{said}") == measures


@pytest.mark.parametrize(
    ("said", "measures"),
    [
        (
            "提出了完善招商机制、培育消费热点、推动医疗体制改革等方面的思路",
            ["完善招商机制", "培育消费热点", "推动医疗体制改革"],
        ),
        ("提出许多具有科学性、前瞻性的提案，受到好评", []),
        ("提出多项措施，包括完善招商机制、培育消费热点", ["完善招商机制", "培育消费热点"]),
        ("提出了多项建议，例如：完善招商机制", ["完善招商机制"]),
        # what all that stands before is to do
        ("说，成绩来之不易。制定城市规划、实施旧改项目，都要听取居民意见", ["听取居民意见"]),
        # what all asks for, behind what was asked for itself
        ("建议，完善公交线网，新建充电桩，都要征求居民意见", ["完善公交线网", "新建充电桩", "征求居民意见"]),
        ("建议完善招商机制、培育消费热点", ["完善招商机制", "培育消费热点"]),
    ],
)
def test_what_is_put_forward_and_what_is_only_counted(said: str, measures: list[str]) -> None:
    assert proposed_by(f"市政协委员罗志诚{said}。") == measures


def proposed_by(sentence: str) -> list[str]:
    text = f"市政协召开座谈会\n\n{sentence}\n"
    return [statement.span.of(text) for statement in read(text).statements]
