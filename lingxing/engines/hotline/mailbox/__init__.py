"""Letters (e-mail): how one is read, and where they come from: a folder of files, or a mail server by IMAP."""
