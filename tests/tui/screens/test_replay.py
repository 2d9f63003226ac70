"""Some hundred keys of all kinds, drawn from seeds: what is shown and what the ledger has is what the rules say."""

from pathlib import Path

import pytest

from tests.tui.screens.replay.session import play


@pytest.mark.parametrize("seed", range(4))
def test_a_session_decides_what_the_rules_say(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert play(tmp_path, seed, 240) >= 240
