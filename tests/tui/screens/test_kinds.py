"""A link is not taken for a text: what kind of file stands on a side is said above it."""

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
