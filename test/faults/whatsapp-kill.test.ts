import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Account } from '../fakes/whatsapp-relay/directory.ts'
import { readableIn } from './readable.ts'
import type { Chatter } from './whatsapp-crowd.ts'
import { whatsAppKillRun } from './whatsapp-kill-run.ts'
import type { WhatsAppKillRun } from './whatsapp-kill-run.ts'
import { plainSubject } from './whatsapp-plain.ts'
import { judgeOnWhatsApp } from './whatsapp-verdict.ts'
import type { WhatsAppVerdict } from './whatsapp-verdict.ts'
import { waslSubject } from './whatsapp-wasl.ts'
import type { Linked, Requests } from './whatsapp-wasl.ts'

/** `WHATSAPP_KILLS=100 SEED=7 vitest run test/faults/whatsapp-kill.test.ts` for a longer run, or one again. */
const KILLS = Number(process.env.WHATSAPP_KILLS ?? 15)
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const PEOPLE = 5
const LIMIT = 120_000 + KILLS * 30_000

describe(`on WhatsApp, killed ${KILLS} times at the moment of sending`, () => {
  let wasl: WhatsAppKillRun
  let verdict: WhatsAppVerdict
  let linked: Linked
  let members: Requests['members']
  let plain: WhatsAppKillRun
  let chatter: Chatter

  beforeAll(async () => {
    let bot: Account | undefined
    wasl = await whatsAppKillRun({
      seed: SEED,
      kills: KILLS,
      people: PEOPLE,
      patience: 90_000,
      async subject(ground, phones, random) {
        const made = await waslSubject(ground, phones, random)
        bot = ground.account
        linked = made.linked
        members = made.people.members
        return made
      },
    })
    if (bot) verdict = await judgeOnWhatsApp(wasl.folder, bot, members)
    plain = await whatsAppKillRun({
      seed: SEED,
      kills: KILLS,
      people: PEOPLE,
      patience: 10_000,
      subject(ground, phones) {
        const made = plainSubject(ground, phones)
        chatter = made.people
        return Promise.resolve(made)
      },
    })
    const { said, lost, twice } = chatter
    const { lost: gone, takenTwice, answeredTwice, said: heard } = verdict
    process.stdout.write(
      `whatsapp kill -9, Wasl: ${KILLS} kills, ${heard} messages, ${gone} lost, ${takenTwice} taken twice, ` +
        `${answeredTwice} answered twice; ${JSON.stringify({ ...wasl.report, ...verdict })}\n` +
        `whatsapp kill -9, an ordinary Baileys bot: ${KILLS} kills, ${said} messages, ${lost} lost, ` +
        `${twice} answered twice; ${JSON.stringify(plain.report)}\n`,
    )
  }, 2 * LIMIT)

  afterAll(() => {
    wasl?.done()
    plain?.done()
  })

  test('the bot was at work: most kills came while it was sending', () => {
    expect(wasl.report.sharpKills).toBeGreaterThan(KILLS / 3)
    expect(wasl.report.relayTroubles).toEqual([])
    expect(verdict.requests).toBeGreaterThanOrEqual(PEOPLE)
  })

  test('it loses nothing, takes nothing twice and keeps the order of each chat', () => {
    expect(wasl.report.settled).toBe(true)
    expect(verdict).toMatchObject({ lost: 0, takenTwice: 0, disordered: 0, unsettled: 0, integrity: 'ok' })
  })

  test('everything that it wrote arrives in order, and nobody sees anything of it twice', () => {
    expect(verdict).toMatchObject({ repliesWrong: 0, answeredTwice: 0 })
  })

  test('it records each finished request once, with its own answers', () => {
    expect(verdict.requestsWrong).toBe(0)
  })

  test('nobody is readable, and no key: not in the data folder, nor in what it said', () => {
    const people = members.flatMap(({ person: { name, identity, mobile, mark }, phone: { account } }) => [
      name,
      identity,
      mobile.slice(1),
      mark,
      account.phone,
      account.lid,
    ])
    expect(people).toHaveLength(6 * PEOPLE)
    expect(readableIn(wasl.folder, wasl.output, [...people, ...linked.secrets])).toEqual([])
    expect(wasl.output).not.toMatch(/privKey|SessionEntry|Closing session/i)
    // The search itself finds what is there in the open.
    expect(readableIn(wasl.folder, wasl.output, ['learning_device', 'send_failed'])).toHaveLength(2)
  })

  test('the same kills are not survived by an ordinary bot, or they would prove nothing', () => {
    expect(plain.report.relayTroubles).toEqual([])
    expect(chatter.lost + chatter.twice).toBeGreaterThan(0)
  })
})
