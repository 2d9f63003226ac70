"""What the tour of the published evaluations says, and the commands that show it."""

from typing import Final

from msgspec import Struct


class Stop(Struct, frozen=True):
    """Something to see: what it is, and the commands that print it, as they are typed in the study's folder."""

    says: str
    commands: tuple[str, ...]


class Part(Struct, frozen=True):
    """The stops at one evaluation."""

    title: str
    says: str
    stops: tuple[Stop, ...]


BEGINNING: Final = """
Three evaluations that others published are taken in as figures: what was printed is here, what the models wrote is not.
Totals are as published; ranks, ties, tiers, differences and ratios are computed from them. The line after each $ is the
command that prints what follows it."""

_RAILS: Final = Part(
    "1  Rails chat: many models, one task",
    "Thirty runs built a chat application in Rails. Totals go up to 100 and fall into four tiers, A to D.",
    (
        Stop(
            """
            The table. Runs with equal totals share a rank, and ≈ means that the next one is at most a point away, which
            says nothing about which is better. ~ is an estimated cost; a cost that is not known is a dash, never 0. Six
            runs did not finish and stand apart, each with its reason. Two more failed by their printed time and had a
            total printed all the same: they keep their rank, and are marked as unfinished.""",
            ("sidegrade standings --task rails-chat --rubric rails-chat-totals",),
        ),
        Stop(
            """
            One model in three set-ups. Five points lie between the first two. In the third another model wrote most of
            the files, so its total measures neither of them: it has no rank.""",
            ("sidegrade standings --task rails-chat-variants",),
        ),
        Stop(
            """
            An earlier edition of the rubric had given nine of the runs other totals. From that one to the later one, a
            run rises by 23 points and passes three others, one falls by 8, six rise by 3 and one stays. The earlier
            tiers are not known: with the bounds of the later ones, one run is in another tier. The other runs have no
            marks in that edition.""",
            (
                "sidegrade standings --task rails-chat \\\n"
                "    --rubric rails-chat-totals@earlier-in-tiers \\\n"
                "    --beside rails-chat-totals@2026-05",
            ),
        ),
        Stop(
            """
            What a working run costs: all money spent on a model over its runs that work, which here means that they
            call the model's API rightly. These are the models with closed weights. Seven working runs cost 40 cents to
            16 dollars; Grok 4.20 took 60 cents and has no run that works, so no amount buys one.""",
            (
                "sidegrade standings --task rails-chat --rubric rails-chat-api \\\n"
                "    --weights closed --working --gate api",
            ),
        ),
        Stop(
            """
            Is what was printed also what is computed? Every printed total, rank and tier is held against it, and the
            earlier totals as well. All hold but one, which cannot be checked: it is the total of the run that has no
            rank. Without `tail`, each has a line of its own.""",
            ("sidegrade verify rails-chat/claims.csv | tail -1",),
        ),
    ),
)

_INVENTORY: Final = Part(
    "2  Inventory: one task, two rubrics",
    """
    Six models built an inventory service. One rubric adds up points to 200, with grades from S to F; the other is a
    weighted mean of twenty features, up to 10.""",
    (
        Stop(
            """
            By points four are close together, and two are far behind: their backends do not start. Beside it the other
            rubric, both out of 100: they disagree about first place, by a hair.""",
            (
                "sidegrade standings --task inventory --rubric inventory-absolute-totals \\\n"
                "    --beside inventory-relative-totals",
            ),
        ),
        Stop(
            """
            The same models in an outside index. Here the best has 5.1 times the points of the worst, there 2.2 times.
            One pair is reversed. Whose the index's lowest value is was not published, so it has no model.""",
            (
                "sidegrade standings --task inventory --rubric inventory-absolute-totals \\\n"
                "    --index inventory/index.csv",
            ),
        ),
        Stop(
            """
            What a working run costs, one whose backend starts. Two models have none. What the runs cost was not
            published, so for the other four it is unknown, and not 0.""",
            ("sidegrade standings --task inventory --rubric inventory-started \\\n    --working --gate starts",),
        ),
        Stop(
            """
            Here the source contradicts itself: both rubrics declare sums that their own rows do not add up to. None of
            these published numbers holds; each line has what was declared and what is so.""",
            (
                "sidegrade rubric check inventory/absolute-as-published.toml",
                "sidegrade rubric check inventory/relative-as-published.toml",
            ),
        ),
        Stop(
            "The printed totals do hold, and so does what follows from them: the ratio, and who is ahead of whom.",
            ("sidegrade verify inventory/claims.csv | tail -1",),
        ),
    ),
)

_PERCH: Final = Part(
    "3  Perch: two tasks, open and closed weights",
    "Models on two tasks, each out of 100 by one rubric. One of the four has a total for the first task only.",
    (
        Stop(
            "Each task by itself. Kimi-K2.6 is last in both: 43 points behind the next one, then 1 point.",
            ("sidegrade standings --task perch-build", "sidegrade standings --task perch-concept"),
        ),
        Stop(
            """
            Both together: the mean, and the swing, which is the better task less the worse: 2 points for the steadiest,
            53 for Kimi-K2.6. Who was graded on one task only has no place.""",
            ("sidegrade standings --rubric perch-totals --across",),
        ),
        Stop(
            "Open weights, which are those of DeepSeek and Kimi here, beside closed ones, on both tasks.",
            ("sidegrade standings --rubric perch-totals --by weights",),
        ),
        Stop(
            "The printed totals hold, too; here is each of them, with what is computed.",
            ("sidegrade verify perch/claims.csv",),
        ),
    ),
)

PARTS: Final = (_RAILS, _INVENTORY, _PERCH)
