/** The linked WhatsApp device: its credentials and Signal keys, sealed. */
export const MIGRATION_3 = `
`
