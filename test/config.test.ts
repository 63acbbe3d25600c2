import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '#config.ts'

const ROOT = new URL('..', import.meta.url).pathname
const KNOWN = ['musanid', 'naqra']
const TOKEN = `123456789:${'A'.repeat(35)}`

function problemsOf(environment: Readonly<Record<string, string>>): readonly string[] {
  try {
    readConfig(environment, KNOWN)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

describe('the environment', () => {
  it('may be empty: everything has a default, and only the website chat is on', () => {
    expect(readConfig({}, KNOWN)).toEqual({
      association: 'musanid',
      host: '127.0.0.1',
      port: 8080,
      dataFolder: 'data/run',
      keysFolder: 'data/run/keys',
      language: 'ar',
      logLevel: 'info',
      publicUrl: undefined,
      webOrigins: [],
      telegram: undefined,
      whatsapp: undefined,
      languageModel: undefined,
    })
  })

  it('is frozen, and blank values are as good as none', () => {
    const config = readConfig({ PORT: ' ', ASSOCIATION: '', TELEGRAM_BOT_TOKEN: '  ' }, KNOWN)
    expect(config).toMatchObject({ port: 8080, association: 'musanid', telegram: undefined })
    expect(Object.isFrozen(config)).toBe(true)
  })

  it('is read as given', () => {
    const given = {
      ASSOCIATION: 'naqra',
      HOST: '0.0.0.0',
      PORT: '0',
      DATA_DIR: '/srv/wasl',
      DEFAULT_LANGUAGE: 'en',
      LOG_LEVEL: 'warn',
      PUBLIC_URL: 'https://chat.example.org',
      WEB_ORIGINS: 'https://a.example.org, https://b.example.org:8443,',
      TELEGRAM_BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: 'http://127.0.0.1:8081///',
      TELEGRAM_WEBHOOK_URL: 'https://chat.example.org/telegram',
      TELEGRAM_WEBHOOK_SECRET: 'a-secret_of_16_letters',
      TELEGRAM_STAFF_CHAT: '-1001234567890',
      TELEGRAM_STAFF_MIRROR: 'on',
    }
    expect(readConfig(given, KNOWN)).toMatchObject({
      association: 'naqra',
      host: '0.0.0.0',
      port: 0,
      dataFolder: '/srv/wasl',
      keysFolder: '/srv/wasl/keys',
      language: 'en',
      logLevel: 'warn',
      publicUrl: 'https://chat.example.org',
      webOrigins: ['https://a.example.org', 'https://b.example.org:8443'],
      telegram: {
        token: TOKEN,
        apiRoot: 'http://127.0.0.1:8081',
        webhook: { url: 'https://chat.example.org/telegram', secret: 'a-secret_of_16_letters' },
        staff: { chat: '-1001234567890', mirror: true },
      },
    })
    expect(readConfig({ ...given, KEYS_DIR: '/etc/wasl' }, KNOWN).keysFolder).toBe('/etc/wasl')
  })

  it('with many mistakes is told of every one at once', () => {
    const problems = problemsOf({
      ASSOCIATION: 'nobody',
      PORT: '65536',
      DEFAULT_LANGUAGE: 'xx',
      LOG_LEVEL: 'loud',
      PUBLIC_URL: 'chat.example.org',
      WEB_ORIGINS: 'https://a.example.org/path',
      TELEGRAM_BOT_TOKEN: 'not-a-token',
      TELEGRAM_API_ROOT: 'ftp://example.org',
      TELEGRAM_WEBHOOK_URL: 'nowhere',
      TELEGRAM_WEBHOOK_SECRET: 'short',
      TELEGRAM_STAFF_CHAT: '12345',
      TELEGRAM_STAFF_MIRROR: 'yes',
      LLM_URL: 'file:///etc/passwd',
      LLM_TIMEOUT_MS: '0',
    })
    for (const name of [
      'ASSOCIATION',
      'PORT',
      'DEFAULT_LANGUAGE',
      'LOG_LEVEL',
      'PUBLIC_URL',
      'WEB_ORIGINS',
      'TELEGRAM_BOT_TOKEN',
      'TELEGRAM_API_ROOT',
      'TELEGRAM_WEBHOOK_URL',
      'TELEGRAM_WEBHOOK_SECRET',
      'TELEGRAM_STAFF_CHAT',
      'TELEGRAM_STAFF_MIRROR',
      'LLM_URL',
      'LLM_TIMEOUT_MS',
    ])
      expect.soft(problems.filter((problem) => problem.startsWith(`${name} `))).toHaveLength(1)
    expect(problems.filter((problem) => problem === 'LLM_MODEL is needed with LLM_URL')).toHaveLength(1)
    expect(new Set(problems).size).toBe(problems.length)
  })

  it.each(['x', '-1', '1e3', '080808', '3.5', '65536', '٨٠٨٠'])('takes no port %s', (port) => {
    expect(problemsOf({ PORT: port })).toEqual(['PORT must be a number from 0 to 65535'])
  })

  it('never repeats what could be a secret', () => {
    const planted = {
      TELEGRAM_BOT_TOKEN: '12:planted-token',
      TELEGRAM_WEBHOOK_SECRET: 'planted secret!',
      TELEGRAM_WEBHOOK_URL: 'planted-address',
      TELEGRAM_API_ROOT: 'planted-root',
      PUBLIC_URL: 'planted-public',
      WEB_ORIGINS: 'planted-origin',
      LLM_URL: 'planted-model-address',
      LLM_API_KEY: 'planted-key',
      LLM_TIMEOUT_MS: 'planted-time',
      ASSOCIATION: 'planted-association',
      LOG_LEVEL: 'planted-level',
      PORT: 'planted-port',
    }
    const problems = problemsOf(planted)
    expect(problems.length).toBeGreaterThanOrEqual(11)
    expect(problems.join('\n')).not.toContain('planted')
  })

  it('needs a token for the other Telegram variables, and a secret for a webhook', () => {
    expect(problemsOf({ TELEGRAM_API_ROOT: 'https://example.org' })).toEqual([
      'TELEGRAM_BOT_TOKEN is needed with the other TELEGRAM_ variables',
    ])
    expect(problemsOf({ TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_WEBHOOK_URL: 'https://example.org/t' })).toEqual([
      'TELEGRAM_WEBHOOK_SECRET is needed with TELEGRAM_WEBHOOK_URL',
    ])
  })
})

describe('WhatsApp', () => {
  it('is off, until it is switched on', () => {
    expect(readConfig({ WHATSAPP: 'off' }, KNOWN).whatsapp).toBeUndefined()
    expect(readConfig({ WHATSAPP: 'on' }, KNOWN).whatsapp).toEqual({ version: undefined, url: undefined })
    const given = {
      WHATSAPP: 'on',
      WHATSAPP_VERSION: '2.3000.10',
      WHATSAPP_URL: 'ws://127.0.0.1:9000/ws/chat',
    }
    expect(readConfig(given, KNOWN).whatsapp).toEqual({
      version: [2, 3000, 10],
      url: 'ws://127.0.0.1:9000/ws/chat',
    })
    expect(problemsOf({ WHATSAPP_VERSION: '2.3000.10' })).toEqual([
      'WHATSAPP=on is needed with the other WHATSAPP_ variables',
    ])
  })

  it.each([
    'wss://evil.example/ws',
    'ws://127.0.0.1.evil.example/',
    'ws://localhost@evil.example/',
    'http://localhost',
  ])('is reached nowhere else: %s', (url) => {
    expect(problemsOf({ WHATSAPP: 'on', WHATSAPP_URL: url })).toEqual([
      'WHATSAPP_URL may only name a server on this machine, for tests',
    ])
  })
})

describe('.env.example', () => {
  it('names exactly the variables that are read, each once', () => {
    const sources = ['config.ts', 'config-whatsapp.ts'].map((name) =>
      readFileSync(`${ROOT}src/${name}`, 'utf8'),
    )
    const source = sources.join('\n')
    const read = [...source.matchAll(/reader\.\w+\(\s*'([A-Z][A-Z_]+)'/g)].map(([, name]) => name)
    const example = readFileSync(`${ROOT}.env.example`, 'utf8')
    const named = [...example.matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name)
    expect(new Set(read).size).toBeGreaterThan(10)
    expect(new Set(named)).toEqual(new Set(read))
    expect(named).toHaveLength(new Set(named).size)
  })

  it('is right as it stands, and says the defaults', () => {
    const example = readFileSync(`${ROOT}.env.example`, 'utf8')
    const given = Object.fromEntries(
      [...example.matchAll(/^([A-Z][A-Z_]+)=(.*)$/gm)].map(([, n, v]) => [n, v]),
    )
    expect(readConfig(given, KNOWN)).toEqual(readConfig({}, KNOWN))
  })
})
