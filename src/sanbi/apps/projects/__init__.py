"""Key projects: from lead to full capacity, on the wall for everyone to see."""
