"""The shortest way from one id to another over steps between neighbours."""

from collections.abc import Callable, Iterable


def shortest_way(start: str, goal: str, near: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """All ids from the start to the goal, both among them; empty where no way leads there.

    Of ways of one length it is that which the neighbours' order gives first.
    """
    came_from = {start: start}
    ahead = [start]
    for each in ahead:
        if each == goal:
            break
        for following in near(each):
            if following not in came_from:
                came_from[following] = each
                ahead.append(following)
    return _back(start, goal, came_from) if goal in came_from else ()


def _back(start: str, goal: str, came_from: dict[str, str]) -> tuple[str, ...]:
    way = [goal]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))
