"""Reads FHIR resources on standard input, one JSON a line, and prints what the R4B models of fhir.resources refuse."""

import json
import sys

from fhir.resources.R4B import get_fhir_model_class

for line in sys.stdin:
    resource = json.loads(line)
    kind = resource.get("resourceType", "?")
    try:
        get_fhir_model_class(kind).model_validate(resource)
    except Exception as error:  # every refusal is printed, whatever its class
        print(f"{kind}/{resource.get('id', '-')}: {error}")
