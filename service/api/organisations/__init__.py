"""What an organisation has besides programmes: keys, addresses of other systems, its chain of records, its figures."""
