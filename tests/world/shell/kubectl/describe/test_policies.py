"""Roles, network policies, ingresses and autoscalers, word for word as kubectl 1.37 writes them."""

from cluster_sim.world.shell.kubectl.describe import describe
from tests.world.shell.kubectl.describe.cluster import Cluster, named


def test_a_role_has_one_line_for_each_resource() -> None:
    rules = [
        {"apiGroups": ["", "apps"], "resources": ["pods"], "verbs": ["get", "list"]},
        {
            "apiGroups": ["apps"],
            "resources": ["deployments/scale"],
            "verbs": ["update"],
            "resourceNames": ["web"],
        },
        {"apiGroups": ["apps"], "resources": ["pods"], "verbs": ["watch"]},
    ]
    role = named("Role", "reader", rules=rules)
    assert describe(Cluster(), "roles.rbac.authorization.k8s.io", role) == (
        "Name:         reader\n"
        "Labels:       <none>\n"
        "Annotations:  <none>\n"
        "PolicyRule:\n"
        "  Resources               Non-Resource URLs  Resource Names  Verbs\n"
        "  ---------               -----------------  --------------  -----\n"
        "  pods.apps               []                 []              [get list watch]\n"
        "  pods                    []                 []              [get list]\n"
        "  deployments.apps/scale  []                 [web]           [update]\n"
    )


def test_a_network_policy_tells_who_may_speak_to_whom() -> None:
    block = {"cidr": "10.0.0.0/8", "except": ["10.1.0.0/16"]}
    first = {
        "from": [{"podSelector": {"matchLabels": {"app": "web"}}}, {"ipBlock": block}],
        "ports": [{"port": 5432, "protocol": "TCP"}],
    }
    spec = {
        "podSelector": {"matchLabels": {"app": "db"}},
        "policyTypes": ["Ingress"],
        "ingress": [first, {}],
    }
    policy = named("NetworkPolicy", "only-web", spec=spec)
    assert describe(Cluster(), "networkpolicies.networking.k8s.io", policy) == (
        "Name:         only-web\n"
        "Namespace:    shop\n"
        "Created on:   2026-01-05 08:00:00 +0000 UTC\n"
        "Labels:       <none>\n"
        "Annotations:  <none>\n"
        "Spec:\n"
        "  PodSelector:     app=db\n"
        "  Allowing ingress traffic:\n"
        "    To Port: 5432/TCP\n"
        "    From:\n"
        "      PodSelector: app=web\n"
        "    From:\n"
        "      IPBlock:\n"
        "        CIDR: 10.0.0.0/8\n"
        "        Except: 10.1.0.0/16\n"
        "    ----------\n"
        "    To Port: <any> (traffic allowed to all ports)\n"
        "    From: <any> (traffic not restricted by source)\n"
        "  Not affecting egress traffic\n"
        "  Policy Types: Ingress\n"
    )


def test_an_ingress_shows_the_endpoints_behind_its_paths() -> None:
    def path(where: str, service: str, **port: str | int) -> dict[str, object]:
        return {"path": where, "backend": {"service": {"name": service, "port": port}}}

    paths = [path("/", "web", number=80), path("/old", "gone", name="http")]
    spec = {
        "ingressClassName": "nginx",
        "tls": [{"hosts": ["shop.example"], "secretName": "cert"}],
        "rules": [{"host": "shop.example", "http": {"paths": paths}}],
    }
    service = named("Service", "web", spec={"ports": [{"port": 80, "name": "http"}]})
    endpoints = named(
        "EndpointSlice",
        "web-1",
        metadata={"labels": {"kubernetes.io/service-name": "web"}},
        ports=[{"name": "http", "port": 8080}],
        endpoints=[{"addresses": ["10.0.0.1"], "conditions": {"ready": True}}],
    )
    cluster = Cluster(services=[service], endpointslices=[endpoints])
    front = named("Ingress", "front", spec=spec)
    assert describe(cluster, "ingresses.networking.k8s.io", front) == (
        "Name:             front\n"
        "Labels:           <none>\n"
        "Namespace:        shop\n"
        "Address:          \n"
        "Ingress Class:    nginx\n"
        "Default backend:  <default>\n"
        "TLS:\n"
        "  cert terminates shop.example\n"
        "Rules:\n"
        "  Host          Path  Backends\n"
        "  ----          ----  --------\n"
        "  shop.example  \n"
        "                /      web:80 (10.0.0.1:8080)\n"
        '                /old   gone:http (<error: services "gone" not found>)\n'
        "Annotations:    <none>\n"
        "Events:         <none>\n"
    )


def test_an_autoscaler_compares_its_metrics_with_their_targets() -> None:
    cpu = {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 50}}
    rate = {"metric": {"name": "rps"}, "target": {"type": "AverageValue", "averageValue": "1k"}}
    policies = [{"type": "Percent", "value": 100, "periodSeconds": 15}]
    spec = {
        "scaleTargetRef": {"kind": "Deployment", "name": "web"},
        "minReplicas": 2,
        "maxReplicas": 9,
        "metrics": [{"type": "Resource", "resource": cpu}, {"type": "Pods", "pods": rate}],
        "behavior": {"scaleDown": {"stabilizationWindowSeconds": 300, "policies": policies}},
    }
    current = {"averageUtilization": 31, "averageValue": "155m"}
    status = {
        "currentReplicas": 3,
        "desiredReplicas": 4,
        "currentMetrics": [{"type": "Resource", "resource": {"current": current}}],
        "conditions": [{"type": "AbleToScale", "status": "True", "reason": "ReadyForNewScale"}],
    }
    scaler = named("HorizontalPodAutoscaler", "web", spec=spec, status=status)
    text = describe(Cluster(), "horizontalpodautoscalers.autoscaling", scaler)
    assert text.split("Reference:")[1] == (
        "                                             Deployment/web\n"
        "Metrics:                                               ( current / target )\n"
        "  resource cpu on pods  (as a percentage of request):  31% (155m) / 50%\n"
        '  "rps" on pods:                                       <unknown> / 1k\n'
        "Min replicas:                                          2\n"
        "Max replicas:                                          9\n"
        "Behavior:\n"
        "  Scale Down:\n"
        "    Stabilization Window: 300 seconds\n"
        "    Select Policy: Max\n"
        "    Policies:\n"
        "      - Type: Percent  Value: 100  Period: 15 seconds\n"
        "Deployment pods:       3 current / 4 desired\n"
        "Conditions:\n"
        "  Type         Status  Reason            Message\n"
        "  ----         ------  ------            -------\n"
        "  AbleToScale  True    ReadyForNewScale  \n"
        "Events:        <none>\n"
    )
