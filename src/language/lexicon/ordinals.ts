import { list } from './list.ts'

/** The first ten places, as people name an option, a day or a star. */
export const ORDINALS: Readonly<Record<number, readonly string[]>> = {
  1: list(`
    الأول | الأولى | الاولى | الاول | أول | أولى | أول واحد | اول وحده | أول خيار | first | 1st`),
  2: list(`
    الثاني | الثانية | التاني | التانية | ثاني | ثانية | ثاني واحد | ثاني خيار | second | 2nd`),
  3: list('الثالث | الثالثة | التالت | ثالث | ثالثة | ثالث واحد | third | 3rd'),
  4: list('الرابع | الرابعة | رابع | رابعة | رابع واحد | fourth | 4th'),
  5: list('الخامس | الخامسة | خامس | خامسة | fifth | 5th'),
  6: list('السادس | السادسة | سادس | سادسة | sixth | 6th'),
  7: list('السابع | السابعة | سابع | سابعة | seventh | 7th'),
  8: list('الثامن | الثامنة | ثامن | ثامنة | eighth | 8th'),
  9: list('التاسع | التاسعة | تاسع | تاسعة | ninth | 9th'),
  10: list('العاشر | العاشرة | عاشر | عاشرة | tenth | 10th'),
}

/** Words around a choice that say nothing about which. */
export const CHOICE_FILLERS = list(`
  رقم | الرقم | خيار | الخيار | اختيار | الاختيار | اختياري | اختار | أختار | اخترت | أبي | ابي | أبغى |
  ابغى | ابغا | أريد | بغيت | ودي | أفضل | هو | هي | لو | سمحت | سمحتم | من | فضلك | فضلكم | شكرا | والله |
  نعم | ايه | ايوه | option | number | no | choice | i | choose | want | the | please | my | is | select |
  pick | answer | الجواب | جوابي | إجابتي | أنا | انا | بند | البند | طيب`)
/** Words that turn a choice down, or ask about it. */
export const CHOICE_DENIALS = list(`
  لا | ما | مو | مب | مش | ليس | غير | بدون | ماني | منيب | not | dont | without | except | إلا | ماعدا | كل`)
/** Joins two options. */
export const CHOICE_JOINERS = list('و | and | ثم | مع | & | plus | كذلك | وأيضا | ايضا')
/** "Either of them": not yet a choice. */
export const CHOICE_EITHERS = list('أو | او | or | ولا | والا | وإلا | يا')
/** All of the options. */
export const CHOICE_ALL = list(`
  الكل | كل | كلها | كلهم | كلهن | جميعها | جميعهم | الجميع | كل الخيارات | جميع الخيارات | كل شي | كل شيء |
  all | all of them | everything | كل ما ذكر | جميع ما ذكر | كل ما سبق | جميع ما سبق`)
