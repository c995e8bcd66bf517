"""The scoring engine: checklist, villages and observations in, an `Evaluation` out; pure and exact."""
