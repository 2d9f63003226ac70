"""What the modes of files and folders forbid: `python -m tests.hostile.fault_modes STUDY`, as somebody who is not root."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.hostile.fault_commands import Commands
from tests.hostile.fault_sitter import GoneError, Sitter

_READING: Final = (["runs"], ["card", "amber"], ["standings"], ["diff", "amber", "cobalt"])
_WAYS: Final = {
    "the ledger may not be written": ((".sidegrade/ledger.db", 0o444),),
    "its folder may not be written": ((".sidegrade", 0o555),),
    "neither": ((".sidegrade/ledger.db", 0o444), (".sidegrade", 0o555)),
    "nothing may be written": ((".sidegrade/ledger.db", 0o444), (".sidegrade", 0o555), (".", 0o555)),
    "the ledger may not be read": ((".sidegrade/ledger.db", 0o000),),
    "its folder may not be looked into": ((".sidegrade", 0o000),),
    "the settings may not be read": (("sidegrade.toml", 0o000),),
    "the vault may not be written": ((".sidegrade/vault.git", 0o555), (".sidegrade/vault.git/objects/pack", 0o555)),
    "the vault may not be read": ((".sidegrade/vault.git", 0o000),),
}


@contextmanager
def _modes(study: Path, changes: tuple[tuple[str, int], ...]) -> Iterator[None]:
    before = [(study / name, (study / name).stat().st_mode) for name, _ in changes]
    for name, mode in changes:
        (study / name).chmod(mode)
    try:
        yield
    finally:
        for path, mode in reversed(before):
            path.chmod(mode)


def main() -> None:
    """Tries every way, and says what came of it."""
    study = Path(sys.argv[1])
    wrong: list[str] = []
    answered = refused = 0
    with Commands() as commands:
        before = [commands(study, *one) for one in _READING]
        for name, changes in _WAYS.items():
            with _modes(study, changes):
                now = [commands(study, *one) for one in _READING]
                marked = commands(study, "mark", "amber", "r5", "1", "--as", "mia")
                added = commands(study, "add", str(study.parent / "sidegrade-no"), "--as", "mia")
                seen = _screen(study)
            if "vault" not in name and "read" not in name and "looked" not in name:
                wrong += [f"{name}: {one.err}" for one, then in zip(now, before, strict=True) if one != then]
                wrong += [f"{name}: marked {marked}"] if marked.status != 2 else []
            wrong += [f"{name}: {one.fault}" for one in (*now, marked, added) if one.fault]
            wrong += [f"{name}: the screen: {seen}"] if seen else []
            answered += sum(one.status != 2 for one in now)
            refused += sum(one.status == 2 for one in (*now, marked))
            before = [commands(study, *one) for one in _READING]
        last = commands(study, "doctor")
        wrong += [f"doctor: {last.out}"] if last.status else []
    seen = f"{answered} readings answered, {refused} refused with one sentence, doctor content in the end"
    print(json.dumps({"tried": len(_WAYS), "seen": seen, "wrong": wrong}))


def _screen(study: Path) -> str:
    """What is wrong with a review: it comes up and goes when told to, or says in one sentence why not."""
    with Sitter(study) as sitter:
        try:
            sitter.sit()
            sitter.send("5")
            sitter.watch(0.5)
            status = sitter.leave()
        except GoneError:
            status = sitter.terminal.process.wait(30)
            if status != 2 or b"sidegrade: " not in sitter.printed:
                return f"status {status}: {sitter.end()}"
            status = 0
    return sitter.trouble or (f"left with {status}" if status else "")


if __name__ == "__main__":
    main()
