"""What the screens are made of: each is told what to show, paints it, and says what a person did to it."""
