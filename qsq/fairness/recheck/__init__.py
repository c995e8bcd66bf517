"""抽查复核: what a second look tells of a list, of a period's places or a year's honours."""
