"""A vault for tests of what goes into it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from grading.runs.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """An empty vault, opened by a process that has not looked for git yet."""
    made = Vault(Vault.create(tmp_path / "vault.git").path)
    yield made
    made.close()
