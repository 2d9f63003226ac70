"""What an export holds, put together from the ledger: standings with what follows from them, cards, pairs."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from grading.errors import StudyError
from grading.finding import called, named_task
from grading.ledger.draws import draws
from grading.ledger.nameless import writers
from grading.ledger.outcomes import outcomes
from grading.ledger.store import Ledger
from grading.ledger.tallies import preferences
from grading.ledger.things import Things
from grading.marks.events import Answer
from grading.marks.scorecard import Outcome
from grading.report.across import Across, across, one_of_each_task
from grading.report.book import Book, CardLink, PairLink, Section
from grading.report.costs import working_costs
from grading.report.editions import side_by_side
from grading.report.groups import By, grouped
from grading.report.index import AgainstIndex, against_index, read_index
from grading.report.places import CARDS, PAIRS, stems
from grading.report.standings import Standings, standings
from grading.rubric.model import Rubric
from grading.runs.model import Task
from grading.sides import Pair
from grading.visible import visible


class IndexWanted(Struct, frozen=True):
    """The text of an outside index, and the table that it is held against where there are several."""

    text: str
    file: str
    task: str = ""
    rubric: str = ""


class _Leaf(Struct, frozen=True):
    """One section before its pages have places."""

    task: Task
    table: Standings
    cards: Mapping[str, Sequence[Outcome]]
    pairs: Mapping[tuple[str, Pair[str]], Answer | None]
    """By reviewer and sides: what the reviewer prefers."""

    @property
    def rubric(self) -> Rubric:
        """What the runs were graded by."""
        return self.table.rubric


class Bound(Struct, frozen=True):
    """A book, and what the pages of its pairs say besides both cards."""

    book: Book
    preferences: Mapping[str, Answer]
    """By the stem of a pair."""


def bound(
    ledger: Ledger, things: Things, title: str, *, is_anonymous: bool = False, against: IndexWanted | None = None
) -> Bound:
    """The whole book."""
    leaves = list(_leaves(ledger, things))
    held = _held_against(leaves, against)
    card_stems = stems(
        CARDS, [_card_name(leaf, one) for leaf in leaves for ones in leaf.cards.values() for one in ones]
    )
    pair_stems = stems(PAIRS, [_pair_name(leaf, *key) for leaf in leaves for key in leaf.pairs])
    sections = tuple(
        Section(
            task=leaf.task,
            table=leaf.table,
            cards={
                run: tuple(
                    CardLink(run, one.reviewer, card_stems[_card_name(leaf, one)], one.total_shown, one.total.complete)
                    for one in ones
                )
                for run, ones in leaf.cards.items()
            },
            pairs=tuple(PairLink(runs, who, pair_stems[_pair_name(leaf, who, runs)]) for who, runs in leaf.pairs),
            working=working_costs(leaf.rubric, leaf.table.runs, leaf.cards) if leaf.rubric.gates else (),
            groups=tuple(one for one in (grouped([leaf.table], by) for by in By) if len(one.groups) > 1),
            editions=tuple(
                side_by_side(earlier.table, leaf.table)
                for earlier in leaves[:place]
                if earlier.task.key == leaf.task.key and _ranked(earlier) & _ranked(leaf)
            ),
            against=held if against is not None and leaf is _meant(leaves, against) else None,
        )
        for place, leaf in enumerate(leaves)
    )
    said = {
        pair_stems[_pair_name(leaf, *key)]: answer for leaf in leaves for key, answer in leaf.pairs.items() if answer
    }
    return Bound(Book(title, sections, _across(leaves), _graders(ledger, leaves), is_anonymous, *_last(ledger)), said)


def _leaves(ledger: Ledger, things: Things) -> Iterator[_Leaf]:
    """For each task every rubric that somebody has marked by; where there is none, the last one."""
    limits = things.tasks_of_rubric()
    for task in things.tasks():
        rubrics = [one for one in things.rubrics() if task.key in limits.get(one.id, [task.key])]
        runs = things.runs(task.key)
        found = []
        for rubric in rubrics:
            cards = outcomes(ledger, task.key, rubric)
            table = standings(task.key, rubric, runs, cards)
            found.append(_Leaf(task, table, cards, _pairs(ledger, table, cards)))
        yield from [one for one in found if one.cards] or found[-1:]


def _pairs(
    ledger: Ledger, table: Standings, cards: Mapping[str, Sequence[Outcome]]
) -> dict[tuple[str, Pair[str]], Answer | None]:
    """Of every reviewer's cards: two that were drawn, two with a preference, and neighbours in the standings."""
    places = {run.id: place for place, run in enumerate(table.runs)}
    neighbours = [Pair(high.run.id, low.run.id) for high, low in pairwise(table.ranked)]
    found: dict[tuple[str, Pair[str]], Answer | None] = {}
    for reviewer in sorted({one.reviewer for ones in cards.values() for one in ones}):
        said = preferences(ledger, table.rubric, reviewer)
        drawn = [one.runs for one in draws(ledger, table.task, reviewer)]
        sides: dict[frozenset[str], Pair[str]] = {}
        for runs in (*drawn, *(Pair(*key) for key in said), *neighbours):
            sides.setdefault(frozenset(runs), runs)
        own = {run for run, ones in cards.items() if any(one.reviewer == reviewer for one in ones)}
        whole = [runs for runs in sides.values() if own.issuperset(runs)]
        for runs in sorted(whole, key=lambda one: (places[one.a], places[one.b])):
            found[reviewer, runs] = _preferred(said, runs)
    return found


def _preferred(said: Mapping[tuple[str, str], Answer], runs: Pair[str]) -> Answer | None:
    turned = {Answer.A: Answer.B, Answer.B: Answer.A, Answer.EQUAL: Answer.EQUAL}
    other = said.get((runs.b, runs.a))
    return said.get((runs.a, runs.b)) or (turned[other] if other else None)


def _card_name(leaf: _Leaf, one: Outcome) -> tuple[str, ...]:
    return one.run, leaf.rubric.name, one.reviewer


def _pair_name(leaf: _Leaf, reviewer: str, runs: Pair[str]) -> tuple[str, ...]:
    return leaf.task.key, runs.a.split("/", 1)[1], "and", runs.b.split("/", 1)[1], leaf.rubric.name, reviewer


def _ranked(leaf: _Leaf) -> set[str]:
    return {one.run.id for one in leaf.table.ranked}


def _across(leaves: Sequence[_Leaf]) -> tuple[Across, ...]:
    """For each rubric key, the tasks that are graded by it; none where nobody is ranked in two of them."""
    found = []
    for key in dict.fromkeys(leaf.rubric.key for leaf in leaves):
        tables = one_of_each_task([leaf.table for leaf in leaves if leaf.rubric.key == key and leaf.table.ranked])
        together = across(tables) if len(tables) > 1 else None
        if together and any(one.swing is not None for one in (*together.ranked, *together.incomplete)):
            found.append(together)
    return tuple(found)


def _meant(leaves: Sequence[_Leaf], wanted: IndexWanted) -> _Leaf:
    """The one table that an index is held against."""
    if wanted.task:
        named_task([leaf.task for leaf in leaves], wanted.task)
    fitting = [leaf for leaf in leaves if wanted.task in ("", leaf.task.key)]
    if wanted.rubric:
        fitting = [leaf for leaf in fitting if called([leaf.rubric], wanted.rubric)]
    if len(fitting) != 1:
        told = ", ".join(f"{leaf.task.key} by {leaf.rubric.name}" for leaf in leaves) or "none yet"
        what = "no table is" if not fitting else f"{len(fitting)} tables are"
        raise StudyError(
            f"{what} meant by --index{_named(wanted)}", do=f"say --task and --rubric of one; there are {told}"
        )
    return fitting[0]


def _named(wanted: IndexWanted) -> str:
    said = " and ".join(f'"{visible(name)}"' for name in (wanted.task, wanted.rubric) if name)
    return f" with {said}" if said else ""


def _held_against(leaves: Sequence[_Leaf], wanted: IndexWanted | None) -> AgainstIndex | None:
    return None if wanted is None else against_index(_meant(leaves, wanted).table, read_index(wanted.text, wanted.file))


def _graders(ledger: Ledger, leaves: Sequence[_Leaf]) -> tuple[str, ...]:
    """Those who have a card, in the order in which they began."""
    have = {one.reviewer for leaf in leaves for ones in leaf.cards.values() for one in ones}
    return tuple(name for name in writers(ledger) if name in have)


def _last(ledger: Ledger) -> tuple[int, str]:
    count = ledger.query(tuple[int], "SELECT count(*) FROM decisions")[0][0]
    last = ledger.query(tuple[str], "SELECT at FROM decisions ORDER BY id DESC LIMIT 1")
    return count, last[0][0] if last else ""
