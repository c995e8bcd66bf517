"""Forms that came back: held to what was issued, and given back with their faults marked."""
