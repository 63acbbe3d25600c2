import { matchWords } from './features.ts'

// Words that ask, point or fill, and say nothing about what: alone they cannot be answered.
const EMPTY = new Set(
  (
    'ما اين متي كم كيف لماذا من هل اي هذا هذه ذلك هكذا الذي هو هي انا انت هنا هناك لا نعم ايوه ايه طيب جيد اريد شي شيء ' +
    'سوال استفسار عندي ممكن يمكن لو سمحت سمحتوا سمحتم الموضوع موضوع الشي قبل بعد الثاني الاول غيره نفس والله بس يعني ثم ' +
    'هاه ها اه اوه امم مم اها حسنا ادري اعرف لا_اعرف مساعده مساعد مال الان غدا امس كثير قليل ليس لست يوجد لا_يوجد فهمت علي ' +
    'في عن مع الي او و يا اخ اخوي بعدين كمان برضو زي مثل اللي كله كل شلون وينه قلت لك كان حتي ' +
    'what when where who why how which is it this that yes no ok okay hmm um the a an i you me my and or not please help ' +
    'question something thing more again same other another here there can could do does about tell ' +
    'کیا کب کہاں کیوں کیسے کون یہ وہ ہاں نہیں جی اچھا سوال apa kapan mana siapa kenapa bagaimana ini itu ya tidak oke tanya ' +
    'ne nerede kim neden nasil bu evet hayir tamam quoi quand ou qui pourquoi comment oui non'
  )
    .split(' ')
    .flatMap((word) => matchWords(word)),
)

/** How many words of a text say what it is about. */
export function tellingWords(words: readonly string[]): number {
  return words.filter((word) => !EMPTY.has(word) && !/^\d+$/.test(word)).length
}
