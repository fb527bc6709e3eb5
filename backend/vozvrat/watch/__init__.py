"""What is noticed while nobody looks, and told without being asked.

What falls due goes to the seller's own webhook; what changes in the pages that rules rest on becomes an event; and
each pack of rules that runs here is kept, so that a later one can be told apart from it.
"""
