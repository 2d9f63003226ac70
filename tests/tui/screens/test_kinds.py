"""What is said above a text: of what kind its file is, and where the other side has it not."""

from pathlib import Path

from grading.runs.folder import Told, look
from tests.builders import write_files
from tests.tui.screens.reviewing import Review, review, session_of, study_of


def test_the_review_says_what_is_a_link(tmp_path: Path) -> None:
    with study_of(tmp_path, ()) as study:
        for model in ("amber", "cobalt"):
            place = write_files(tmp_path / "service" / model, {"README.md": f"{model}\n", "exact": "README.md"})
            (place / "both").symlink_to(f"{model}.md")
            if model == "cobalt":
                (place / "alone").symlink_to("README.md")
                (place / "exact").unlink()
                (place / "exact").symlink_to("README.md")
            study.add(look([place], Told(task="service", model=model)), reviewer="mia")

        async def drive(it: Review) -> None:
            seen = dict[str, str]()
            for _ in range(4):
                said = ("both sides: link", "A: link", "B: link", "plain file → link", "link → plain file")
                seen[it.path] = next((one for one in said if one in it.text()), "")
                await it.press("]")
            assert (seen["both"], seen["README.md"]) == ("both sides: link", "")
            assert seen["alone"] in ("A: link", "B: link")
            assert seen["exact"] in ("plain file → link", "link → plain file")

        review(session_of(study), drive)


def test_of_a_run_that_stands_alone_nobody_is_told_what_the_other_side_lacks(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        seen = it.text()
        assert "A README.md" in seen and "no such file" not in seen
        row = next(line for line in seen.split("\n") if "gates · g" in line)
        assert row.partition("gates · g")[2].strip(" ▐") == "A"

    with study_of(tmp_path, ("amber",)) as study:
        review(session_of(study), drive, "amber")
