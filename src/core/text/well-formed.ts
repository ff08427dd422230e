/** A text with each half of a broken surrogate pair replaced by U+FFFD, as `String.prototype.toWellFormed` does (ES2024). */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');
