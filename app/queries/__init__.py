"""Every select() of the project: a function for each question that a screen asks, with its own eager loads.

What belongs to an opening is loaded through the person who asks (`viewer`); what they may not see is not found.
"""
