"""Evaluation on the spot 现场测评: a closed roll, secret ballots, a box that anyone can recount."""
