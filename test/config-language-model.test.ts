import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '#config.ts'

function problemsOf(environment: Readonly<Record<string, string>>): readonly string[] {
  try {
    readConfig(environment, ['musanid'])
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

describe('the language model in the environment', () => {
  it('is off by default', () => {
    expect(readConfig({}, ['musanid']).languageModel).toBeUndefined()
  })

  it('needs an address and a model, and waits two and a half seconds unless told otherwise', () => {
    const environment = { LLM_URL: 'http://127.0.0.1:11434/v1', LLM_MODEL: 'small' }
    expect(readConfig(environment, ['musanid']).languageModel).toEqual({
      url: 'http://127.0.0.1:11434/v1',
      model: 'small',
      apiKey: undefined,
      timeoutMs: 2500,
    })
    const quick = { ...environment, LLM_API_KEY: 'k', LLM_TIMEOUT_MS: '800' }
    expect(readConfig(quick, ['musanid']).languageModel).toMatchObject({ apiKey: 'k', timeoutMs: 800 })
  })

  it('that is half told is a mistake, and no key is repeated', () => {
    expect(problemsOf({ LLM_URL: 'http://127.0.0.1/v1' })).toEqual(['LLM_MODEL is needed with LLM_URL'])
    expect(problemsOf({ LLM_API_KEY: 'secret' })).toEqual(['LLM_URL is needed with the other LLM_ variables'])
    const wrong = { LLM_URL: 'localhost:11434', LLM_MODEL: 'm', LLM_TIMEOUT_MS: '60000' }
    expect(problemsOf(wrong)).toEqual([
      'LLM_URL must be an address that begins with http:// or https://',
      'LLM_TIMEOUT_MS must be a number of milliseconds from 1 to 10000',
    ])
  })
})
