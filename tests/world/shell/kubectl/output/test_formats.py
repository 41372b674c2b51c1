"""The word after `-o`."""

import pytest

from cluster_sim.world.shell.kubectl.output.faults import PrinterError
from cluster_sim.world.shell.kubectl.output.formats import printer
from cluster_sim.world.shell.kubectl.output.listing import listing, without_managed_fields

POD = {
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {"name": "web", "labels": {"app": "web"}},
    "spec": {"containers": [{"image": "nginx"}, {"image": "redis"}]},
}
DEPLOYMENT = {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"}}


def test_names_carry_kind_and_group() -> None:
    assert printer("name")(listing([POD, DEPLOYMENT])) == "pod/web\ndeployment.apps/web\n"


def test_yaml_documents_are_set_apart() -> None:
    write = printer("yaml")
    assert write(DEPLOYMENT).startswith("apiVersion: apps/v1\n")
    assert write(DEPLOYMENT).startswith("---\napiVersion: apps/v1\n")


def test_jsonpath() -> None:
    images = "jsonpath={.spec.containers[*].image}"
    assert printer(images)(POD) == "nginx redis"
    assert printer("jsonpath={.nothing}")(POD) == ""
    assert printer("jsonpath-as-json={.metadata.name}")(POD) == '[\n    "web"\n]\n'


def test_custom_columns() -> None:
    columns = (
        "custom-columns=NAME:.metadata.name,IMAGES:.spec.containers[*].image,L:metadata.labels"
    )
    assert printer(columns, of_get=True)(listing([POD, DEPLOYMENT])) == (
        "NAME   IMAGES        L\nweb    nginx,redis   map[app:web]\nweb    <none>        <none>\n"
    )
    assert printer("custom-columns=N:.kind", of_get=True, headers=False)(POD) == "Pod\n"


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("jsonpath=", "template format specified but no template given"),
        ("jsonpath={.a", "error parsing jsonpath {.a, unclosed action"),
        ("custom-columns=", "custom-columns format specified but no custom columns given"),
        (
            "custom-columns=A",
            "unexpected custom-columns spec: A, expected <header>:<json-path-expr>",
        ),
    ],
)
def test_what_cannot_be_printed(output: str, message: str) -> None:
    with pytest.raises(PrinterError) as caught:
        printer(output, of_get=True)(POD)
    assert str(caught.value) == message


def test_a_template_that_leads_out_of_a_list_shows_what_it_was_given() -> None:
    with pytest.raises(PrinterError) as caught:
        printer("jsonpath={.items[1]}")(listing([DEPLOYMENT]))
    assert str(caught.value) == (
        'error executing jsonpath "{.items[1]}": Error executing template: array index out of '
        "bounds: index 1, length 1. Printing more information for debugging the template:\n"
        "\ttemplate was:\n\t\t{.items[1]}\n\tobject given to jsonpath engine was:\n"
        '\t\tmap[string]interface {}{"apiVersion":"v1", "items":[]interface {}{'
        'map[string]interface {}{"apiVersion":"apps/v1", "kind":"Deployment", '
        '"metadata":map[string]interface {}{"name":"web"}}}, "kind":"List", '
        '"metadata":map[string]interface {}{"resourceVersion":""}}\n\n\n'
    )


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(
        PrinterError, match="allowed formats are: custom-columns,custom-columns-file"
    ):
        printer("pretty", of_get=True)
    with pytest.raises(PrinterError, match="allowed formats are: go-template,"):
        printer("pretty")


def test_managed_fields_are_left_out() -> None:
    managed = {**POD, "metadata": {"name": "web", "managedFields": [{}]}}
    assert without_managed_fields(managed)["metadata"] == {"name": "web"}
    assert without_managed_fields(POD) is POD
