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
