/** Stands in for optional packages that are never called; see `targets.mjs`. */
export {};
