/** What a package zip may hold at most: ours are far below, and one that somebody hands in is read within it. Bytes. */
export const PACKAGE_ZIP_LIMITS = { entries: 1000, totalBytes: 1_000_000_000, ratio: 200, ratioFreeBytes: 64_000_000 };
