"""三包三联: visits, and what they brought up."""
