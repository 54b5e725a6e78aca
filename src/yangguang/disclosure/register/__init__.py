"""The register of official documents (公文登记簿): how each may be open, apart from what is published."""
