import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { loadProfile } from '#profile/load-profile.ts'

const DATA = join(import.meta.dirname, '../../data/associations')
const made: string[] = []

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A copy of irtiqa's profile in a folder of its own, with some files changed. */
function profileWith(changes: Readonly<Record<string, (text: string) => string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'wasl-profile-'))
  made.push(root)
  for (const file of ['answers.yaml', 'forms.yaml', 'reasons.yaml', 'polls.yaml'])
    cpSync(join(DATA, file), join(root, file))
  const folder = join(root, 'irtiqa')
  cpSync(join(DATA, 'irtiqa'), folder, { recursive: true })
  for (const [file, change] of Object.entries(changes)) {
    const path = join(folder, file)
    writeFileSync(path, change(readFileSync(path, 'utf8')))
  }
  return folder
}

function problemsOf(folder: string) {
  const result = loadProfile(folder)
  if (!('problems' in result)) throw new Error('the profile loaded')
  return result.problems.map(({ file, line, column, message }) => ({
    at: `${file.slice(folder.length + 1)}:${line}:${column}`,
    message,
  }))
}

/** Line and column of the n-th occurrence of some words in a file. */
function placeOf(folder: string, file: string, words: string, n = 1): string {
  const text = readFileSync(join(folder, file), 'utf8')
  let offset = -1
  for (let i = 0; i < n; i++) offset = text.indexOf(words, offset + 1)
  expect(offset).toBeGreaterThanOrEqual(0)
  const before = text.slice(0, offset).split('\n')
  return `${file}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`
}

describe('a sound profile', () => {
  it('loads with its clauses qualified and its shared answers filled in', () => {
    const result = loadProfile(join(DATA, 'irtiqa'))
    if (!('association' in result)) throw new Error(JSON.stringify(result.problems))
    const { association } = result
    expect(association.deciding.clause).toBe('irtiqa/R10')
    const identity = association.answers.find((answer) => answer.intent === 'bot_identity')
    expect(identity?.text.ar).toContain('جمعية ارتقاء')
    expect(identity?.text.en).toContain('Irtiqa')
    expect(association.answers.find((answer) => answer.intent === 'decision_time')?.text.ar).toContain(
      'ستة أسابيع',
    )
  })

  it('gives a form a revision that changes with its content and with nothing else', () => {
    const revisions = (folder: string) => {
      const result = loadProfile(folder)
      if (!('association' in result)) throw new Error(JSON.stringify(result.problems))
      return result.association.services.map((service) => service.form.revision)
    }
    const before = revisions(profileWith({}))
    expect(revisions(profileWith({ 'services.yaml': (text) => `# a remark\n${text}` }))).toEqual(before)
    const after = revisions(
      profileWith({
        'services.yaml': (text) => text.replace('ما اسم المدرسة أو الجامعة؟', 'ما اسم جهة الدراسة؟'),
      }),
    )
    expect(after[0]).not.toBe(before[0])
    expect(after.slice(1)).toEqual(before.slice(1))
  })
})

describe('a broken profile', () => {
  it('reports every problem of every file at once, each at its place', () => {
    const folder = profileWith({
      'association.yaml': (text) =>
        text.replace('kind: official', 'kind: king').replace('stated: true', 'stated: yes please'),
      'services.yaml': (text) => text.replace('sensitivity: personal', 'sensitivity: secret'),
      'answers.yaml': (text) => text.replace('source: R13', 'source: R99'),
      'policy.yaml': (text) => text.replace('  R2:', '  R2x:'),
    })
    const found = problemsOf(folder)
    expect(found.map((problem) => problem.at)).toEqual(
      expect.arrayContaining([
        placeOf(folder, 'association.yaml', 'kind: king'),
        placeOf(folder, 'association.yaml', 'stated: yes please'),
        placeOf(folder, 'services.yaml', 'sensitivity: secret'),
        placeOf(folder, 'answers.yaml', 'source: R99'),
        placeOf(folder, 'policy.yaml', 'R2x:'),
      ]),
    )
  })

  it('names an unknown key and puts the problem on it', () => {
    const folder = profileWith({
      'association.yaml': (text) => text.replace('settings: {}', 'settings: {}\nfax: none'),
    })
    expect(problemsOf(folder)).toEqual([
      { at: placeOf(folder, 'association.yaml', 'fax: none'), message: 'unknown key "fax"' },
    ])
  })

  it('says what YAML itself cannot read', () => {
    const folder = profileWith({
      'policy.yaml': (text) => `${text}  R1:\n    ar: 'again'\n    en: 'again'\n`,
    })
    const [problem] = problemsOf(folder)
    expect(problem?.at).toMatch(/^policy\.yaml:\d+:3$/)
    expect(problem?.message).toContain('unique')
  })

  it('misses a file', () => {
    const folder = profileWith({})
    rmSync(join(folder, 'policy.yaml'))
    expect(problemsOf(folder)).toEqual([{ at: 'policy.yaml:1:1', message: 'the file is missing' }])
  })

  it('refuses a question without a purpose', () => {
    const folder = profileWith({
      'services.yaml': (text) => text.replace(/\n\s+purpose: \{ ar: 'التحقق من الدراسة'.*\}/, ''),
    })
    expect(problemsOf(folder).map((problem) => problem.message)).toEqual([expect.stringContaining('purpose')])
  })

  it('refuses an answer that rests on nothing, on a clause the policy lacks, or on a name that stands for nothing', () => {
    const folder = profileWith({
      'answers.yaml': (text) =>
        text
          .replace('    source: R13\n', '')
          .replace('source: R15', 'source: R36')
          .replace('خدماتنا تعليمية', '{{shorty}} تعليمية'),
    })
    expect(problemsOf(folder).map((problem) => problem.message)).toEqual([
      'decision_time rests on no clause and no setting',
      expect.stringContaining('R36'),
      expect.stringContaining('{{shorty}}'),
    ])
  })

  it('refuses a number where the policy states no period, and clauses of another association', () => {
    const folder = profileWith({
      'association.yaml': (text) =>
        text.replace('stated: true', 'stated: false').replace('clause: R10', 'clause: musanid/R10'),
    })
    const messages = problemsOf(folder).map((problem) => problem.message)
    expect(messages).toContain('a period that is not stated has no number')
    expect(messages).toContain('the policy has no clause musanid/R10')
  })

  it('refuses two questions of one name, a choice without options and a text with options', () => {
    const folder = profileWith({
      'services.yaml': (text) =>
        text
          .replace('id: major', 'id: institution')
          .replace('type: number', 'type: choice')
          .replace('type: multi_choice', 'type: text'),
    })
    const found = problemsOf(folder)
    expect(found.map((problem) => problem.message)).toEqual([
      'two questions of study_grant are called institution',
      'gpa is a choice without options',
      'subject is no choice and has options',
    ])
    expect(found[0]?.at).toBe(placeOf(folder, 'services.yaml', 'id: institution', 2))
  })

  it('refuses a profile in a folder of another name', () => {
    const folder = profileWith({ 'association.yaml': (text) => text.replace('id: irtiqa', 'id: ertiqa') })
    expect(problemsOf(folder).map((problem) => problem.message)).toContain('the folder is called irtiqa')
  })

  it('finds the line of a rule for whoever checks forms further', () => {
    const result = loadProfile(join(DATA, 'irtiqa'))
    if (!('association' in result)) throw new Error('the profile did not load')
    const problem = result.problemIn('learning_device', ['sections', 1, 'items', 1, 'options', 2], 'odd')
    const line = readFileSync(problem.file, 'utf8').split('\n')[problem.line - 1]
    expect(line).toContain('id: internet')
  })
})

describe('a broken form', () => {
  /** The profile with a file of its own beside the shared ones. */
  function messagesWith(
    changes: Parameters<typeof profileWith>[0],
    own: Readonly<Record<string, string>> = {},
  ) {
    const folder = profileWith(changes)
    for (const [file, text] of Object.entries(own)) writeFileSync(join(folder, file), text)
    return problemsOf(folder).map((problem) => problem.message)
  }

  it('is refused where asking for another is shown by nothing, or by what is no document', () => {
    const without = messagesWith({ 'services.yaml': (text) => text.replace(/\n +guardian: .*/, '') })
    expect(without).toEqual(['study_grant does not say how asking for another is shown'])
    const wrong = messagesWith({
      'services.yaml': (text) =>
        text.replace('relation: for_whom, proof: authority', 'relation: kin, proof: identity'),
    })
    expect(wrong).toEqual(['study_grant asks no kin', 'study_grant asks for no document identity'])
  })

  it('is refused where a last day stands on what is no document, or the form has the name of another', () => {
    expect(
      messagesWith({
        'services.yaml': (text) =>
          text.replace(
            'type: document\n            maxFiles: 2\n            when: stage',
            'type: text\n            when: stage',
          ),
      }),
    ).toEqual(['enrolment is no document'])
    expect(
      messagesWith({ 'services.yaml': (text) => text.replace('- id: tutoring', '- id: complaint') })[0],
    ).toBe('two forms are called complaint')
  })

  it('is refused where a matter is not taken in, or taken in twice', () => {
    const own =
      "matters: { membership: { sample: true, name: { ar: 'أ', en: a }, summary: { ar: 'أ', en: a }, deadline: { setting: days }, clauses: [], sections: [{ id: a, title: { ar: 'أ', en: a }, items: [{ kind: calculated, id: one, label: { ar: 'أ', en: a }, value: '1' }] }] } }\n"
    expect(messagesWith({}, { 'forms.yaml': own })).toEqual([
      'membership is not among the matters of this association',
    ])
    expect(
      messagesWith({
        'association.yaml': (text) =>
          text.replace('\nmatters: [complaint,', '\nmatters: [complaint, complaint,'),
      }),
    ).toContain('complaint is there twice')
  })

  it('is refused where a service or matter belongs to no department, or to two', () => {
    const messages = messagesWith({
      'association.yaml': (text) => text.replace('services: [tutoring]', 'services: [study_grant, cooking]'),
    })
    expect(messages).toEqual([
      'study_grant belongs to two departments',
      'there is no cooking among the services',
      'no department has tutoring',
    ])
  })
})

describe('what an association has of its own', () => {
  it('takes the place of what all share, by id', () => {
    const folder = profileWith({})
    writeFileSync(
      join(folder, 'reasons.yaml'),
      "reasons: { other: { label: { ar: 'سبب', en: reason }, outcomes: [refused], text: { ar: 'نص', en: text }, next: { ar: 'بعد', en: next } } }\n",
    )
    const result = loadProfile(folder)
    if (!('association' in result)) throw new Error(JSON.stringify(result.problems))
    const { reasons } = result.association
    expect(reasons.find(({ id }) => id === 'other')?.label.ar).toBe('سبب')
    expect(reasons.length).toBeGreaterThan(5)
  })

  it('has its problems reported where they were written: in its own file, the shared one, or a poll', () => {
    const result = loadProfile(join(DATA, 'huda'))
    if (!('association' in result)) throw new Error('the profile did not load')
    const lineAt = (form: string, path: readonly (string | number)[]) => {
      const { file, line } = result.problemIn(form, path, 'odd')
      return [file.slice(DATA.length + 1), readFileSync(file, 'utf8').split('\n')[line - 1]?.trim()]
    }
    expect(lineAt('volunteer', ['sections', 1, 'items', 0, 'id'])).toEqual(['huda/forms.yaml', 'id: skills'])
    expect(lineAt('complaint', ['sections', 0, 'items', 0, 'id'])).toEqual(['forms.yaml', 'id: about'])
    expect(lineAt('poll_relief', ['sections', 0, 'items', 0, 'id'])).toEqual(['polls.yaml', '- id: overall'])
    expect(lineAt('poll_relief', ['sections', 0, 'items', 1, 'id'])).toEqual([
      'huda/services.yaml',
      '- id: in_time',
    ])
    expect(lineAt('poll_relief', ['sections', 0, 'items', 4, 'id'])).toEqual(['polls.yaml', '- id: comment'])
    expect(lineAt('survey', ['sections', 0, 'items', 1, 'id'])).toEqual(['polls.yaml', '- id: reach'])
  })
})
