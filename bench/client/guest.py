"""A guest of the site: keeps cookies, opens labs."""

from __future__ import annotations

import re
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Guest:
    """Somebody without an account at the site of that address (no slash at its end)."""

    def __init__(self, site: str) -> None:
        self.site = site
        self._jar = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self._jar))

    @property
    def cookies(self) -> str:
        """The Cookie header that proves who this is."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._jar)

    def open_lab(self, scenario: str) -> str:
        """The public id of this guest's free lab of a scenario; HTTPError when there is none."""
        form = f"{self.site}/en/sandbox/"
        found = _TOKEN.search(self._opener.open(form, timeout=20).read().decode())
        if found is None:
            raise RuntimeError(f"{form} holds no form")
        fields = {"csrfmiddlewaretoken": found[1], "scenario": scenario}
        request = Request(f"{form}open/", urlencode(fields).encode(), {"Referer": form})
        address: str = self._opener.open(request, timeout=20).url
        return address.rstrip("/").rpartition("/")[2]
