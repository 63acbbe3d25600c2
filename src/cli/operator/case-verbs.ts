import type { FactSource, CheckResult, Missing } from '#core/case-event.ts'
import type { CaseCommand } from '#core/change-case.ts'
import { OUTCOMES } from '#core/decision.ts'
import type { Outcome } from '#core/decision.ts'

/** What was written behind the reference: words in order, and named values. */
export interface VerbArgs {
  readonly words: readonly string[]
  option(name: string): string | undefined
}

/** One thing that can be done to a case on the command line; undefined where what was written is not enough. */
interface Verb {
  readonly usage: string
  readonly command: (args: VerbArgs) => CaseCommand | undefined
}

const CHECKS: readonly CheckResult[] = ['matches', 'differs', 'unreadable', 'expired', 'missing']
const SOURCES: readonly FactSource[] = ['document', 'form', 'visit', 'interview']

/** The verbs of `wasl case` that change one case. Whether that can be is for the rules to say. */
export const CASE_VERBS: Readonly<Record<string, Verb>> = {
  assign: verb('STAFF', ({ words: [to] }) => to && { do: 'assign', to }),
  check: verb(`ITEM ${CHECKS.join('|')} [--note TEXT]`, ({ words: [item, found], option }) => {
    const result = CHECKS.find((one) => one === found)
    return item && result && { do: 'check', item, result, ...named(option, 'note') }
  }),
  return: verb('ITEM[=differs|unreadable|expired|missing] … [--note TEXT]', ({ words, option }) => ({
    do: 'return',
    missing: words.map((word) => missing(word, option('note'))),
  })),
  complete: verb('', () => ({ do: 'complete' })),
  assess: verb('', () => ({ do: 'begin_assessment' })),
  book: verb('SLOT', ({ words: [slot] }) => slot && { do: 'book_interview', slot, when: 0 }),
  cancel: verb('[WHY]', ({ words }) => ({ do: 'cancel_interview', ...rest('why', words) })),
  held: verb('RESULT', ({ words }) => text(words, (result) => ({ do: 'hold_interview', result }))),
  missed: verb('', () => ({ do: 'miss_interview' })),
  visit: verb('propose | yes | no | plan DAY STAFF | done RESULT', visit),
  find: verb(`CRITERION met|unmet --value TEXT --source ${SOURCES.join('|')} [--note TEXT]`, find),
  assessed: verb('[--waived WHY]', ({ option }) => ({ do: 'finish_assessment', ...named(option, 'waived') })),
  opinion: verb(`${OUTCOMES.join('|')} [TEXT]`, ({ words: [given, ...more] }) => {
    const outcome = outcomeOf(given)
    return outcome && { do: 'give_opinion', outcome, ...rest('text', more) }
  }),
  recuse: verb('WHY', ({ words }) => text(words, (why) => ({ do: 'recuse', why }))),
  decide: verb(
    `${OUTCOMES.join('|')} [--reason ID] [--text TEXT] [--next TEXT] [--granted TEXT] [--early WHY]`,
    ({ words: [given], option }) => {
      const outcome = outcomeOf(given)
      const values = ['reason', 'text', 'next', 'granted', 'early'].map((name) => named(option, name))
      return outcome && { do: 'decide', outcome, ...Object.assign({}, ...values) }
    },
  ),
  told: verb('', () => ({ do: 'tell', telling: 'called' })),
  register: verb('[--number N] [--note TEXT]', ({ option }) => ({
    do: 'register',
    ...named(option, 'number'),
    ...named(option, 'note'),
  })),
  deliver: verb('WHAT', ({ words }) => text(words, (what) => ({ do: 'deliver', what }))),
  confirm: verb('', () => ({ do: 'confirm_delivery' })),
  denied: verb('[NOTE]', ({ words }) => ({ do: 'deny_delivery', ...rest('note', words) })),
  object: verb('WHY', ({ words }) => text(words, (why) => ({ do: 'object', why }))),
  round: verb('WHY', ({ words }) => text(words, (why) => ({ do: 'open_round', why }))),
  answer: verb('TEXT', ({ words }) => text(words, (said) => ({ do: 'answer', text: said }))),
  note: verb('TEXT', ({ words }) => text(words, (said) => ({ do: 'note', text: said }))),
  withdraw: verb('[WHY]', ({ words }) => ({ do: 'withdraw', ...rest('why', words) })),
  reopen: verb('WHY', ({ words }) => text(words, (why) => ({ do: 'reopen', why }))),
  destroy: verb('propose|confirm', ({ words: [step] }) =>
    step === 'propose' || step === 'confirm' ? { do: `${step}_destruction` } : undefined,
  ),
  close: verb('[WHY]', ({ words }) => ({ do: 'close', ...rest('why', words) })),
}

function verb(usage: string, make: (args: VerbArgs) => CaseCommand | '' | undefined): Verb {
  return { usage, command: (args) => make(args) || undefined }
}

function visit({ words: [step, ...more] }: VerbArgs): CaseCommand | undefined {
  const [day = '', visitor = ''] = more
  switch (step) {
    case 'propose':
      return { do: 'propose_visit' }
    case 'yes':
    case 'no':
      return { do: 'answer_visit', agreed: step === 'yes' }
    case 'plan':
      return day && visitor ? { do: 'plan_visit', day, visitor } : undefined
    case 'done':
      return text(more, (result) => ({ do: 'finish_visit', result }))
    default:
      return undefined
  }
}

function find({ words: [criterion, found], option }: VerbArgs): CaseCommand | undefined {
  const source = SOURCES.find((one) => one === option('source'))
  const value = option('value')
  if (!criterion || !source || value === undefined || !['met', 'unmet'].includes(found ?? ''))
    return undefined
  return { do: 'find', finding: { criterion, met: found === 'met', value, source, ...named(option, 'note') } }
}

function missing(word: string, note: string | undefined): Missing {
  const [item = '', given] = word.split('=')
  const why = CHECKS.find((one) => one === given && one !== 'matches') as Missing['why'] | undefined
  return { item, why: why ?? 'missing', ...(note !== undefined && { note }) }
}

function outcomeOf(given: string | undefined): Outcome | undefined {
  return OUTCOMES.find((one) => one === given)
}

function named<N extends string>(option: VerbArgs['option'], name: N): { readonly [K in N]?: string } {
  const value = option(name)
  return (value === undefined ? {} : { [name]: value }) as { readonly [K in N]?: string }
}

function rest<N extends string>(name: N, words: readonly string[]): { readonly [K in N]?: string } {
  return (words.length === 0 ? {} : { [name]: words.join(' ') }) as { readonly [K in N]?: string }
}

function text(words: readonly string[], make: (said: string) => CaseCommand): CaseCommand | undefined {
  return words.length === 0 ? undefined : make(words.join(' '))
}
