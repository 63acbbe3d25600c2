import { wordsOf } from '../normalise.ts'

// Said before and after nearly every question, whatever it is about; longest first.
const FORMULAS = [
  'السلام عليكم ورحمة الله وبركاته',
  'السلام عليكم ورحمة الله',
  'السلام عليكم',
  'سلام عليكم',
  'صباح الخير',
  'مساء الخير',
  'الله يعطيكم العافيه',
  'الله يعطيك العافيه',
  'يعطيكم العافيه',
  'يعطيك العافيه',
  'جزاكم الله خير',
  'جزاكم الله خيرا',
  'جزاك الله خير',
  'الله يجزاكم خير',
  'الله يجزاك خير',
  'الله يجزاكم الجنه',
  'بارك الله فيكم',
  'بارك الله فيك',
  'الله يسعدكم',
  'الله يسعدك',
  'الله يحفظكم',
  'الله يحفظك',
  'الله يخليكم',
  'الله يخليك',
  'الله يعافيكم',
  'الله يعافيك',
  'الله يرضى عليكم',
  'الله يوفقكم',
  'الله يكرمكم',
  'الله يطول عمرك',
  'لو سمحتوا',
  'لو سمحتم',
  'لو سمحت',
  'لو تكرمتوا',
  'لو تكرمتم',
  'لو تكرمت',
  'من فضلكم',
  'من فضلك',
  'اذا ممكن',
  'يا ولدي',
  'يا وليدي',
  'يا بنتي',
  'يا اخوي',
  'يا اخوان',
  'تكفون',
  'تكفى',
  'يا جماعه',
  'please',
  'hello',
  'hi',
  'hey',
  'dear sir',
  'good morning',
  'good evening',
  'assalamu alaikum',
  'assalamualaikum',
  'thank you',
  'thanks',
  'السلام علیکم',
  'براہ کرم',
  'mohon',
  'maaf',
  'selamat pagi',
  'merhaba',
  'lutfen',
  'bonjour',
  's il vous plait',
].map((formula) => wordsOf(formula, { search: true }))

const BY_FIRST = new Map<string, (readonly string[])[]>()
for (const formula of FORMULAS) {
  const [first = ''] = formula
  BY_FIRST.set(first, [...(BY_FIRST.get(first) ?? []), formula])
}

/** The words of a text without greetings and wishes around it; a text of nothing else stays as it is. */
export function withoutCourtesy(words: readonly string[]): readonly string[] {
  const rest: string[] = []
  for (let i = 0; i < words.length;) {
    const formula = BY_FIRST.get(words[i] ?? '')?.find((said) =>
      said.every((word, k) => words[i + k] === word),
    )
    if (!formula) rest.push(words[i] ?? '')
    i += formula?.length ?? 1
  }
  return rest.length < 2 ? words : rest
}
