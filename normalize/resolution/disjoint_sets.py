"""Union-find: numbers in groups that are merged and never split (Tarjan 1975, path halving)."""


class DisjointSets:
    """Numbers 0 … n-1, at first each in a set of its own; a set is known by its smallest member."""

    def __init__(self, size: int) -> None:
        """Start with `size` sets of one."""
        self._parents = list(range(size))

    def add(self) -> int:
        """Add a number in a set of its own and return it."""
        self._parents.append(len(self._parents))
        return len(self._parents) - 1

    def find(self, i: int) -> int:
        """Return the smallest member of a number's set."""
        parents = self._parents
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    def union(self, i: int, j: int) -> tuple[int, int] | None:
        """Merge two sets; return (the member that stands for both, the one that stood for the other), None if they are one."""
        one, other = sorted((self.find(i), self.find(j)))
        if one == other:
            return None
        self._parents[other] = one
        return one, other
