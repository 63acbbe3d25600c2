/** The tables of notices, as migration 2 made them. */
export interface NoticeSchema {
  notices: {
    id: string
    contact_id: string
    case_id: string | null
    kind: string
    priority: number
    params: string
    not_before: number
    created_at: number
    changed_at: number
    state: string
    reason: string | null
    unique_key: string | null
  }
}
