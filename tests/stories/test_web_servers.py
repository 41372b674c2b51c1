"""Web servers that are set up by a ConfigMap: what they answer, where, and when nginx cannot start.

nginx.org/en/docs/http (ngx_http_core_module, ngx_http_rewrite_module, ngx_http_proxy_module) and
the messages of src/core/ngx_conf_file.c; the pattern is that of the Kubernetes tutorial
"Connect a Frontend to a Backend Using Services" (docs/tasks/access-application-cluster).
"""

from __future__ import annotations

import pytest

from cluster_sim.labsh.report import Outcome, Writer
from cluster_sim.labsh.script import Runner
from cluster_sim.world.assembly import system
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.scenarios.scenario import HostSpec, Scenario, VMSpec
from cluster_sim.world.scenarios.start import start

BACKEND = """
apiVersion: v1
kind: ConfigMap
metadata: {name: page}
data: {index.html: "behind\\n"}
---
apiVersion: v1
kind: Pod
metadata: {name: backend, labels: {app: backend}}
spec:
  containers:
  - name: nginx
    image: nginx:1.27
    volumeMounts: [{name: page, mountPath: /usr/share/nginx/html}]
  volumes: [{name: page, configMap: {name: page}}]
---
apiVersion: v1
kind: Service
metadata: {name: backend}
spec: {selector: {app: backend}, ports: [{port: 8000, targetPort: 80}]}
"""
FRONT = """
apiVersion: v1
kind: ConfigMap
metadata: {name: front}
data:
  default.conf: |
    %s
---
apiVersion: v1
kind: Pod
metadata: {name: front}
spec:
  containers:
  - name: nginx
    image: nginx:1.27
    volumeMounts: [{name: conf, mountPath: /etc/nginx/conf.d}]
  volumes: [{name: conf, configMap: {name: front}}]
"""
PROXY = """
    upstream behind { server backend:8000; }
    server {
      listen 8080;
      location / { proxy_pass http://behind; }
      location = /health { return 200 "well\\n"; }
      location /private/ { deny all; }
      location ~ \\.php$ { return 403; }
      location /old { return 301 /new; }
      location /up/ { proxy_pass http://backend:8000/; }
    }
"""


class Lab:
    """A lab of one node, and what its terminal says."""

    def __init__(self) -> None:
        self.world: World = start(system(), _scenario(), seed=3)
        self.heard: list[Outcome] = []
        self.runner = Runner(self.world, Writer(self.heard.append, lambda line, began, ended: None))

    def out(self, line: str) -> str:
        self.heard.clear()
        self.runner.run(line)
        return "".join(each.stdout + each.stderr for each in self.heard)

    def apply(self, text: str) -> None:
        self.world.command("write", {"path": "all.yaml", "text": text}, "student")
        self.out("kubectl apply -f all.yaml")
        self.world.run_until(self.world.now + 20 * SECOND)

    def get(self, url: str) -> str:
        return self.out(f"kubectl exec backend -- curl -s {url}")


def _scenario() -> Scenario:
    texts = {"fr": "nginx", "en": "nginx"}
    return Scenario(
        id="nginx",
        title=texts,
        summary=texts,
        start="2026-01-05T08:00:00Z",
        settle=60,
        hosts=[HostSpec("host-1", 8, "16Gi")],
        vms=[VMSpec("vm-1", "host-1", 4, "8Gi", "node-1")],
    )


@pytest.fixture(scope="module")
def lab() -> Lab:
    """A front that passes requests on to a backend."""
    made = Lab()
    made.apply(BACKEND)
    made.apply(FRONT % PROXY.strip())
    return made


@pytest.fixture(scope="module")
def front(lab: Lab) -> str:
    ip = lab.out("kubectl get pod front -o jsonpath={.status.podIP}").strip()
    assert ip.startswith("10.244.")
    return ip


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/", "behind\n"),
        ("/health", "well\n"),
        ("/up/index.html", "behind\n"),
        ("/private/x", "<title>403 Forbidden</title>"),
        ("/x.php", "<title>403 Forbidden</title>"),
        ("/old", "<title>301 Moved Permanently</title>"),
        ("/missing", "<title>404 Not Found</title>"),
    ],
)
def test_each_location_does_what_it_says(lab: Lab, front: str, path: str, said: str) -> None:
    assert said in lab.get(f"http://{front}:8080{path}")


def test_it_listens_where_it_is_told_to_and_nowhere_else(lab: Lab, front: str) -> None:
    refused = lab.out(f"kubectl exec backend -- curl -sS http://{front}/")
    assert f"Failed to connect to {front} port 80" in refused


def test_the_backend_hears_of_what_is_passed_on(lab: Lab, front: str) -> None:
    lab.get(f"http://{front}:8080/heard")
    assert f"{front} - - [" in lab.out("kubectl logs backend --tail=1")
    assert '"GET /heard HTTP/1.1" 404' in lab.out("kubectl logs backend --tail=1")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("server { listen 80; ", 'unexpected end of file, expecting "}"'),
        ("server { lsiten 80; }", 'unknown directive "lsiten" in /etc/nginx/conf.d/default.conf:1'),
        ("server { listen 80 }", 'unexpected "}" in /etc/nginx/conf.d/default.conf:1'),
        (
            "server { location / { proxy_pass http://nobody; } }",
            'host not found in upstream "nobody" in /etc/nginx/conf.d/default.conf:1',
        ),
    ],
)
def test_with_a_mistake_it_ends_and_says_why(text: str, said: str) -> None:
    made = Lab()
    made.apply(FRONT % text)
    assert f"nginx: [emerg] {said}" in made.out("kubectl logs front")
    row = made.out("kubectl get pod front --no-headers").split()
    assert row[1] == "0/1" and row[2] in ("CrashLoopBackOff", "Error")


def test_servers_that_send_a_request_round_and_round_give_up() -> None:
    made = Lab()
    made.apply(BACKEND)
    loop = 'server { location / { proxy_pass "http://$http_host"; } }'
    made.apply(FRONT % loop)
    ip = made.out("kubectl get pod front -o jsonpath={.status.podIP}").strip()
    assert "<title>502 Bad Gateway</title>" in made.get(f"http://{ip}/")


def test_a_changed_file_counts_once_nginx_is_told_to_read_it() -> None:
    made = Lab()
    made.apply(BACKEND)
    made.apply(FRONT % 'server { listen 80; return 200 "one"; }')
    ip = made.out("kubectl get pod front -o jsonpath={.status.podIP}").strip()
    assert made.get(f"http://{ip}/") == "one"
    made.apply(FRONT % 'server { listen 80; return 200 "two"; }')
    made.world.run_until(made.world.now + 120 * SECOND)
    assert made.get(f"http://{ip}/") == "one"
    assert "syntax is ok" in made.out("kubectl exec front -- nginx -t")
    assert "signal process started" in made.out("kubectl exec front -- nginx -s reload")
    assert made.get(f"http://{ip}/") == "two"


HTTPD = """
apiVersion: v1
kind: ConfigMap
metadata: {name: httpd}
data:
  httpd.conf: |
    Listen 8081
    DocumentRoot "/srv/site"
  index.html: "a page\\n"
---
apiVersion: v1
kind: Pod
metadata: {name: front}
spec:
  containers:
  - name: httpd
    image: httpd:2.4
    volumeMounts:
    - {name: conf, mountPath: /usr/local/apache2/conf/httpd.conf, subPath: httpd.conf}
    - {name: conf, mountPath: /srv/site}
  volumes: [{name: conf, configMap: {name: httpd}}]
"""


def test_apache_takes_its_port_and_its_pages_from_its_file() -> None:
    made = Lab()
    made.apply(BACKEND)
    made.apply(HTTPD)
    ip = made.out("kubectl get pod front -o jsonpath={.status.podIP}").strip()
    assert made.get(f"http://{ip}:8081/") == "a page\n"
    assert "Failed to connect" in made.out(f"kubectl exec backend -- curl -sS http://{ip}/")
