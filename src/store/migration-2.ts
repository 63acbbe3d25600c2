/** The life of a case: what staff and applicant do to it after it was submitted. */
export const MIGRATION_2 = `
`
