"""`qsq ledger`: the ledger looked at, checked, copied and put back."""
