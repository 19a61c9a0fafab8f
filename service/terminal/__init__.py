"""What commands share: options and files as they are typed, and answers and faults as they are read."""
