import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import type { Problem } from '#core/problem.ts'
import { LANGUAGES } from '#core/text.ts'
import { readYaml } from './locate.ts'
import type { Located } from './locate.ts'

const Example = z.string().trim().min(1)

const InquirySchema = z.strictObject({
  intent: z.string().regex(/^[a-z][a-z_]*$/, 'an intent is lower-case letters and _'),
  kind: z.enum(['answer', 'smalltalk', 'emergency', 'staff']),
  title: z.strictObject({ ar: z.string().min(1), en: z.string().min(1) }),
  associations: z.array(z.string().min(1)).min(1).optional(),
  examples: z.partialRecord(z.enum(LANGUAGES), z.array(Example).min(1)),
})

/** One file of `data/inquiries`: an intent, and how people ask it. */
export interface InquiryExamples {
  readonly intent: string
  readonly kind: 'answer' | 'smalltalk' | 'emergency' | 'staff'
  readonly title: { readonly ar: string; readonly en: string }
  readonly associations?: readonly string[]
  readonly examples: Readonly<Record<string, readonly string[]>>
}

type InquiryFile = z.infer<typeof InquirySchema>

/** Loads the examples of every intent in a folder. All problems of all files come at once. */
export function loadInquiries(
  folder: string,
): { readonly inquiries: readonly InquiryExamples[] } | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const inquiries: InquiryExamples[] = []
  for (const name of readdirSync(folder).toSorted()) {
    if (!name.endsWith('.yaml')) continue
    const file = join(folder, name)
    const read = readYaml(file, readFileSync(file, 'utf8'), InquirySchema)
    if ('problems' in read) {
      problems.push(...read.problems)
      continue
    }
    problems.push(...checkExamples(read, basename(name, '.yaml')))
    inquiries.push(build(read.value))
  }
  return problems.length > 0 ? { problems } : { inquiries }
}

function build({ associations, examples, ...inquiry }: InquiryFile): InquiryExamples {
  const given = Object.entries(examples).flatMap(([language, texts]) =>
    texts ? [[language, texts] as const] : [],
  )
  return { ...inquiry, ...(associations && { associations }), examples: Object.fromEntries(given) }
}

/** What one file must keep beyond its shape: its name, Arabic examples, and no example twice. */
function checkExamples(read: Located<InquiryFile>, name: string): Problem[] {
  const { intent, examples } = read.value
  const problems: Problem[] = []
  if (intent !== name) problems.push(read.problem(['intent'], `the file is called ${name}`))
  if (!examples.ar) problems.push(read.problem(['examples'], 'Arabic is always there'))
  for (const [language, texts] of Object.entries(examples)) {
    const seen = new Set<string>()
    texts.forEach((text, index) => {
      if (seen.has(text))
        problems.push(read.problem(['examples', language, index], 'this example is there twice'))
      seen.add(text)
    })
  }
  return problems
}
