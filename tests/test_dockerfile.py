"""The Dockerfile, carried out without a container engine.

A small reading of COPY, RUN and ENV fills a clean folder in place of the image: `/app` is its
`app/`, `/venv` its `venv/`, and a new stage starts anew. The packages of others come from the
interpreter that runs the tests, so pip finds every requirement met or fails; this project itself is
left out of them, so that what runs is what was copied. Before the index is built, the longest
document and what people ask of the others are taken out again: `make index` embeds them all, and
here that would take minutes.
"""

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from string import Template
from typing import Any

import pytest

from corpus.asked import FOLDER

PROJECT = Path(__file__).resolve().parent.parent
DOCKERFILE = PROJECT / "Dockerfile"
PARTS = ("bot", "corpus", "evals", "index")
# What only an engine can do: make users, take packages from a mirror of the base image.
NEEDS_AN_ENGINE = ("useradd", "apt-get")
LONGEST = "opm-ai-competency-model"
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Step:
    """One instruction of a Dockerfile, its continued lines joined."""

    name: str
    value: str


def read_steps(text: str) -> list[Step]:
    """The instructions in order, without comments."""
    lines = [line for line in text.splitlines() if line.strip() and line.lstrip()[0] != "#"]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [Step(*line.split(maxsplit=1)) for line in joined.splitlines()]


def enters_context(path: PurePosixPath, rules: list[str]) -> bool:
    """Whether the last rule of .dockerignore on a path, or on a folder above it, lets it in."""
    names = [str(name) for name in (path, *path.parents)]
    enters = True
    for rule in rules:
        pattern = re.escape(rule.lstrip("!")).replace(r"\*\*/", "(.*/)?").replace(r"\*", "[^/]*")
        if any(re.fullmatch(pattern, name) for name in names):
            enters = rule.startswith("!")
    return enters


def ignore_rules() -> list[str]:
    lines = (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@dataclass
class Image:
    """What stands in for an image: a folder, its environment, and what it says of itself."""

    folder: Path
    env: dict[str, str]
    workdir: Path
    stage: str = ""
    stages: dict[str, Path] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    verified: str = ""
    files: frozenset[Path] = frozenset()

    @property
    def root(self) -> Path:
        """The root of the stage at hand; an ended stage is moved aside, so paths stay true."""
        return self.folder / "root"

    def carry_out(self, step: Step) -> None:
        """Do what an instruction asks; one that only describes the image is noted."""
        does = {"FROM": self._from, "ENV": self._env, "COPY": self._copy, "RUN": self._run}
        if step.name == "WORKDIR":
            self.workdir = self.here(step.value)
            self.workdir.mkdir(parents=True, exist_ok=True)
        elif step.name in does:
            does[step.name](step.value)
        else:
            self.said[step.name] = step.value

    def here(self, path: str) -> Path:
        """Where a path of the image lies; a relative one starts at the work folder."""
        return self.root / path.lstrip("/") if path.startswith("/") else self.workdir / path

    def translated(self, text: str) -> str:
        return re.sub(r"(?<![\w./-])/(app|venv)\b", rf"{self.root}/\1", text)

    def command(self, name: str) -> list[str]:
        """The command of CMD or HEALTHCHECK, which stand as JSON lists."""
        words: list[str] = json.loads(self.said[name][self.said[name].index("[") :])
        return words

    def files_outside_data(self) -> frozenset[Path]:
        """Every file but those of the data folder and what Python compiles."""
        files = (path for path in self.root.rglob("*") if path.is_file())
        return frozenset(path for path in files if not {".data", "__pycache__"} & {*path.parts})

    def _from(self, value: str) -> None:
        if self.root.exists():
            self.stages[self.stage] = self.root.rename(self.folder / f"ended-{self.stage}")
        self.stage = value.rsplit(" AS ", maxsplit=1)[-1]
        self.said = {}
        self.root.mkdir()
        self.workdir = self.root

    def _env(self, value: str) -> None:
        known = Template(self.translated(value)).substitute(self.env)
        self.env |= dict(pair.split("=", 1) for pair in shlex.split(known))

    def _copy(self, value: str) -> None:
        *sources, target = shlex.split(value)
        stage = sources.pop(0).removeprefix("--from=") if sources[0].startswith("--from=") else None
        for source in sources:
            origin = self.stages[stage] / source.lstrip("/") if stage else PROJECT / source
            to = self.here(target) / (source if target.endswith("/") else "")
            if stage:
                shutil.copytree(origin, to, symlinks=True)
            else:
                _copy_from_context(origin, to)

    def _run(self, value: str) -> None:
        if any(word in NEEDS_AN_ENGINE for word in shlex.split(value)):
            self.skipped.append(value)
            return
        self.run(["sh", "-e", "-c", self.translated(value)], self.workdir)

    def run(self, command: list[str], where: Path) -> str:
        """What a command prints; its error output is shown if it fails."""
        done = subprocess.run(  # noqa: S603  the project's own steps
            command, cwd=where, env=self.env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        return done.stdout


def _copy_from_context(origin: Path, to: Path) -> None:
    rules = ignore_rules()
    for path in sorted(origin.rglob("*")) if origin.is_dir() else [origin]:
        if path.is_file() and enters_context(PurePosixPath(path.relative_to(PROJECT)), rules):
            beside = to / path.relative_to(origin) if origin.is_dir() else to
            beside.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, beside)


def _base(folder: Path) -> dict[str, str]:
    """The environment of the base image: `python` and the packages of others, no network."""
    packages, commands = folder / "packages", folder / "bin"
    packages.mkdir()
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if not entry.name.startswith(("__editable__", "responsible_ai_guide")):
            (packages / entry.name).symlink_to(entry)
    commands.mkdir()
    (commands / "python").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n')
    (commands / "python").chmod(0o755)
    return {
        "PATH": f"{commands}{os.pathsep}{os.defpath}",
        "HOME": str(folder),
        "PYTHONPATH": str(packages),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # for pip this means: build with the setuptools at hand
    }


@pytest.fixture(scope="module")
def steps() -> list[Step]:
    return read_steps(DOCKERFILE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def image(steps: list[Step], tmp_path_factory: pytest.TempPathFactory) -> Image:
    folder = tmp_path_factory.mktemp("image")
    image = Image(folder, _base(folder), folder)
    for step in steps:
        image.carry_out(step)
        if step.name == "USER":  # from here on only the data folder can be written
            image.verified = image.run(["python", "-m", "corpus", "verify"], image.workdir)
            image.run(["python", "-m", "corpus", "remove", LONGEST], image.workdir)
            for questions in (image.workdir / "corpus" / FOLDER).glob("*.jsonl"):
                questions.unlink()
            image.files = image.files_outside_data()
    return image


@dataclass(frozen=True)
class Service:
    """The image's command, running on a free port."""

    address: str
    port: int

    def get(self, path: str, body: dict[str, Any] | None = None) -> str:
        """What a page or, with a body, the API answers."""
        data = json.dumps(body).encode() if body else None
        request = urllib.request.Request(  # noqa: S310  the address is ours
            self.address + path, data, {"Content-Type": "application/json"}
        )
        with DIRECT.open(request, timeout=20) as response:
            text: str = response.read().decode()
        return text


@pytest.fixture(scope="module")
def service(image: Image) -> Iterator[Service]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["127.0.0.1" if word == "0.0.0.0" else word for word in image.command("CMD")]  # noqa: S104  replaced
    running = subprocess.Popen(  # noqa: S603  the project's own command
        command, cwd=image.workdir, env=image.env | {"PORT": str(port)}, stderr=subprocess.PIPE
    )
    try:
        service = Service(f"http://127.0.0.1:{port}", port)
        _wait_for(service, running)
        yield service
    finally:
        running.terminate()
        running.communicate(timeout=20)


def _wait_for(service: Service, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if running.poll() is not None and running.stderr:
            pytest.fail(f"the command ended: {running.stderr.read().decode()[-2000:]}")
        try:
            service.get("/healthz")
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("the service did not answer within a minute")


def test_hadolint_finds_nothing() -> None:
    hadolint = Path(sys.executable).parent / "hadolint"
    done = subprocess.run(  # noqa: S603  the linter of the dev extra
        [hadolint, "--no-color", DOCKERFILE], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_both_stages_start_from_the_same_pinned_python(steps: list[Step]) -> None:
    bases = {step.value.split()[0] for step in steps if step.name == "FROM"}
    assert bases == {"python:3.11-slim"}


def test_makefile_and_dockerfile_install_under_the_same_constraints(steps: list[Step]) -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    installs = [step.value for step in steps if "pip" in step.value and "install" in step.value]
    wanted = "-c constraints.txt"
    assert [wanted in text for text in (makefile, *installs)] == [True, True]


@pytest.mark.parametrize(
    "path", [".git/config", ".venv/bin/python", ".data/guide.sqlite", ".env", "tests/conftest.py",
             "bot/__pycache__/answer.pyc", "corpus/.history/1/change.json"]
)  # fmt: skip
def test_what_the_image_does_not_need_stays_out_of_the_build(path: str) -> None:
    assert not enters_context(PurePosixPath(path), ignore_rules())


def test_only_the_making_of_the_user_is_left_to_the_engine(image: Image) -> None:
    assert [step.split()[0] for step in image.skipped] == ["useradd"]


def test_the_last_stage_runs_as_the_user_that_it_made(image: Image) -> None:
    made = re.search(r"--uid (\d+)", image.skipped[0])
    assert made
    assert image.said["USER"] == made.group(1)


def test_the_last_stage_brings_no_pip(image: Image) -> None:
    assert not list((image.root / "venv").rglob("bin/pip*"))


@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_installed_from_the_copied_files(image: Image, part: str) -> None:
    found = image.run(["python", "-c", f"import {part}; print({part}.__file__)"], image.folder)
    assert found.strip() == str(image.root / "app" / part / "__init__.py")


def test_the_index_is_built_into_the_image(image: Image) -> None:
    assert (image.root / "app/.data/index/current").is_file()


def test_the_documents_in_the_image_are_sound(image: Image) -> None:
    assert "all sound" in image.verified


def test_the_health_check_passes_while_the_command_runs(image: Image, service: Service) -> None:
    assert health(image, service.port) == 0


def test_the_health_check_fails_where_nothing_runs(image: Image) -> None:
    assert health(image, 1) != 0


def test_a_question_is_answered_from_the_image(service: Service) -> None:
    question = "May I use a free AI tool from the internet at work?"
    answer = json.loads(service.get("/api/ask", {"question": question}))
    assert (answer["outcome"], bool(answer["citations"])) == ("answered", True)


@pytest.mark.parametrize("path", ["/", "/documents", "/guide/chat.js"])
def test_pages_and_their_files_are_served_from_the_image(service: Service, path: str) -> None:
    assert service.get(path)


def test_the_service_writes_to_its_data_folder_alone(image: Image, service: Service) -> None:
    feedback = {"verdict": "right", "question": "What is AI work?", "corpus_version": "none"}
    service.get("/api/feedback", feedback)
    assert image.files_outside_data() == image.files


def health(image: Image, port: int) -> int:
    """How the health check of the image ends."""
    env = image.env | {"PORT": str(port)}
    command = image.command("HEALTHCHECK")
    return subprocess.run(command, env=env, stderr=subprocess.DEVNULL, check=False).returncode  # noqa: S603  as in the image
