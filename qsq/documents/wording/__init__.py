"""The wording of documents, and how it is filled."""
