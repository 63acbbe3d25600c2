interface UploadLinks {
  token: Uint8Array
  id: string
  contact_id: string
  form: string
  revision: string
  field: string
  place: string
  files: number
  language: string
  created_at: number
  expires_at: number
  used_at: number | null
}

/** The table of one-time upload links. */
export interface UploadLinkSchema {
  upload_links: UploadLinks
}
