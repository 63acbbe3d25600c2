/** How the linked number is doing, in terms that staff understand. A closed union. */
export type WhatsAppHealth =
  | { readonly state: 'stopped' }
  /** On the way to WhatsApp; `waiting` says that another process of ours uses the number. */
  | { readonly state: 'connecting'; readonly attempt: number; readonly waiting?: true }
  /** No phone is linked: scan `qr`, or type `code` on the phone. Neither: nobody did in time; ask for it again. */
  | { readonly state: 'pairing'; readonly qr?: string; readonly code?: string }
  | { readonly state: 'open' }
  /** Connected, but WhatsApp lets us write to nobody new until a time, where it tells one. */
  | { readonly state: 'restricted'; readonly until?: number }
  /** The same login was used elsewhere, and went over there. */
  | { readonly state: 'replaced' }
  /** The link was removed on the phone: pair again. */
  | { readonly state: 'logged_out' }
  /** WhatsApp locked the number. */
  | { readonly state: 'banned' }
  /** WhatsApp no longer takes this version of the program. */
  | { readonly state: 'outdated' }

/** What to do after a connection closed: another one at once, after a pause, never, or with a newer version. */
export type AfterClose =
  | { readonly next: 'again' | 'later' | 'forget' | 'newer_version' }
  | { readonly next: 'stop'; readonly state: 'replaced' | 'banned' | 'logged_out' }

/**
 * What a close code of WhatsApp means. 515 always follows pairing; 428, 408, 503, 500 and 0 pass; the others need
 * a person, and trying again would only make them worse.
 */
export function afterClose(code: number): AfterClose {
  switch (code) {
    case 515:
      return { next: 'again' }
    case 401:
      return { next: 'forget' }
    case 403:
      return { next: 'stop', state: 'banned' }
    case 405:
      return { next: 'newer_version' }
    case 411:
      return { next: 'stop', state: 'logged_out' }
    case 440:
      return { next: 'stop', state: 'replaced' }
    default:
      return { next: 'later' }
  }
}

/** The pause before the n-th attempt (from 0): doubled each time, with jitter, so that not everybody comes at once. */
export function backOff(
  attempt: number,
  [first, longest]: readonly [number, number],
  random: number,
): number {
  return Math.min(longest, first * 2 ** Math.min(attempt, 20)) * (0.5 + random / 2)
}
