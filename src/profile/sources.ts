import type { Located } from './locate.ts'
import type {
  AnswersSource,
  AssociationSource,
  FormsSource,
  PolicySource,
  PollsSource,
  ReasonsSource,
  ServicesSource,
} from './schema.ts'

/** The files of a profile, read and each sound by itself. */
export interface ProfileSources {
  readonly association: Located<AssociationSource>
  readonly services: Located<ServicesSource>
  readonly answers: Located<AnswersSource>
  /** Answers that all associations share; an association overrides them by intent. */
  readonly shared: Located<AnswersSource>
  readonly policy: Located<PolicySource>
  /** Forms of matters in which this association differs from the shared ones. */
  readonly forms: Located<FormsSource>
  readonly sharedForms: Located<FormsSource>
  /** Reasons of decisions of this association's own. */
  readonly reasons: Located<ReasonsSource>
  readonly sharedReasons: Located<ReasonsSource>
  readonly polls: Located<PollsSource>
}
