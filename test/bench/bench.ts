/**
 * `npm run bench [section …]`: what Wasl does in a second. Absolute figures move with the machine and its neighbours;
 * ratios are taken within one run and are what counts.
 */
const SECTIONS: Readonly<
  Record<string, () => Promise<(write: (line: string) => void) => void | Promise<void>>>
> = {
  engine: async () => (await import('./engine.ts')).benchEngine,
  turns: async () => (await import('./turns.ts')).benchTurns,
  size: async () => (await import('./size.ts')).benchSize,
  start: async () => (await import('./start.ts')).benchStart,
  readers: async () => (await import('./readers.ts')).printReaders,
  whatsapp: async () => (await import('./whatsapp.ts')).benchWhatsApp,
  matcher: async () => (await import('./matcher.ts')).benchMatcher,
  console: async () => (await import('./console.ts')).benchConsole,
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in SECTIONS))
if (unknown.length > 0) {
  process.stderr.write(
    `no such section: ${unknown.join(', ')}; there are ${Object.keys(SECTIONS).join(', ')}\n`,
  )
  process.exit(2)
}
const write = (line: string): void => void process.stdout.write(`${line}\n`)
for (const [name, load] of Object.entries(SECTIONS)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  write(`\n== ${name}`)
  await (
    await load()
  )(write)
}
