"""What of a recording a world did likewise: outputs, events, conditions, moments."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from statistics import median
from typing import Any

from cluster_sim.world.kernel.world import SECOND
from tests.fidelity.recordings.recording import Recording
from tests.fidelity.recordings.replay import Lived
from tests.fidelity.recordings.wording import regardless_of_chance, settled

# (seconds, about which object, reason, message)
Event = tuple[float, str, str, str]
# An event with the whole name of its object.
Told = tuple[str, Event]
Life = list[tuple[str, str]]


@dataclass
class Comparison:
    """``same`` of ``all`` for outputs, events told, events in order, and final conditions."""

    outputs: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    conditions: Counter[str] = field(default_factory=Counter)
    late: list[float] = field(default_factory=list)
    differences: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @property
    def typical_lateness(self) -> float:
        """The median difference in seconds between an event here and there."""
        return median(self.late) if self.late else 0.0


def compare(recording: Recording, lived: Lived) -> Comparison:
    """The recording beside what was lived."""
    found = Comparison()
    _compare_outputs(found, lived)
    _compare_events(found, recording, lived)
    _compare_conditions(found, recording, lived)
    return found


def _compare_outputs(found: Comparison, lived: Lived) -> None:
    for typed, outcome in lived.outcomes:
        theirs, ours = typed.stdout + typed.stderr, outcome.stdout + outcome.stderr
        verdict = _verdict(theirs, ours)
        found.outputs[verdict] += 1
        if verdict == "different":
            found.differences["output"].append(
                f"[{typed.time}] $ {typed.line}\n{_changed_lines(settled(theirs), settled(ours))}"
            )


def _verdict(theirs: str, ours: str) -> str:
    if settled(theirs) == settled(ours):
        return "same"
    by_chance = regardless_of_chance(theirs) == regardless_of_chance(ours)
    return "by chance" if by_chance else "different"


def _changed_lines(theirs: str, ours: str) -> str:
    old, new = theirs.split("\n"), ours.split("\n")
    told = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            told += [f"  real: {line}" for line in old[a:b]] + [f"  here: {x}" for x in new[c:d]]
    return "\n".join(told[:14])


def _compare_events(found: Comparison, recording: Recording, lived: Lived) -> None:
    with_names = _real_events(recording), _our_events(recording, lived)
    theirs, ours = ([event for _, event in told] for told in with_names)
    told, here = Counter(e[1:] for e in theirs), Counter(e[1:] for e in ours)
    found.events["all"] = sum(told.values())
    found.events["told"] = sum((told & here).values())
    found.events["too many"] = sum((here - told).values())
    found.events["in order"] = sum(_in_order(*with_names))
    for missing, count in (told - here).items():
        found.differences["event missing"].append(f"{count}× {missing}")
    for extra, count in (here - told).items():
        found.differences["event too many"].append(f"{count}× {extra}")
    found.late = [abs(a - b) for a, b in _moments(theirs, ours)]


def _in_order(theirs: list[Told], ours: list[Told]) -> Iterable[int]:
    """How many events of each object came in the order of one that is called alike here."""
    here = _by_object(ours)
    for name, lives in _by_object(theirs).items():
        candidates = list(here.get(name, []))
        for life in lives:
            shared = [_shared(life, other) for other in candidates]
            if shared:
                best = max(range(len(shared)), key=shared.__getitem__)
                candidates.pop(best)
                yield shared[best]


def _shared(theirs: Life, ours: Life) -> int:
    matcher = SequenceMatcher(None, theirs, ours, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def _by_object(told: list[Told]) -> dict[str, list[Life]]:
    """The lives of all objects that are called alike but for chance."""
    lives: dict[str, Life] = defaultdict(list)
    for who, (_, _, reason, message) in told:
        lives[who].append((reason, message))
    found: dict[str, list[Life]] = defaultdict(list)
    for who, life in lives.items():
        found[_name(who)].append(life)
    return found


def _moments(theirs: list[Event], ours: list[Event]) -> Iterable[tuple[float, float]]:
    waiting: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for time, *what in ours:
        waiting[tuple(what)].append(time)  # type: ignore[index]
    for time, *what in theirs:
        times = waiting[tuple(what)]  # type: ignore[index]
        if times:
            yield time, times.pop(0)


def _real_events(recording: Recording) -> list[Told]:
    return [_told(e["object"], time, e) for time, e in recording.events]


def _told(who: str, time: float, event: dict[str, Any]) -> Told:
    return who, (time, _name(who), event["reason"], regardless_of_chance(event["message"]))


def _our_events(recording: Recording, lived: Lived) -> list[Told]:
    found = []
    for change in lived.changes:
        if change.key.resource != "events" or change.old is not None or change.new is None:
            continue
        about = change.new["involvedObject"]
        if change.key.namespace in recording.namespaces or about["kind"] == "Node":
            time = (change.time - lived.begin) / SECOND
            found.append(_told(f"{about['kind']}/{about['name']}", time, change.new))
    return found


def _name(text: str) -> str:
    return regardless_of_chance(text)


def _compare_conditions(found: Comparison, recording: Recording, lived: Lived) -> None:
    theirs, ours = _real_conditions(recording), _our_conditions(recording, lived)
    for name, states in sorted(theirs.items()):
        here = ours.get(name, Counter())
        found.conditions["all"] += sum(states.values())
        found.conditions["same"] += sum((states & here).values())
        for state in (states - here).elements():
            found.differences["conditions"].append(f"{name}: {state}")
        for state in (here - states).elements():
            found.differences["conditions here only"].append(f"{name}: {state}")


def _real_conditions(recording: Recording) -> dict[str, Counter[str]]:
    last: dict[tuple[str, str], dict[str, str]] = {}
    for change in recording.changes:
        fields = change["fields"]
        conditions = fields.get("conditions") or (fields.get("status") or {}).get("conditions")
        if conditions:
            last[change["kind"], change["name"]] = conditions
    return _tally(last)


def _our_conditions(recording: Recording, lived: Lived) -> dict[str, Counter[str]]:
    last: dict[tuple[str, str], dict[str, str]] = {}
    for change in lived.changes:
        new = change.new
        if new is None or "kind" not in new:
            continue
        if change.key.namespace not in recording.namespaces and new["kind"] != "Node":
            continue
        conditions = (new.get("status") or {}).get("conditions")
        if conditions:
            with_message = new["kind"] not in ("Pod", "Node")
            told = {c["type"]: _condition(c, with_message) for c in conditions}
            last[new["kind"], change.key.name] = told
    return _tally(last)


def _condition(condition: dict[str, Any], with_message: bool) -> str:
    text = condition["status"]
    if condition.get("reason"):
        text += f"/{condition['reason']}"
    if with_message and condition.get("message"):
        text += f": {condition['message']}"
    return text


def _tally(last: dict[tuple[str, str], dict[str, str]]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for (kind, name), conditions in last.items():
        text = ", ".join(f"{t}={regardless_of_chance(s)}" for t, s in sorted(conditions.items()))
        found[_name(f"{kind}/{name}")][text] += 1
    return found
