"""What telephones and the wall are told of a session, made of one view of it."""
