"""The files that the kubelet itself puts into a container: hosts, resolv.conf, hostname.

pkg/kubelet/kubelet_pods.go (managedHostsFileContent), network/dns/dns.go.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.meta import namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet.machines import Machine

# Where the cluster's DNS is (kubeadm: the tenth address of the range of Services).
DNS_ADDRESS = "10.96.0.10"
_NODE_DNS = "10.0.0.2"
_DOMAIN = "cluster.local"
_HEAD = "# Kubernetes-managed hosts file.\n"
_USUAL = (
    "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::0\tip6-localnet\n"
    "fe00::0\tip6-mcastprefix\nfe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n"
)


def hostname_of(pod: Object, node: str) -> str:
    """The host name that the pod's processes see."""
    spec = pod["spec"]
    if spec.get("hostNetwork"):
        return node
    if spec.get("hostnameOverride"):
        return str(spec["hostnameOverride"])
    name = str(spec.get("hostname") or pod["metadata"]["name"])[:63].rstrip("-.")
    if spec.get("setHostnameAsFQDN") and spec.get("subdomain"):
        return f"{name}.{spec['subdomain']}.{namespace_of(pod)}.svc.{_DOMAIN}"
    return name


def own_files(pod: Object, node: str, machine: Machine, ip: str) -> dict[str, str]:
    """The files by their paths."""
    hostname = hostname_of(pod, node)
    return {
        "/etc/hosts": _hosts(pod, node, machine, ip, hostname),
        "/etc/resolv.conf": _resolv_conf(pod),
        "/etc/hostname": f"{hostname}\n",
    }


def _hosts(pod: Object, node: str, machine: Machine, ip: str, hostname: str) -> str:
    spec = pod["spec"]
    if spec.get("hostNetwork"):
        address = machine.get("address", "")
        head = _HEAD.replace(".", " (host network).")
        text = f"{head}127.0.0.1\tlocalhost\n{address}\t{node}\n"
    else:
        names = hostname
        if spec.get("subdomain"):
            full = f"{hostname}.{spec['subdomain']}.{namespace_of(pod)}.svc.{_DOMAIN}"
            names = f"{full}\t{hostname}"
        text = f"{_HEAD}{_USUAL}{ip}\t{names}\n"
    aliases = spec.get("hostAliases") or ()
    if aliases:
        lines = [f"{each['ip']}\t" + "\t".join(each.get("hostnames") or ()) for each in aliases]
        text += "\n# Entries added by HostAliases.\n" + "\n".join(lines) + "\n"
    return text


def _resolv_conf(pod: Object) -> str:
    spec, policy = pod["spec"], pod["spec"].get("dnsPolicy", "ClusterFirst")
    config: dict[str, Any] = spec.get("dnsConfig") or {}
    searches, servers, options = list[str](), list[str](), list[str]()
    in_cluster = policy == "ClusterFirstWithHostNet" or (
        policy == "ClusterFirst" and not spec.get("hostNetwork")
    )
    if in_cluster:
        searches = [f"{namespace_of(pod)}.svc.{_DOMAIN}", f"svc.{_DOMAIN}", _DOMAIN]
        servers, options = [DNS_ADDRESS], ["ndots:5"]
    elif policy != "None":
        servers = [_NODE_DNS]
    searches += [each for each in config.get("searches") or () if each not in searches]
    servers += [each for each in config.get("nameservers") or () if each not in servers]
    options = _options(options, config.get("options") or ())
    lines = [f"search {' '.join(searches)}"] if searches else []
    lines += [f"nameserver {server}" for server in servers]
    lines += [f"options {' '.join(options)}"] if options else []
    return "".join(f"{line}\n" for line in lines)


def _options(given: list[str], more: Any) -> list[str]:
    """What the pod says takes the place of the cluster's option of the same name."""
    found = {text.partition(":")[0]: text for text in given}
    for option in more:
        value = option.get("value")
        found[option["name"]] = f"{option['name']}:{value}" if value else option["name"]
    return list(found.values())
