"""CSV and Excel → the register, observations and other inputs, the place of every cell kept."""
