"""What the ledger keeps, written out in explicit, versioned encodings, with decoders for every older one."""
