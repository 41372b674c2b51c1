"""Validation of CustomResourceDefinitions (pkg/apis/apiextensions/validation/validation.go).

The server looks at a form of its own, in which what all versions have in common (the schema,
for a single version) stands at the top of the spec: its messages name those places.
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.conditions import is_true
from cluster_sim.world.kube.api.custom.conditions import ESTABLISHED
from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.custom_schemas import validate_schema
from cluster_sim.world.kube.api.validation.custom_versions import (
    columns_faults,
    deprecation_faults,
    selectable_faults,
    subresource_faults,
)
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    Literal,
    forbidden,
    immutable,
    invalid,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.object_meta import validate_meta, validate_meta_update

_APPROVED: Final = "api-approved.kubernetes.io"
_APPROVAL: Final = (
    f'protected groups must have approval annotation "{_APPROVED}"{{}}, see '
    "https://github.com/kubernetes/enhancements/pull/1111"
)


def validate_crd(crd: Object) -> Faults:
    """The faults of a new definition."""
    spec = crd["spec"]
    full = f"{(spec.get('names') or {}).get('plural', '')}.{spec.get('group', '')}"

    def check(name: str) -> list[str]:
        wrong = names.dns1123_subdomain(name)
        return wrong if name == full else [*wrong, 'must be spec.names.plural+"."+spec.group']

    faults = validate_meta(crd, False, check) + _spec_faults(spec)
    return faults + _stored_faults(crd) + _approval_faults(crd) + _preserve_faults(spec)


def validate_crd_update(old: Object, new: Object) -> Faults:
    """The faults of a changed definition."""
    faults = validate_meta_update(old, new)
    before, after = old["spec"], new["spec"]
    faults += _spec_faults(after)
    if is_true(old, ESTABLISHED):
        faults += immutable("spec.scope", after.get("scope", ""), before["scope"])
        kind = after["names"].get("kind", "")
        faults += immutable("spec.names.kind", kind, before["names"]["kind"])
    faults += immutable("spec.group", after.get("group", ""), before["group"])
    plural = after["names"].get("plural", "")
    faults += immutable("spec.names.plural", plural, before["names"]["plural"])
    return faults + _stored_faults(new) + _preserve_faults(after)


def _spec_faults(spec: dict[str, Any]) -> Faults:
    versions = spec.get("versions") or []
    faults = _group_faults(spec.get("group") or "") + _scope_faults(spec.get("scope") or "")
    for index, version in enumerate(versions):
        if not (version.get("schema") or {}).get("openAPIV3Schema"):
            faults.append(required(f"spec.versions[{index}].schema.openAPIV3Schema"))
    for index, version in enumerate(versions):
        faults += _version_faults(version, f"spec.versions[{index}]", versions)
    faults += _versions_faults(versions)
    faults += _required_names(spec["names"]) + _name_faults(spec["names"], "spec.names")
    if versions:
        faults += _common_faults(versions)
    return faults + _conversion_faults(spec.get("conversion") or {})


def _group_faults(group: str) -> Faults:
    if not group:
        return [required("spec.group")]
    wrong = names.dns1123_subdomain(group)
    if wrong:
        return [invalid("spec.group", group, ",".join(wrong))]
    if "." not in group:
        return [invalid("spec.group", group, "should be a domain with at least one dot")]
    return []


def _scope_faults(scope: str) -> Faults:
    if not scope:
        return [required("spec.scope")]
    known = ("Cluster", "Namespaced")
    return [] if scope in known else [not_supported("spec.scope", scope, known)]


def _shared(versions: list[Object], part: str) -> bool:
    return all(version.get(part) == versions[0].get(part) for version in versions)


def _version_faults(version: Object, path: str, versions: list[Object]) -> Faults:
    faults: Faults = []
    name = version.get("name") or ""
    wrong = names.dns1035_label(name)
    if wrong:
        faults.append(invalid(f"{path}.name", name, ",".join(wrong)))
    faults += deprecation_faults(version, path)
    if not _shared(versions, "schema"):
        faults += _schema_faults(version, f"{path}.schema")
    if not _shared(versions, "subresources"):
        faults += subresource_faults(version, f"{path}.subresources")
    if not _shared(versions, "additionalPrinterColumns"):
        faults += columns_faults(version, path)
    if not _shared(versions, "selectableFields"):
        faults += selectable_faults(version, f"{path}.selectableFields")
    return faults


def _common_faults(versions: list[Object]) -> Faults:
    """The faults of what all versions share."""
    faults: Faults = []
    if _shared(versions, "schema"):
        faults += _schema_faults(versions[0], "spec.validation")
    if _shared(versions, "subresources"):
        faults += subresource_faults(versions[0], "spec.subresources")
    if _shared(versions, "additionalPrinterColumns"):
        faults += columns_faults(versions[0], "spec")
    if _shared(versions, "selectableFields"):
        faults += selectable_faults(versions[0], "spec.selectableFields")
    return faults


def _schema_faults(version: Object, path: str) -> Faults:
    schema = (version.get("schema") or {}).get("openAPIV3Schema")
    if not schema:
        return []
    has_status = "status" in (version.get("subresources") or {})
    return validate_schema(schema, f"{path}.openAPIV3Schema", has_status)


def _versions_faults(versions: list[Object]) -> Faults:
    faults: Faults = []
    given = [version.get("name") for version in versions]
    if len(dict.fromkeys(given)) != len(given):
        detail = "must contain unique version names"
        faults.append(invalid("spec.versions", _printed(versions), detail))
    if sum(bool(version.get("storage")) for version in versions) != 1:
        detail = "must have exactly one version marked as storage version"
        faults.append(invalid("spec.versions", _printed(versions), detail))
    return faults


def _printed(versions: list[Object]) -> Literal:
    """The versions as the server's Go struct prints, without what stands elsewhere in it."""
    texts = (
        f'{{"Name":{quote(each.get("name") or "")},"Served":{_bool(each, "served")},'
        f'"Storage":{_bool(each, "storage")},"Deprecated":{_bool(each, "deprecated")},'
        '"DeprecationWarning":null,"Schema":null,"Subresources":null,'
        '"AdditionalPrinterColumns":null,"SelectableFields":null}'
        for each in versions
    )
    return Literal(f"[{','.join(texts)}]" if versions else "null")


def _bool(version: Object, field: str) -> str:
    return "true" if version.get(field) else "false"


def _required_names(given: dict[str, Any]) -> Faults:
    fields = ("plural", "singular", "kind", "listKind")
    return [required(f"spec.names.{field}") for field in fields if not given.get(field)]


def _name_faults(given: dict[str, Any], path: str) -> Faults:
    faults: Faults = []
    for field in ("plural", "singular"):
        faults += _label_faults(given.get(field) or "", f"{path}.{field}")
    for field in ("kind", "listKind"):
        text = given.get(field) or ""
        wrong = names.dns1035_label(text.lower()) if text else []
        if wrong:
            detail = f"may have mixed case, but should otherwise match: {','.join(wrong)}"
            faults.append(invalid(f"{path}.{field}", text, detail))
    for index, text in enumerate(given.get("shortNames") or ()):
        faults += _label_faults(text, f"{path}.shortNames[{index}]", needed=True)
    if given.get("kind") and given.get("kind") == given.get("listKind"):
        detail = "kind and listKind may not be the same"
        faults.append(invalid(f"{path}.listKind", given["listKind"], detail))
    for index, text in enumerate(given.get("categories") or ()):
        faults += _label_faults(text, f"{path}.categories[{index}]", needed=True)
    return faults


def _label_faults(text: str, path: str, needed: bool = False) -> Faults:
    wrong = names.dns1035_label(text) if text or needed else []
    return [invalid(path, text, ",".join(wrong))] if wrong else []


def _conversion_faults(conversion: dict[str, Any]) -> Faults:
    strategy, webhook = conversion.get("strategy") or "", conversion.get("webhook")
    known = ("None", "Webhook")
    if not strategy:
        return [required("spec.conversion.strategy")]
    if strategy not in known:
        return [not_supported("spec.conversion.strategy", strategy, known)]
    where = "spec.conversion.webhookClientConfig"
    if strategy == "None":
        detail = "should not be set when strategy is not set to Webhook"
        return [forbidden(where, detail)] if webhook else []
    config = (webhook or {}).get("clientConfig")
    if not config:
        return [required(where, "required when strategy is set to Webhook")]
    if bool(config.get("url")) == bool(config.get("service")):
        return [required(where, "exactly one of url or service is required")]
    if not (webhook or {}).get("conversionReviewVersions"):
        return [required("spec.conversion.conversionReviewVersions")]
    return []


def _stored_faults(crd: Object) -> Faults:
    path = "status.storedVersions"
    stored = (crd.get("status") or {}).get("storedVersions") or []
    if not stored:
        return [invalid(path, None, "must have at least one stored version")]
    known = [version.get("name") for version in crd["spec"].get("versions") or ()]
    return [
        invalid(f"{path}[{index}]", name, _gone(name))
        for index, name in enumerate(stored)
        if name not in known
    ]


def _gone(name: str) -> str:
    return (
        f"missing from spec.versions; {name} was previously a storage version, and must remain in "
        f"spec.versions until a storage migration ensures no data remains persisted in {name} and "
        f"removes {name} from status.storedVersions"
    )


def _approval_faults(crd: Object) -> Faults:
    """Groups of the community want somebody's word (pkg/apihelpers/helpers.go)."""
    group = crd["spec"].get("group") or ""
    if not group.endswith((".k8s.io", ".kubernetes.io")) and group not in (
        "k8s.io",
        "kubernetes.io",
    ):
        return []
    annotation = (crd["metadata"].get("annotations") or {}).get(_APPROVED)
    path = f"metadata.annotations[{_APPROVED}]"
    if annotation is None:
        return [required(path, _APPROVAL.format(""))]
    if annotation.startswith(("unapproved", "http://", "https://")):
        return []
    detail = _APPROVAL.format(' with either a URL or a reason starting with "unapproved"')
    return [invalid(path, annotation, detail)]


def _preserve_faults(spec: dict[str, Any]) -> Faults:
    if not spec.get("preserveUnknownFields"):
        return []
    detail = (
        "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in "
        "spec.versions[*].schema instead"
    )
    return [invalid("spec.preserveUnknownFields", True, detail)]
