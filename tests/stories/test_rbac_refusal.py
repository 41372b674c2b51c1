"""Who may do what: people, service accounts, impersonated users and nobody in particular.

Messages are those of Kubernetes 1.36: docs/reference/access-authn-authz/rbac ("Privilege
escalation prevention and bootstrapping", "Aggregated ClusterRoles"), authentication ("User
impersonation", "Anonymous requests"); pkg/registry/rbac/validation/rule.go,
apiserver/pkg/endpoints/handlers/responsewriters/errors.go,
pkg/apis/rbac/validation/validation.go ("cannot change roleRef").
"""

from __future__ import annotations

from cluster_sim.world.traffic import apiserver
from tests.world.shell.kubectl.bench import Kubectl

FORBIDDEN = "Error from server (Forbidden): "
READER = "create role reader --verb=get,list --resource=pods"
BIND = "create rolebinding readers --role=reader"


def refused(kubectl: Kubectl, line: str) -> str:
    """What a line that goes wrong says."""
    result = kubectl.run(line)
    assert result.status == 1, result
    return result.err.removeprefix(FORBIDDEN).rstrip("\n")


def test_a_user_may_what_a_role_in_the_namespace_says_and_nothing_else() -> None:
    kubectl = Kubectl()
    cannot = 'User "jane" cannot'
    assert refused(kubectl, "get pods --as jane") == (
        f'pods is forbidden: {cannot} list resource "pods" in API group "" in the namespace '
        '"default"'
    )
    kubectl.out(READER)
    kubectl.out(f"{BIND} --user=jane")
    assert kubectl.run("get pods --as jane").err == "No resources found in default namespace.\n"
    assert refused(kubectl, "get pods -n kube-system --as jane").endswith('"kube-system"')
    assert refused(kubectl, "delete pod web --as jane") == (
        f'pods "web" is forbidden: {cannot} delete resource "pods" in API group "" in the '
        'namespace "default"'
    )
    assert refused(kubectl, "get nodes --as jane") == (
        f'nodes is forbidden: {cannot} list resource "nodes" in API group "" at the cluster scope'
    )
    assert kubectl.run("auth can-i list pods --as jane").out == "yes\n"
    assert kubectl.run("auth can-i list pods --subresource log --as jane").status == 1


def test_a_binding_to_a_role_that_is_not_there_gives_nothing() -> None:
    kubectl = Kubectl()
    kubectl.out("create rolebinding lost --clusterrole=lost --user=bob")
    why = 'RBAC: clusterrole.rbac.authorization.k8s.io "lost" not found'
    assert refused(kubectl, "get pods --as bob").endswith(f'"default": {why}')
    assert kubectl.run("auth can-i get pods --as bob").out == f"no - {why}\n"


def test_nobody_gives_away_what_he_has_not() -> None:
    kubectl = Kubectl()
    kubectl.out("create rolebinding admins --clusterrole=admin --user=jane")
    kubectl.out(f"{READER} --as jane")
    kubectl.out(f"{BIND} --user=bob --as jane")
    everything = "create role all --verb=* --resource=* --as jane"
    assert refused(kubectl, everything) == (
        'roles.rbac.authorization.k8s.io "all" is forbidden: user "jane" '
        '(groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently '
        'held:\n{APIGroups:[""], Resources:["*"], Verbs:["*"]}'
    )
    binding = "create rolebinding more --clusterrole=cluster-admin --user=bob --as jane"
    assert "is attempting to grant RBAC permissions not currently held" in refused(kubectl, binding)
    kubectl.out("create clusterrole binder --verb=bind --resource=clusterroles")
    kubectl.out("create rolebinding binders --clusterrole=binder --user=jane")
    kubectl.out(binding)


def test_the_role_of_a_binding_stays() -> None:
    kubectl = Kubectl()
    kubectl.out(f"{READER}")
    kubectl.out(f"{BIND} --user=jane")
    change = """patch rolebinding readers -p '{"roleRef": {"name": "other"}}'"""
    assert kubectl.run(change).err == (
        'The RoleBinding "readers" is invalid: roleRef: Invalid value: '
        '{"APIGroup":"rbac.authorization.k8s.io","Kind":"Role","Name":"other"}: '
        "cannot change roleRef\n"
    )


def test_a_cluster_role_gathers_the_rules_of_others() -> None:
    kubectl = Kubectl()
    kubectl.out("create clusterrole monitoring --aggregation-rule=example.com/monitoring=true")
    kubectl.out("create clusterrole endpoints --verb=get --resource=endpoints")
    kubectl.out("create rolebinding m --clusterrole=monitoring --user=jane")
    kubectl.out("label clusterrole endpoints example.com/monitoring=true")
    kubectl.wait(2)
    assert kubectl.run("auth can-i get endpoints --as jane").out == "yes\n"
    kubectl.out("label clusterrole endpoints example.com/monitoring-")
    kubectl.wait(2)
    assert kubectl.run("auth can-i get endpoints --as jane").out == "no\n"


def test_to_act_as_somebody_else_needs_leave() -> None:
    kubectl = Kubectl()
    kubectl.out("create clusterrolebinding viewers --clusterrole=view --user=jane")
    token = kubectl.out("create token default").strip()
    kubectl.out(f"config set-credentials robot --token={token}")
    kubectl.out("config set-context robot --cluster=kubernetes --user=robot")
    assert refused(kubectl, "--context robot get pods --as jane") == (
        'users "jane" is forbidden: User "system:serviceaccount:default:default" cannot '
        'impersonate resource "users" in API group "" at the cluster scope'
    )
    kubectl.out("create clusterrole imp --verb=impersonate --resource=users --resource-name=jane")
    kubectl.out("create clusterrolebinding imp --clusterrole=imp --serviceaccount=default:default")
    assert kubectl.run("--context robot get pods --as jane").status == 0
    assert 'groups "dev" is forbidden' in refused(
        kubectl, "--context robot get pods --as jane --as-group dev"
    )


def test_a_token_works_until_it_is_over_or_its_account_is_gone() -> None:
    kubectl = Kubectl()
    kubectl.out("create serviceaccount robot")
    kubectl.out("create rolebinding robots --clusterrole=view --serviceaccount=default:robot")
    token = kubectl.out("create token robot --duration=10m").strip()
    kubectl.out(f"config set-credentials robot --token={token}")
    kubectl.out(f"config set-credentials forged --token={token[:-1]}{'x' * (token[-1] != 'x')}y")
    assert "system:serviceaccount:default:robot" in kubectl.out("--user robot auth whoami")
    assert kubectl.run("--user robot get pods").status == 0
    turned_away = "error: You must be logged in to the server (Unauthorized)\n"
    assert kubectl.run("--user forged get pods").err == turned_away
    kubectl.wait(601)
    assert kubectl.run("--user robot get pods").err == turned_away
    kubectl.out(f"config set-credentials robot --token={kubectl.out('create token robot').strip()}")
    assert kubectl.run("--user robot get pods").status == 0
    kubectl.out("delete serviceaccount robot")
    assert kubectl.run("--user robot get pods").err == turned_away


def test_a_token_beside_a_certificate_changes_nothing() -> None:
    """kubectl sends both, and the server looks at the certificate first."""
    kubectl = Kubectl()
    assert kubectl.run("get nodes --token=forged").status == 0
    assert "kubernetes-admin" in kubectl.out("auth whoami --token=forged")


def test_a_program_in_a_pod_is_who_its_account_is() -> None:
    kubectl = Kubectl()
    kubectl.out("run web --image=nginx:1.27")
    kubectl.wait(20)
    mounted = "/var/run/secrets/kubernetes.io/serviceaccount/token"
    token = kubectl.out(f"exec web -- cat {mounted}").strip()
    path = "/api/v1/namespaces/default/pods"
    asked = apiserver.reply(kubectl.world, "GET", path, f"Bearer {token}")
    assert asked.status == 403
    assert 'User \\"system:serviceaccount:default:default\\" cannot list' in asked.body
    kubectl.out("create rolebinding v --clusterrole=view --serviceaccount=default:default")
    assert apiserver.reply(kubectl.world, "GET", path, f"Bearer {token}").status == 200
    kubectl.out("delete pod web --now")
    kubectl.wait(40)
    # The token was bound to the pod, and goes with it.
    assert apiserver.reply(kubectl.world, "GET", path, f"Bearer {token}").status == 401


def test_who_shows_nothing_is_anonymous() -> None:
    world = Kubectl().world
    assert apiserver.reply(world, "GET", "/healthz").status == 200
    refusal = apiserver.reply(world, "GET", "/api/v1/pods")
    assert refusal.status == 403
    assert 'User \\"system:anonymous\\" cannot list resource \\"pods\\"' in refusal.body
    assert 'cannot get path \\"/metrics\\"' in apiserver.reply(world, "GET", "/metrics").body


def test_server_side_apply_of_something_new_takes_leave_to_create() -> None:
    kubectl = Kubectl()
    kubectl.out("create role patcher --verb=get,patch --resource=configmaps")
    kubectl.out("create rolebinding patchers --role=patcher --user=jane")
    kubectl.files["c.yaml"] = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n"
    apply = "apply --server-side -f c.yaml --as jane"
    assert 'User "jane" cannot create resource "configmaps"' in kubectl.run(apply).err
    kubectl.out("create configmap c")
    assert kubectl.run(apply).status == 0
