"""What a site asks robots to leave alone, and how long to wait between pages."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from knowledge.adapters.web import AGENT, FetchFailed, Web

LONGEST_WAIT = 10.0  # seconds: a site that asks for more is waited for this long
MOST_BYTES = 500_000


class Robots:
    """Reads robots.txt of each site once. A site whose rules can't be had is left alone; one without rules is open."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._rules: dict[str, RobotFileParser] = {}

    def allow(self, address: str) -> bool:
        """May this address be read?"""
        parts = urlsplit(address)
        return parts.path == "/robots.txt" or self._of(address).can_fetch(AGENT, address)

    def wait(self, address: str) -> float:
        """Seconds that the site asks to be left in peace between two pages; 0 where it asks for nothing."""
        asked = self._of(address).crawl_delay(AGENT)
        return min(float(asked or 0), LONGEST_WAIT)

    def _of(self, address: str) -> RobotFileParser:
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = self._read(site)
        return self._rules[site]

    def _read(self, site: str) -> RobotFileParser:
        rules = RobotFileParser()
        try:
            found = self._web.fetch(f"{site}/robots.txt", any_type=True)
            rules.parse((found.content or b"")[:MOST_BYTES].decode("utf-8", "replace").splitlines())
        except FetchFailed as failure:
            status = int(failure.details.get("status", 0))
            rules.parse([] if 400 <= status < 500 else ["User-agent: *", "Disallow: /"])
        return rules
