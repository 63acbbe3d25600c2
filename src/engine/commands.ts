import type { Command } from '#core/answer.ts'
import { ENTRY_FLOWS, clearStack, popFlow, pushFlow, saveDraft } from './frames.ts'
import { beginQueued } from './notices.ts'
import { askAgain } from './question.ts'
import { hasAnswers } from './session.ts'
import type { Frame } from './session.ts'
import { backInStep, skipStep } from './steps.ts'
import {
  YES_NO,
  ask,
  currentStep,
  emit,
  flowOf,
  patchFrame,
  reply,
  say,
  setPending,
  topFrame,
} from './turn.ts'
import type { Outcome, TurnState } from './turn.ts'

/** Carries out a command word, in whatever state the conversation is (design §5). */
export function runCommand(turn: TurnState, command: Command): Outcome {
  emit(turn, { kind: 'command_given', command })
  setPending(turn, undefined)
  return COMMAND_RUNS[command](turn)
}

const COMMAND_RUNS: Readonly<Record<Command, (turn: TurnState) => Outcome>> = {
  back,
  cancel: (turn) => confirm(turn, 'cancel'),
  restart: (turn) => confirm(turn, 'restart'),
  menu: showMenu,
  human: (turn) => interrupt(turn, ENTRY_FLOWS.human),
  repeat: askAgain,
  skip,
  help: (turn) => sayAndAskAgain(turn, 'help'),
  save,
  stop: (turn) => interrupt(turn, ENTRY_FLOWS.stop),
  language: (turn) => interrupt(turn, ENTRY_FLOWS.language),
  requests: showRequests,
}

/** Says one of the engine's own texts and asks the open question again. */
export function sayAndAskAgain(turn: TurnState, key: string, how = askAgain): Outcome {
  say(turn, reply(key))
  return how(turn)
}

/** To the menu; an unfinished request is put aside first. */
export function showMenu(turn: TurnState): Outcome {
  if (saveDraft(turn)) say(turn, reply('menu_saved'))
  clearStack(turn)
  return pushFlow(turn, ENTRY_FLOWS.menu)
}

/** To the person's own requests; what waits to be told about one of them is told first. */
function showRequests(turn: TurnState): Outcome {
  if (saveDraft(turn)) say(turn, reply('menu_saved'))
  clearStack(turn)
  return beginQueued(turn) ?? pushFlow(turn, ENTRY_FLOWS.requests)
}

/** Puts a flow in front of the one under way; one at a time, so that commands given in turn pile nothing up. */
function interrupt(turn: TurnState, flow: string): Outcome {
  if (turn.session.stack.at(-1)?.flow === flow) return askAgain(turn)
  while (turn.session.stack.at(-1)?.interrupts) popFlow(turn, 'cancelled')
  return pushFlow(turn, flow, { interrupts: true })
}

function confirm(turn: TurnState, kind: 'cancel' | 'restart'): Outcome {
  if (!hasAnswers(turn.session.stack)) return showMenu(turn)
  setPending(turn, { kind })
  return ask(turn, { paragraphs: [reply(`${kind}.ask`)], choices: YES_NO })
}

function save(turn: TurnState): Outcome {
  if (!saveDraft(turn)) return sayAndAskAgain(turn, 'nothing_to_save')
  clearStack(turn)
  say(turn, reply('saved'))
  return { to: 'end', outcome: 'completed', menu: false }
}

function skip(turn: TurnState): Outcome {
  const step = currentStep(turn)
  return (step && skipStep(turn, step)) ?? sayAndAskAgain(turn, 'skip_not_optional')
}

function back(turn: TurnState): Outcome {
  const step = currentStep(turn)
  if (!step) return showMenu(turn)
  const inside = backInStep(turn, step)
  if (inside) return inside
  const before = beforeOf(topFrame(turn))
  if (before !== undefined) return backTo(turn, before)
  if (topFrame(turn).interrupts ?? topFrame(turn).aside) {
    popFlow(turn, 'cancelled')
    return askAgain(turn)
  }
  return backToCaller(turn)
}

/** Leaves flows until one has asked something before; where none has, everything stays as it is. */
function backToCaller(turn: TurnState): Outcome {
  const callers = turn.session.stack.slice(0, -1)
  const place = callers.findLastIndex((frame) => frame.trail.length > 0)
  const target = callers[place]?.trail.at(-1)
  if (target === undefined) return sayAndAskAgain(turn, 'back_none')
  while (turn.session.stack.length > place + 1) popFlow(turn, 'cancelled')
  return backTo(turn, target)
}

function beforeOf({ trail, step }: Frame): string | undefined {
  return trail.findLast((id) => id !== step)
}

function backTo(turn: TurnState, id: string): Outcome {
  const { trail } = topFrame(turn)
  patchFrame(turn, { step: id, trail: trail.slice(0, trail.indexOf(id) + 1) })
  const step = flowOf(turn).steps.get(id)
  return (step && backInStep(turn, step)) ?? { to: 'step', step: id }
}
