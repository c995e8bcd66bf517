"""Forms that several groups of steps hand out: registers of acceptances, signatures and objections."""
