"""Basic medical insurance of the residents of Xianning: enrolment, outpatient and inpatient benefits, yearly limits."""
