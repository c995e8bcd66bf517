"""What all commands share: options, languages, streams, and the only place that prints."""
