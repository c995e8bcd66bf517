"""What may be worth a question, never a verdict: who marks how, what marks go with, who agrees with whom."""
