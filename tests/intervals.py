"""How far a share that was found in so many tries can be from the true one."""


def interval(found: int, tried: int) -> tuple[float, float]:
    """Wilson's interval of 95 %."""
    share, z = found / tried, 1.96
    middle, half = (
        share + z * z / (2 * tried),
        z * (share * (1 - share) / tried + z * z / (4 * tried * tried)) ** 0.5,
    )
    low, high = ((middle + sign * half) / (1 + z * z / tried) for sign in (-1, 1))
    return max(0.0, low), high


def with_interval(found: int, tried: int) -> str:
    """The number found and its interval."""
    low, high = interval(found, tried)
    return f"{found} of {tried} = {found / tried:.1%} ({low:.1%} to {high:.1%})"
