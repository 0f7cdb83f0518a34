"""Keep a turn going and on record while its answer streams, and cut it off where it must not go on."""
