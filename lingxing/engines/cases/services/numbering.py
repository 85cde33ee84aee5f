"""Numbers of cases and papers: without gaps as long as nothing fails, each given once."""

from django.db import connection

# One statement, so that two acts at once wait for each other here and nowhere else; the row stays locked until commit.
_NEXT = (
    "INSERT INTO cases_numberseries (key, year, last) VALUES (%s, %s, 1) "
    "ON CONFLICT (key, year) DO UPDATE SET last = cases_numberseries.last + 1 RETURNING last"
)


def next_number(key: str, year: int) -> int:
    """Return the next number of a series in a year, from 1. Call it in the transaction that uses the number."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [key, year])
        (number,) = cursor.fetchone()
    return int(number)


def case_number(prefix: str, year: int) -> str:
    """Return the next number of a case: JZZ2026000123. Services of one prefix share a series."""
    return f"{prefix}{year}{next_number(f'case:{prefix}', year):06}"


def paper_number(pattern: str, organ_id: int | None, year: int) -> int:
    """Return the next number of an organ's papers of one pattern (荆居受〔{year}〕{number}号)."""
    return next_number(f"paper:{organ_id or 0}:{pattern}", year)
