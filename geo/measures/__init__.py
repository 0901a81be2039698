"""What changed hands, how far a border moved, how long it is, how near; and whether the data are sound."""
