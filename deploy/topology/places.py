"""Where everything of the topology lies and listens, and the settings of its processes."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
_LONGEST_SOCKET = 90


@dataclass(frozen=True)
class Places:
    """One folder with all that is kept, and ports that follow ``port``, where nginx listens."""

    folder: Path
    port: int
    processes: int

    def __post_init__(self) -> None:
        if len(str(self.socket)) > _LONGEST_SOCKET:
            raise SystemExit(f"error: {self.folder} is too long a name: choose a shorter --folder")
        for part in (self.data, self.chroma, self.nginx, self.logs, self.socket):
            part.mkdir(parents=True, exist_ok=True)

    @property
    def data(self) -> Path:
        """`GUIDE_DATA` of every process: the index, which none of them changes."""
        return self.folder / "data"

    @property
    def chroma(self) -> Path:
        return self.folder / "chroma"

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"

    @property
    def socket(self) -> Path:
        """Where PostgreSQL listens, and nowhere else."""
        return self.folder / "socket"

    @property
    def nginx(self) -> Path:
        return self.folder / "nginx"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def pid(self) -> Path:
        """The number of the program that runs all this."""
        return self.folder / "topology.pid"

    @property
    def chroma_port(self) -> int:
        return self.port + 100

    @property
    def ports(self) -> list[int]:
        """Where the processes of the guide listen."""
        return [self.port + 1 + number for number in range(self.processes)]

    @property
    def secret(self) -> str:
        """`GUIDE_SECRET`, made once and kept."""
        kept = self.folder / "secret"
        if "GUIDE_SECRET" in os.environ:
            return os.environ["GUIDE_SECRET"]
        if not kept.exists():
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(32), encoding="ascii")
        return kept.read_text(encoding="ascii")

    def settings(self) -> dict[str, str]:
        """The settings that all processes of the guide have in common."""
        return {
            "GUIDE_DATA": str(self.data),
            "GUIDE_CHROMA_URL": f"http://127.0.0.1:{self.chroma_port}",
            "GUIDE_DATABASE_URL": f"postgresql+psycopg://guide@/guide?host={self.socket}",
            "GUIDE_SHARED": "1",
            "GUIDE_SECRET": self.secret,
            "OMP_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", "1"),
        }
