"""Writes every file of the fictional record and its index."""

import biology
import bundles
import hostile
import imaging
import letters
import papers
import prescriptions
import prevention
import record
import reimbursements

for subject in (biology, prescriptions, letters, imaging, prevention, papers, bundles, hostile, reimbursements):
    subject.series()
record.write()
