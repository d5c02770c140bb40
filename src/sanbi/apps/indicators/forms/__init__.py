"""What comes in: cells, fields and workbooks, validated."""
