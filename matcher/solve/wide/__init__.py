"""Problems too large to be made dense: all pairs are priced by blocks of one product, few are ever held."""
