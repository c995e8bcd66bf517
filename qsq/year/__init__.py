"""The use cases, one module a step of the year: read → pure core → record → result."""
