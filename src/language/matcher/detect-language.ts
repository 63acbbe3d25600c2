import { wordsOf } from '../normalise.ts'

// Small words that one language uses all the time and its neighbours in the same script do not.
const ARABIC_SCRIPT: Readonly<Record<string, string>> = {
  ur: 'ہے ہیں کا کی کے میں کو سے اور نہیں کیا کہاں کب کیسے مجھے میرا میری میرے آپ ہوں تھا گیا گئی رہا رہی کر کریں دیں چاہیے چاہتا چاہتی ہو پر بھی یہ وہ شکریہ بند براہ کرم زبان',
  fa: 'است را که می در از برای این چه چطور چگونه کجا کجاست کی چرا من شما ما هستم هستید هست شد شده کنم کنید کردم خواهم میخواهم دارم دارید نیست آیا با به یک لطفا ممنون سلام‌علیکم خود باید',
  ar: 'ما من في على هل كم متى كيف اين وين وش ايش ابي ابغى انا هذا هذه طلبي عندكم لو سمحت السلام عليكم شكرا عن الى مع كان لماذا ليش اريد',
}

const LATIN: Readonly<Record<string, string>> = {
  en: 'the is are am was do does did how what when where who why which i my me you your we our it can could will would should to of for in on at and or not no yes a an this that have has need want help please thanks thank hello hi good english with from about request',
  id: 'apa apakah bagaimana cara kapan di mana siapa kenapa mengapa berapa saya aku kami kita anda kamu bisa tidak ada dan atau untuk dari dengan ini itu mau ingin butuh terima kasih tolong sudah belum yang ke dokumen permohonan bantuan kantor bahasa buka jam halo selamat pagi karena',
  ms: 'boleh bila macam mahu nak tak bagaimanakah apakah adakah pejabat permohonan mohon memohon saya kamu awak encik puan sila terima kasih kerana tiada perlukan memerlukan hendak berapakah bilakah telefon pukul tukar buat apa khabar assalamualaikum beri semasa jemaah wang rumah daripada',
  tr: 'nasil nerede ne zaman kim neden nicin kac mi misiniz ben benim siz sizin var yok icin ve bir bu degil istiyorum lazim gerekli basvuru basvurum yardim merhaba selam tesekkurler tesekkur ederim nedir hangi kadar musunuz mu evet hayir lutfen',
  fr: 'comment quand ou qui pourquoi combien je j mon ma mes vous votre vos nous est sont et le la les un une des du de pour avec dans ne pas quel quelle quels bonjour merci s il plait que puis avez peux veux besoin a au aux ce cette salut d l c qu suis ai',
  ha: 'yaya ina yaushe wa me nawa ni na ku kuna ya ta da don a ba ne ce zan iya taimako sannu nagode akwai wane wanne kuke muke mu bukata ina son rajista takardu yana suna nake zai kai daga cikin an wajen barka gobe yau shin kudi ofis ofishin',
}

const scriptSets = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).map(
    ([language, words]) => [language, new Set(wordsOf(words, { search: true }))] as const,
  )
const ARABIC_SETS = scriptSets(ARABIC_SCRIPT)
const LATIN_SETS = scriptSets(LATIN)

const BENGALI = /[\u0980-\u09FF]/
const ARABIC_LETTERS = /[\u0620-\u064A\u066E-\u06D3\u06FA-\u06FF\u0750-\u077F\uFB50-\uFDFF\uFE70-\uFEFC]/g
const LATIN_LETTERS = /[A-Za-z\u00C0-\u024F\u1E00-\u1EFF]/g
// Letters that Arabic does not have: Urdu's own, and those that Persian shares with it.
const URDU_LETTERS = /[ٹڈڑںےۓہھۂۃ]/
const PERSIAN_LETTERS = /[پچژگ]|[یک]/
const TURKISH_LETTERS = /[ğışİĞŞ]/
const HAUSA_LETTERS = /[ɓɗƙƴƁƊƘ]/
const FRENCH_LETTERS = /[éèêëàâîïôûœæÉÈÀ]/

/** The language that a text is in, told by its script and its small words; `fallback` where the text does not tell. */
export function detectLanguage(text: string, fallback = 'ar'): string {
  if (BENGALI.test(text)) return 'bn'
  const arabic = text.match(ARABIC_LETTERS)?.length ?? 0
  const latin = text.match(LATIN_LETTERS)?.length ?? 0
  if (arabic === 0 && latin === 0) return fallback
  return arabic >= latin ? inArabicScript(text) : inLatinScript(text, fallback)
}

function inArabicScript(text: string): string {
  if (URDU_LETTERS.test(text)) return 'ur'
  const counts = countWords(text, ARABIC_SETS)
  if (!PERSIAN_LETTERS.test(text)) {
    const persian = (counts.get('fa') ?? 0) > (counts.get('ar') ?? 0) + 1
    return persian ? 'fa' : 'ar'
  }
  // An Arabic keyboard may still write ی or ک: words decide.
  if ((counts.get('ur') ?? 0) > (counts.get('fa') ?? 0)) return 'ur'
  if ((counts.get('ar') ?? 0) > (counts.get('fa') ?? 0)) return 'ar'
  return 'fa'
}

function inLatinScript(text: string, fallback: string): string {
  if (HAUSA_LETTERS.test(text)) return 'ha'
  if (TURKISH_LETTERS.test(text)) return 'tr'
  const counts = countWords(text, LATIN_SETS)
  if (FRENCH_LETTERS.test(text)) counts.set('fr', (counts.get('fr') ?? 0) + 2)
  const best = Math.max(...counts.values())
  const tied = LATIN_SETS.map(([language]) => language).filter((language) => counts.get(language) === best)
  if (best > 0 && tied.length === 1) return tied[0] ?? 'en'
  // Malay and Indonesian share most words: the person's own language decides, then the more common of them.
  if (tied.includes(fallback)) return fallback
  return best === 0 ? 'en' : (tied[0] ?? 'en')
}

function countWords(
  text: string,
  sets: readonly (readonly [string, ReadonlySet<string>])[],
): Map<string, number> {
  const words = wordsOf(text, { search: true })
  return new Map(
    sets.map(([language, known]) => [language, words.filter((word) => known.has(word)).length] as const),
  )
}
