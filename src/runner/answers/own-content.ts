import type { Association } from '#core/association.ts'
import type { Matcher } from '#core/inquiry.ts'
import type { Store } from '#store/store.ts'
import type { RunnerContent, RunnerLog } from '../parts.ts'
import { overlay } from './overlay.ts'
import type { Overlay } from './overlay.ts'
import { wordForWord } from './word-for-word.ts'

/** What the association's own answers change of the content in use. */
export interface OwnPart {
  readonly association: Association
  readonly choosable: ReadonlySet<string>
  readonly matcher: Matcher
}

/** Keeps the association's own answers laid over whatever content is in use. */
export interface OwnAnswers {
  /** The content with the own answers over it, the matcher having learnt their examples. */
  over(content: RunnerContent): Promise<OwnPart>
  /** Texts take effect when this resolves; examples a moment later, when they are learnt. */
  refresh(): Promise<void>
  /** Resolves when nothing is being learnt. */
  idle(): Promise<void>
}

interface Given {
  readonly store: Store
  readonly log: RunnerLog
  apply(part: OwnPart): void
}

/** The own answers over `base`, until `over` is called with other content. */
export function createOwnAnswers(base: RunnerContent, { store, log, apply }: Given): OwnAnswers {
  let content = base
  let known: { readonly key: string; readonly matcher: Matcher } | undefined
  let learning: Promise<unknown> = Promise.resolve()
  let round = 0

  const lay = async () => {
    const laid = overlay(content, await store.answerVersions.published())
    for (const intent of laid.skipped) log.warn('own_answer_skipped', { intent })
    return laid
  }
  const matcherOf = async ({ sources }: Overlay): Promise<Matcher> => {
    const { matcher, learn } = content
    if (!sources || !learn) return matcher
    const key = JSON.stringify(sources)
    if (known?.key !== key) known = { key, matcher: await learn(sources) }
    return known.matcher
  }
  const sure = (matcher: Matcher, { examples }: Overlay): Matcher => wordForWord(matcher, examples)
  return {
    async over(next) {
      content = next
      round += 1
      const laid = await lay()
      return {
        association: laid.association,
        choosable: laid.choosable,
        matcher: sure(await matcherOf(laid), laid),
      }
    },
    async refresh() {
      const mine = ++round
      const laid = await lay()
      const { association, choosable } = laid
      apply({ association, choosable, matcher: sure(known?.matcher ?? content.matcher, laid) })
      const learnt = matcherOf(laid).then(
        // A later change has learnt more.
        (matcher) => mine === round && apply({ association, choosable, matcher: sure(matcher, laid) }),
        () => log.error('own_examples_not_learnt'),
      )
      learning = Promise.all([learning, learnt])
    },
    async idle() {
      await learning
    },
  }
}
