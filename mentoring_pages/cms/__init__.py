"""The coordinators' desk in the CMS: one module per noun, all on `scoped.ScopedModelAdmin`."""
