"""`qsq checklist`: 市级开单、镇级派单、村级接单."""
