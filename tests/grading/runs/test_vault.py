"""The vault: what goes in comes out, whatever it is called, and git's every fault is one sentence and no remains."""

import os
import random
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grading.errors import RunError, VaultError
from grading.runs import git
from grading.runs import vault as vaults
from grading.runs.content import LINK, REGULAR, RUNNABLE, Content
from grading.runs.vault import Vault, blob_id
from tests.grading.runs import stored


def refs(vault: Vault) -> list[str]:
    done = subprocess.run(
        ["git", f"--git-dir={vault.path}", "for-each-ref", "--format=%(refname)"],
        env={"PATH": os.environ["PATH"], "HOME": os.devnull},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


Shim = Callable[[str], Path]


@pytest.fixture
def shim(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shim:
    """Puts a shell script in git's place; it can call `$real`, and notes its process in a file named `pids`."""
    real = subprocess.run(["sh", "-c", "command -v git"], capture_output=True, text=True, check=True).stdout.strip()

    def put(script: str) -> Path:
        place = tmp_path / "shim"
        place.mkdir()
        pids = tmp_path / "pids"
        (place / "git").write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\nreal={real}\necho $$ >> {pids}\n{script}\n")
        (place / "git").chmod(0o755)
        monkeypatch.setenv("PATH", str(place))
        return pids

    return put


def living(pids: Path) -> list[int]:
    """Which of the noted processes are still there."""
    found = []
    for pid in map(int, pids.read_text().split()):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            continue
        found.append(pid)
    return found


HANGS = "exec tail -f /dev/null"
ODD_PATHS = [b"a", b"-rf", b":(top)x", b'q"uo"te', b"back\\slash", b"new\nline", b"t\tab", b"\x1b[31m", b"\xff\xfe"]
ODD_PATHS += [b" lead", b"trail ", b".GIT/config", b"git~1", b"a" * 255, b"d/" * 200 + b"deep", b"\xc3\xa9", b"#", b"'"]


def test_what_goes_in_comes_out_whatever_it_is_called(vault: Vault) -> None:
    contents = [Content(path, REGULAR, path * 3) for path in ODD_PATHS]
    contents += [
        Content(b"run", RUNNABLE, b"\0\r\n"),
        Content(b"link", LINK, b"/etc/passwd"),
        Content(b"0", REGULAR, b""),
    ]
    tree = vault.store(iter(contents))
    entries = vault.entries(tree)
    assert {path: (entry.mode, vault.read(entry.blob)) for path, entry in entries.items()} == {
        one.path: (one.mode, one.data) for one in contents
    }
    assert vault.snapshots() == {tree}
    assert refs(vault) == [f"refs/sidegrade/snap/{tree}"]
    assert vault.problems() == []


def test_large_content_comes_out_as_it_went_in(vault: Vault) -> None:
    data = bytes(range(256)) * (21 * 2**20 // 256)  # over core.bigFileThreshold, where git works otherwise
    (entry,) = vault.entries(stored(vault, big=data)).values()
    assert vault.read(entry.blob) == data


def test_the_same_content_is_the_same_tree_and_makes_no_new_object_file(vault: Vault) -> None:
    first = stored(vault, a=b"1", b=b"2")
    before = sorted((vault.path / "objects").rglob("*"))
    assert stored(vault, a=b"1", b=b"2") == first
    assert sorted((vault.path / "objects").rglob("*")) == before


def test_git_gets_an_environment_built_from_nothing(
    shim: Shim, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GIT_EXTERNAL_DIFF", "GIT_CONFIG_COUNT", "GIT_OBJECT_DIRECTORY", "LD_PRELOAD_X", "HOME", "EDITOR"):
        monkeypatch.setenv(name, "/hostile")
    shim(f'env > {tmp_path}/environment; pwd >> {tmp_path}/environment; exec "$real" "$@"')
    Vault.create(tmp_path / "v")
    said = (tmp_path / "environment").read_text()
    assert "/hostile" not in said
    names = {line.split("=")[0] for line in said.splitlines() if "=" in line} - {"PWD", "_", "OLDPWD", "SHLVL"}
    assert names == {
        *("PATH", "HOME", "LC_ALL", "GIT_DIR", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"),
        *("GIT_ATTR_NOSYSTEM", "GIT_OPTIONAL_LOCKS", "GIT_TERMINAL_PROMPT", "GIT_NO_REPLACE_OBJECTS"),
        "GIT_NO_LAZY_FETCH",
    }
    assert said.splitlines()[-1] == str(tmp_path / "v")


def test_reading_takes_what_is_gits_out_of_this_processs_environment(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "/hostile")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    (entry,) = vault.entries(stored(vault, a=b"1")).values()
    for _ in range(20):  # the first ones are read without GitPython
        assert vault.read(entry.blob) == b"1"
    assert "GIT_EXTERNAL_DIFF" not in os.environ


# Faults


def test_without_git_the_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(VaultError) as missing:
        Vault.create(tmp_path / "v")
    assert str(missing.value) == "git is not installed; install git 2.36 or newer"


def test_a_git_that_cannot_be_started_is_named(tmp_path: Path, shim: Shim) -> None:
    shim("")
    (tmp_path / "shim" / "git").write_text("#!/no/such/interpreter\n")
    with pytest.raises(VaultError) as failed:
        Vault.create(tmp_path / "v")
    assert str(failed.value) == f"{tmp_path}/v: git cannot be started (No such file or directory)"


def test_a_folder_that_git_cannot_work_in_is_not_taken_for_a_git_that_is_missing(vault: Vault) -> None:
    vault.path.rename(vault.path.with_name("elsewhere"))
    with pytest.raises(VaultError, match=r"its folder cannot be entered \(No such file or directory\)"):
        vault.snapshots()


def test_a_git_that_fails_is_quoted_in_one_visible_sentence(vault: Vault, shim: Shim) -> None:
    shim("printf 'fatal: \\033[31mno\\nspace' >&2; exit 3")
    with pytest.raises(VaultError) as failed:
        vault.snapshots()
    assert str(failed.value) == (
        f"{vault.path}: git for-each-ref failed (3: fatal: ␛[31mno · space); check the disk and run `sidegrade doctor`"
    )


@pytest.mark.parametrize("command", ["fast-import", "rev-parse", "update-ref"])
def test_a_store_that_fails_at_any_step_leaves_no_snapshot_no_child_and_what_was_there(
    command: str, vault: Vault, shim: Shim
) -> None:
    first = stored(Vault(vault.path), a=b"1")
    pids = shim(f'case "$*" in *{command}*) echo "disk full" >&2; exit 128;; esac\nexec "$real" "$@"')
    with pytest.raises(VaultError, match=rf"git {command} failed \(128: disk full\); check the disk"):
        stored(vault, a=b"2" * 3_000_000)
    assert living(pids) == []
    assert [ref for ref in refs(vault) if "snap" in ref] == [f"refs/sidegrade/snap/{first}"]
    if command != "update-ref":  # without it nothing can be taken back
        assert refs(vault) == [f"refs/sidegrade/snap/{first}"]


def test_a_store_that_git_breaks_off_is_one_clear_sentence(vault: Vault, shim: Shim) -> None:
    pids = shim('case "$*" in *fast-import*) head -c 10 >/dev/null; exit 1;; esac\nexec "$real" "$@"')
    with pytest.raises(VaultError, match=r"git fast-import failed \(1: \)"):
        vault.store(Content(b"%d" % number, REGULAR, b"x" * 1_000_000) for number in range(5))
    assert living(pids) == []
    assert refs(vault) == []


@pytest.fixture
def alarm() -> Iterator[None]:
    """Ends a test that hangs."""

    def ring(*_: object) -> None:
        raise AssertionError("it hangs")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 3)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(
    "script", [f"cat >/dev/null; {HANGS}", HANGS], ids=["after it has read all", "before it has read any"]
)
@pytest.mark.usefixtures("alarm")
def test_a_store_that_git_does_not_end_is_given_up_on(
    script: str, vault: Vault, shim: Shim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git, "PATIENCE", 0.3)
    pids = shim(f'case "$*" in *fast-import*) {script};; esac\nexec "$real" "$@"')
    with pytest.raises(VaultError, match=r"git fast-import took over 0 s"):
        vault.store(Content(b"%d" % number, REGULAR, b"x" * 1_000_000) for number in range(3))
    assert living(pids) == []
    assert refs(vault) == []


def test_any_other_command_that_takes_too_long_is_given_up_on(vault: Vault, shim: Shim) -> None:
    pids = shim(HANGS)
    with pytest.raises(VaultError) as slow:
        vault.git.run("for-each-ref", patience=0.3)
    assert str(slow.value).startswith(f"{vault.path}: git for-each-ref took over 0 s")
    assert living(pids) == []


def test_a_look_for_damage_that_takes_too_long_is_given_up_on(
    vault: Vault, shim: Shim, monkeypatch: pytest.MonkeyPatch
) -> None:
    pids = shim(HANGS)
    real = subprocess.Popen.communicate

    def impatient(self: "subprocess.Popen[bytes]", feed: bytes | None = None, timeout: float | None = None) -> object:
        return real(self, feed, 0.3 if timeout else None)

    monkeypatch.setattr(subprocess.Popen, "communicate", impatient)
    with pytest.raises(VaultError, match="git fsck took over"):
        vault.problems()
    assert living(pids) == []


def test_a_fault_of_what_is_read_is_told_as_it_is(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    def contents() -> Iterator[Content]:
        yield Content(b"a", REGULAR, b"1")
        raise RunError("is gone")

    real = os.killpg

    def killing(group: int, number: int) -> None:
        real(group, number)
        os.waitid(os.P_PID, group, os.WEXITED | os.WNOWAIT)  # git is gone before anything else happens

    monkeypatch.setattr(os, "killpg", killing)
    with pytest.raises(RunError, match="is gone"):
        vault.store(contents())
    assert refs(vault) == []
    assert vault.snapshots() == set()


def test_content_that_is_missing_is_named(vault: Vault) -> None:
    stored(vault, a=b"1")
    for blob in ("0" * 40, "no id"):
        with pytest.raises(VaultError) as missing:
            vault.read(blob)
        assert str(missing.value) == f"{vault.path}: the content {blob[:12]} is missing; run `sidegrade doctor`"


def test_what_is_no_vault_is_said_to_be_none(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(VaultError, match="is not a vault; run `sidegrade doctor`"):
            Vault(path).read("0" * 40)


# Damage


def test_damage_is_found_and_named(vault: Vault) -> None:
    stored(vault, a=b"1")
    for pack in (vault.path / "objects" / "pack").glob("*.pack"):
        pack.chmod(0o644)
        data = bytearray(pack.read_bytes())
        data[14] ^= 0xFF
        pack.write_bytes(data)
    assert any("error" in line for line in vault.problems())


@pytest.mark.parametrize("reads", [0, 100])
def test_content_that_is_damaged_in_the_middle_is_never_read_as_a_shorter_one(vault: Vault, reads: int) -> None:
    data = random.Random(1).randbytes(300_000)
    stored(vault, a=data)
    stored(vault, b=b"whole")
    assert vault.read(blob_id(data)) == data
    pack = max((vault.path / "objects" / "pack").glob("*.pack"), key=lambda one: one.stat().st_size)
    pack.chmod(0o644)
    raw = bytearray(pack.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    pack.write_bytes(raw)
    again = Vault(vault.path)
    again._reads = reads  # by a git of its own, or by the one that answers everybody
    with pytest.raises(VaultError, match=f"the content {blob_id(data)[:12]} is damaged; run `sidegrade doctor`"):
        again.read(blob_id(data))
    assert again.read(blob_id(b"whole")) == b"whole"


def test_a_look_for_damage_that_fails_without_a_word_is_not_taken_for_health(vault: Vault, shim: Shim) -> None:
    shim("echo warning: odd >&2; exit 4")
    assert vault.problems() == ["git fsck failed (4)"]


HARMLESS = [
    Content(b".gitmodules", REGULAR, b'[submodule "-x"]\n\tpath = -x\n\turl = --upload-pack=x\n\tupdate = !touch x\n'),
    Content(b".gitmodules", REGULAR, b"\xff[broken"),
    Content(b".gitmodules", LINK, b"elsewhere"),
    Content(b".gitattributes", LINK, b"elsewhere"),
    Content(b".GIT/config", REGULAR, b"x"),
    Content(b"git~1", REGULAR, b"x"),
    Content(b".git\xe2\x80\x8c/config", REGULAR, b"x"),
]


@pytest.mark.parametrize("content", HARMLESS, ids=[f"{one.path!r} {one.mode:o}" for one in HARMLESS])
def test_what_a_workspace_holds_is_never_taken_for_damage(content: Content, vault: Vault) -> None:
    vault.store([content])
    assert vault.problems() == []


# Ignore files


def test_paths_that_lie_below_no_ignore_file_are_not_asked_about(vault: Vault) -> None:
    assert vault.ignored({b"a/": b"*.o\n"}, [b"a/x.o", b"b/x.o", b"a/y"]) == {b"a/x.o"}


def test_paths_that_are_too_long_for_git_are_kept(vault: Vault) -> None:
    long = b"a/" * 2_000
    assert vault.ignored({b"": b"*.o\n"}, [long + b"x.o", b"y.o"]) == {b"y.o"}


def test_ignore_files_that_git_takes_too_long_for_leave_no_child_and_no_folder(
    vault: Vault, shim: Shim, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pids = shim(HANGS)
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    monkeypatch.setattr(vaults, "_IGNORE_PATIENCE", 0.3)
    with pytest.raises(VaultError, match="git check-ignore took over 0 s"):
        vault.ignored({b"": b"*.o\n"}, [b"a.o"])
    assert living(pids) == []
    assert list((tmp_path / "tmp").iterdir()) == []


def test_ignore_files_that_git_refuses_are_an_error_with_its_reason(vault: Vault, shim: Shim) -> None:
    shim("echo fatal: no >&2; exit 128")
    with pytest.raises(VaultError, match=r"git check-ignore failed \(128: fatal: no\)"):
        vault.ignored({b"": b"*.o\n"}, [b"a.o"])
