"""Bodies a text names, each as one Body however the text writes it.

民建湖北省委会, 民建省委会, 省民建         one branch of a party                   (party_bodies)
省政协, 湖北省政协, 政协湖北省委员会       one CPPCC of the text's province        (cppcc_bodies)
团省委, 共青团湖北省委                     one committee of the Youth League      (league_bodies)
省农业农村厅, 湖北省农业农村厅             one organ of a place                    (organ_bodies)
国家发展改革委, 东风公司                   bodies with names of their own          (named_bodies)
雷山县苗岭蜡染合作社                       a proper name and what such names end with
"""

from __future__ import annotations

from jianyan.extraction.names import cppcc_bodies, league_bodies, named_bodies, organ_bodies, party_bodies
from jianyan.extraction.names.areas import Areas
from jianyan.extraction.names.body_index import BodyIndex
from jianyan.extraction.names.places import Home, Named
from jianyan.extraction.text.prepared import Prepared
from jianyan.lexicon import Lexicon

__all__ = ["BodyIndex", "index"]


def index(prepared: Prepared, lexicon: Lexicon, places: list[Named], home: Home) -> BodyIndex:
    """All the bodies that the text names by themselves; later steps add those their context reveals.

    The order matters: what an earlier form took is not looked at again."""
    found = BodyIndex(prepared, lexicon, home)
    areas = Areas(found, {n.start: n for n in places}, {n.end: n for n in places})
    organs = list(lexicon.bodies.organs.find(prepared.text))
    party_bodies.find(found, areas)
    cppcc_bodies.find(found, areas)
    league_bodies.find(found, areas)
    named_bodies.regional(found)
    organ_bodies.find(found, areas, organs)
    named_bodies.fixed(found)
    named_bodies.by_suffix(found, areas)
    organ_bodies.offices(found)
    organ_bodies.without_place(found, organs)
    cppcc_bodies.bare(found)
    found.mentions.sort(key=lambda m: (m.span.start, -m.span.end))
    return found
