"""News: who follows a chapter is told by mail when figures of it are released. Opted into on the chapter's
page, out of by one click in the mail."""
