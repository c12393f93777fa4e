"""Where each node of the network stands: computed once, here, so that the page has nothing to shake out.

A force layout of all nodes makes a hairball of a hundred measures that hang on one speaker. So
the measures are gathered by who backs them, each gathering is a disc of its own size with its
backer in the middle, and the spring layout (Fruchterman-Reingold, rustworkx) places only discs,
bodies and sectors. Bodies and sectors that belong to one disc alone stand around its rim. Then
discs are pushed apart, components packed, and what is linked to nothing stands in rows below.

Units are those of the canvas at zoom 1; the same graph gives the same whole numbers.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

Point = tuple[float, float]

SEED = 20220715
ASPECT = 1.35  # pages are wider than high
RING = 21.0  # from one ring of measures to the next
STEP = 19.0  # between neighbours on a ring
HUB = 42.0  # free room around the backer in the middle of a disc
NAME = (40.0, 54.0)  # half the width, and how far down the backer's name reaches
ROOM = {"person": 34.0, "body": 56.0, "sector": 38.0, "measure": 12.0}  # around a node that is no disc
MARGIN = 14.0
EFFORT = 60_000_000  # pairs of nodes that the springs may compare: about half a second
EXACT = 400  # measures of a disc up to which each looks for the best free place


def overview(graph: nx.MultiDiGraph) -> dict[str, tuple[int, int]]:
    """Places of all but the measures: backers stand near the sectors that they back measures in."""
    import networkx as nx

    kinds = graph.nodes(data="kind")
    summary = nx.MultiDiGraph()
    summary.add_nodes_from((node, data) for node, data in graph.nodes(data=True) if data["kind"] != "measure")
    for source, target in graph.edges():
        if kinds[target] != "measure":
            if kinds[source] != "measure":
                summary.add_edge(source, target)
            continue
        for further in set(graph.successors(target)):
            summary.add_edge(source, further)
    return positions(summary)


def positions(graph: nx.MultiDiGraph) -> dict[str, tuple[int, int]]:
    """A whole-numbered place for every node, around (0, 0)."""
    import networkx as nx

    kinds = {node: data["kind"] for node, data in graph.nodes(data=True)}
    discs = _discs(graph, kinds)
    radius = {hub: _disc_radius(len(members)) for hub, members in discs.items()}
    skeleton = _skeleton(graph, kinds, discs)
    radius |= {node: ROOM[kinds[node]] for node in skeleton if node not in radius}

    parts: list[dict[str, Point]] = []
    alone: list[str] = []
    for component in sorted(nx.connected_components(skeleton), key=lambda part: (-len(part), min(part))):
        if len(component) == 1 and not discs.get(min(component)):
            alone.extend(component)
        else:
            parts.append(_component(skeleton.subgraph(component), radius, discs))
    placed = _pack(parts, radius)
    _in_rows(sorted(alone), placed, radius)
    for hub, members in discs.items():
        _fill(hub, members, placed, graph, kinds)
    for hub in discs:
        if hub not in kinds:
            del placed[hub]  # a disc whose backers are several has nobody in its middle
    return {node: (round(x), round(y)) for node, (x, y) in sorted(placed.items())}


def _discs(graph: nx.MultiDiGraph, kinds: dict[str, str]) -> dict[str, list[str]]:
    """Hub → its measures. The hub is the one person (or, with no person, the one body) who backs
    them, else a made-up node that no IRI can equal."""
    by_backers: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for node in sorted(graph, key=lambda n: (graph.nodes[n].get("sources", [0])[0], n)):
        if kinds[node] == "measure":
            by_backers[tuple(sorted(set(graph.predecessors(node))))].append(node)
    discs: dict[str, list[str]] = {}
    for backers, members in sorted(by_backers.items(), key=lambda item: (-len(item[1]), item[0])):
        persons = [backer for backer in backers if kinds[backer] == "person"]
        hub = (persons or list(backers))[0] if len(persons or backers) == 1 else ""
        if hub and hub not in discs:
            discs[hub] = members
        elif backers:
            discs["|".join(("<>", *backers))] = members
        else:
            discs |= {f"<>{member}": [member] for member in members}
    return discs


@lru_cache(maxsize=256)
def _slots(count: int) -> tuple[Point, ...]:
    """Places for ``count`` or a few more measures on rings around (0, 0), leaving room for the backer's name."""
    found: list[Point] = []
    ring = 0
    while len(found) < count:
        reach = HUB + ring * RING
        room = int(2 * math.pi * reach / STEP)
        for at in range(room):
            angle = 2 * math.pi * (at + 0.5 * (ring % 2)) / room
            x, y = reach * math.cos(angle), reach * math.sin(angle)
            if not (abs(x) < NAME[0] and 0 < y < NAME[1]):
                found.append((x, y))
        ring += 1
    return tuple(found)


def _disc_radius(measures: int) -> float:
    return math.hypot(*_slots(measures)[-1]) + STEP if measures else HUB


def _skeleton(graph: nx.MultiDiGraph, kinds: dict[str, str], discs: dict[str, list[str]]) -> nx.Graph:
    """The undirected graph of discs, persons, bodies and sectors, weighted by how many relations they share."""
    import networkx as nx

    disc_of = {member: hub for hub, members in discs.items() for member in members}
    weights: Counter[tuple[str, str]] = Counter()
    for source, target in graph.edges():
        ends = sorted((disc_of.get(source, source), disc_of.get(target, target)))
        if ends[0] != ends[1]:
            weights[ends[0], ends[1]] += 1
    skeleton = nx.Graph()
    skeleton.add_nodes_from(sorted({*discs, *(node for node in kinds if kinds[node] != "measure")}))
    skeleton.add_weighted_edges_from((a, b, weight) for (a, b), weight in sorted(weights.items()))
    return skeleton


def _component(part: nx.Graph, radius: dict[str, float], discs: dict[str, list[str]]) -> dict[str, Point]:
    """Places of one connected part around its own (0, 0): core by springs, leaves around their hub."""
    nodes = sorted(part)
    leaves: dict[str, list[str]] = defaultdict(list)
    for node in nodes:
        if node not in discs and part.degree(node) == 1:
            hub = next(iter(part[node]))
            if hub in discs:
                leaves[hub].append(node)
    core = [node for node in nodes if not any(node in group for group in leaves.values())]
    rim = {hub: _rim(radius[hub], [radius[leaf] for leaf in group]) for hub, group in leaves.items()}
    whole = {node: rim.get(node, (0.0, radius[node]))[1] for node in core}
    places = _springs(part, core, whole)
    _push_apart(places, whole)
    middle = _middle(places.values())
    for hub, group in sorted(leaves.items()):
        x, y = places[hub]
        outward = math.atan2(y - middle[1], x - middle[0]) if len(core) > 1 else 0.0
        distance = rim[hub][0]
        step = min(2 * math.pi / len(group), 2.3 * max(radius[leaf] for leaf in group) / distance)
        for at, leaf in enumerate(group):
            angle = outward + (at - (len(group) - 1) / 2) * step
            places[leaf] = (x + distance * math.cos(angle), y + distance * math.sin(angle))
    return places


def _rim(hub: float, leaves: list[float]) -> tuple[float, float]:
    """How far from the hub's middle its leaves stand, and the radius of the whole."""
    widest = max(leaves)
    distance = max(hub + widest * 0.8, len(leaves) * 2.1 * widest / (2 * math.pi))
    return distance, distance + widest


def _springs(part: nx.Graph, core: Sequence[str], radius: dict[str, float]) -> dict[str, Point]:
    import rustworkx as rx

    if len(core) == 1:
        return {core[0]: (0.0, 0.0)}
    springs = rx.PyGraph()
    number = {node: springs.add_node(node) for node in core}
    for a, b, weight in sorted(part.edges(core, data="weight")):
        if a in number and b in number:
            springs.add_edge(number[a], number[b], 1.0 + math.log(weight))
    rounds = max(12, min(120, EFFORT // len(core) ** 2))
    found = rx.spring_layout(springs, weight_fn=float, seed=SEED, num_iter=rounds, repulsive_exponent=1)
    area = sum(math.pi * r * r for r in radius.values())
    size = math.sqrt(area) * 0.72
    reach = sorted(math.hypot(*found[at]) for at in number.values())
    far = 1.15 * reach[int(0.9 * (len(reach) - 1))] or 1.0
    places = {}
    for node in core:
        x, y = found[number[node]]
        shrink = min(1.0, far / (math.hypot(x, y) or 1.0)) * size / far
        places[node] = (x * shrink * ASPECT, y * shrink)
    return places


def _push_apart(places: dict[str, Point], radius: dict[str, float], rounds: int = 80) -> None:
    """Moves discs that overlap away from each other, the smaller one more; compares neighbours of a grid only."""
    nodes = sorted(places)
    cell = 2 * max(radius.values()) + MARGIN
    if len(nodes) > 600:
        rounds = 12
    for _ in range(rounds):
        grid: dict[tuple[int, int], list[int]] = defaultdict(list)
        points = [places[node] for node in nodes]
        for at, (x, y) in enumerate(points):
            grid[int(x // cell), int(y // cell)].append(at)
        moved = False
        for at, node in enumerate(nodes):
            column, row = int(points[at][0] // cell), int(points[at][1] // cell)
            near = [o for c in (-1, 0, 1) for r in (-1, 0, 1) for o in grid.get((column + c, row + r), ()) if o > at]
            for other in near:
                (ax, ay), (bx, by) = places[node], places[nodes[other]]
                dx, dy = bx - ax, by - ay
                gap = radius[node] + radius[nodes[other]] + MARGIN
                distance = math.hypot(dx, dy)
                if distance >= gap - 0.5:
                    continue
                if distance < 1e-6:
                    dx, dy, distance = math.cos(at), math.sin(at), 1.0
                moved = True
                push = (gap - distance) / distance
                share = radius[nodes[other]] / (radius[node] + radius[nodes[other]])
                places[node] = (ax - dx * push * share, ay - dy * push * share)
                places[nodes[other]] = (bx + dx * push * (1 - share), by + dy * push * (1 - share))
        if not moved:
            return


def _middle(points: Iterable[Point]) -> Point:
    xs, ys = zip(*points, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _pack(parts: list[dict[str, Point]], radius: dict[str, float]) -> dict[str, Point]:
    """Components side by side on shelves, the largest first, the whole about as wide as a page."""
    boxes = []
    for part in parts:
        left = min(x - radius[node] for node, (x, _) in part.items())
        top = min(y - radius[node] for node, (_, y) in part.items())
        right = max(x + radius[node] for node, (x, _) in part.items())
        bottom = max(y + radius[node] for node, (_, y) in part.items())
        boxes.append((left, top, right - left + 4 * MARGIN, bottom - top + 4 * MARGIN))
    order = sorted(range(len(parts)), key=lambda at: (-boxes[at][3], at))
    page = max([math.sqrt(sum(box[2] * box[3] for box in boxes) * ASPECT), *(box[2] for box in boxes)], default=0.0)
    placed: dict[str, Point] = {}
    x = y = shelf = 0.0
    for at in order:
        left, top, width, height = boxes[at]
        if x and x + width > page:
            x, y, shelf = 0.0, y + shelf, 0.0
        for node, (px, py) in parts[at].items():
            placed[node] = (px - left + x, py - top + y)
        x, shelf = x + width, max(shelf, height)
    if placed:
        mx, my = _middle(placed.values())
        placed = {node: (px - mx, py - my) for node, (px, py) in placed.items()}
    return placed


def _in_rows(alone: list[str], placed: dict[str, Point], radius: dict[str, float]) -> None:
    """Nodes linked to nothing, in rows under all others."""
    top = max((y + radius[node] for node, (_, y) in placed.items()), default=0.0) + 60
    per_row = max(4, math.ceil(math.sqrt(len(alone) * 2.5)))
    for at, node in enumerate(alone):
        row, column = divmod(at, per_row)
        placed[node] = ((column - (per_row - 1) / 2) * 110, top + row * 70)


def _fill(
    hub: str, members: list[str], placed: dict[str, Point], graph: nx.MultiDiGraph, kinds: dict[str, str]
) -> None:
    """Each measure on the rings around its hub, on the side that its sectors are on."""
    x, y = placed[hub]
    if hub not in kinds and len(members) == 1:
        placed[members[0]] = (x, y)
        return
    slots = [(x + dx, y + dy) for dx, dy in _slots(len(members))]
    reach = math.dist(slots[-1], (x, y))
    wishes = []
    for at, member in enumerate(members):
        goals = [placed[to] for to in graph.successors(member) if to in placed]
        if goals:
            gx, gy = sum(p[0] for p in goals) / len(goals) - x, sum(p[1] for p in goals) / len(goals) - y
            far = math.hypot(gx, gy) or 1.0
            wishes.append((math.atan2(gy, gx), at, member, (x + gx / far * reach, y + gy / far * reach)))
        else:
            wishes.append((4.0, at, member, (x, y)))  # no sector: last, and as near the hub as there is room
    wishes.sort()
    if len(members) > EXACT:
        slots.sort(key=lambda slot: math.atan2(slot[1] - y, slot[0] - x))
        for (_, _, member, _), slot in zip(wishes, slots, strict=False):
            placed[member] = slot
        return
    for _, _, member, wish in wishes:
        best = min(range(len(slots)), key=lambda at: (math.dist(slots[at], wish), at))
        placed[member] = slots.pop(best)
