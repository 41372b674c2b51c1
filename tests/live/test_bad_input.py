"""Whatever comes over the websocket, the answer is one of the protocol and the lab is unharmed."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.live import protocol
from cluster_sim.live.host import LabHost
from cluster_sim.live.hub import Viewer
from cluster_sim.live.session import Session
from cluster_sim.models import Lab
from cluster_sim.selectors import OWNER, REPLAY, Access
from tests.live.browser import Browser
from tests.live.conftest import new_lab, stored_commands

TYPES = [kind.__struct_config__.tag for kind in protocol.Incoming.__args__]
FIELDS = [
    "id",
    "do",
    "speed",
    "time",
    "kind",
    "args",
    "key",
    "terminal",
    "text",
    "cursor",
    "name",
    "line",
    "column",
    "path",
]
COMMANDS = ["power-off", "vm-start", "shell", "interrupt", "write", "kube", "format-disk"]
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)
args = st.dictionaries(
    st.sampled_from(
        ["host", "vm", "terminal", "text", "path", "verb", "resource", "name", "replicas"]
    ),
    values | st.sampled_from(["t1", "baie-1", "noeud-1", "scale", "pods", "kubectl get po | wc"]),
)
lines = st.sampled_from(
    [
        "kubectl get pods -w",
        "kubectl create deployment a --image=nginx",
        "echo 'open",
        "cat <<E",
        "",
    ]
) | st.text(max_size=40)
times = st.integers(0, 10**16)
names = st.sampled_from(["pods", "nodes", "noeud-1", "default", "", "t1", "x" * 253])
good = {
    "list": {},
    "clock": {"do": st.sampled_from(["pause", "resume", "step", "speed"])},
    "seek": {"time": st.none() | times},
    "fork": {"time": times},
    "share": {},
    "inspect": {"key": st.tuples(names, names, names), "time": st.none() | times},
    "complete": {"terminal": names, "text": lines, "cursor": st.integers(0, 60)},
    "check": {"name": names, "text": st.text() | st.sampled_from(["a: [", "kind: Pod", "- *a"])},
    "suggest": {"text": lines, "line": st.integers(1, 9), "column": st.integers(1, 99)},
    "read": {"path": names | st.text(max_size=20)},
}
acts = {
    "power-off": {"host": st.sampled_from(["baie-1", "baie-9"])},
    "power-on": {"host": st.sampled_from(["baie-1", "baie-9"])},
    "vm-stop": {"vm": st.sampled_from(["noeud-1", "noeud-9"])},
    "vm-start": {"vm": st.sampled_from(["noeud-1", "noeud-9"])},
    "shell": {"terminal": names, "text": lines},
    "interrupt": {"terminal": names},
    "write": {"path": names | st.text(max_size=20), "text": lines},
    "kube": {"verb": st.sampled_from(["scale", "drain", "x"]), "name": names, "resource": names},
}
questions = st.one_of(
    [st.fixed_dictionaries({"type": st.just(kind), **rest}) for kind, rest in good.items()]
)
commands = st.one_of(
    [
        st.fixed_dictionaries(
            {
                "type": st.just("command"),
                "kind": st.just(kind),
                "args": st.fixed_dictionaries(rest),
            }
        )
        for kind, rest in acts.items()
    ]
)
messages = st.fixed_dictionaries(
    {"type": st.sampled_from(TYPES) | values},
    optional={**dict.fromkeys(FIELDS, values), "kind": st.sampled_from(COMMANDS), "args": args},
)
anything = st.binary(max_size=200) | st.text(max_size=200) | messages.map(json.dumps)


@given(anything)
def test_what_is_read_is_a_message_or_malformed(raw: Any) -> None:
    try:
        message = protocol.parse(raw)
    except protocol.Malformed as problem:
        assert problem.code in protocol.CODES
    else:
        assert type(message) in protocol.Incoming.__args__


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("[" * 100_000, "malformed"),
        ('{"type":"command","kind":"shell","args":' + '{"a":' * 5000, "malformed"),
        ("x" * (protocol.MOST_BYTES + 1), "too-large"),
        ('{"type": "explode"}', "unknown"),
        ('{"kind": "shell"}', "malformed"),
        ('{"type": "list", "more": 1}', "malformed"),
        ('{"type": "seek", "time": 1e999}', "malformed"),
        ('{"type": "clock", "do": "speed", "speed": NaN}', "malformed"),
        (b"\xff\xfe{}", "malformed"),
        (
            '{"type":"command","kind":"shell","args":{"terminal":"t1","text":"a\\u0000"}}',
            "malformed",
        ),
        ('{"type":"command","kind":"shell","args":{"terminal":"t1"}}', "malformed"),
        ('{"type":"command","kind":"power-off","args":{"host":7}}', "malformed"),
    ],
)
def test_bad_messages_have_their_codes(raw: Any, code: str) -> None:
    with pytest.raises(protocol.Malformed) as found:
        protocol.parse(raw)
    assert found.value.code == code


def test_a_bad_message_is_answered_by_its_number() -> None:
    with pytest.raises(protocol.Malformed) as found:
        protocol.parse('{"type": "clock", "do": "explode", "id": 12}')
    assert found.value.number == 12


class Room:
    """A lab of one's own with one viewer, outside any socket."""

    def __init__(self, mode: str) -> None:
        self.mode = mode
        self.owner = f"learner:{uuid4()}"

    async def told(self, many: list[Any]) -> tuple[list[str], int, list[Any], Lab]:
        """The answers to ``many`` messages, and what they made of the lab."""
        lab = await new_lab(self.owner)
        host = LabHost()
        await host.start()
        viewer = Viewer(self.mode, "fr")
        hosted = await host.attach(lab, viewer)
        session = Session(host, hosted, viewer, Access(lab, self.mode), self.owner)
        begun = hosted.living.world.revision
        answers: list[str] = []
        for raw in many:
            await session.handle(raw)
            while viewer._replies:
                answers.append(viewer._replies.popleft())  # type: ignore[arg-type]
        moved = hosted.living.world.revision - begun
        await host.stop()
        return answers, moved, await stored_commands(lab), lab


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mode", [OWNER, REPLAY])
def test_any_sequence_of_messages_is_answered(transactional_db: None, mode: str) -> None:
    sent = (questions | commands).map(json.dumps) | anything

    @given(st.lists(sent, max_size=10))
    def check(many: list[Any]) -> None:
        answers, moved, commands, lab = async_to_sync(Room(mode).told)(many)
        for answer in answers:
            if isinstance(answer, str):
                found = json.loads(answer)
                assert found.get("code", "forbidden") in (*protocol.CODES, "refused")
                assert found.get("code") not in ("failed", "lab-failed", "not-stored")
        if mode == REPLAY:
            assert not commands
            assert moved == 0
        lab.delete()

    check()


async def test_a_flood_is_answered_and_cut(host: LabHost, owner: str) -> None:
    lab = await new_lab(owner)
    async with Browser(lab.public_id, owner) as calm, Browser(lab.public_id, owner) as flood:
        await calm.listed()
        for _ in range(30):
            await flood.send_bytes(b"\x00not json")
        while flood.closed is None:
            await flood.receive()
        assert flood.closed == 4008
        assert {reply["code"] for reply in flood.replies} == {"malformed"}
        assert (await calm.type("echo still here"))["type"] == "ok"
