import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT, openConversation } from '../fakes/conversation.ts'
import { languageOf, playTranscript, readTranscript } from '../fakes/transcript.ts'

const FOLDER = join(ROOT, 'test/golden')
/** `GOLDEN=write npx vitest run test/runner/golden.test.ts` writes the files anew; read the difference before committing it. */
const WRITE = process.env.GOLDEN === 'write'
const LONGEST = 300

describe('golden conversations', () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.txt'))

  test('are there', () => expect(files.length).toBeGreaterThan(10))

  test.each(files)('%s', async (name) => {
    const path = join(FOLDER, name)
    const transcript = readTranscript(path)
    const talk = await openConversation({
      association: transcript.setting.association ?? 'musanid',
      language: languageOf(transcript),
    })
    try {
      const played = await playTranscript(talk, transcript, (turn, input) => {
        expect(turn.length, `messages after ${input}`).toBeLessThanOrEqual(2)
        for (const message of turn) {
          expect(message.text, `an unfilled place after ${input}`).not.toMatch(/\{\{|undefined|\bnull\b/)
          if (!message.private)
            expect(message.text.length, `length after ${input}: ${message.text}`).toBeLessThanOrEqual(LONGEST)
        }
      })
      if (WRITE) writeFileSync(path, played)
      else expect(played).toBe(transcript.whole)
    } finally {
      await talk.close()
    }
  })
})
