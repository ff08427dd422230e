/** The form in which texts are compared in filters: full width, half width and case are the same. */
export const searchForm = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Words of a filter, all of which a text in its search form must contain. */
export const searchWords = (query: string): readonly string[] =>
  searchForm(query)
    .split(/\s+/u)
    .filter((word) => word !== '');
