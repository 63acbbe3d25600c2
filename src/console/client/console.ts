// Where the scripts of the staff pages begin. Every page works without them; they only make it quicker.
import { keepDraft } from './draft.ts'
import { listenToKeys } from './keys.ts'
import { goLive } from './live.ts'
import { offerPrint } from './print.ts'
import { offerSound } from './sound.ts'

scrollToEnd()
goLive(scrollToEnd)
keepDraft()
listenToKeys()
offerPrint()
offerSound()

/** A conversation is read from its end. */
function scrollToEnd(): void {
  const thread = document.getElementById('thread')
  if (thread) thread.scrollTop = thread.scrollHeight
}
