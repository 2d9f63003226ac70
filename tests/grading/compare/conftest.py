"""A vault for contents that are compared."""

from collections.abc import Iterator

import pytest

from grading.runs.vault import Vault


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """One vault for the tests of a file: what is in it for one of them does not matter to the others."""
    made = Vault.create(tmp_path_factory.mktemp("compare") / "vault.git")
    yield made
    made.close()
