"""Who is who: rows become people with codes, namesakes are told apart, the register is kept, names are found again."""
