"""What users install: their locks, bills of materials, bundles for machines without network."""
