"""Who takes part: towns, villages, officials."""
