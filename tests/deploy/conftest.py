"""Where the programs of `deploy/` are found, and nginx, if it is installed."""

import os
import shutil
import sys

import pytest

from corpus.settings import PROJECT

sys.path.append(str(PROJECT / "deploy" / "topology"))


@pytest.fixture(scope="session")
def nginx() -> str:
    """The program; without it its tests are skipped, or fail where it is required."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if found is None and os.environ.get("GUIDE_REQUIRE_NGINX"):
        pytest.fail("GUIDE_REQUIRE_NGINX is set and no nginx is installed")
    if found is None:
        pytest.skip("no nginx: apt-get install nginx")
    return found


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was left out where there is no nginx."""
    skipped = terminalreporter.stats.get("skipped", [])
    count = sum("no nginx" in str(report.longrepr) for report in skipped)
    if count:
        terminalreporter.write_line(
            f"LEFT OUT: {count} tests of nginx (tests/deploy), because it is not installed: "
            "apt-get install nginx"
        )
