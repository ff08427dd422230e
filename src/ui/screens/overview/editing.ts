/** What the overview can edit beside itself. A null id is a new record. */
export type Editable = 'case' | 'organization' | 'contact';
export type Editing = { type: Editable; id: string | null };
