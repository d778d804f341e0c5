"""Number the nodes of a forest so that everything within a node has a consecutive range.

Concepts have a broader concept, and entities may be part of another. A node lies within another if
its range does. The two tables are small compared with the statements, so they are numbered as a
whole.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd


def ranges(nodes: Sequence[str], parents: Sequence[object]) -> pd.DataFrame:
    """Return the range of numbers of each node of a forest.

    Parameters
    ----------
    nodes : sequence of str
        The distinct names of the nodes.
    parents : sequence of str
        The parent of each node; "", None or NA for a node without one.

    Returns
    -------
    DataFrame
        One row per node, in order: `first` and `last`, the range of the numbers of the node and of
        all nodes below it. The number of the node itself is `first`.

    Raises
    ------
    ValueError
        If a parent is not among the nodes, or a node lies within itself.

    Examples
    --------
    >>> ranges(["iraq", "baghdad", "airport", "iran"], ["", "iraq", "baghdad", ""])
       first  last
    0      0     2
    1      1     2
    2      2     2
    3      3     3
    """
    row_of = {node: row for row, node in enumerate(nodes)}
    below: dict[int, list[int]] = {}
    roots = []
    for row, parent in enumerate(parents):
        if not isinstance(parent, str) or not parent:
            roots.append(row)
        elif parent in row_of:
            below.setdefault(row_of[parent], []).append(row)
        else:
            raise ValueError(f"{parent} is the parent of {nodes[row]} and is not a node")
    first, last = [-1] * len(row_of), [-1] * len(row_of)
    number = 0
    left = [(row, False) for row in reversed(roots)]
    while left:
        row, is_done = left.pop()
        if is_done:
            last[row] = number - 1
            continue
        first[row], number = number, number + 1
        left.append((row, True))
        left.extend((child, False) for child in reversed(below.get(row, [])))
    if number < len(row_of):
        row, above = last.index(-1), set()
        while row not in above:  # the path may only lead into the circle
            above.add(row)
            row = row_of[str(parents[row])]
        raise ValueError(f"{nodes[row]} lies within itself")
    return pd.DataFrame({"first": first, "last": last}, dtype="int64")
