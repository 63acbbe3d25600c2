import type { CaseCommand } from './change-case.ts'

/** The roles of those who work in the console; volunteers work under the same rules (R27). */
export const ROLES = [
  'relations',
  'researcher',
  'committee',
  'manager',
  'satisfaction',
  'auditor',
  'admin',
  'volunteer',
] as const

export type Role = (typeof ROLES)[number]

/** What a member of staff may do besides changing a case. `reveal` shows identity numbers whole, and is audited. */
export type StaffAction =
  | CaseCommand['do']
  | 'list'
  | 'show'
  | 'reveal'
  | 'slots'
  | 'tasks'
  | 'merge'
  | 'staff'
  | 'settings'
  /** Reads conversations; `reply` writes in them. */
  | 'inbox'
  | 'reply'
  /** Drafts approved answers; `publish` puts the draft of somebody else into use. */
  | 'answers'
  | 'publish'
  /** Sees satisfaction and reports, never a person. */
  | 'figures'
  | 'audit'

const LOOK = ['list', 'show'] as const

const RECEIVE = [
  ...LOOK,
  'reveal',
  'tasks',
  'slots',
  'merge',
  'assign',
  'check',
  'return',
  'remind',
  'complete',
  'tell',
  'object',
  'offer_interview',
  'book_interview',
  'cancel_interview',
  'miss_interview',
  'answer_visit',
  'register',
  'deliver',
  'confirm_delivery',
  'deny_delivery',
  'answer',
  'note',
  'withdraw',
  'reopen',
  'close',
] as const

const ASSESS = [
  'begin_assessment',
  'hold_interview',
  'propose_visit',
  'plan_visit',
  'finish_visit',
  'find',
  'finish_assessment',
] as const

const TALK = ['inbox', 'reply'] as const

const DECIDE = ['give_opinion', 'recuse', 'decide'] as const

const ALLOWED: { readonly [R in Role]: ReadonlySet<StaffAction> } = {
  relations: new Set([...RECEIVE, ...TALK, 'answers']),
  researcher: new Set([...RECEIVE, ...ASSESS, ...TALK]),
  committee: new Set([...LOOK, 'tasks', 'note', ...DECIDE]),
  manager: new Set([
    ...RECEIVE,
    ...ASSESS,
    ...DECIDE,
    ...TALK,
    'open_round',
    'propose_destruction',
    'confirm_destruction',
    'settings',
    'answers',
    'publish',
    'figures',
    'audit',
  ]),
  satisfaction: new Set([...LOOK, 'tasks', 'answer', 'note', 'close', 'figures']),
  auditor: new Set([...LOOK, 'inbox', 'figures', 'audit']),
  admin: new Set(['slots', 'tasks', 'staff', 'settings', 'audit']),
  volunteer: new Set([...LOOK, ...TALK, 'tasks', 'note', 'finish_visit', 'deliver']),
}

/** Whether a role may do something. An unknown role may do nothing. */
export function mayDo(role: string, action: StaffAction): boolean {
  return isRole(role) && ALLOWED[role].has(action)
}

/** Whether a role sees only the cases that are assigned to it, or that it visits. */
export function seesOwnOnly(role: string): boolean {
  return role === 'volunteer' || !isRole(role)
}

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text)
}
