import { describe, expect, it } from 'vitest'
import type { Log } from '#runner/log.ts'
import { watchTelegram } from '../../src/cli/telegram-watch.ts'

function watched() {
  const logged: string[] = []
  let now = 1_000_000
  const note = (code: string): void => void logged.push(code)
  const log = { info: note, warn: note, error: note, flush: () => undefined } as unknown as Log
  const watch = watchTelegram(log, () => now)
  return { watch, logged, pass: (ms: number) => (now += ms) }
}

describe('what Telegram’s channel tells', () => {
  it('is logged as before, and seen as a state', () => {
    const { watch, logged } = watched()
    expect(watch.state()).toBe('working')
    watch.log.warn('telegram_poll_failed', { status: 0 })
    expect(watch.state()).toBe('unreachable')
    watch.log.error('telegram_second_poller', { status: 409 })
    expect(watch.state()).toBe('second_poller')
    watch.log.info('telegram_profile_published', { count: 1 })
    expect(watch.state()).toBe('second_poller')
    watch.log.info('telegram_polling_again', { count: 2 })
    expect(watch.state()).toBe('working')
    expect(logged).toHaveLength(4)
  })

  it('counts as settled when nothing is said of it for long, but a refused token never', () => {
    const { watch, pass } = watched()
    watch.log.error('telegram_webhook_not_set', { status: 500 })
    expect(watch.state()).toBe('webhook_not_set')
    pass(11 * 60_000)
    expect(watch.state()).toBe('working')
    watch.log.error('telegram_token_refused', { status: 401 })
    pass(24 * 3_600_000)
    expect(watch.state()).toBe('refused')
  })
})
