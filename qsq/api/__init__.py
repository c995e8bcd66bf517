"""The Python API, by which people and the command line call the use cases: `Workspace` and its groups."""
