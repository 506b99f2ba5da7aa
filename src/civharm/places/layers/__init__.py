"""Place files that people bring: read in their many forms, checked row by row, compiled into layers."""
