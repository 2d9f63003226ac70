"""How colours look to different eyes, and how far apart they are."""

from collections.abc import Callable
from functools import partial

from rich.color_triplet import ColorTriplet

Linear = tuple[float, float, float]
Matrix = tuple[Linear, Linear, Linear]
Sense = Callable[[ColorTriplet], Linear]

# Machado, Oliveira and Fernandes 2009, at full severity.
_DEUTERANOPIA: Matrix = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)
_PROTANOPIA: Matrix = (
    (0.152286, 1.052583, -0.204868),
    (0.114503, 0.786281, 0.099216),
    (-0.003882, -0.048116, 1.051998),
)
_TRITANOPIA: Matrix = (
    (1.255528, -0.076749, -0.178779),
    (-0.078411, 0.930809, 0.147602),
    (0.004733, 0.691367, 0.303900),
)
_ALL: Matrix = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
_XYZ: Matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_WHITE = (0.9505, 1.0, 1.089)


def _times(matrix: Matrix, one: Linear) -> Linear:
    x, y, z = (min(max(sum(a * b for a, b in zip(row, one, strict=True)), 0.0), 1.1) for row in matrix)
    return x, y, z


def _linear(color: ColorTriplet) -> Linear:
    x, y, z = (c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in color)
    return x, y, z


def _seen(matrix: Matrix, color: ColorTriplet) -> Linear:
    return _times(matrix, _linear(color))


NORMAL: Sense = partial(_seen, _ALL)
DEUTERANOPIA: Sense = partial(_seen, _DEUTERANOPIA)
PROTANOPIA: Sense = partial(_seen, _PROTANOPIA)
TRITANOPIA: Sense = partial(_seen, _TRITANOPIA)


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    """The contrast ratio of the accessibility guidelines."""
    low, high = sorted(_times(_XYZ, _linear(color))[1] for color in (one, other))
    return (high + 0.05) / (low + 0.05)


def distance(one: Linear, other: Linear) -> float:
    """How far apart two colours look."""
    return float(sum((a - b) ** 2 for a, b in zip(_lab(one), _lab(other), strict=True)) ** 0.5)


def _lab(color: Linear) -> Linear:
    x, y, z = (
        value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116
        for value in (part / white for part, white in zip(_times(_XYZ, color), _WHITE, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)
