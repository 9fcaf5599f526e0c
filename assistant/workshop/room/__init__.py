"""The room: a server of its own for the telephones of the participants and the trainer's screen."""
