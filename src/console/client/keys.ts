// Keys by their place on the keyboard, not by what is printed on them: an Arabic layout gives other letters.

const PLACES: Readonly<Record<string, () => void>> = {
  Slash: () => document.getElementById('q')?.focus(),
  KeyR: () => document.getElementById('text')?.focus(),
  KeyN: () => openAnd('note'),
  KeyC: () => document.querySelector<HTMLElement>('[data-action="claim"]')?.click(),
  KeyJ: () => step(1),
  KeyK: () => step(-1),
}

/** `/` search, `r` reply, `n` note, `c` claim, `j` and `k` through the list, Ctrl+Enter sends. */
export function listenToKeys(): void {
  document.addEventListener('keydown', (event) => {
    const writing = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement
    if (writing) {
      if (
        event.code === 'Enter' &&
        (event.ctrlKey || event.metaKey) &&
        event.target instanceof HTMLTextAreaElement
      )
        event.target.form?.requestSubmit()
      return
    }
    const action = PLACES[event.code]
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    action()
  })
}

function openAnd(id: string): void {
  const field = document.getElementById(id)
  field?.closest('details')?.setAttribute('open', '')
  field?.focus()
}

function step(by: number): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.conversations a')]
  const here = links.findIndex(
    (link) => link.closest('[aria-current]') !== null || link === document.activeElement,
  )
  links[Math.min(links.length - 1, Math.max(0, here + by))]?.focus()
}
