"""The file list in an application: what it paints again, what a mouse does, and how it stands its size."""

from textual.geometry import Region
from textual.pilot import Pilot

from grading.compare.counts import Counts
from grading.compare.tree import FilePair
from grading.visible import path_text
from tests.tui.painting.file_pairs import changed, same
from tests.tui.widgets.mounted import Mounted, mounted, painted, wheel
from tui.themes import THEMES, Look
from tui.widgets.file_list import FileList

_DARK = THEMES["dark"]
_FILES = [changed("app/a.py"), changed("app/b.py"), changed("lib/c.py"), same("lib/d.py")]
_MANY = [changed(f"{number:04}.py") for number in range(2_000)]


def listed(files: list[FilePair]) -> FileList:
    """A list that shows these files."""
    made = FileList(_DARK)
    made.show(files, path_text)
    return made


def rows(one: FileList) -> list[str]:
    """What it shows, without its header, its edge and empty rows."""
    found = [row.rstrip()[:-1].strip() for row in painted(one)[1:]]
    return [row for row in found if row]


def test_files_are_shown_before_and_after_it_is_mounted() -> None:
    one = listed(_FILES)

    @mounted(one)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        assert rows(one) == ["▾ app", "≠ a.py", "≠ b.py", "▾ lib", "≠ c.py", "▸ 1 the same"]
        one.show(_FILES[:1], path_text)
        assert rows(one) == ["▾ app", "≠ a.py"]


def test_going_and_choosing_mark_the_file_that_is_read() -> None:
    one = listed(_FILES)

    @mounted(one)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        assert one.go(1) == one.current == _FILES[0]
        assert one.go(-1) is None
        assert one.current == _FILES[0]
        one.choose(_FILES[3])
        assert one.current == _FILES[3]
        assert rows(one)[-3:] == ["▾ 1 the same", "▾ lib", "▌      = d.py"]
        one.choose(changed("nowhere"))
        assert one.current == _FILES[3]
        assert one.go_named(1) is None
        one.set_named({b"lib/c.py"})
        assert one.go_named(1) == _FILES[2]
        assert one.go(1, only_differing=False) == _FILES[3]


def test_what_is_learned_later_is_shown() -> None:
    one = listed(_FILES)

    @mounted(one)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        one.put_counts([Counts(1, 2), None, Counts(3, 0)])
        one.put_counts({_FILES[1]: Counts(0, 4)})
        one.set_read([_FILES[0]])
        one.set_named([b"lib/c.py"])
        assert [row.split() for row in rows(one)] == [
            ["▾", "app"],
            ["≠", "a.py", "+1", "−2", "✓"],
            ["≠", "b.py", "−4"],
            ["▾", "lib"],
            ["◆", "≠", "c.py", "+3"],
            ["▸", "1", "the", "same"],
        ]
        assert "1 of 3 read" in painted(one)[0]
        one.set_hits({_FILES[2]: 2})
        assert "2 lines in 1 file" in painted(one)[0]
        one.set_hits(None)
        assert "1 of 3 read" in painted(one)[0]


def test_the_mouse_chooses_files_and_opens_folders() -> None:
    one = listed(_FILES)

    @mounted(one)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        await pilot.click(one, offset=(6, 2))
        await pilot.click(one, offset=(6, 0))
        await pilot.click(one, offset=(6, 10))
        assert [said.file for said in app.of(FileList.Chosen)] == [_FILES[0]]
        assert one.current is None, "the screen decides"
        await pilot.click(one, offset=(6, 1))
        assert rows(one) == ["▸ app 2", "▾ lib", "≠ c.py", "▸ 1 the same"]
        assert len(app.of(FileList.Chosen)) == 1


def test_the_wheel_scrolls_and_the_cursor_stays() -> None:
    one = listed(_MANY)

    @mounted(one)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        wheel(one)
        wheel(one)
        await pilot.pause()
        assert rows(one)[0] == "≠ 0006.py"
        wheel(one, up=True)
        await pilot.pause()
        assert rows(one)[0] == "≠ 0003.py"
        assert one.under_cursor == _MANY[0]
        one.move(0)
        assert rows(one)[0] == "≠ 0000.py"


def test_the_right_edge_leads_to_any_part_of_a_long_list() -> None:
    one = listed(_MANY)

    @mounted(one)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        width, height = one.size
        await pilot.mouse_down(one, offset=(width - 1, height - 1))
        assert rows(one)[-1] == "≠ 1999.py"
        await pilot.hover(one, offset=(width - 1, height // 2))
        assert "09" in rows(one)[0] or "10" in rows(one)[0]
        await pilot.hover(one, offset=(width - 1, 1))
        assert rows(one)[0] == "≠ 0000.py"
        await pilot.mouse_up(one, offset=(width - 1, 1))
        await pilot.hover(one, offset=(width - 1, height - 1))
        assert rows(one)[0] == "≠ 0000.py"
        assert app.of(FileList.Chosen) == []


def test_the_cursor_is_only_seen_where_somebody_looks() -> None:
    one = listed(_FILES)

    @mounted(one)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        def marked() -> list[int]:
            here = _DARK[Look.HERE].bgcolor
            strips = one.render_lines(one.size.region)
            return [
                row
                for row, strip in enumerate(strips)
                if any(part.style and part.style.bgcolor == here for part in strip)
            ]

        assert marked() == []
        one.go(1)
        assert marked() == [2]
        one.has_focus_look(True)
        one.move(2)
        assert marked() == [4]
        assert rows(one)[1].startswith("▌")
        one.has_focus_look(False)
        assert marked() == [2]


class Watched(FileList):
    """Remembers what it was told to paint again."""

    def __init__(self) -> None:
        self.asked: list[tuple[Region, ...]] = []
        super().__init__(_DARK)

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> "Watched":
        """Remembers the regions."""
        self.asked.append(regions)
        super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        return self


def test_a_step_of_the_cursor_paints_two_rows_and_nothing_new_none() -> None:
    one = Watched()
    one.show(_FILES, path_text)

    @mounted(one)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        one.has_focus_look(True)
        one.asked.clear()
        one.move(1)
        one.set_named([])
        one.set_read([])
        one.move(-5)
        one.move(-5)
        assert [[region.y for region in regions] for regions in one.asked] == [[1, 2], [1, 2]]


def test_folders_open_and_close_and_are_found_so_again() -> None:
    one, other = listed(_FILES), listed(_FILES)
    expected = ["▸ app 2", "▾ lib", "≠ c.py", "▾ 1 the same", "▸ lib 1"]

    @mounted(one)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        one.close_folder()
        assert rows(one)[0] == "▸ app 2"
        one.toggle_folder()
        one.move(1)
        one.toggle_folder()
        assert rows(one)[0] == "▸ app 2"
        one.move(99)
        one.open_folder()
        assert rows(one) == expected

    @mounted(other)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        other.restore(one.state())
        assert rows(other) == expected
        assert other.under_cursor is None
        assert other.state() == one.state()


def test_typing_finds_files_and_its_end_brings_all_back() -> None:
    one = listed(_FILES)

    @mounted(one)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        one.filter("dpy")
        found = one.under_cursor
        assert found == _FILES[3]
        assert rows(one) == ["▾ lib", "= d.py"]
        assert painted(one)[0].split()[:2] == ["filter", "dpy▏"]
        one.filter("dpyx")
        assert rows(one) == ["no file has these letters"]
        found = one.under_cursor
        assert found is None
        one.filter("")
        assert len(rows(one)) == 6


def test_many_names_are_made_while_nobody_waits() -> None:
    one = listed(_MANY)

    @mounted(one)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        one.filter("1999")
        for _ in range(200):
            if rows(one) == ["≠ 1999.py"]:
                break
            await pilot.pause(0.02)
        assert rows(one) == ["≠ 1999.py"]


def test_a_small_terminal_and_another_size_are_no_trouble() -> None:
    one = listed(_MANY)

    @mounted(one)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        one.has_focus_look(True)
        one.move(1_000)
        for size in ((80, 24), (20, 5), (3, 2), (1, 1), (200, 50)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert any(row == "▸  ≠ 1000.py" for row in rows(one))
