"""Lists of others: a ministry's, another recorder's. Read row by row; what is wrong with a row is told by its number."""
