"""Where a flow does not say it all: least sizes of groups, bounds on changes, loads that cross, conflicts."""
