"""What is written down for several machines fits the program, and itself."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import BotSettings
from corpus.settings import PROJECT

DEPLOY = PROJECT / "deploy"
FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file() and path.suffix != ".pyc")
YAML = [path for path in FILES if path.suffix == ".yaml"]
KNOWN = {f"GUIDE_{name.upper()}" for name in BotSettings.model_fields}


def documents(path: Path) -> list[dict[str, Any]]:
    return list(yaml.safe_load_all(path.read_text(encoding="utf-8")))


def all_objects() -> dict[tuple[str, str], dict[str, Any]]:
    """The Kubernetes objects, by kind and name."""
    found = [
        one for path in sorted((DEPLOY / "kubernetes").glob("*.yaml")) for one in documents(path)
    ]
    return {(one["kind"], one["metadata"]["name"]): one for one in found}


def named_in(what: Any, key: str) -> set[str]:  # noqa: ANN401  any part of a document
    """All names that references of a kind hold, wherever they stand."""
    if isinstance(what, dict):
        own = {what[key]["name"]} if isinstance(what.get(key), dict) else set()
        return own.union(*(named_in(value, key) for value in what.values()))
    if isinstance(what, list):
        return set().union(*(named_in(value, key) for value in what))
    return set()


@pytest.mark.parametrize("path", YAML, ids=lambda path: path.name)
def test_a_file_is_yaml(path: Path) -> None:
    assert all(isinstance(one, dict) for one in documents(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_names_only_settings_that_there_are(path: Path) -> None:
    named = set(re.findall(r"GUIDE_[A-Z_]*[A-Z]", path.read_text(encoding="utf-8")))
    assert named <= KNOWN | {"GUIDE_REQUIRE_NGINX"}


def test_every_process_of_the_compose_file_is_known_to_nginx_and_shares() -> None:
    (compose,) = documents(DEPLOY / "compose.yaml")
    apps = {name: one for name, one in compose["services"].items() if name.startswith("app-")}
    servers = (DEPLOY / "compose" / "servers.conf").read_text(encoding="utf-8")
    assert set(re.findall(r"^server (\S+):7860 ", servers, re.MULTILINE)) == apps.keys()
    assert set(compose["services"]["nginx"]["depends_on"]) == apps.keys()
    assert all(one["environment"]["GUIDE_SHARED"] == "1" for one in apps.values())


def test_nginx_is_the_only_one_that_is_believed_where_people_come_from() -> None:
    (compose,) = documents(DEPLOY / "compose.yaml")
    services = compose["services"]
    own = services["nginx"]["networks"]["inside"]["ipv4_address"]
    assert services["app-1"]["environment"]["FORWARDED_ALLOW_IPS"] == own
    assert not [name for name, one in services.items() if "ports" in one and name != "nginx"]


def test_every_replica_of_the_manifests_is_known_to_nginx() -> None:
    replicas = all_objects()["StatefulSet", "guide"]["spec"]["replicas"]
    servers = (DEPLOY / "kubernetes" / "servers.conf").read_text(encoding="utf-8")
    named = re.findall(r"^server guide-(\d+)\.guide\.", servers, re.MULTILINE)
    assert {str(number) for number in range(replicas)} <= set(named)


def test_what_the_manifests_refer_to_is_there() -> None:
    objects = all_objects()
    everything = list(objects.values())
    have = {kind: {name for k, name in objects if k == kind} for kind, _ in objects}
    assert named_in(everything, "configMapRef") <= have["ConfigMap"]
    assert named_in(everything, "secretRef") | named_in(everything, "secretKeyRef") == {"guide"}
    listed = documents(DEPLOY / "kustomization.yaml")[0]
    paths = [*listed["resources"], *listed["configMapGenerator"][0]["files"]]
    assert all((DEPLOY / path).is_file() for path in paths)
    assert {f"kubernetes/{p.name}" for p in (DEPLOY / "kubernetes").glob("*.yaml")} == set(
        listed["resources"]
    )


def test_the_chroma_server_is_of_the_version_of_its_client() -> None:
    pinned = re.search(r"^chromadb==(\S+)", (PROJECT / "constraints.txt").read_text(), re.MULTILINE)
    assert pinned
    found = [re.findall(r"chromadb/chroma:(\S+)", path.read_text()) for path in YAML]
    assert {version for one in found for version in one} == {pinned[1]}


def test_every_image_has_a_version() -> None:
    named = re.compile(r"^\s+(?:- )?image: (\S+)", re.MULTILINE)
    images = {image for path in YAML for image in named.findall(path.read_text())}
    assert all(":" in image for image in images - {"responsible-ai-guide"})
