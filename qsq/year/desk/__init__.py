"""What every step stands on: who acts, the files, what is read, how it is written."""
