"""Writes every file of the fictional record and its index."""

import biology
import prescriptions
import record
import reimbursements

biology.series()
prescriptions.series()
reimbursements.series()
record.write()
