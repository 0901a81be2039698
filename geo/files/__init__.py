"""Files: what they are, how they are read, that they are written whole or not at all."""
