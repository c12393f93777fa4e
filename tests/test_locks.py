"""What the Makefile installs is pinned by hash, in the versions of constraints.txt."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement

TOP = Path(__file__).resolve().parents[1]
LOCKS = {"for-use": None, "for-tests": "test", "for-work": "dev"}
NEW = {key: str(value) for key, value in default_environment().items()} | {"python_version": "3.11"}


def locked(name: str) -> dict[str, str]:
    """The versions in a lock, each with at least one hash and nothing else."""
    text = (TOP / "locks" / f"{name}.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    found: dict[str, str] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        pin = re.fullmatch(r"([a-z0-9-]+)==([\w.]+)( ; [^\\]*?)?((\s+--hash=sha256:[0-9a-f]{64})+)", line)
        assert pin, line
        assert found.setdefault(pin[1], pin[2]) == pin[2]
    return found


def pins(environment: dict[str, str]) -> list[Requirement]:
    """The lines of constraints.txt that hold in an environment."""
    lines = (TOP / "constraints.txt").read_text(encoding="utf-8").splitlines()
    listed = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return [pin for pin in listed if pin.marker is None or pin.marker.evaluate(environment)]


def pinned() -> dict[str, str]:
    return {pin.name: str(pin.specifier)[2:] for pin in pins(NEW)}


def required() -> list[Requirement]:
    """What setup.cfg asks for, all extras with it."""
    config = configparser.ConfigParser()
    config.read(TOP / "setup.cfg", encoding="utf-8")
    lists = [config["options"]["install_requires"], *config["options.extras_require"].values()]
    listed = [Requirement(line) for text in lists for line in text.split("\n") if line.strip() and line[0] != "#"]
    return [one for one in listed if one.name != "jianyan"]


@pytest.mark.parametrize("python", ["3.10", "3.11", "3.13"])
def test_each_python_has_one_version_of_each_package_and_it_is_in_range(python: str) -> None:
    """A pin that holds on newer Pythons alone needs another one for those below: those of Python 3.10 are the last
    releases that run there."""
    names = [pin.name for pin in pins(NEW | {"python_version": python})]
    assert len(names) == len(set(names))
    everywhere = {pin.name for newer in ("3.10", "3.13") for pin in pins(NEW | {"python_version": newer})}
    assert set(names) == everywhere
    of = {pin.name: str(pin.specifier)[2:] for pin in pins(NEW | {"python_version": python})}
    asked = [one for one in required() if one.marker is None or one.marker.evaluate(NEW | {"python_version": python})]
    assert not {one.name: of[one.name] for one in asked if one.name in of and not one.specifier.contains(of[one.name])}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_what_is_pinned(name: str) -> None:
    found = locked(name)
    differ = {package: (version, pinned().get(package)) for package, version in found.items()
              if pinned().get(package) != version}  # fmt: skip
    assert not differ, "run make lock"


@pytest.mark.parametrize(("name", "extra"), LOCKS.items())
def test_a_lock_holds_what_is_needed(name: str, extra: str | None) -> None:
    config = configparser.ConfigParser()
    config.read(TOP / "setup.cfg", encoding="utf-8")
    lists = [config["options"]["install_requires"], config["options.extras_require"][extra] if extra else ""]
    wanted = [Requirement(line) for text in lists for line in text.split("\n") if line.strip() and line[0] != "#"]
    assert not {one.name for one in wanted} - locked(name).keys(), "run make lock"
    assert {"setuptools", "wheel"} <= locked(name).keys()  # what builds the package itself
