"""The checks of Pod Security: what is stricter refuses no less."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kube.api.admission.pod_security.evaluator import evaluate
from cluster_sim.world.kube.api.admission.pod_security.policy import LevelVersion, policy_of

YES_NO = st.booleans()
CONTEXT = st.fixed_dictionaries(
    {},
    optional={
        "allowPrivilegeEscalation": YES_NO,
        "privileged": YES_NO,
        "runAsNonRoot": YES_NO,
        "runAsUser": st.sampled_from([0, 1000]),
        "capabilities": st.fixed_dictionaries(
            {},
            optional={
                "add": st.lists(st.sampled_from(["NET_BIND_SERVICE", "CHOWN", "SYS_ADMIN"])),
                "drop": st.lists(st.sampled_from(["ALL", "CHOWN"])),
            },
        ),
        "seccompProfile": st.fixed_dictionaries(
            {"type": st.sampled_from(["RuntimeDefault", "Localhost", "Unconfined"])}
        ),
        "procMount": st.sampled_from(["Default", "Unmasked"]),
        "seLinuxOptions": st.fixed_dictionaries(
            {}, optional={"type": st.sampled_from(["", "spc_t"]), "user": st.just("u")}
        ),
    },
)
CONTAINERS = st.lists(
    st.fixed_dictionaries({"name": st.just("c"), "securityContext": CONTEXT}),
    min_size=1,
    max_size=1,
)
SPECS = st.fixed_dictionaries(
    {"containers": CONTAINERS},
    optional={
        "hostNetwork": YES_NO,
        "hostUsers": YES_NO,
        "securityContext": CONTEXT.map(lambda each: {**each, "sysctls": [{"name": "kernel.msg"}]}),
        "volumes": st.sampled_from([[{"name": "v", "hostPath": {"path": "/"}}], []]),
    },
)
MINORS = st.none() | st.integers(0, 99)


@given(SPECS, MINORS)
def test_restricted_lets_nothing_in_that_baseline_keeps_out(
    spec: dict[str, Any], minor: int | None
) -> None:
    assert evaluate(LevelVersion("privileged", minor), {}, spec) == []
    if evaluate(LevelVersion("baseline", minor), {}, spec):
        assert evaluate(LevelVersion("restricted", minor), {}, spec)


@given(SPECS, st.integers(36, 99))
def test_a_version_to_come_is_the_newest_one_known(spec: dict[str, Any], minor: int) -> None:
    newest = evaluate(LevelVersion("restricted"), {}, spec)
    assert evaluate(LevelVersion("restricted", minor), {}, spec) == newest


@given(st.dictionaries(st.sampled_from(["enforce", "audit", "warn"]), st.text(max_size=12)))
def test_any_labels_are_a_policy(modes: dict[str, str]) -> None:
    """What cannot be read is told, and enforced as strictly as can be."""
    labels = {f"pod-security.kubernetes.io/{mode}": level for mode, level in modes.items()}
    policy, faults = policy_of(labels)
    known = ("privileged", "baseline", "restricted")
    assert len(faults) == sum(level not in known for level in modes.values())
    if modes.get("enforce", "privileged") not in known:
        assert policy.enforce.level == "restricted"
        assert policy.warn.level == (modes["warn"] if modes.get("warn") in known else "privileged")
