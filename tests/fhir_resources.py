"""Reads FHIR resources on standard input, one JSON a line, and prints what the R4B models of fhir.resources refuse, a line each."""

import json
import sys

from fhir.resources.R4B import get_fhir_model_class

refused = []
for line in sys.stdin:
    resource = json.loads(line)
    kind = resource.get("resourceType", "?")
    try:
        get_fhir_model_class(kind).model_validate(resource)
    except Exception as error:  # every refusal is printed, whatever its class
        refused.append(f"{kind}/{resource.get('id', '-')}: {' '.join(str(error).split())}")

# Only at the end: whoever writes the resources reads nothing until then.
print("\n".join(refused))
