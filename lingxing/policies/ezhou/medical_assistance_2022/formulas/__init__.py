"""Who in Ezhou is assisted with the costs of illness, how much, and who is put on the monthly warning lists.

All amounts are counted after basic and catastrophic insurance. A negative claim takes back costs of its year: the
totals of the year fall, and with them what they had brought.
"""
