"""What many tests need."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from grading.study import Study
from tests.builders import study_with

# The same examples every time, and as long for each as a busy machine needs.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def _places_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or fills the cache or the settings of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _interrupts_that_are_heard() -> None:
    """A script that starts the tests in the background has them ignore interrupts, and all that they start."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def _pilots_that_do_not_wait_for_the_clock() -> Iterator[None]:
    from tests.tui.resting import resting_pilots

    with resting_pilots():
        yield


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """A study of one task with the rubric `service` and two runs, amber and cobalt, that have figures only."""
    with study_with(tmp_path) as made:
        yield made


@pytest.fixture
def program() -> Callable[[str], str]:
    """Finds a program that a test needs; where it is not installed the test is named as not run, but never in CI."""

    def find(name: str) -> str:
        found = shutil.which(name)
        if found is not None:
            return found
        if os.environ.get("CI"):
            pytest.fail(f"{name} is not installed, and CI runs every test")
        pytest.skip(f"not run: {name} is not installed")

    return find
