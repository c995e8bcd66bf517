"""Amounts in Chinese capitals (人民币大写), from whole fen.

Source: 正确填写票据和结算凭证的基本规定, an annex of 支付结算办法 (银发〔1997〕393号). Where it leaves a
choice, the longer form after yuan and the shorter one within the thousands is taken, as in its own
examples: 107000.53 is 壹拾万柒仟元零伍角叁分.
"""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_GROUPS = ("", "万", "亿", "万亿", "亿亿")
_GROUP = 10_000
_FEN = 100


def capitals(amount: int) -> str:
    """An amount in fen in capitals: 1500000 is `壹万伍仟元整`.

    Raises:
        ValueError: the amount is negative, or has more than 20 digits before the decimal point.
    """
    if amount < 0 or amount // _FEN >= _GROUP ** len(_GROUPS):
        raise ValueError(amount)
    yuan, rest = divmod(amount, _FEN)
    whole = f"{_whole(yuan)}元" if yuan else ""
    if not rest:
        return f"{whole or '零元'}整"
    return whole + _decimals(rest, after_zero=yuan > 0 and yuan % 10 == 0, alone=not yuan)


def _whole(yuan: int) -> str:
    """Whole yuan, four digits at a time."""
    text, skipped = "", False
    for place in reversed(range(len(_GROUPS))):
        group = yuan // _GROUP**place % _GROUP
        if not group:
            skipped = True
            continue
        gap = bool(text) and (skipped or group < _GROUP // 10)
        text += ("零" if gap else "") + _thousands(group) + _unit(place, yuan)
        skipped = False
    return text


def _unit(place: int, yuan: int) -> str:
    """The group's unit; 亿 is said once where groups of 万亿 and 亿 follow one another."""
    unit = _GROUPS[place]
    if place == len(_GROUPS) - 2 and yuan // _GROUP ** (place - 1) % _GROUP:
        return unit.removesuffix("亿")
    return unit


def _thousands(group: int) -> str:
    """A number of up to four digits; one 零 for all zeros between two digits."""
    text, zero = "", False
    for place, unit in enumerate(_PLACES):
        digit = group // 10 ** (len(_PLACES) - 1 - place) % 10
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + unit
        zero = not digit
    return text


def _decimals(rest: int, *, after_zero: bool, alone: bool) -> str:
    tenths, hundredths = divmod(rest, 10)
    gap = after_zero if tenths else not alone
    text = "零" if gap else ""
    if tenths:
        text += f"{_DIGITS[tenths]}角"
    if hundredths:
        text += f"{_DIGITS[hundredths]}分"
    return text
