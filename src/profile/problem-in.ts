import type { Association } from '#core/association.ts'
import type { Problem } from '#core/problem.ts'
import { writtenPath } from './build-form.ts'
import type { Path } from './locate.ts'
import { matterSource } from './matter-source.ts'
import type { ProfileSources } from './sources.ts'

/** A problem in a form of a profile (of a service, a matter or a poll), at the line where the profile wrote it. */
export function problemIn(
  sources: ProfileSources,
  association: Association,
  form: string,
  path: Path,
  message: string,
): Problem {
  const s = association.services.findIndex((service) => service.id === form)
  const service = association.services[s]
  if (service) return sources.services.problem(['services', s, ...writtenPath(service.form, path)], message)
  const matter = association.matters.find((item) => item.id === form)
  const found = matter && matterSource(matter.id, sources)
  if (found) return found.file.problem(['matters', matter.id, ...writtenPath(matter.form, path)], message)
  return inPoll(sources, association, form, path, message)
}

/** A question of a poll stands in the shared file, or among the service's own. */
function inPoll(
  { polls, services }: ProfileSources,
  association: Association,
  form: string,
  path: Path,
  message: string,
): Problem {
  const [, , , item, ...rest] = path
  const i = Number(item)
  const s = association.services.findIndex((service) => service.poll.id === form)
  if (s === -1) return polls.problem(['survey', i, ...rest], message)
  const first = polls.value.first.length
  const own = services.value.services[s]?.poll?.length ?? 0
  if (i < first) return polls.problem(['first', i, ...rest], message)
  if (i < first + own) return services.problem(['services', s, 'poll', i - first, ...rest], message)
  return polls.problem(['last', i - first - own, ...rest], message)
}
