"""Standings held against an outside index: a file of models and values that somebody else publishes."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from msgspec import Struct

from grading.errors import FileError
from grading.report.correlation import Agreement, agreement
from grading.report.ranks import ranks_by_key, reversed_pairs
from grading.report.ratios import Ratio, spread
from grading.report.standings import Ranked, Standings
from grading.rubric.arithmetic import exact_sum, rounded, shown
from grading.runs.model import slug
from grading.strict import exact_number
from grading.tabular import rows
from grading.visible import is_whole, visible

_COLUMNS: Final = ("model", "value", "index")
_HOW: Final = "give a model and a value for each"


class Index(Struct, frozen=True):
    """An outside index: models as it names them, and their values, a higher one being better."""

    name: str
    values: Mapping[str, Fraction]

    @property
    def spread(self) -> Ratio:
        """The best value over the worst, whether or not the models are in the standings."""
        return spread(self.values.values())


def read_index(text: str, file: str) -> Index:
    """The index in a text: CSV with a header, JSON lines, a JSON list of rows, or one JSON object, model by model."""
    values: dict[str, Fraction] = {}
    names: dict[str, str] = {}
    for place, model, said in _lines(text, file):
        try:
            values[model] = exact_number(said, None)
        except ValueError as error:
            raise FileError(f'value "{visible(said)[:40]}" is not {error}', where=place, do="mend it") from error
        if slug(model) in names:
            raise FileError(f'the model "{visible(model)}" is there twice', where=place, do="keep one of them")
        names[slug(model)] = model
    if not values:
        raise FileError("has no models", where=file, do=_HOW)
    return Index(file, values)


def _lines(text: str, file: str) -> Iterator[tuple[str, str, str]]:
    """Each row: where it is, the model, the value as it is written."""
    found = _whole_json(text, file)
    if isinstance(found, tuple) and not any(key == "model" for key, _ in found):
        for model, said in found:
            yield _checked(f"{file}: {visible(str(model))}", {"model": model, "value": said})
    elif isinstance(found, list):
        for number, row in enumerate(found, 1):
            yield _checked(f"{file}: row {number}", dict(row) if isinstance(row, tuple) else {})
    else:
        for place, line in rows(text, file, _COLUMNS):
            yield _checked(place, line)


def _whole_json(text: str, file: str) -> object:
    """The one list or object that a text is, objects as the pairs they were written as; none where it is neither."""
    if text.lstrip()[:1] not in ("[", "{"):
        return None
    try:
        return json.loads(text, parse_float=str, parse_int=str, object_pairs_hook=tuple)
    except (ValueError, RecursionError) as error:
        if text.lstrip().startswith("["):
            raise FileError("is not valid JSON", where=file, do="mend it") from error
        return None


def _checked(place: str, row: Mapping[str, object]) -> tuple[str, str, str]:
    unknown = [key for key in row if key not in _COLUMNS]
    if unknown:
        raise FileError(f'"{visible(unknown[0])}" is not a known key', where=place, do="use model and value")
    model, said = row.get("model"), row.get("value", row.get("index"))
    if not isinstance(model, str) or not model.strip() or not is_whole(model):
        raise FileError("model is missing", where=place, do=_HOW)
    if not isinstance(said, str) or ("value" in row and "index" in row):
        raise FileError("there is not one value", where=place, do=_HOW)
    return place, model.strip(), said.strip()


class Compared(Struct, frozen=True):
    """A model that both know."""

    model: str
    total: Fraction
    """The mean of its ranked runs."""
    total_shown: str
    rank: int
    """Among the models that both know, as the index's is."""
    value: Fraction
    index_rank: int
    runs: int

    @property
    def places(self) -> int:
        """How many places higher it stands here than in the index; below 0 where it stands lower."""
        return self.index_rank - self.rank


class ReversedPair(Struct, frozen=True):
    """Two models that the standings have in one order and the index in the other."""

    ahead_here: Compared
    ahead_there: Compared
    is_near: bool
    """Whether the totals are so near that their order says nothing (`≈`)."""


class AgainstIndex(Struct, frozen=True):
    """The standings and an outside index, model by model."""

    index: Index
    compared: tuple[Compared, ...]
    """By rank."""
    reversed: tuple[ReversedPair, ...]
    only_here: tuple[str, ...]
    only_there: tuple[str, ...]
    agreement: Agreement
    spread: Ratio
    """Best over worst of all ranked runs, as `index.spread` is of all values of the index."""


def against_index(table: Standings, index: Index) -> AgainstIndex:
    """Standings held against an index; a model is the same where its name is, whatever its case and spaces."""
    of_model: defaultdict[str, list[Ranked]] = defaultdict(list)
    for entry in table.ranked:
        of_model[slug(entry.run.name.model)].append(entry)
    there = {slug(model): (model, value) for model, value in index.values.items()}
    shared = [key for key in of_model if key in there]
    totals = {key: exact_sum(one.exact for one in of_model[key]) / len(of_model[key]) for key in shared}
    seen = {key: rounded(total, table.rubric.decimals) for key, total in totals.items()}
    values = {key: there[key][1] for key in shared}
    ranks, index_ranks = ranks_by_key(seen), ranks_by_key(values)
    compared = {
        key: Compared(
            model=_model(of_model[key]),
            total=totals[key],
            total_shown=shown(totals[key], table.rubric.decimals),
            rank=ranks[key],
            value=values[key],
            index_rank=index_ranks[key],
            runs=len(of_model[key]),
        )
        for key in sorted(shared, key=lambda key: (ranks[key], key))
    }
    pairs = reversed_pairs({key: ranks[key] for key in compared}, index_ranks)
    return AgainstIndex(
        index=index,
        compared=tuple(compared.values()),
        reversed=tuple(
            ReversedPair(compared[high], compared[low], seen[high] - seen[low] <= table.rubric.tie_band)
            for high, low in pairs
        ),
        only_here=tuple(_model(ones) for key, ones in of_model.items() if key not in there),
        only_there=tuple(model for key, (model, _) in there.items() if key not in of_model),
        agreement=agreement(list(seen.values()), list(values.values())),
        spread=table.spread,
    )


def _model(entries: Sequence[Ranked]) -> str:
    return entries[0].run.name.model
