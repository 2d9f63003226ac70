"""What is left to do once no cell of a pair is open, in a sentence for the line at the bottom."""

from collections.abc import Collection

from grading.marks.scorecard import Scorecard


def done_words(cards: Collection[Scorecard], *, has_next: bool) -> str:
    """That nothing is open, or that all is locked, and where to go from here."""
    leads = "{next-pair} leads to the next pair" if has_next else "{queue} shows all"
    if all(card.locked for card in cards):
        return f"{'both cards are' if len(cards) > 1 else 'the card is'} locked; {leads}"
    return f"no cell is open; {{lock}} locks a card, {leads}"
