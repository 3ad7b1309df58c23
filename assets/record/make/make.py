"""Writes every file of the fictional record and its index."""

import biology
import imaging
import letters
import prescriptions
import prevention
import record
import reimbursements

biology.series()
prescriptions.series()
letters.series()
imaging.series()
prevention.series()
reimbursements.series()
record.write()
