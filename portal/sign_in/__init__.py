"""How people get in and stay in: second factor, sessions, limits, invitations, single sign-on."""
