/** The tables by which staff sign in, as migration 4 made them. */
export interface AccessSchema {
  staff_access: {
    staff_id: string
    password: string | null
    totp: Uint8Array | null
    totp_step: number | null
    recovery: string
    failed: number
    locked_until: number | null
    changed_at: number
  }
  staff_sessions: {
    id_hash: Uint8Array
    staff_id: string
    created_at: number
    seen_at: number
    device: string
    confirmed: number
  }
  staff_links: {
    token_hash: Uint8Array
    staff_id: string | null
    expires_at: number
    used_at: number | null
  }
}
