import { z } from 'zod';

// Here, and not in an entry: a bundler may evaluate the schemas in a chunk that runs before the entry. Without this, zod
// probes for `new Function` when a schema is made, which the content security policy reports as a violation.
z.config({ jitless: true });

export { z };
