"""The outbox: what is to be handed out now, gathered for whoever gets it, and what was handed out when."""
