"""What goes on from an earlier run: its pairs, the days they worked, how they ended, its decisions."""
