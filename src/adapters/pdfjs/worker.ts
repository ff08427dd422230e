/** The script of pdf.js' own worker, as an entry of ours so that the build gives it an address. */
import 'pdfjs-dist/build/pdf.worker.min.mjs';
