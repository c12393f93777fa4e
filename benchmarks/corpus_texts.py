"""A corpus of generated texts, each from its seed alone: the six forms of ``pipeline.py``, of years of meetings.

usage: python benchmarks/corpus_texts.py FOLDER [--texts N] [--seed N]

What texts share is as in life, few things often and many rarely (Zipf's law): all provinces with their cities, some
thousand speakers who come again, bodies from the branches of the parties to firms that are named once, hundreds of
sectors, ten years. Half of the measures are drawn from a stock that grows with the corpus (the same proposal comes
again from somebody else), the others are put together anew.
"""

from __future__ import annotations

import argparse
import csv
import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

import pipeline

ONTOLOGY = Path(__file__).resolve().parents[1] / "ontology"
SPEAKERS = 6000
FIRMS = 3000
STOCK = 40_000
"""Measures that are proposed again and again."""
KINDS = (
    "公共 数字化 绿色 智能 区域性 开放式 标准化 专业化 社区 农村 跨境 中小企业 青年 科技型 一站式 全链条 高水平 示范性 "
    "综合性 国家级"
).split()
THINGS = (
    "检测平台 服务中心 产业园区 产业基金 培训基地 孵化器 实验室 交易市场 仓储中心 追溯体系 信用体系 标准体系 评价机制 "
    "补偿机制 协调机制 监管平台 数据平台 人才公寓 应用场景 示范工程 产业联盟 创新联合体 供应链体系 保险制度 补贴政策 "
    "税收优惠政策 人才引进政策 服务热线 预警系统 行动计划 管理办法 专项规划 合作机制 品牌体系 博览会 技术改造项目 "
    "充电设施 供水设施 养老设施 交通设施"
).split()  # fmt: skip


class Drawn:
    """Draws from ``items`` by rank: the n-th comes about 1/n as often as the first."""

    def __init__(self, items: Sequence[str]) -> None:
        self.items = items
        self._sums = list(accumulate(1 / rank for rank in range(1, len(items) + 1)))

    def one(self, random: Random) -> str:
        return self.items[bisect_left(self._sums, random.random() * self._sums[-1])]


@cache
def provinces() -> dict[str, tuple[str, ...]]:
    """The cities of each province, which the whole corpus speaks of."""
    with (ONTOLOGY / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    names = {
        row["code"][:2]: row["name"] for row in rows if row["code"].endswith("0000") and row["name"].endswith("省")
    }
    cities: dict[str, list[str]] = {}
    for row in rows:
        code = row["code"]
        if code.endswith("00") and not code.endswith("0000") and code[:2] in names and row["name"].endswith("市"):
            cities.setdefault(names[code[:2]], []).append(row["name"])
    return {name: tuple(found) for name, found in sorted(cities.items())}


@cache
def sectors() -> Drawn:
    """The Chinese names of the scheme of sectors, in an order of their own."""
    text = (ONTOLOGY / "sectors.ttl").read_text(encoding="utf-8")
    names = sorted(set(re.findall(r'skos:prefLabel [^;]*?"([\u4e00-\u9fff]{3,8})"@zh', text)))
    Random("sectors").shuffle(names)
    return Drawn(names)


@cache
def stocks() -> tuple[Drawn, Drawn, Drawn, Drawn]:
    """Objects, speakers (name and post), firms, and the stock of measures."""
    random = Random("stock")
    objects = [kind + thing for kind in KINDS for thing in THINGS]
    random.shuffle(objects)
    drawn = Drawn(objects)
    names = Drawn(
        [random.choice(pipeline.SURNAMES) + "".join(random.sample(pipeline.GIVEN, 2)) for _ in range(SPEAKERS)]
    )
    heads = ("苍洱", "远山", "金川", "云岭", "赤水", "北辰", "海纳", "中禾", "天穹", "星野", "启元", "瑞泽")
    tails = ("科技", "储能", "农业", "生物", "智造", "新材", "物流", "文旅", "医药", "数据")
    cities = [city[:-1] for found in provinces().values() for city in found]
    firms = Drawn(
        [random.choice(cities) + random.choice(heads) + random.choice(tails) + "有限公司" for _ in range(FIRMS)]
    )
    verbs = pipeline.VERBS
    measures = [random.choice(verbs) + sectors().one(random) + drawn.one(random) for _ in range(STOCK)]
    return drawn, names, firms, Drawn(measures)


class Words(pipeline.Words):
    """Draws for one text of the corpus."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)  # texts, not secrets
        self.province = Drawn(list(provinces())).one(self.random)
        self.issued = (
            f"{self.random.randrange(2015, 2025)}-{self.random.randrange(1, 13):02}-{self.random.randrange(1, 29):02}"
        )

    def one(self, choices: Sequence[str]) -> str:
        if choices is pipeline.SECTORS:
            return sectors().one(self.random)
        if choices is pipeline.OBJECTS:
            return stocks()[0].one(self.random)
        return self.random.choice(choices)

    def name(self) -> str:
        return stocks()[1].one(self.random)

    def city(self) -> str:
        return Drawn(provinces()[self.province]).one(self.random)

    def post(self) -> str:
        party = f"{self.one(pipeline.PARTIES)}{self.province[:-1]}省委会副主委"
        firm = stocks()[2].one(self.random) + "董事长"
        return self.one((party, firm, f"{self.city()}政协主席", f"{self.province[:-1]}大学经济学院教授"))

    def action(self) -> str:
        return stocks()[3].one(self.random) if self.random.random() < 0.5 else super().action()


def text(number: int, seed: int = 1, length: int = pipeline.LENGTH) -> str:
    """Text ``number`` of the corpus, the same for the same arguments."""
    form = pipeline.FORMS[number % len(pipeline.FORMS)]
    words = Words(f"{form.__name__} {seed} {number}")
    parts: list[str] = []
    size = 0
    for part in form(words):
        parts.append(part.replace("2024-05-21", words.issued))
        size += len(part)
        if size >= length:
            break
    return "".join(parts)


def write(folder: Path, count: int, seed: int = 1) -> None:
    """The texts as files, a thousand a folder."""
    for number in range(count):
        path = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(number, seed), encoding="utf-8", newline="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=int, default=1000, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the texts (default: %(default)s)")
    options = parser.parse_args()
    write(options.folder, options.texts, options.seed)


if __name__ == "__main__":
    main()
