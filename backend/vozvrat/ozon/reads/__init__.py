"""What can be read from Ozon, in words of the domain. Every call here may be repeated without harm."""
