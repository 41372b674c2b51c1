"""What `kubectl get` prints from the tables of the server."""

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Resource
from cluster_sim.world.shell.kubectl.output.table import TableOptions, TableOutput


def resource(kind: str, group: str = "", namespaced: bool = True) -> Resource:
    columns = (Column("Name"), Column("Ready"), Column("Age"), Column("IP", wide=True))
    return Resource(
        group=group,
        version="v1",
        kind=kind,
        plural=kind.lower() + "s",
        singular=kind.lower(),
        namespaced=namespaced,
        columns=columns,
    )


PODS, NODES = resource("Pod"), resource("Node", namespaced=False)
DEPLOYMENTS = resource("Deployment", "apps")
ROWS: list[list[Any]] = [["web-1", "1/1", "5s", "10.0.0.1"], ["database-0", "0/1", "12m", "<none>"]]
OBJECTS = [
    {"metadata": {"name": "web-1", "namespace": "shop", "labels": {"app": "web", "a/tier": "x"}}},
    {"metadata": {"name": "database-0", "namespace": "data"}},
]


def printed(*kinds: Resource, **options: Any) -> str:
    output = TableOutput(TableOptions(**options))
    for kind in kinds:
        output.print(kind, ROWS, OBJECTS)
    return output.take()


def test_a_table() -> None:
    assert printed(PODS) == (
        "NAME         READY   AGE\nweb-1        1/1     5s\ndatabase-0   0/1     12m\n"
    )


def test_a_wide_table() -> None:
    assert printed(PODS, wide=True).split("\n")[0] == "NAME         READY   AGE   IP"


def test_without_headers() -> None:
    assert printed(PODS, headers=False) == "web-1        1/1   5s\ndatabase-0   0/1   12m\n"


def test_several_kinds_are_set_apart_and_named() -> None:
    assert printed(PODS, DEPLOYMENTS, kinds=True) == (
        "NAME             READY   AGE\n"
        "pod/web-1        1/1     5s\n"
        "pod/database-0   0/1     12m\n"
        "\n"
        "NAME                         READY   AGE\n"
        "deployment.apps/web-1        1/1     5s\n"
        "deployment.apps/database-0   0/1     12m\n"
    )


def test_namespaces_come_first() -> None:
    assert printed(PODS, namespaces=True).split("\n")[1] == "shop        web-1        1/1     5s"
    assert printed(NODES, namespaces=True).startswith("NAME ")
    # kubectl goes on with the column once it has begun.
    assert printed(PODS, NODES, namespaces=True).split("\n")[4].startswith("NAMESPACE   NAME ")


def test_labels_as_columns_and_as_one() -> None:
    text = printed(PODS, label_columns=("app", "a/tier"), show_labels=True)
    assert text.split("\n")[:3] == [
        "NAME         READY   AGE   APP   TIER   LABELS",
        "web-1        1/1     5s    web   x      a/tier=x,app=web",
        "database-0   0/1     12m                <none>",
    ]


def test_a_watch_writes_the_header_once_and_keeps_the_widths() -> None:
    output = TableOutput(TableOptions())
    output.print(PODS, ROWS, OBJECTS)
    assert output.take().startswith("NAME ")
    output.print(PODS, ROWS[:1], OBJECTS[:1])
    assert output.take() == "web-1        1/1     5s\n"


def test_watch_events_are_named() -> None:
    output = TableOutput(TableOptions())
    output.print(PODS, ROWS[:1], OBJECTS[:1], event="ADDED")
    assert output.take() == "EVENT      NAME    READY   AGE\nADDED      web-1   1/1     5s\n"


def test_nothing_is_written_without_rows() -> None:
    output = TableOutput(TableOptions())
    output.print(PODS, [], [])
    output.print(NODES, ROWS, OBJECTS)
    assert output.take().startswith("NAME ")


def test_cells_of_several_lines_are_cut_and_escapes_made_visible() -> None:
    output = TableOutput(TableOptions(headers=False))
    output.print(PODS, [["a\nb", True, "\x1b[31m", ""]], OBJECTS[:1])
    assert output.take() == "a...   true   ^[[31m\n"
