"""What a firm of the invented city gets for hiring."""

from lingxing.language import Count, Money, Parameters, article


@article("第二条", label="用人奖励")
def reward(hired: Count, p: Parameters) -> Money:
    """Return the reward, in CNY."""
    return hired * p.bonus
