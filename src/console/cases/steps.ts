import { ASSESS_STEPS } from './assess-steps.ts'
import { DECIDE_STEPS } from './decide-steps.ts'
import { OTHER_STEPS, RECEIVE_STEPS } from './receive-steps.ts'
import type { CaseStep } from './case-step.ts'

/** The road of a case as staff walk it, in its order. The runner's rules decide in the end; this only says what to offer. */
export const STEPS: readonly CaseStep[] = [...RECEIVE_STEPS, ...ASSESS_STEPS, ...DECIDE_STEPS, ...OTHER_STEPS]
