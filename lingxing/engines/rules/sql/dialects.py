"""How DuckDB and Spark write what they write differently."""


class DuckDb:
    """DuckDB: `//` cuts toward zero, sums of 64-bit integers are 128-bit, overflow is an error."""

    def constant(self, value: int) -> str:
        """Return an integer of 64 bits."""
        return f"({value})::BIGINT"

    def quoted(self, name: str) -> str:
        """Return a column's name."""
        return '"' + name.replace('"', '""') + '"'

    def floor_divided(self, numerator: str, divisor: str, *, negative: bool) -> str:
        """Return the quotient toward −∞."""
        quotient = f"({numerator} // {divisor})"
        return f"({quotient} - ({numerator} % {divisor} < 0)::BIGINT)" if negative else quotient

    def integer(self, total: str) -> str:
        """Return a sum of 128 bits as one of 64."""
        return f"({total})::BIGINT"

    def _date(self, day: str) -> str:
        return f"(DATE '1970-01-01' + {day}::INTEGER)"

    def year(self, day: str) -> str:
        """Return the year."""
        return f"year({self._date(day)})"

    def month(self, day: str) -> str:
        """Return the month, 1 to 12."""
        return f"month({self._date(day)})"

    def months_later(self, day: str, months: str) -> str:
        """Return the day so many months later, or that month's last."""
        moved = f"({self._date(day)} + to_months({months}::INTEGER))::DATE"
        return f"({moved} - DATE '1970-01-01')"


class Spark:
    """Spark SQL: `div` cuts toward zero."""

    def constant(self, value: int) -> str:
        """Return an integer of 64 bits."""
        return f"({value}L)" if value > -(2**63) else f"CAST('{value}' AS BIGINT)"

    def quoted(self, name: str) -> str:
        """Return a column's name."""
        return "`" + name.replace("`", "``") + "`"

    def floor_divided(self, numerator: str, divisor: str, *, negative: bool) -> str:
        """Return the quotient toward −∞."""
        quotient = f"({numerator} div {divisor})"
        if not negative:
            return quotient
        return f"({quotient} - CASE WHEN {numerator} % {divisor} < 0 THEN 1L ELSE 0L END)"

    def integer(self, total: str) -> str:
        """Return a sum, which is of 64 bits already."""
        return f"({total})"

    def _date(self, day: str) -> str:
        return f"date_from_unix_date(CAST({day} AS INT))"

    def year(self, day: str) -> str:
        """Return the year."""
        return f"CAST(year({self._date(day)}) AS BIGINT)"

    def month(self, day: str) -> str:
        """Return the month, 1 to 12."""
        return f"CAST(month({self._date(day)}) AS BIGINT)"

    def months_later(self, day: str, months: str) -> str:
        """Return the day so many months later, or that month's last."""
        return f"CAST(unix_date(add_months({self._date(day)}, CAST({months} AS INT))) AS BIGINT)"
