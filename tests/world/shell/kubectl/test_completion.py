"""Tab on a kubectl line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kernel.world import World
from cluster_sim.world.shell.kubectl.completion import complete
from tests.world.shell.kubectl.bench import Kubectl, cluster


@pytest.fixture(scope="module")
def world() -> World:
    kubectl = Kubectl(cluster(2))
    kubectl.out("create deployment web --image=nginx")
    kubectl.wait(30)
    return kubectl.world


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ge|", ["get"]),
        ("rollout un|", ["undo"]),
        ("get dep|", ["deployments"]),
        ("get pods,ser|", ["pods,serviceaccounts", "pods,services"]),
        ("get nodes |", ["noeud-1", "noeud-2"]),
        ("get nodes noeud-1 |", ["noeud-2"]),
        ("describe deploy/|", ["deploy/web"]),
        ("rollout status deployment |", ["web"]),
        ("rollout status |", ["deployments"]),
        ("drain noeud-2 |", ["noeud-1"]),
        ("set image deploy/web |", ["nginx="]),
        ("logs deploy/web -c |", ["nginx"]),
        ("get -n kube-sy|", ["kube-system"]),
        ("-n kube-system get pods |", ["kube-proxy-noeud-1", "kube-proxy-noeud-2"]),
        ("get --names|", ["--namespace"]),
        ("get --namespace=def|", ["--namespace=default"]),
        ("get pods -o wi|", ["wide"]),
        ("create deployment |", []),
        ("get nosuch |", []),
        ("frobnicate |", []),
    ],
)
def test_what_fits_is_offered(world: World, line: str, expected: list[str]) -> None:
    *words, last = line.removesuffix("|").split(" ")
    assert complete(world, words, last) == expected


def test_names_are_those_of_the_context_s_namespace(world: World) -> None:
    kubectl = Kubectl(world.fork())
    kubectl.out("config set-context --current --namespace=kube-system")
    assert complete(kubectl.world, ["get", "deploy"], "") == []
    assert complete(kubectl.world, ["get", "deploy", "-n", "default"], "") == ["web"]


_WORDS = st.sampled_from(
    ["get", "pods", "-n", "--", "-o", "set", "image", "deploy/web", "", "-", "a/b/c", "--x=", ","]
)


@given(st.lists(_WORDS | st.text(max_size=6), max_size=6), _WORDS | st.text(max_size=6))
def test_any_line_will_do(world: World, words: list[str], last: str) -> None:
    assert all(each.startswith(last) for each in complete(world, words, last))
