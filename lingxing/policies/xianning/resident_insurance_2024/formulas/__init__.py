"""What a resident of Xianning pays and is paid: enrolment, the share of each cost, benefits, yearly limits.

A negative claim takes back a settlement as a whole: every share, deductible and limit then has the same size as in the
settlement it takes back, with the other sign.
"""
