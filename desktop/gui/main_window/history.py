"""Where a person has been: pages with what was asked of them and how they were left, back and forward."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_REMEMBERED = 100


@dataclass(slots=True)
class Visit:
    """One stop: the route, its arguments, the page's state when it was left (None: never left), and its title."""

    route: str
    args: Mapping[str, object] = field(default_factory=dict)
    state: object = None
    title: str = ""

    def is_same_place(self, other: "Visit") -> bool:
        """Whether both are the same page of the same thing."""
        return (self.route, dict(self.args)) == (other.route, dict(other.args))


@dataclass(slots=True)
class History:
    """The stops in order, and which one a person stands at."""

    visits: list[Visit] = field(default_factory=list)
    at: int = -1

    @property
    def here(self) -> Visit | None:
        """Where the person is."""
        return self.visits[self.at] if self.visits else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a stop before."""
        return self.at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a stop after, gone back from."""
        return self.at < len(self.visits) - 1

    def go(self, visit: Visit) -> None:
        """Goes somewhere new; what lay ahead is forgotten."""
        del self.visits[self.at + 1 :]
        self.visits.append(visit)
        del self.visits[:-MOST_REMEMBERED]
        self.at = len(self.visits) - 1

    def step(self, by: int) -> Visit | None:
        """Goes back (-1) or forward (1); None if there is nothing there."""
        if not 0 <= self.at + by < len(self.visits):
            return None
        self.at += by
        return self.visits[self.at]

    def newest(self) -> list[Visit]:
        """Every stop once, the newest first, up to here."""
        found: list[Visit] = []
        for visit in reversed(self.visits[: self.at + 1]):
            if not any(visit.is_same_place(other) for other in found):
                found.append(visit)
        return found

    def last_of(self, route: str) -> Visit | None:
        """The latest stop at a route, up to here: a path leads back to it as it was left."""
        return next((visit for visit in reversed(self.visits[: self.at + 1]) if visit.route == route), None)
