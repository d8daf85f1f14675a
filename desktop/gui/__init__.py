"""What is seen: Qt lives here and only here."""
