"""Figures: what people write becomes one exact form, or one sentence that says what to write."""

from decimal import Decimal
from pathlib import Path

import pytest

from grading.errors import FileError, RunError, SidegradeError
from grading.runs.figures import FIGURES, cost_from, figure_text, figures_from, require_whole
from grading.runs.folder import FoundRun, FoundTask, figure_rows
from grading.runs.model import Basis, Cost, Figures, RunName, State
from tests.builders import write_files
from tests.grading.runs import one_run, refusal


@pytest.mark.parametrize(
    ("name", "said", "kept"),
    [
        ("cost_usd", "1.10", "1.1"),
        ("cost_usd", "$1.10", "1.1"),
        ("cost_usd", " ~1.10 ", "~1.1"),
        ("cost_usd", "~$0.000000001", "~0.000000001"),
        ("cost_usd", "0", "0"),
        ("cost_usd", "subscription", "subscription"),
        ("cost_usd", "unknown", "unknown"),
        ("cost_usd", "", "unknown"),
        ("seconds", "1e3", "1000"),
        ("seconds", "5400.50", "5400.5"),
        ("seconds", "unknown", ""),
        ("tokens", "7600000", "7600000"),
        ("tokens_in", "12.0", "12"),
        ("tokens_out", "0", "0"),
        ("weights", "open", "open"),
        ("weights", "unknown", ""),
        ("state", "void", "void"),
        ("reason", " the machine died ", "the machine died"),
        ("reason", "", ""),
    ],
)
def test_a_figure_is_kept_in_one_form(name: str, said: str, kept: str) -> None:
    assert figure_text(name, said) == kept
    assert figure_text(name, kept) == kept


STATES = "complete, unfinished, infrastructure, unmeasurable, void, provisional"
COST = "give dollars such as 1.10, ~1.10 where estimated, subscription, or unknown"


@pytest.mark.parametrize(
    ("name", "said", "sentence"),
    [
        ("costs", "1", f'"costs" is not a figure; use one of {", ".join(FIGURES)}'),
        ("\x1b", "1", f'"␛" is not a figure; use one of {", ".join(FIGURES)}'),
        ("cost_usd", "1,10", f'cost_usd cannot be "1,10"; {COST}'),
        ("cost_usd", "-1", f'cost_usd cannot be "-1"; {COST}'),
        ("cost_usd", "€1", f'cost_usd cannot be "€1"; {COST}'),
        ("cost_usd", "1.1.1", 'cost_usd cannot be "1.1.1"; give a number'),
        ("cost_usd", "~", f'cost_usd cannot be "~"; {COST}'),
        ("seconds", "18m", 'seconds cannot be "18m"; give a number'),
        ("seconds", "-1", 'seconds cannot be "-1"; give a number of 0 or more'),
        ("seconds", "nan", 'seconds cannot be "nan"; give a number'),
        ("seconds", "1e999999999", 'seconds cannot be "1e999999999"; give a number of at most 10^12'),
        ("seconds", "0.0000000001", 'seconds cannot be "0.0000000001"; give a number with at most 9 decimals'),
        ("tokens", "1.5", 'tokens cannot be "1.5"; give a whole number'),
        ("tokens", "7.6M\x1b", 'tokens cannot be "7.6M␛"; give a number'),
        ("weights", "opened", 'weights cannot be "opened"; give one of open, closed'),
        ("state", "done", f'state cannot be "done"; give one of {STATES}'),
        ("state", "unknown", f"a run has always a state; use one of {STATES}"),
        ("state", " ", f"a run has always a state; use one of {STATES}"),
    ],
)
def test_what_is_no_figure_is_refused_in_one_sentence(name: str, said: str, sentence: str) -> None:
    with pytest.raises(RunError) as refused:
        figure_text(name, said)
    assert str(refused.value) == sentence


def test_kept_texts_are_figures_again_and_what_is_not_said_is_unknown() -> None:
    assert figures_from({}) == Figures()
    assert figures_from(dict.fromkeys(FIGURES, "")) == Figures()
    said = {"state": "void", "reason": "r", "cost_usd": "~1.1", "seconds": "2.5", "tokens": "7", "tokens_in": "3"}
    assert figures_from({**said, "tokens_out": "4", "weights": "open"}) == Figures(
        State.VOID, "r", Cost(Basis.ESTIMATED, Decimal("1.1")), Decimal("2.5"), 7, 3, 4, "open"
    )


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("1.1", Cost(Basis.EXACT, Decimal("1.1"))),
        ("~1.1", Cost(Basis.ESTIMATED, Decimal("1.1"))),
        ("subscription", Cost(Basis.SUBSCRIPTION)),
        ("unknown", Cost(Basis.UNKNOWN)),
    ],
)
def test_a_cost_says_how_well_it_is_known(text: str, cost: Cost) -> None:
    assert cost_from(text) == cost


def test_a_run_that_did_not_end_as_it_should_needs_a_reason() -> None:
    require_whole({}, "")
    require_whole({"state": "provisional"}, "")
    require_whole({"state": "void", "reason": "power cut"}, "")
    for state in ("unfinished", "infrastructure", "unmeasurable", "void"):
        with pytest.raises(RunError) as refused:
            require_whole({"state": state}, "run.toml")
        assert str(refused.value) == f"run.toml: the state {state} needs a reason; say why in `reason`"


# result.json


@pytest.mark.parametrize(
    ("phases", "figures"),
    [
        ("[]", {}),
        ('[{"cost": 0.1}, {"cost_usd": 0.2}]', {"cost_usd": "0.3"}),
        (
            '[{"cost": 0.30000000000000004, "seconds": 1.5}, {"cost": 0, "seconds": 1}]',
            {"cost_usd": "0.3", "seconds": "2.5"},
        ),
        ('[{"cost": 1, "tokens": 5}, {"tokens": 6}]', {"tokens": "11"}),
        ('[{"cost": 1}, {"cost": null}]', {}),
        ('[{"name": "a"}]', {}),
        ('[{"cost": 1e-9}]', {"cost_usd": "0"}),
    ],
)
def test_a_result_sums_its_phases_and_a_phase_without_a_figure_makes_the_sum_unknown(
    phases: str, figures: dict[str, str], tmp_path: Path
) -> None:
    write_files(tmp_path, {"t/amber/result.json": f'{{"phases": {phases}}}'})
    assert one_run(tmp_path / "t" / "amber").figures == figures


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"[1]", "is not a JSON object; mend it or take it away"),
        (
            b"{",
            "is not valid JSON (Expecting property name enclosed in double quotes: line 1 column 2 (char 1)); mend it or take it away",
        ),
        (b'{"phases": 1}', "phases: is 1, but tables are expected; write [[phases]]"),
        (b'{"phases": [{"cost": -1}]}', "phases 1, cost: is -1, but a number of 0 or more is expected"),
        (b'{"phases": [{"name": "build", "cost": "1"}]}', "phases \"build\", cost: is '1', but a number is expected"),
        (b'{"phases": [{"cost": NaN}]}', "phases 1, cost: is nan, but a number is expected"),
        (b'{"phases": [{"tokens": 1.5}]}', 'tokens: cannot be "1.5"; give a whole number'),
        (b'{"label": 1}', "label: is 1, but a text is expected; put it in quotes"),
        (b"\xff", "line 1 is not UTF-8; save the file as UTF-8"),
    ],
)
def test_a_mistake_in_a_result_is_one_sentence(text: bytes, sentence: str, tmp_path: Path) -> None:
    write_files(tmp_path, {"t/amber/result.json": text})
    assert refusal(tmp_path / "t" / "amber") == f"amber/result.json: {sentence}"


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a": ' + "9" * 5_000 + "}", '{"phases": [{"cost": 1e999999999}]}'])
def test_a_result_that_would_keep_a_reader_busy_is_refused(text: str, tmp_path: Path) -> None:
    write_files(tmp_path, {"t/amber/result.json": text})
    assert "is not valid JSON" in refusal(tmp_path / "t" / "amber")


# Rows


def test_rows_of_csv_and_of_json_say_the_same() -> None:
    header = (
        "task,model,harness,condition,attempt,label,state,reason,cost_usd,seconds,tokens,tokens_in,tokens_out,weights"
    )
    csv = (
        f"{header}\nT 1,Amber,loom,high,2,L,void,cut,~1.10,90,7,3,4,open\nT 1,Cobalt,,,,,,,,,,,,\nu,Amber,,,,,,,,,,,,\n"
    )
    lines = (
        '{"task": "T 1", "model": "Amber", "harness": "loom", "condition": "high", "attempt": 2, "label": "L",'
        ' "state": "void", "reason": "cut", "cost_usd": "~1.10", "seconds": 90, "tokens": 7, "tokens_in": 3,'
        ' "tokens_out": 4, "weights": "open"}\n{"task": "T 1", "model": "Cobalt"}\n\n{"task": "u", "model": "Amber"}\n'
    )
    figures = {"state": "void", "reason": "cut", "cost_usd": "~1.1", "seconds": "90", "tokens": "7", "tokens_in": "3"}
    full = FoundRun(RunName("t-1", "Amber", "loom", "high", 2, "L"), {**figures, "tokens_out": "4", "weights": "open"})
    expected = [
        FoundTask("t-1", runs=[full, FoundRun(RunName("t-1", "Cobalt"), {})]),
        FoundTask("u", runs=[FoundRun(RunName("u", "Amber"), {})]),
    ]
    assert figure_rows(csv, "f.csv") == expected
    assert figure_rows(lines, "f.jsonl") == expected


ATTEMPT = "give a whole number of 1 or more"
NAME = "give 1 to 200 visible characters on one line"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("t,,,", f'"" is no name of a model; {NAME}'),
        (",Amber,,", f'"" is no name of a task; {NAME}'),
        ("t,a\u202eb,,", f'"a⟨202E⟩b" is no name of a model; {NAME}'),
        ("t,Amber,0,", f'attempt is "0"; {ATTEMPT}'),
        ("t,Amber,-1,", f'attempt is "-1"; {ATTEMPT}'),
        ("t,Amber,²,", f'attempt is "²"; {ATTEMPT}'),
        ("t,Amber,10000,", f'attempt is "10000"; {ATTEMPT}'),
        ("t,Amber,00000112345,", f'attempt is "00000112345"; {ATTEMPT}'),
        ("t,Amber,000001" + "9" * 5_000 + ",", "attempt is "),
        ("t,Amber,1,void", "the state void needs a reason; say why in `reason`"),
        (
            "t,Amber,1,done",
            'state cannot be "done"; give one of complete, unfinished, infrastructure, unmeasurable, void, provisional',
        ),
        ("t,Amber", "has 2 fields, but the header has 4; mend the row"),
    ],
)
def test_a_mistake_in_a_row_names_file_and_line(row: str, sentence: str) -> None:
    with pytest.raises((RunError, FileError)) as refused:
        figure_rows(f"task,model,attempt,state\nt,Fine,1,\n{row}\n", "f.csv")
    assert str(refused.value).startswith(f"f.csv: line 3: {sentence}")


def test_two_rows_that_make_one_run_are_refused() -> None:
    for second in ("t,gpt 5,2", "t,GPT-5,3"):
        with pytest.raises(SidegradeError, match="line 3"):
            figure_rows(f"task,model,cost_usd\nt,GPT-5,1\n{second}\n", "f.csv")
