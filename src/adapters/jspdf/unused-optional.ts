/** Stands in for jsPDF's optional parts (html2canvas, canvg, dompurify), which this application never calls. */
export {};
