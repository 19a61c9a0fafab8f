"""How answers become files: shapes, sheets, cells, and the oddities of real files planted in known places."""
