"""Times the pipeline, text to sorted N-Quads, against jieba on the same texts: one process, one thread.

usage: python benchmarks/pipeline.py [--texts N | --folder DIR] [--runs N] [--seed N] [--largest N] [--json]

The texts are generated, each from its seed alone: six forms of officialese in turn (running news, excerpts of
speeches, a brief, a proposal, a reply, an action plan) of some 4,000 characters, of invented people and real places.
``jieba.cut``, ``jieba.posseg`` and the pipeline (extraction and quads) take turns on the same texts; the clock is the
CPU time of this process, so that a busy machine does not count. Dictionaries and lexicon are loaded before it starts.
``--folder`` compares them on the documents of a folder instead.

Growth: one document of 1, 10 and 100 times that length, for each form; 1, 10 and 100 times so many documents; and
documents of mixed lengths, from a tenth of that length up to 1, 10 and 100 times it. With ``--folder``, all its
documents joined into one, and 10 and 100 copies of that. Linear growth keeps the characters a second; the last column
is the cost a character relative to that of the smallest.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from itertools import count, cycle, islice, takewhile
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

LENGTH = 4000  # characters of one text
STEPS = (1, 10, 100)

SURNAMES = (
    "陈林黄周吴徐孙马朱胡郭何高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任"
    "卢姚沈钟姜崔谭陆范汪廖石金贾夏韦付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武"
)
GIVEN = "清禾牧云知远晓岚景行思齐若谷望舒怀瑾明澈听澜修远静姝致和嘉言砚秋沐阳承泽书宁亦凡启航之衡雨桐君实一诺子墨"
CITIES = {
    "云南省": ("昆明市", "曲靖市", "玉溪市", "保山市", "昭通市", "丽江市", "临沧市"),
    "江西省": ("南昌市", "景德镇市", "萍乡市", "九江市", "赣州市", "吉安市", "宜春市"),
    "甘肃省": ("兰州市", "嘉峪关市", "金昌市", "白银市", "天水市", "武威市", "张掖市"),
    "安徽省": ("合肥市", "芜湖市", "蚌埠市", "淮南市", "安庆市", "黄山市", "滁州市"),
}
PARTIES = ("民革", "民盟", "民建", "民进", "农工党", "致公党", "九三学社")
SECTORS = tuple(
    "氢能产业 新能源汽车产业 生物医药产业 茶产业 数字经济 冷链物流业 养老服务业 乡村旅游业 集成电路产业 "
    "新材料产业 装备制造业 现代种业 软件和信息服务业 绿色食品产业 中医药产业 低空经济 新型储能产业 文化创意产业".split()
)
OBJECTS = tuple(
    "公共检测平台 产业发展基金 关键技术攻关项目 骨干冷链基地 人才引进政策 示范应用场景 协同创新联盟 公共服务体系 "
    "质量追溯制度 风险补偿机制 专业化产业园区 职业技能培训体系 绿色工厂 数据共享平台 产学研合作机制 生态补偿制度 "
    "供应链金融产品 标准体系".split()
)
VERBS = tuple("建设 完善 设立 推广 支持 优化 加快建设 加大投入建设 健全 统筹布局 引导社会资本参与 探索建立".split())
DEPARTMENTS = tuple("发展改革委 科技厅 财政厅 工业和信息化厅 农业农村厅 商务厅 人力资源社会保障厅".split())
LEADS = (
    "以重大项目为抓手，", "围绕产业链上下游需求，", "依托现有园区和骨干企业，", "通过政府购买服务等方式，",
    "坚持因地制宜、分类施策，", "",
)  # fmt: skip
TAILS = (
    "，带动上下游企业集聚发展", "，为中小企业提供一站式服务", "，力争到2027年覆盖率达到90%", "，促进农民持续增收",
    "，实现资源共享", "", "",
)  # fmt: skip
BACKGROUND = (
    "近年来，{province}{sector}保持较快增长，规模以上企业达到{n}家，产值突破{n}亿元，但与先进地区相比仍有差距。",
    "调研发现，部分企业融资渠道单一，核心部件依赖外购，专业人才流失问题比较突出。",
    "{city}区位优势明显，{sector}基础较好，但产业链条不长，龙头企业带动作用还不强。",
    "当前，{sector}面临的国内外竞争日趋激烈，要素成本持续上升，市场主体信心有待提振。",
)
NUMBERS = "一二三四五六七八九十"


class Words:
    """Draws from the templates for one text."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)  # texts, not secrets
        self.province = self.random.choice(list(CITIES))

    def one(self, choices: Sequence[str]) -> str:
        return self.random.choice(choices)

    def name(self) -> str:
        return self.one(SURNAMES) + "".join(self.random.sample(GIVEN, self.random.choice((1, 2, 2))))

    def city(self) -> str:
        return self.one(CITIES[self.province])

    def post(self) -> str:
        name = self.one(("苍洱", "远山", "金川", "云岭", "赤水")) + self.one(("科技", "储能", "农业"))
        firm = f"{self.city()[:-1]}{name}有限公司董事长"
        party = f"{self.one(PARTIES)}{self.province[:-1]}省委会副主委"
        return self.one((party, firm, f"{self.city()}政协主席", f"{self.province[:-1]}大学经济学院教授"))

    def background(self) -> str:
        return self.one(BACKGROUND).format(
            province=self.province, city=self.city(), sector=self.one(SECTORS), n=self.random.randrange(20, 900)
        )

    def action(self) -> str:
        return self.one(VERBS) + self.one(SECTORS) + self.one(OBJECTS)

    def sentence(self) -> str:
        more = "，" + self.action() if self.random.random() < 0.4 else ""
        return f"{self.one(LEADS)}{self.action()}{more}{self.one(TAILS)}。"

    def heading(self) -> str:
        return (
            self.one(("加快", "着力", "全面", "积极")) + self.one(("发展", "推动", "提升", "培育")) + self.one(SECTORS)
        )


def news(w: Words) -> Iterator[str]:
    """A reporter tells who proposes what."""
    yield f"{w.province[:-1]}省政协召开{w.one(SECTORS)}高质量发展协商座谈会\n"
    yield f"2024-05-21 来源：{w.city()[:-1]}观察报\n"
    while True:
        name = w.name()
        yield w.background() + "\n"
        yield f"{w.province[:-1]}省政协委员、{w.post()}{name}建议，{w.sentence()}他提出，要{w.sentence()}\n"
        told = f"{w.name()}委员代表{w.one(PARTIES)}{w.province[:-1]}省委会提出，{w.sentence()}"
        yield f"{told}“{w.one(SECTORS)}还在起步阶段，要{w.action()}，{w.action()}。”{name}说。\n"


def excerpts(w: Words) -> Iterator[str]:
    """Each speech under its title and its speaker."""
    yield f"{w.province[:-1]}省政协常委会会议发言摘登\n"
    yield f"2024-05-21 来源：{w.city()[:-1]}观察报\n"
    while True:
        yield f"\n{w.heading()}\n\n{w.name()}（{w.province[:-1]}省政协委员、{w.post()}）\n\n"
        yield w.background() + w.background() + w.background() + "\n"
        for number in NUMBERS[: w.random.choice((3, 4))]:
            yield f"{number}是{w.heading()}。{w.background()}{w.sentence()}{w.sentence()}\n"


def brief(w: Words) -> Iterator[str]:
    """Many speakers in a few words each."""
    yield f"聚焦{w.one(SECTORS)} 委员们这样说\n"
    yield f"（记者 {w.name()}）{w.background()}\n"
    while True:
        yield f"“{w.background()}”{w.name()}委员认为，应{w.sentence()}{w.name()}、{w.name()}等委员建议，"
        yield f"{w.sentence()}委员们还建议，{w.sentence()}\n"


def proposal(w: Words) -> Iterator[str]:
    """案由, proposers, what is asked of whom."""
    yield f"案由：关于{w.heading()}的建议\n第一提案者：{w.name()}（{w.province[:-1]}省政协委员、{w.post()}）\n"
    yield f"联名提案者：{w.name()}、{w.name()}\n内容：\n{w.background()}\n"
    number = 0
    while True:
        number += 1
        yield f"{number}．{w.heading()}。建议省{w.one(DEPARTMENTS)}牵头编制《{w.province}{w.one(SECTORS)}行动方案》，"
        yield f"{w.sentence()}{w.sentence()}{w.background()}\n"


def reply(w: Words) -> Iterator[str]:
    """What an office did and will do about a proposal."""
    office = f"{w.province}{w.one(DEPARTMENTS)}"
    yield f"{office}关于省政协第{w.random.randrange(100, 900)}号提案的答复\n{w.name()}委员：\n"
    yield f"您提出的《关于{w.heading()}的提案》收悉，现答复如下：\n"
    while True:
        yield f"一、工作开展情况\n{w.background()}已{w.sentence()}{w.background()}\n"
        yield f"二、下一步工作打算\n（一）{w.heading()}。我{office[-1]}将会同省{w.one(DEPARTMENTS)}，{w.sentence()}\n"
        yield f"（二）{w.heading()}。{w.background()}{w.sentence()}{w.background()}\n"


def plan(w: Words) -> Iterator[str]:
    """An issued plan: headings, tasks, who is responsible."""
    city = w.city()
    yield f"{city}人民政府关于推动{w.one(SECTORS)}高质量发展的行动方案\n\n一、总体要求\n"
    yield f"到2027年，全市{w.one(SECTORS)}总产值达到{w.random.randrange(200, 900)}亿元。\n二、重点任务\n"
    number = 0
    while True:
        number += 1
        yield f"（{NUMBERS[number % 10]}）{w.heading()}。{w.sentence()}{w.sentence()}{w.sentence()}"
        yield f"（责任单位：市{w.one(DEPARTMENTS)[:-1]}局、市财政局）\n"


FORMS: tuple[Callable[[Words], Iterator[str]], ...] = (news, excerpts, brief, proposal, reply, plan)


def text(form: Callable[[Words], Iterator[str]], seed: int, length: int = LENGTH) -> str:
    """A text of at least ``length`` characters, whole paragraphs, the same for the same arguments."""
    parts: list[str] = []
    size = 0
    for part in form(Words(f"{form.__name__} {seed}")):
        parts.append(part)
        size += len(part)
        if size >= length:
            break
    return "".join(parts)


def pipeline() -> Callable[[str], int]:
    """What makes a text's quads and counts them, with the lexicon loaded."""
    from jianyan import lexicon
    from jianyan.extraction import extract
    from jianyan.model import Document
    from jianyan.rdf.quads import quads

    known = lexicon.load()

    def run(content: str) -> int:
        document = Document(content, sha256(content.encode()).hexdigest(), "generated.txt")
        return len(quads(extract(document, known), lexicon=known.version))

    return run


def contenders() -> dict[str, Callable[[str], int]]:
    """What is timed, each ready to run: its dictionaries are loaded."""
    import jieba
    import jieba.posseg

    jieba.setLogLevel("ERROR")
    jieba.initialize()
    return {
        "jieba.cut": lambda content: sum(1 for _ in jieba.cut(content)),
        "jieba.posseg": lambda content: sum(1 for _ in jieba.posseg.cut(content)),
        "text to quads": pipeline(),
    }


def seconds(run: Callable[[str], int], texts: Sequence[str]) -> tuple[float, int]:
    """CPU seconds, and what the runs give added up."""
    start = process_time()
    made = sum(map(run, texts))
    return process_time() - start, made


def compare(texts: list[str], runs: int) -> dict[str, dict[str, float]]:
    """Characters a second of each contender (the median of the runs), after one that does not count."""
    size = sum(map(len, texts))
    each = contenders()
    for run in each.values():
        seconds(run, texts[:6])
    took: dict[str, list[float]] = {name: [] for name in each}
    for _ in range(runs):
        for name, run in each.items():
            took[name].append(seconds(run, texts)[0])
    base = median(took["jieba.cut"])
    return {
        name: {
            "characters_a_second": round(size / median(times)),
            "fastest": round(size / min(times)),
            "slowest": round(size / max(times)),
            "times_jieba_cut": round(base / median(times), 2),
        }
        for name, times in took.items()
    }


def generated(seed: int, steps: Sequence[int]) -> dict[str, list[list[str]]]:
    """What grows: for each case and step its documents."""
    cases = {form.__name__: [[text(form, seed, LENGTH * step)] for step in steps] for form in FORMS}
    cases["documents"] = [
        [text(form, seed + n, LENGTH) for n, form in enumerate(islice(cycle(FORMS), 6 * step))] for step in steps
    ]
    cases["mixed lengths"] = [mixed(seed, LENGTH * step) for step in steps]
    return cases


def mixed(seed: int, longest: int) -> list[str]:
    """Documents of every form, of every length from a tenth of LENGTH up to ``longest`` by powers of ten, in turn."""
    lengths = list(takewhile(lambda length: length <= longest, (LENGTH * 10**n // 10 for n in count())))
    return [text(form, seed, length) for form in FORMS for length in lengths]


def read_folder(folder: Path) -> list[str]:
    """The texts of the documents in ``folder`` and the folders in it, in the order of their names."""
    from jianyan import reading

    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in reading.SUFFIXES)
    return [reading.read(path).text for path in paths]


def growth(cases: dict[str, list[list[str]]]) -> dict[str, list[dict[str, float]]]:
    """Size, seconds and quads of each step of each case."""
    run = pipeline()
    found: dict[str, list[dict[str, float]]] = {}
    for name, sizes in cases.items():
        rows: list[dict[str, float]] = []
        for texts in sizes:
            size = sum(map(len, texts))
            again = max(1, round(100_000 / size))
            taken = [seconds(run, texts) for _ in range(again)]
            rows.append({"characters": size, "seconds": min(t for t, _ in taken), "quads": taken[0][1]})
        found[name] = rows
    return found


def machine() -> str:
    """The processor, its cores and the Python that run this."""
    processor = platform.processor() or platform.machine()
    listing = Path("/proc/cpuinfo")
    if listing.is_file():
        for line in listing.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                processor = line.partition(":")[2].strip()
                break
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{processor}, {os.cpu_count()} cores, {platform.system()}, {python}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--texts", type=int, default=60, help="generated texts to compare on (default: %(default)s)")
    what.add_argument("--folder", type=Path, help="compare on the documents in this folder instead")
    parser.add_argument("--runs", type=int, default=3, help="runs of each (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the generated texts (default: %(default)s)")
    parser.add_argument(
        "--largest", type=int, default=100, help="how many times the text may grow (default: %(default)s)"
    )
    parser.add_argument("--json", action="store_true", help="the figures as one JSON object")
    options = parser.parse_args()
    steps = [step for step in STEPS if step <= options.largest]
    if options.folder:
        texts = read_folder(options.folder)
        if not texts:
            parser.error(f"{options.folder}: no document that jianyan reads")
        cases = {"all in one": [["\n\n".join(texts * step)] for step in steps]}
    else:
        texts = [text(form, options.seed + n) for n, form in enumerate(islice(cycle(FORMS), options.texts))]
        cases = generated(options.seed, steps)
    compared = compare(texts, options.runs)
    grown = growth(cases) if steps else {}
    if options.json:
        json.dump(
            {"machine": machine(), "compared": compared, "growth": grown}, sys.stdout, ensure_ascii=False, indent=1
        )
        print()
        return
    print(machine())
    print(f"{len(texts)} texts, {sum(map(len, texts)):,} characters; median of {options.runs} runs\n")
    print(f"{'':14s} {'characters/s':>13s} {'fastest':>11s} {'slowest':>11s} {'× jieba.cut':>12s}")
    for name, row in compared.items():
        print(
            f"{name:14s} {row['characters_a_second']:13,.0f} {row['fastest']:11,.0f} {row['slowest']:11,.0f}"
            f" {row['times_jieba_cut']:12.2f}"
        )
    if grown:
        print(f"\n{'growth':14s} {'characters':>13s} {'seconds':>11s} {'characters/s':>13s} {'cost a character':>17s}")
    for name, rows in grown.items():
        first = rows[0]["seconds"] / rows[0]["characters"]
        for row in rows:
            cost = row["seconds"] / row["characters"]
            print(
                f"{name:14s} {row['characters']:13,.0f} {row['seconds']:11.3f} {1 / cost:13,.0f} {cost / first:16.2f}×"
            )


if __name__ == "__main__":
    main()
