"""What each page says, as plain frozen objects: the templates only print them."""
