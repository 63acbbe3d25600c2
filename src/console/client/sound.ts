// A soft sound when a conversation waits or moves, for who wants one: off until it is switched on in this browser.

const KEY = 'wasl-sound'
const PITCH = 660
const LENGTH = 0.25

/** Rings once, where this browser's owner wants it; browsers allow no sound before the first click on a page. */
export function ring(): void {
  if (localStorage.getItem(KEY) !== 'on') return
  const context = new AudioContext()
  const tone = context.createOscillator()
  const volume = context.createGain()
  tone.frequency.value = PITCH
  volume.gain.setValueAtTime(0.15, context.currentTime)
  volume.gain.exponentialRampToValueAtTime(0.001, context.currentTime + LENGTH)
  tone.connect(volume).connect(context.destination)
  tone.addEventListener('ended', () => void context.close())
  tone.start()
  tone.stop(context.currentTime + LENGTH)
}

/** The switch on the member's own page. */
export function offerSound(): void {
  const place = document.getElementById('sound')
  const box = place?.querySelector('input')
  if (!place || !box) return
  place.hidden = false
  box.checked = localStorage.getItem(KEY) === 'on'
  box.addEventListener('change', () => {
    localStorage.setItem(KEY, box.checked ? 'on' : 'off')
    ring()
  })
}
