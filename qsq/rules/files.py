"""Where the rule files stand that every command knows."""

SCHEME_FILE = "rules/scheme.yaml"
