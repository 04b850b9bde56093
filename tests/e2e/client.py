"""A small browser without a screen: cookies, the CSRF token of the last page, forms and JSON."""

import html
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from typing import Any

TOKEN = re.compile(r'<meta name="csrf-token" content="([^"]+)"')


class Client:
    """One signed-in person on one device."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.token = ""
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def enter(self, link: str) -> "Client":
        """Use a sign-in link: look at its page, press its button."""
        self.get(link)
        self.post(link, {})
        self.get("/")
        return self

    def get(self, path: str) -> str:
        page = self._send(urllib.request.Request(self._absolute(path)))
        if found := TOKEN.search(page):
            self.token = html.unescape(found[1])
        return page

    def post(self, path: str, fields: dict[str, str]) -> str:
        body = urllib.parse.urlencode({"csrf_token": self.token, **fields}).encode()
        return self._send(urllib.request.Request(self._absolute(path), data=body))

    def post_json(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"Content-Type": "application/json", "X-CSRFToken": self.token}
        request = urllib.request.Request(self._absolute(path), data=json.dumps(body).encode(), headers=headers)
        answer: dict[str, Any] = json.loads(self._send(request))
        return answer

    def _absolute(self, path: str) -> str:
        return path if path.startswith("http") else self.url + path

    def _send(self, request: urllib.request.Request) -> str:
        with self.opener.open(request, timeout=30) as answer:
            return str(answer.read().decode())
