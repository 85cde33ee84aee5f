"""What is owed on a deposit that goes back late."""

from lingxing.language import Count, Money, Parameters, article, half_up


@article("第三十条", label="延期退还的利息")
def late_interest(deposit: Money, late_days: Count, p: Parameters) -> Money:
    """Return the interest on a deposit that is returned after its term, in CNY; none within the term.

    Reading: 规则只写按同期银行利率，没有写一年按多少天计息；逐日计息，一年按三百六十天，另有约定的可以改这个参数。
    """
    return half_up(deposit * p.deposit_rate * (late_days / p.interest_year_days))
