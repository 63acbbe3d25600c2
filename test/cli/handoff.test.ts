import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CONTROL_SOCKET, askControl, openControl } from '../../src/cli/control.ts'
import { handoff, handoffCommands } from '../../src/cli/handoff.ts'
import { openConversation } from '../fakes/conversation.ts'
import type { Conversation } from '../fakes/conversation.ts'

describe('wasl handoff', () => {
  let talk: Conversation
  let folder: string
  let close: () => Promise<void>
  const printed: string[] = []
  const print = (line: string): void => void printed.push(line)

  beforeEach(async () => {
    printed.length = 0
    talk = await openConversation()
    folder = mkdtempSync(join(tmpdir(), 'wasl-control-'))
    const server = await openControl(folder, handoffCommands(talk.store, talk.runner))
    close = () => new Promise((resolve) => server.close(() => resolve()))
  })

  afterEach(async () => {
    await close()
    await talk.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const askForPerson = async (): Promise<void> => {
    await talk.say('السلام عليكم')
    await talk.say('1')
    await talk.say('موظف')
  }

  it('lists who waits, by ids alone, and gives the conversation back to the bot', async () => {
    await askForPerson()
    expect(await talk.say('متى الرد؟')).toHaveLength(1)
    expect(await talk.say('متى الرد؟')).toHaveLength(0)

    expect(await handoff(['list'], folder, print)).toBe(0)
    const [waiting] = await talk.store.handoffs.queue(5)
    expect(printed[0]).toContain(waiting?.id ?? 'none')
    expect(printed[0]).not.toMatch(/somebody|متى/)

    const before = talk.sent.length
    expect(await handoff(['release', waiting?.id ?? ''], folder, print)).toBe(0)
    await talk.runner.idle()
    expect(talk.sent.length).toBeGreaterThan(before)
    expect(await talk.store.handoffs.queue(5)).toEqual([])
    expect((await talk.say('القائمة')).length).toBeGreaterThan(0)
  })

  it('says so when nobody waits, and when there is no such handoff', async () => {
    await handoff(['list'], folder, print)
    await handoff(['release', 'nothing'], folder, print)
    expect(printed).toEqual(['nobody waits', 'there is no open handoff nothing'])
  })

  it('explains itself when it is called wrongly', async () => {
    expect(await handoff(['release'], folder, print)).toBe(2)
    expect(await handoff(['steal', 'x'], folder, print)).toBe(2)
  })

  it('is for the owner of the data alone, and knows its own words only', async () => {
    expect(statSync(join(folder, CONTROL_SOCKET)).mode & 0o777).toBe(0o600)
    expect(await askControl(folder, 'constructor')).toBe('unknown command')
    expect(await askControl(folder, 'handoff-release')).toMatch(/no open handoff/)
  })

  it('refuses where no service runs', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'wasl-empty-'))
    await expect(askControl(empty, 'handoff-list')).rejects.toThrow('npm start first')
    rmSync(empty, { recursive: true, force: true })
  })
})
