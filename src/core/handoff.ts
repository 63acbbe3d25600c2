/** Reasons for which a person waits before all others: danger to life, then hardship that cannot wait. */
export const URGENT_REASONS = ['emergency', 'urgent_need'] as const

/** How soon a handoff of this reason is needed: the smaller, the sooner. */
export function urgencyOf(reason: string): number {
  const rank = (URGENT_REASONS as readonly string[]).indexOf(reason)
  return rank === -1 ? URGENT_REASONS.length : rank
}
