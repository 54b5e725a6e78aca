"""Every statutory number, dated and cited, one YAML file a field."""
