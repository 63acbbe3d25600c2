import { describe, expect, test } from 'vitest'
import { DAY } from '#core/riyadh.ts'
import { decideAs, pass, soon, talkOut, talkTo, tasksOf, waitingKinds } from './deeds.ts'
import { openScene } from './record.ts'
import type { Scene } from './record.ts'

const CHAT = 5001
const NEWS = 'صدر رد على طلبك'
const BLOCKED = {
  kind: 'status',
  status: 403,
  description: 'Forbidden: bot was blocked by the user',
} as const

const told = (scene: Scene, words: string): number =>
  scene.stage.messages().filter((text) => text.includes(words)).length

async function noticeOf(scene: Scene, reference: string) {
  const { standing } = await scene.office.sees('manager', reference)
  const notices = await scene.house.store.notices.ofContact(standing.contactId)
  return notices.filter(({ kind }) => kind === 'decision')
}

describe('answers edited while a return is pending', () => {
  test('are taken once, void what rested on them, and leave all others as they were', async () => {
    await using scene = await openScene('irtiqa')
    const { office, stage } = scene
    const reference = await scene.until('submitted')
    const before = await office.sees('relations', reference)
    for (const { item, skipped } of before.items)
      if (!skipped) await office.does('relations', reference, { do: 'check', item, result: 'matches' })
    const missing = [{ item: 'mobile', why: 'differs', note: 'الرقم لا يستقبل الاتصال' }] as const
    await office.does('relations', reference, { do: 'return', missing })
    await soon(scene)
    expect(stage.messages().at(-1)).toMatch(/الجوال/)

    await stage.say({ text: '0501112223' })
    // At the review the number is corrected once more.
    await stage.say({ text: '1' })
    await stage.say({ text: '0504445556' })
    await talkTo(scene, reference, 'submitted')

    const { events, items, declaration, file } = await office.sees('relations', reference)
    expect(events.filter(({ kind }) => kind === 'resubmitted')).toMatchObject([{ items: ['mobile'] }])
    const mobile = (await office.desk.show(
      office.member('relations'),
      { reference },
      { reveal: true },
    )) as typeof before
    expect(mobile.items.find(({ item }) => item === 'mobile')?.display).toContain('504445556')
    expect(file.checks['mobile']).toBeUndefined()
    const others = items.filter(({ item, skipped }) => item !== 'mobile' && !skipped)
    for (const { item, check } of others) expect(check?.result, item).toBe('matches')
    expect(declaration?.answersHash).not.toBe(before.declaration?.answersHash)
    expect(declaration?.at).toBeGreaterThan(before.declaration?.at ?? 0)
  })

  test('cannot be sent for a request that was withdrawn meanwhile', async () => {
    await using scene = await openScene('irtiqa')
    const { office, stage } = scene
    const reference = await scene.until('returned')
    await soon(scene)
    await office.does('relations', reference, { do: 'withdraw', why: 'بطلب هاتفي' })
    await stage.say({ text: 'مساعدة' })
    await talkOut(scene)
    const { file, events } = await office.sees('manager', reference)
    expect(file.state).toBe('withdrawn')
    expect(events.map(({ kind }) => kind)).not.toContain('resubmitted')
  })
})

describe('two members of staff at once', () => {
  test('one decides, and the other learns who was first (irtiqa/R10)', async () => {
    await using scene = await openScene('irtiqa')
    const { office, house } = scene
    const reference = await scene.until('assessed')
    await house.store.commit([
      house.store.staff.add({ id: 'deputy', name: 'deputy', role: 'manager', createdAt: 1 }),
    ])
    await house.runner.setSetting('operator', 'deciders', JSON.stringify(['manager', 'deputy']))
    await pass(scene, 15)
    const deputy = await house.store.staff.get('deputy')
    const { standing } = await office.sees('manager', reference)
    if (!deputy) throw new Error('no deputy')
    const seen = { rev: standing.rev }
    const results = await Promise.all([
      office.desk.change(
        office.member('manager'),
        { reference },
        { do: 'decide', outcome: 'accepted' },
        seen,
      ),
      office.desk.change(deputy, { reference }, { do: 'decide', outcome: 'accepted' }, seen),
    ])
    const [lost, ...more] = results.flatMap((result) => ('refused' in result ? [result] : []))
    expect(more).toEqual([])
    expect(lost).toMatchObject({ refused: 'changed_meanwhile', first: { what: 'decided' } })
    const { file } = await office.sees('manager', reference)
    expect(file.decisions).toHaveLength(1)
    expect(lost?.first?.by).toBe(`staff:${file.decisions[0]?.members[0]}`)
    await soon(scene)
    expect(told(scene, NEWS)).toBe(1)
  })

  test('the applicant and staff: whoever is later sees how it stands now', async () => {
    await using scene = await openScene('irtiqa')
    const { office, house, stage } = scene
    const reference = await scene.until('completed')
    const base = Math.ceil(stage.clock.now() / DAY) * DAY
    const wanted = [3, 4, 5].map((days) => ({ at: base + days * DAY + 7 * 3_600_000 }))
    await office.desk.addSlots(office.member('researcher'), wanted)
    await office.desk.offer(office.member('researcher'), { reference })
    await soon(scene)
    expect(stage.messages().at(-1)).toContain('أي موعد يناسبك')
    await office.does('researcher', reference, { do: 'cancel_interview', why: 'سفر الباحث' })
    await stage.say({ text: '1' })
    const { file } = await office.sees('manager', reference)
    expect(file.interview?.state).toBe('cancelled')
    expect(await house.store.slots.free(0, 10)).toHaveLength(3)
    expect(scene.house.logged.filter((line) => line.startsWith('turn'))).toEqual([])
  })
})

describe('a profile that changes while a request is open', () => {
  test('keeps the form that it was sent with, and takes the period that holds now (irtiqa/R13 irtiqa/R34)', async () => {
    await using scene = await openScene('irtiqa')
    const { house, office } = scene
    const reference = await scene.until('assessed')
    const before = await office.sees('manager', reference)
    const { association } = house.content
    const changed = {
      ...association,
      period: { earliest: 7, latest: 21, stated: true },
      // The service asks for less now, and by other names.
      services: association.services.map((service) => ({ ...service, criteria: [] })),
    }
    await house.runner.replace({ ...house.content, association: changed })
    const after = await office.sees('manager', reference)
    const { completeAt = 0 } = after.file
    expect(after.window).toMatchObject({ earliestAt: completeAt + 7 * DAY, latestAt: completeAt + 21 * DAY })
    expect(after.standing.dueAt).toBe(completeAt + 21 * DAY)
    expect(after.items.map(({ item }) => item)).toEqual(before.items.map(({ item }) => item))
    expect(after.declaration).toEqual(before.declaration)
    await scene.stage.until(completeAt + 8 * DAY)
    await decideAs(scene, reference, 'accepted')
    await soon(scene)
    expect(await talkOut(scene)).toMatch(/نبشّرك بقبوله/)
  })

  test('whose service is gone can still be decided and told', async () => {
    await using scene = await openScene('irtiqa')
    const { house, office } = scene
    const reference = await scene.until('assessed')
    const { association } = house.content
    const { standing } = await office.sees('manager', reference)
    const services = association.services.filter(({ id }) => id !== standing.service)
    await house.runner.replace({ ...house.content, association: { ...association, services } })
    await pass(scene, 15)
    await decideAs(scene, reference, 'accepted')
    await soon(scene)
    expect(await talkOut(scene)).toMatch(/نبشّرك بقبوله/)
  })
})

describe('a decision that cannot be delivered', () => {
  test('becomes a call within a minute, and whoever called says so (irtiqa/R12)', async () => {
    await using scene = await openScene('irtiqa')
    const { house, office, stage } = scene
    const reference = await scene.until('assessed')
    await pass(scene, 15)
    house.api.block(CHAT)
    await stage.until(stage.clock.now() + 1000)
    const decidedAt = stage.clock.now()
    await decideAs(scene, reference, 'accepted')
    await stage.until(decidedAt + 60_000)
    const call = (await tasksOf(scene, reference)).find(({ kind }) => kind === 'call_applicant')
    expect(call?.createdAt).toBeLessThanOrEqual(decidedAt + 60_000)
    expect(told(scene, NEWS)).toBe(0)
    expect((await office.sees('manager', reference)).file.telling).toBe('failed')
    await office.desk.finishTask(office.member('relations'), call?.id ?? '', 'أُبلغ هاتفيًا')
    expect((await office.sees('manager', reference)).file.telling).toBe('called')
    expect(await waitingKinds(scene, reference)).not.toContain('call_applicant')
  })

  test.each(['unblocks the bot', 'writes again'])(
    'is said once the applicant %s, and once only (irtiqa/R12 irtiqa/R22)',
    async (how) => {
      await using scene = await openScene('irtiqa')
      const { house, office, stage } = scene
      const reference = await scene.until('assessed')
      await pass(scene, 15)
      if (how === 'unblocks the bot') house.api.block(CHAT)
      // Nobody says that the bot was blocked: the message itself is refused.
      else house.api.faults.rule = ({ method }) => (method === 'sendMessage' ? BLOCKED : undefined)
      await stage.until(stage.clock.now() + 1000)
      await decideAs(scene, reference, 'accepted')
      await soon(scene)
      expect(await waitingKinds(scene, reference)).toContain('call_applicant')
      expect((await office.sees('manager', reference)).file.telling).toBe('failed')
      expect(told(scene, NEWS)).toBe(0)

      house.api.faults.rule = undefined
      if (how === 'unblocks the bot') house.api.unblock(CHAT)
      else await stage.say({ text: 'القائمة' })
      await pass(scene, 0.1)
      expect(told(scene, NEWS)).toBe(1)
      expect((await office.sees('manager', reference)).file.telling).toBe('sent')
      expect(await waitingKinds(scene, reference)).not.toContain('call_applicant')
      expect(await talkOut(scene)).toMatch(/نبشّرك بقبوله/)
      house.api.block(CHAT)
      await soon(scene)
      house.api.unblock(CHAT)
      await pass(scene, 3)
      expect(told(scene, NEWS)).toBe(1)
    },
  )

  test('is not said again to whom an employee has told it', async () => {
    await using scene = await openScene('irtiqa')
    const { house, office, stage } = scene
    const reference = await scene.until('assessed')
    await pass(scene, 15)
    house.api.block(CHAT)
    await stage.until(stage.clock.now() + 1000)
    await decideAs(scene, reference, 'accepted')
    await soon(scene)
    const call = (await tasksOf(scene, reference)).find(({ kind }) => kind === 'call_applicant')
    await office.desk.finishTask(office.member('relations'), call?.id ?? '', 'أُبلغ هاتفيًا')
    house.api.unblock(CHAT)
    await pass(scene, 1)
    expect(told(scene, NEWS)).toBe(0)
  })
})

describe('a process that ends between the commit and the delivery', () => {
  test('tells the decision when it is back, once (irtiqa/R12)', async () => {
    await using scene = await openScene('irtiqa')
    const { house } = scene
    const reference = await scene.until('assessed')
    await pass(scene, 15)
    // Telegram takes nothing: what is committed is not delivered, and then the process ends.
    house.api.faults.rule = ({ method }) =>
      method === 'sendMessage' ? { kind: 'status', status: 502 } : undefined
    await decideAs(scene, reference, 'accepted')
    await house.runner.idle()
    await house.restart()
    expect(told(scene, NEWS)).toBe(0)
    house.api.faults.rule = undefined
    await pass(scene, 0.1)
    expect(told(scene, NEWS)).toBe(1)
    await house.restart()
    await pass(scene, 1)
    expect(told(scene, NEWS)).toBe(1)
    expect(await noticeOf(scene, reference)).toMatchObject([{ state: 'told' }])
  })

  test('tells it once as well when nothing of it had begun', async () => {
    await using scene = await openScene('irtiqa')
    const { house } = scene
    const reference = await scene.until('assessed')
    await pass(scene, 15)
    await decideAs(scene, reference, 'accepted')
    await house.restart()
    await soon(scene)
    expect(told(scene, NEWS)).toBe(1)
    expect(await noticeOf(scene, reference)).toMatchObject([{ state: 'told' }])
  })
})
