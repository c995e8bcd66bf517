"""Papers that the batch writes."""
