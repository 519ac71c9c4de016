"""nginx in front: its two files, and taking a process out before it is stopped."""

import shutil
import signal
from collections.abc import Collection

from children import Child, answers
from places import PROJECT, Places

_LISTEN = "listen 127.0.0.1:{port} backlog=4096;\n"
_SERVER = "server 127.0.0.1:{port} max_fails=1 fail_timeout=2s{down};\n"


def write_files(places: Places, down: Collection[int] = ()) -> None:
    """The configuration, with the processes at these ports left out."""
    conf = (PROJECT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    (places.nginx / "nginx.conf").write_text(conf, encoding="utf-8")
    (places.nginx / "listen.conf").write_text(_LISTEN.format(port=places.port), encoding="utf-8")
    servers = [
        _SERVER.format(port=port, down=" down" if port in down else "") for port in places.ports
    ]
    (places.nginx / "servers.conf").write_text("".join(servers), encoding="utf-8")


def proxy(places: Places) -> Child:
    """The server in front of all processes."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        raise SystemExit("error: nginx is not installed: apt-get install nginx")
    write_files(places)
    extra = f"daemon off; pid {places.nginx / 'nginx.pid'};"
    command = [program, "-p", f"{places.nginx}/", "-c", "nginx.conf", "-g", extra]
    return Child(
        "nginx",
        command,
        places.logs / "nginx.log",
        lambda: answers(f"http://127.0.0.1:{places.port}/healthz"),
        ends_by=signal.SIGQUIT,  # what is under way is done first
    )


def leave_out(places: Places, nginx: Child, down: Collection[int]) -> None:
    """Send nothing to the processes at these ports from now on."""
    write_files(places, down)
    nginx.tell(signal.SIGHUP)
