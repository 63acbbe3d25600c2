import { expect, test } from 'vitest'
import { askOperator } from '../../../src/cli/operator/operator.ts'
import { contentOf } from '../../fakes/conversation.ts'
import { applicant, referenceIn } from '../../faults/applicant.ts'
import { replyTo, wantedLabels } from '../../faults/whatsapp-applicant.ts'
import { openStage } from './stage.ts'
import type { SeenMessage, Stage, Talker } from './stage.ts'

const LONG = 120_000
const MOST_TURNS = 40
const { renderer } = contentOf('irtiqa')
const MENU = renderer.translate('flows:menu.question', 'ar')
const [NEWS = ''] = renderer.translate('flows:decision.news', 'ar').split('{{')
const OUTCOME = /قبول|مقبول|رفض|حاسب محمول/

test(
  'a decision is told on WhatsApp, and what it is only to who has the secret number',
  { timeout: LONG },
  async () => {
    await using stage = await openStage()
    stage.start()
    await stage.online()
    const noura = await stage.talker('Noura')
    const reference = await makeRequest(stage, noura)
    await noura.hears(MENU)
    const before = noura.heard().length
    await decide(stage, reference)
    await noura.hears(NEWS)
    const told = noura.heard().slice(before)
    expect(told.map(({ words }) => words).join('\n')).toContain(reference)
    for (const { words } of told) expect(words).not.toMatch(OUTCOME)
    const shown = await noura.say(pinIn(noura.heard()))
    expect(shown.words).toMatch(OUTCOME)
    expect(await stage.stop()).toBe(0)
    expect(stage.output()).not.toContain(reference)
    expect([...stage.scene.relay.unhandled, ...stage.scene.relay.errors]).toEqual([])
  },
)

/** The secret number that came with the reference. */
function pinIn(seen: readonly SeenMessage[]): string {
  const words = seen.map((message) => message.words).join('\n')
  const [, pin = ''] = /السري: \u2068?(\d{4,8})/.exec(words) ?? []
  return pin
}

/** Answers every question of the bot until there is a reference. */
async function makeRequest(stage: Stage, talker: Talker): Promise<string> {
  const wanted = await wantedLabels()
  const person = applicant(0)
  let seen: readonly SeenMessage[] = await talker.after(2, () => talker.phone.say(stage.jid, 'السلام عليكم'))
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const reference = seen.map(({ words }) => referenceIn(words)).find((found) => found !== undefined)
    if (reference !== undefined) return reference
    const last = seen.at(-1)
    if (!last) break
    const reply = replyTo(last.raw, person, { run: 1, wanted, coin: turn % 2 })
    if (reply.kind === 'nothing') seen = await talker.after(1, () => Promise.resolve())
    else
      seen = await talker.after(1, () =>
        reply.kind === 'vote'
          ? talker.phone.vote(last.raw, [reply.option])
          : talker.phone.say(stage.jid, reply.text),
      )
  }
  throw new Error('no reference was given')
}

/** Everything that an applicant for a device has told, to be looked through before a request is complete. */
const ITEMS = [
  'for_whom',
  'full_name',
  'identity',
  'mobile',
  'stage',
  'device',
  'devices_at_home',
  'learners',
  'reason',
  'family_size',
  'income',
]

/** What the staff of the association do at the command line, from the request to the decision. */
async function decide(stage: Stage, reference: string): Promise<void> {
  const wasl = async (noun: string, ...args: readonly string[]): Promise<void> => {
    const lines: string[] = []
    const code = await askOperator(noun, args, stage.folder, (line) => lines.push(line))
    expect(code, [...args, ...lines].join(' ')).toBe(0)
  }
  for (const role of ['relations', 'researcher', 'manager']) await wasl('staff', 'add', role, role, 'موظف')
  const as = (who: string, verb: string, ...words: readonly string[]): Promise<void> =>
    wasl('case', verb, reference, ...words, '--as', who)
  await as('relations', 'assign', 'researcher')
  for (const item of ITEMS) await as('relations', 'check', item, 'matches')
  await as('relations', 'complete')
  await as('researcher', 'assess')
  await as('researcher', 'find', 'studying', 'met', '--value', 'منتظم', '--source', 'form')
  await as('researcher', 'assessed')
  await as('manager', 'decide', 'accepted', '--granted', 'حاسب محمول', '--early', 'حالة عاجلة')
}
