"""What a student changes in pod templates with ``kubectl set``, on a living cluster."""

import pytest

from tests.world.shell.kubectl.bench import Kubectl, cluster


@pytest.fixture
def web() -> Kubectl:
    kubectl = Kubectl(cluster())
    kubectl.out("create deployment web --image=nginx:1.25")
    kubectl.out("rollout status deploy/web")
    return kubectl


def test_new_limits_roll_out_to_the_pods(web: Kubectl) -> None:
    told = web.out("set resources deployment/web -c=nginx --limits=cpu=200m,memory=128Mi")
    assert told == "deployment.apps/web resource requirements updated\n"
    web.out("rollout status deploy/web")
    web.wait(60)
    found = web.out("get pods -o jsonpath={.items[0].spec.containers[0].resources.limits}")
    assert found == '{"cpu":"200m","memory":"128Mi"}'
    assert web.out("set resources deploy web --limits=cpu=200m") == ""


def test_variables_come_change_and_go(web: Kubectl) -> None:
    assert web.out("set env deploy/web A=b C=d") == "deployment.apps/web env updated\n"
    assert web.out("set env deploy/web A=x C-") == "deployment.apps/web env updated\n"
    assert web.out("set env deploy/web --list") == "# Deployment web, container nginx\nA=x\n"
    web.out("set env deploy/web A-")
    assert web.out("get deploy web -o jsonpath={..env}") == ""


def test_variables_from_a_config_map_can_be_looked_up(web: Kubectl) -> None:
    web.out("create configmap settings --from-literal=colour=blue --from-literal=size=2")
    told = web.run("set env deploy/web --from=configmap/settings --keys=colour")
    assert told.err == "Warning: key colour transferred to COLOUR\n"
    listed = web.out("set env deploy/web --list")
    assert listed.endswith("# COLOUR from configmap settings, key colour\n")
    assert web.out("set env deploy/web --list --resolve").endswith("COLOUR=blue\n")
    web.out("delete configmap settings")
    lost = web.run("set env deploy/web --list --resolve").err
    assert lost == ('error retrieving reference for COLOUR: configmaps "settings" not found\n')
    # A plain value takes the place of the reference.
    web.out("set env deploy/web COLOUR=red")
    assert web.out("set env deploy/web --list").endswith("COLOUR=red\n")


def test_variables_come_from_standard_input(web: Kubectl) -> None:
    web.out("set env deploy/web -", "A=b # why\n\nC=d\n")
    assert web.out("set env deploy/web --list").endswith("A=b \nC=d\n")


def test_another_account_acts_for_the_pods(web: Kubectl) -> None:
    web.out("create serviceaccount robot")
    told = web.out("set serviceaccount deploy web robot")
    assert told == "deployment.apps/web serviceaccount updated\n"
    template = "{.spec.template.spec.serviceAccountName} {.spec.template.spec.serviceAccount}"
    assert web.out(f"get deploy web -o 'jsonpath={template}'") == "robot robot"


def test_a_trial_shows_what_would_be_and_changes_nothing(web: Kubectl) -> None:
    before = web.world.revision
    for mode in ("client", "server"):
        shown = web.out(f"set env deploy/web A=b --dry-run={mode} -o jsonpath={{..env[0].name}}")
        assert shown == "A"
    assert web.world.revision == before


def test_what_cannot_be_is_refused(web: Kubectl) -> None:
    no_name = web.run("set env deploy A=b")
    assert no_name.err == "error: resource(s) were provided, but no name was specified\n"
    no_template = web.run("set sa svc/kubernetes robot")
    assert no_template.err == (
        "error: services/kubernetes the object is not a pod or does not have a pod template: "
        "*v1.Service\n"
    )
    invalid = web.run("set resources deploy/web --requests=cpu=2 --limits=cpu=1")
    assert invalid.err.startswith(
        'error: failed to patch resources update to pod template Deployment.apps "web" is invalid: '
    )
    assert (no_name.status, no_template.status, invalid.status) == (1, 1, 1)
