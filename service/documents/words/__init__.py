"""What papers print alike: names in their cases, whom a paper may name, answers, grounds, words of orders.

Whole papers stand elsewhere.
"""
