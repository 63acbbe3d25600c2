import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY, riyadhDay } from '#core/riyadh.ts'
import type { CaseEventKind } from '#core/case-event.ts'
import type { NoticeKind } from '#core/notice.ts'
import { MILESTONES } from '../../src/cli/demo/milestones.ts'
import { contentOf } from '../fakes/conversation.ts'
import { PLATFORMS, live, ownClauses } from './record.ts'
import type { Lived, Platform } from './record.ts'
import { plain } from './stages.ts'

/**
 * What every association's road has in common: one life is played on each platform, and looked at clause by clause.
 * Each title names those of the clauses that this association's policy has.
 */
export function theCommonRoad(association: string): void {
  const own = (...ids: string[]): string => ownClauses(association, ...ids)
  const { association: profile } = contentOf(association)

  describe.each(PLATFORMS)('a whole life over %s', (platform) => {
    let lived: Lived
    beforeAll(async () => {
      lived = await live(association, platform)
    }, 60_000)
    afterAll(() => lived?.[Symbol.asyncDispose]())

    test(`passes every milestone, over this channel as over the other ${own('R20', 'R23')}`, () => {
      expect(lived.milestones).toEqual(
        MILESTONES.filter((milestone) => milestone !== 'heard' || profile.deciding.kind === 'committee'),
      )
      expect(lived.dossier.file.state).toBe('closed')
      expect(lived.house.logged).toEqual([])
    })

    test(`begins politely, and answers the inquiry with its source ${own('R1', 'R2')}`, () => {
      const told = lived.told('inquiry').join('\n')
      expect(told).toContain(profile.name.ar)
      expect(told).toMatch(/أهل|حيّاك/)
      const answer = profile.answers.find(({ intent }) => intent === 'decision_time')
      expect(told).toContain(plain(answer?.text.ar ?? 'nothing'))
      if (answer?.source) expect(told).toContain('المصدر')
    })

    describe('the request', () => {
      test(`asks for everything that the service needs, and for its documents ${own('R4')}`, () => {
        const service = profile.services.find(({ id }) => id === lived.dossier.standing.service)
        const asked = lived.told('submitted').join('\n')
        const items = new Set(lived.dossier.items.map(({ item }) => item.split('.').at(-1)))
        for (const section of service?.form.sections ?? [])
          for (const item of section.items)
            if (item.kind === 'field' && item.when === undefined && !item.known)
              expect(items, `the answer to ${item.id}`).toContain(item.id)
        expect(asked).toContain('مراجعة الطلب قبل إرساله')
        expect(lived.dossier.items.some(({ files }) => files.length > 0)).toBe(true)
      })

      test(`is declared true in the association's own words ${own('R8', 'R9')}`, () => {
        const { declaration } = lived.dossier
        const { mode, text, version } = profile.declaration
        expect(lived.told('submitted').join('\n')).toContain(text.ar)
        expect(declaration).toMatchObject({ text: text.ar, version, language: 'ar' })
        expect(declaration?.answersHash).toMatch(/^[0-9a-f]{64}$/)
        expect(declaration?.signature).toBe(mode === 'declare' ? undefined : 'سارة محمد علي الحربي')
        expect(lived.told('submitted').join('\n').includes('للتوقيع')).toBe(mode === 'declare_and_sign')
      })

      test(`goes up to the body that decides, and the applicant is told so ${own('R10', 'R11')}`, () => {
        const said = lived.told('submitted').find((text) => text.includes(lived.life.reference)) ?? ''
        expect(said).toContain(profile.deciding.name.ar)
        expect(said).toMatch(/رقمه السري/)
      })
    })

    describe('staff', () => {
      test(`compare every answer, by name and time, before it is complete ${own('R5')}`, () => {
        const { items, events, file } = lived.dossier
        for (const { item, check } of items.filter(({ skipped }) => !skipped)) {
          expect(check?.result, item).toBe('matches')
          expect(check?.by).toBe('staff:relations')
          expect(check?.at).toBeGreaterThan(file.submittedAt)
        }
        const kinds = events.map(({ kind }) => kind)
        expect(kinds.lastIndexOf('checked')).toBeLessThan(kinds.indexOf('completed'))
      })

      test(`send it back for exactly what is missing ${own('R4')}`, () => {
        const returned = eventOf(lived, 'returned')
        const [missing] = 'missing' in returned ? returned.missing : []
        const item = lived.dossier.items.find((one) => one.item === missing?.item)
        const told = lived.told('resubmitted').join('\n')
        expect(told).toContain(`• ${item?.label?.ar}`)
        expect(eventOf(lived, 'resubmitted')).toMatchObject({
          items: expect.arrayContaining([missing?.item]),
        })
        // Nothing else is asked or shown again.
        const others = lived.dossier.items.filter((one) => one.item === 'full_name')
        for (const { display } of others) expect(told.replaceAll('للتوقيع', '')).not.toContain(`: ${display}`)
      })

      test(`decide as the policy's body, without those who prepared it ${own('R10')}`, () => {
        const { deciders, file, events } = lived.dossier
        expect(deciders.kind).toBe(profile.deciding.kind)
        const [decision] = file.decisions
        expect(decision?.members.length).toBeGreaterThanOrEqual(deciders.kind === 'committee' ? 2 : 1)
        for (const member of decision?.members ?? []) expect(file.preparers).not.toContain(member)
        expect(events.filter(({ kind }) => kind === 'decided')).toHaveLength(1)
      })
    })

    describe('the reply', () => {
      test(`is told at once, and its content only after the PIN ${own('R12', 'R26')}`, () => {
        const notice = lived.told('told').join('\n')
        expect(notice).toContain('صدر رد على طلبك')
        expect(notice).not.toMatch(/قبول|رفض|نبشّرك|الدعم المطلوب كاملًا/)
        const opened = lived.told('read').join('\n')
        expect(opened).toMatch(/نبشّرك بقبوله/)
        expect(opened).toContain('الدعم المطلوب كاملًا')
        expect(lived.dossier.file.telling).toBe('read')
      })

      test(`keeps the decision period of the policy ${own('R13')}`, () => {
        const { completeAt = 0, settledAt = 0, decisions } = lived.dossier.file
        const days = (settledAt - completeAt) / DAY
        const { earliest = 0, latest = Infinity } = profile.period
        expect(days).toBeGreaterThanOrEqual(earliest)
        expect(days).toBeLessThanOrEqual(latest)
        expect(decisions[0]).not.toHaveProperty('early')
      })
    })

    describe('after the reply', () => {
      test(`the registration is completed, a step of its own ${own('R14')}`, () => {
        const kinds = lived.dossier.events.map(({ kind }) => kind)
        const order: CaseEventKind[] = ['completed', 'decided', 'registered', 'delivered']
        const places = order.map((kind) => kinds.indexOf(kind))
        expect(places).toEqual(places.toSorted((a, b) => a - b))
        expect(lived.told('delivered').join('\n')).toContain('رقم التسجيل: 1447-0042')
      })

      test(`the service is delivered, and that is confirmed ${own('R15')}`, () => {
        expect(lived.dossier.file.delivery).toMatchObject({ by: 'staff:relations', confirmedBy: 'contact' })
        expect(lived.told('confirmed').join('\n')).toMatch(/تقديم الخدمة .*هل وصلتك؟/)
      })

      test(`satisfaction is asked for, as a right that affects nothing ${own('R16', 'R17', 'R19')}`, () => {
        const asked = lived.told('rated').join('\n')
        expect(asked).toContain('رأيك حق لك')
        expect(asked).toContain('لا يؤثر في أي طلب أو خدمة')
        expect(asked).toMatch(/هل من كلمة تعيننا على التحسين؟/)
      })

      test(`a rating is kept apart from whoever gave it ${own('R17')}`, async () => {
        const month = riyadhDay(lived.house.clock.now()).slice(0, 7)
        const ratings = await lived.house.store.ratings.ofMonth(month)
        expect(ratings.filter(({ score }) => score === 5).length).toBeGreaterThan(0)
        const { contactId, personId, id } = lived.dossier.standing
        for (const secret of [contactId, personId, id, lived.life.reference])
          if (secret !== undefined) expect(JSON.stringify(ratings)).not.toContain(secret)
        expect(lived.life.figures.satisfaction).toEqual({ count: 1 })
      })

      test(`the times of the work are measured ${own('R24', 'R35')}`, () => {
        const { completeAt = 0, settledAt = 0 } = lived.dossier.file
        expect(lived.life.figures).toMatchObject({
          submitted: 1,
          completed: 1,
          delivered: 1,
          daysToDecision: (settledAt - completeAt) / DAY,
        })
      })
    })

    test(`the association comes to the beneficiary unasked ${own('R22')}`, async () => {
      const notices = await lived.house.store.notices.ofContact(lived.dossier.standing.contactId)
      const told = notices.filter(({ state }) => state === 'told').map(({ kind }) => kind)
      const expected: NoticeKind[] = ['return', 'interview', 'decision', 'registered', 'delivery', 'poll']
      for (const kind of expected) expect(told).toContain(kind)
      expect(notices.filter(({ kind }) => kind === 'decision')).toHaveLength(1)
    })

    if (platform === 'telegram') theCeiling(() => lived, association, platform)
  })
}

/** Sensitive papers do not pass through a chat that the profile does not allow them in. */
function theCeiling(lived: () => Lived, association: string, platform: Platform): void {
  test(`what is too sensitive for ${platform} goes over a link of our own ${ownClauses(association, 'R26')}`, () => {
    const { dossier, stage } = lived()
    const { services, privacy } = contentOf(association).association
    const form = services.find(({ id }) => id === dossier.standing.service)?.form
    const documents = (form?.sections ?? [])
      .flatMap(({ items }) => items)
      .flatMap((item) => (item.kind === 'field' && item.type === 'document' ? [item] : []))
    const sent = (id: string): boolean =>
      dossier.items.some(({ item, files }) => item === id && files.length > 0)
    const sensitive = documents.filter(({ id, sensitivity }) => sensitivity === 'sensitive' && sent(id))
    expect(privacy.ceiling[platform]).toBe('personal')
    expect(stage.linked() > 0).toBe(sensitive.length > 0)
  })
}

function eventOf({ dossier }: Lived, kind: CaseEventKind): Lived['dossier']['events'][number] {
  const found = dossier.events.find((event) => event.kind === kind)
  if (!found) throw new Error(`there was no ${kind}`)
  return found
}
