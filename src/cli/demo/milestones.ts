/** What a whole life passes through. */
export const MILESTONES = [
  'inquiry',
  'submitted',
  'returned',
  'resubmitted',
  'completed',
  'interview_booked',
  'interview_held',
  'assessed',
  /** Of a committee: its members gave their opinions. */
  'heard',
  'decided',
  'told',
  'read',
  'registered',
  'delivered',
  'confirmed',
  'rated',
  'closed',
] as const

export type Milestone = (typeof MILESTONES)[number]
