"""What a reader is handed: the report as a page, and as a workbook with live formulas."""
