"""What was made: walker, vault, snapshots, folders and their manifests, figures."""

import os
from pathlib import Path

import pytest

from grading.errors import SidegradeError
from grading.runs.content import REGULAR, Content
from grading.runs.folder import FoundRun, Told, look
from grading.runs.vault import Vault

NOTHING = Told()


def one_run(folder: Path, told: Told = NOTHING) -> FoundRun:
    (task,) = look([folder], told)
    (run,) = task.runs
    return run


def refusal(folder: Path, told: Told = NOTHING) -> str:
    """What is said instead of a description; `runs` stands for the folder around."""
    with pytest.raises(SidegradeError) as refused:
        look([folder], told)
    return str(refused.value).replace(f"{folder.parent}/", "")


def chain(top: Path, name: str, depth: int) -> int:
    """A descriptor of the bottom of folders in folders, all of one name."""
    fd = os.open(top, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir(name, dir_fd=fd)
        inner = os.open(name, os.O_RDONLY, dir_fd=fd)
        os.close(fd)
        fd = inner
    return fd


def stored(vault: Vault, **files: bytes) -> str:
    """The tree of a snapshot with these files."""
    return vault.store(Content(name.encode(), REGULAR, data) for name, data in files.items())
