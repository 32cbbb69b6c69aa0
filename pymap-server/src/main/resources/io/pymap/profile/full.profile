# This server as it is unless told otherwise: everything it can do, by the book.

[profile]
title = all that this server has
source = RFC 9051
