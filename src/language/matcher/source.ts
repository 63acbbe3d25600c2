/** What becomes of a question of an intent: an approved answer, small talk, danger to life, or a person. */
type InquiryKind = 'answer' | 'smalltalk' | 'emergency' | 'staff'

/** Examples of one kind of question, per language: what the matcher learns from. */
export interface InquirySource {
  readonly intent: string
  readonly kind: InquiryKind
  /** Associations that have this intent; all of them where absent. */
  readonly associations?: readonly string[]
  readonly examples: Readonly<Record<string, readonly string[]>>
}

/** The sources of one association: those for all, and those for it. */
export function sourcesFor(sources: readonly InquirySource[], association: string): InquirySource[] {
  return sources.filter(({ associations }) => !associations || associations.includes(association))
}
