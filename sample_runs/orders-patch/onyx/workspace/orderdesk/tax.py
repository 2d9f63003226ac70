"""VAT that is contained in a price."""

RATES = {'standard': 19, 'reduced': 7, 'zero': 0}


class UnknownRate(ValueError):
    pass


def rate_for(category):
    try:
        return RATES[category]
    except KeyError:
        known = ', '.join(sorted(RATES))
        raise UnknownRate(f'unknown VAT category {category!r}, known are {known}') from None


def vat_in(gross, rate):
    """The VAT inside a gross amount of cents, rounded half up to whole cents."""
    whole = 100 + rate
    return (2 * gross * rate + whole) // (2 * whole)


def summary(lines):
    """Gross and VAT of lines, per rate, highest rate first."""
    found = {}
    for line in lines:
        gross, vat = found.get(line.vat_rate, (0, 0))
        found[line.vat_rate] = (gross + line.gross, vat + line.vat)
    return [
        {'rate': rate, 'gross': gross, 'vat': vat}
        for rate, (gross, vat) in sorted(found.items(), reverse=True)
    ]
