"""What an authorizer is asked: who does not matter here, but what is to be done to what.

apiserver/pkg/authorization/authorizer/interfaces.go
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """``path`` is set for a request that is about no resource: ``/healthz``.

    ``namespace`` is empty for all namespaces and for what has none.
    """

    verb: str
    group: str = ""
    resource: str = ""
    subresource: str = ""
    namespace: str = ""
    name: str = ""
    path: str = ""

    @property
    def full_resource(self) -> str:
        """``pods``, ``pods/log``."""
        return f"{self.resource}/{self.subresource}" if self.subresource else self.resource
