"""The awards module: who is honoured, how prizes are split and bonuses raised; pure and exact."""
