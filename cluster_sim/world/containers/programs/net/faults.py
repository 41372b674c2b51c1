"""Why a request got no answer, in one word each."""

from __future__ import annotations

BAD_URL = "bad-url"
NO_SUCH_HOST = "no-such-host"
REFUSED = "refused"
TIMEOUT = "timeout"
# The connection came about, and the other side closed it or could not be trusted.
EMPTY_REPLY = "empty-reply"
NOT_TLS = "not-tls"
CERTIFICATE = "certificate"
