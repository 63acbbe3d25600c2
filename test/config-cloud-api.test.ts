import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '#config.ts'

const FOUR = {
  WHATSAPP_CLOUD_ACCESS_TOKEN: 'EAAG1234567890abcdefghij',
  WHATSAPP_CLOUD_PHONE_NUMBER_ID: '106540352242922',
  WHATSAPP_CLOUD_APP_SECRET: '0123456789abcdef0123456789abcdef',
  WHATSAPP_CLOUD_VERIFY_TOKEN: 'a-word-of-our-own',
} as const

function problemsOf(environment: Readonly<Record<string, string>>): readonly string[] {
  try {
    readConfig(environment, ['musanid'])
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

const read = (more: Readonly<Record<string, string>> = {}) =>
  readConfig({ ...FOUR, ...more }, ['musanid']).cloudApi

describe('WhatsApp by the Cloud API', () => {
  it('is off without its variables', () => {
    expect(readConfig({}, ['musanid']).cloudApi).toBeUndefined()
  })

  it('is on with four', () => {
    expect(read()).toEqual({
      accessToken: FOUR.WHATSAPP_CLOUD_ACCESS_TOKEN,
      phoneNumberId: FOUR.WHATSAPP_CLOUD_PHONE_NUMBER_ID,
      appSecret: FOUR.WHATSAPP_CLOUD_APP_SECRET,
      verifyToken: FOUR.WHATSAPP_CLOUD_VERIFY_TOKEN,
      graphRoot: undefined,
      graphVersion: undefined,
      markRead: false,
      templates: {},
    })
  })

  it('is read as given', () => {
    const templates = {
      decision: { name: 'request_decided', languages: { ar: 'ar', en: 'en_US' }, parameters: ['reference'] },
      draft_reminder: { name: 'unfinished', languages: { ar: 'ar' } },
    }
    const given = read({
      WHATSAPP_CLOUD_GRAPH_ROOT: 'http://127.0.0.1:8081//',
      WHATSAPP_CLOUD_GRAPH_VERSION: 'v26.0',
      WHATSAPP_CLOUD_MARK_READ: 'on',
      WHATSAPP_CLOUD_TEMPLATES: JSON.stringify(templates),
    })
    expect(given).toMatchObject({
      graphRoot: 'http://127.0.0.1:8081',
      graphVersion: 'v26.0',
      markRead: true,
      templates: { ...templates, draft_reminder: { ...templates.draft_reminder, parameters: [] } },
    })
  })

  it.each(Object.keys(FOUR))('half set up says what is missing: %s', (name) => {
    const { [name as keyof typeof FOUR]: _missing, ...rest } = FOUR
    expect(problemsOf(rest)).toEqual([`${name} needed with the other WHATSAPP_CLOUD_ variables`])
  })

  it('does not begin with the lesser variables alone', () => {
    expect(problemsOf({ WHATSAPP_CLOUD_MARK_READ: 'on' })).toHaveLength(1)
    expect(problemsOf({ WHATSAPP_CLOUD_GRAPH_VERSION: 'v25.0' })).toHaveLength(1)
  })

  it.each([
    ['WHATSAPP_CLOUD_ACCESS_TOKEN', 'planted word'],
    ['WHATSAPP_CLOUD_PHONE_NUMBER_ID', '+966 planted'],
    ['WHATSAPP_CLOUD_APP_SECRET', 'planted!'],
    ['WHATSAPP_CLOUD_VERIFY_TOKEN', 'planted&x=1'],
    ['WHATSAPP_CLOUD_GRAPH_VERSION', 'planted'],
    ['WHATSAPP_CLOUD_MARK_READ', 'planted'],
    ['WHATSAPP_CLOUD_TEMPLATES', '{planted'],
    ['WHATSAPP_CLOUD_TEMPLATES', '{"planted":{"name":"x","languages":{}}}'],
    ['WHATSAPP_CLOUD_TEMPLATES', '{"decision":{"name":"Planted Name","languages":{"ar":"ar"}}}'],
    ['WHATSAPP_CLOUD_TEMPLATES', '{"decision":{"name":"x","languages":{"ar":"planted"}}}'],
    ['WHATSAPP_CLOUD_TEMPLATES', '["planted"]'],
    ['WHATSAPP_CLOUD_GRAPH_ROOT', 'http://planted.example.org'],
    ['WHATSAPP_CLOUD_GRAPH_ROOT', 'ftp://planted.example.org'],
  ])('with a wrong value names the variable and not the value: %s=%s', (name, value) => {
    const problems = problemsOf({ ...FOUR, [name]: value })
    expect(problems.length).toBeGreaterThan(0)
    for (const problem of problems) {
      expect(problem).toContain(name)
      expect(problem).not.toMatch(/planted/i)
    }
  })
})
