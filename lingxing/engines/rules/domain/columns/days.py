"""Calendar reckoning on days since 1970-01-01, in whole numbers only.

The functions hold for Python integers; the kernels compile the same text, the array back-end repeats it on arrays.
"""


def month_index(day: int) -> int:
    """Return the months since the beginning of year 0: twelve times the year, plus the month less one.

    For days from the March of year 0 on. Years begin in March here, so that the leap day is a year's last; the
    multiplications in place of divisions are those of Neri and Schneider (2022).
    """
    quarters = 4 * (day + 719468) + 3
    century = quarters // 146097
    of_century = 4 * ((quarters - 146097 * century) >> 2) + 3
    product = 2939745 * of_century
    year_day = (product & 4294967295) // 11758980
    return 12 * (100 * century + (product >> 32)) + ((2141 * year_day + 197913) >> 16) - 1


def first_day(month: int) -> int:
    """Return the first day of the month with that index."""
    march = month - 2
    year = march // 12
    era_year = year % 400
    year_day = (153 * (march % 12) + 2) // 5
    return year // 400 * 146097 + era_year * 365 + era_year // 4 - era_year // 100 + year_day - 719468


def add_months(day: int, months: int) -> int:
    """Return the same day so many months later, or that month's last day."""
    index = month_index(day)
    into = day - first_day(index)
    return first_day(index + months) + min(into, first_day(index + months + 1) - first_day(index + months) - 1)


def months_between(first: int, last: int) -> int:
    """Return the largest number of months that, added to the first day, does not go beyond the last."""
    months = month_index(last) - month_index(first)
    return months - 1 if add_months(first, months) > last else months
