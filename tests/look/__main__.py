"""`make look`: everything that leaves qsq, as pictures in out/look; some of them are docs/gallery."""

from tests.look import board, documents, gallery

documents.main()
board.main()
gallery.main()
