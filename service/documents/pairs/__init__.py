"""Papers for pairs, from the proposal to cards, letters and journals, and from when till when a pair works.

What a head signs is an order.
"""
