import type { Step } from '#engine/flow.ts'
import { STEP_RUNNERS } from '#engine/steps.ts'
import type { Desk } from '../desk.ts'

const LONGEST = 24

/** What a step is called in a diagram: what it says to people, or what it does. */
export function stepTitle(desk: Desk, flow: string, id: string, step: Step): string {
  const said = saidBy(desk, flow, step)
  if (said !== undefined) return shortened(said)
  if (step.kind === 'call') return shortened(flowTitle(desk, step.flow))
  if (step.kind === 'do') return step.action
  return id
}

/** The kind of a step in a word of the page. */
export function kindWord({ word }: Desk, step: Step): string {
  return word(`flows.kinds.${step.kind}`)
}

/** Whether a step waits for the person. */
export function waits(step: Step): boolean {
  return STEP_RUNNERS[step.kind].asks || step.kind === 'wait' || step.kind === 'hand_off'
}

/** What a flow is called: as the menus of the chat call it, else by its id. */
export function flowTitle({ parts, language }: Desk, flow: string): string {
  const { renderer } = parts.content()
  const key = ['main', 'more'].map((menu) => `flows:${menu === 'main' ? 'menu.main' : 'more.list'}.${flow}`)
  const known = key.find((one) => renderer.has(one, language))
  return known === undefined ? flow : renderer.translate(known, language)
}

function saidBy({ parts, language }: Desk, flow: string, step: Step): string | undefined {
  if (!('text' in step) || step.text === undefined) return undefined
  const [first = ''] = [step.text].flat()
  const key = first.includes(':') ? first : `flows:${flow}.${first}`
  const { renderer } = parts.content()
  // What stands for a value is left out: nobody is spoken to here.
  return renderer.has(key, language)
    ? renderer.translate(key, language).replaceAll(/\{\{[^}]*\}\}/g, '…')
    : undefined
}

function shortened(text: string): string {
  const letters = Array.from(text.replaceAll(/\s+/g, ' '))
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : letters.join('')
}
