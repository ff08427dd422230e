/** Data files as they are at build time; made by `tools/vite-forms.mjs`. */
declare module 'virtual:shodo-forms' {
  const files: readonly { path: string; sha256: string; text: string }[];
  export default files;
}

declare module 'virtual:shodo-drill' {
  const files: readonly { path: string; sha256: string; size: number; text: string | null }[];
  export default files;
}
