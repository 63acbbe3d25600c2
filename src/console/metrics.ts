import type { HealthSource } from './health.ts'

/** Figures in the Prometheus text format 0.0.4: counts and times, nothing of a person. */
export async function metricsText(source: HealthSource): Promise<string> {
  const counts = await source.counts()
  const lines: string[] = []
  const gauge = (
    name: string,
    help: string,
    values: readonly (readonly [label: string, value: number])[],
  ) => {
    lines.push(`# HELP wasl_${name} ${help}`, `# TYPE wasl_${name} gauge`)
    for (const [label, value] of values) lines.push(`wasl_${name}${label} ${value}`)
  }
  gauge('inbox_messages', 'Messages received, by state.', [
    ['{state="pending"}', counts.inboxPending],
    ['{state="dead"}', counts.inboxDead],
  ])
  gauge('outbox_messages', 'Messages to deliver, by state.', [
    ['{state="pending"}', counts.outboxPending],
    ['{state="sending"}', counts.outboxSending],
    ['{state="failed"}', counts.outboxFailed],
  ])
  gauge('sessions', 'Saved conversations.', [['', counts.sessions]])
  gauge('handoffs_open', 'Conversations that wait for staff.', [['', counts.handoffsOpen]])
  gauge(
    'cases',
    'Requests on record, by state.',
    Object.entries(counts.casesByState).map(([state, n]) => [`{state="${state}"}`, n] as const),
  )
  gauge(
    'channel_on',
    'Channels in use.',
    source.channels.map(({ type, on }) => [`{channel="${type}"}`, on ? 1 : 0] as const),
  )
  gauge('uptime_seconds', 'Seconds since the start.', [
    ['', Math.round((source.now() - source.startedAt) / 1000)],
  ])
  gauge('resident_bytes', 'Memory in use.', [['', process.memoryUsage.rss()]])
  return `${lines.join('\n')}\n`
}
