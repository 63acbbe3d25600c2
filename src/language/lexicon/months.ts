import { list } from './list.ts'

/** The months of the Hijri year, as people spell them. */
export const HIJRI_MONTHS: readonly (readonly string[])[] = [
  list(`
    محرم | المحرم | محرم الحرام | المحرم الحرام | شهر الله المحرم | muharram | moharram | muharam |
    محرم الحرم`),
  list('صفر | صفر الخير | صفر المظفر | safar | safer | سفر'),
  list(`
    ربيع الأول | ربيع أول | ربيع الاولى | ربيع اولى | ربيع 1 | ربيع الاول | ربيع واحد | ربيعاول |
    ربيع الانور | rabi al awwal | rabi al awal | rabi ul awwal | rabiul awal | rabi i | rabi 1 | rabi awal |
    rabia al awal | rabee al awal | rabi ul awal | rabiul awwal`),
  list(`
    ربيع الثاني | ربيع ثاني | ربيع الآخر | ربيع آخر | ربيع التاني | ربيع تاني | ربيع 2 | ربيع اثنين |
    ربيع الثانى | rabi al thani | rabi ul thani | rabi al akhir | rabiul akhir | rabi ii | rabi 2 |
    rabi us sani | rabi thani | rabia al thani | rabee al thani | rabi ath thani`),
  list(`
    جمادى الأولى | جمادى الأول | جمادى أول | جمادى اولى | جماد أول | جماد الأول | جماد الأولى | جماد اولى |
    جمادا الاولى | جمادا الاول | جماد 1 | جمادى 1 | جماد واحد | جمادى واحد | jumada al awwal |
    jumada al ula | jumada al awal | jumada ul awwal | jumada al oula | jumada i | jumada 1 | jumadil awal |
    jamada al awal | jumada awal`),
  list(`
    جمادى الآخرة | جمادى الاخرى | جمادى الآخر | جمادى الثانية | جمادى الثاني | جمادى ثاني | جمادى ثانية |
    جماد ثاني | جماد الثاني | جماد ثانية | جماد الثانية | جماد الآخر | جماد اخر | جماد الاخرة | جمادى اخر |
    جمادى آخرة | جمادا الثاني | جمادا الثانية | جمادا الاخرة | جماد 2 | جمادى 2 | جماد اثنين | جمادى اثنين |
    جماد تاني | جماد التاني | jumada al thani | jumada al akhirah | jumada al akhira | jumada ul thani |
    jumada ii | jumada 2 | jumadil akhir | jumada al thaniyah | jumada thani | jumada al akhir |
    jamada al thani | jumada ath thani`),
  list('رجب | رجب الفرد | rajab | rejab | recep'),
  list('شعبان | shaban | shaaban | shabaan | syaban | saban'),
  list(`
    رمضان | رمضان المبارك | رمظان | رمدان | ramadan | ramadhan | ramzan | ramadaan | ramazan`),
  list('شوال | شواال | shawwal | shawal | syawal | sevval'),
  list(`
    ذو القعدة | ذي القعدة | ذا القعدة | ذو القعده | ذوالقعدة | ذيالقعدة | ذالقعدة | ذى القعدة | القعدة |
    قعدة | ذي قعدة | ذو قعدة | ذو القعدة الحرام | دو القعدة | دي القعدة | ذلقعدة | ذي القعد | ظو القعدة |
    dhu al qidah | dhul qidah | dhul qadah | dhu al qadah | zul qada | zulqadah | zul qadah | dhu al qada |
    dhul qada | thul qidah | thul qadah | zulkaidah | zilqad | dhu alqidah | zul qidah | dhul qaada |
    dhu al qaadah`),
  list(`
    ذو الحجة | ذي الحجة | ذا الحجة | ذو الحجه | ذوالحجة | ذيالحجة | ذالحجة | ذى الحجة | الحجة | حجة |
    ذي حجة | ذو حجة | ذو الحجة الحرام | دو الحجة | دي الحجة | ذلحجة | ذي الحج | ظو الحجة | dhu al hijjah |
    dhul hijjah | dhul hijja | dhu al hijja | zul hijjah | zulhijjah | zul hijja | thul hijjah |
    dzulhijjah | zilhajj | dhu alhijjah`),
]

/** The months of the Gregorian year: Gulf, Levantine and Maghrebi names, English, and the pilgrims' languages. */
export const GREGORIAN_MONTHS: readonly (readonly string[])[] = [
  list(`
    يناير | ينائر | جانفي | كانون الثاني | كانون ثاني | january | jan | januari | ocak | janvier | جنوری |
    ژانویه | জানুয়ারি`),
  list(`
    فبراير | فيبراير | فبرائر | فيفري | شباط | february | feb | februari | subat | fevrier | فروری | فوریه |
    ফেব্রুয়ারি`),
  list('مارس | مارش | اذار | آذار | march | mar | maret | mart | mars | مارچ | মার্চ | mac'),
  list(`
    أبريل | ابريل | إبريل | افريل | نيسان | april | apr | nisan | avril | اپریل | آوریل | এপ্রিল`),
  list('مايو | ماي | مايوا | أيار | ايار | may | mei | mayis | mai | مئی | مه میلادی | মে'),
  list(`
    يونيو | يونيه | يونيوا | جوان | حزيران | june | jun | juni | haziran | juin | جون | ژوئن | জুন`),
  list(`
    يوليو | يوليه | يوليوا | جويلية | تموز | july | jul | juli | temmuz | juillet | جولائی | ژوئیه | জুলাই |
    julai`),
  list(`
    أغسطس | اغسطس | غسطس | اوت | آب | august | aug | agustus | agustos | aout | اگست | আগস্ট | ogos`),
  list(`
    سبتمبر | سبتنبر | ايلول | أيلول | september | sep | sept | eylul | septembre | ستمبر | سپتامبر |
    সেপ্টেম্বর`),
  list(`
    أكتوبر | اكتوبر | تشرين الأول | تشرين اول | october | oct | oktober | ekim | octobre | اکتوبر | اکتبر |
    অক্টোবর`),
  list(`
    نوفمبر | نوفنبر | تشرين الثاني | تشرين ثاني | november | nov | kasim | novembre | نومبر | نوامبر |
    নভেম্বর`),
  list(`
    ديسمبر | دسمبر | ديسنبر | كانون الأول | كانون اول | december | dec | desember | aralik | decembre |
    دسامبر | ডিসেম্বর | disember`),
]

/** Marks of a calendar, as written after a year. */
export const HIJRI_MARKS = list(
  'ه | هج | هجري | هجرية | هجريا | بالهجري | الهجري | الهجرية | ah | h | hijri | هجرى',
)
export const GREGORIAN_MARKS = list(`
  م | ميلادي | ميلادية | ميلاديا | بالميلادي | الميلادي | الميلادية | ad | ce | gregorian | ملادي | ميلادى`)

/** Words between the two names of one day. */
export const SAME_DAY = list(`
  الموافق | الموافقة | موافق | الموافق ل | يوافق | ويوافق | الموافقه | corresponding to | corresponding |
  equivalent to`)

/** Days in words: "الخامس عشر", "غرة". */
export const DAY_ORDINALS: Readonly<Record<number, readonly string[]>> = {
  1: list('الأول | أول | غرة | مستهل | first'),
  2: list('الثاني | ثاني | second'),
  3: list('الثالث | ثالث | third'),
  4: list('الرابع | رابع | fourth'),
  5: list('الخامس | خامس | fifth'),
  6: list('السادس | سادس | sixth'),
  7: list('السابع | سابع | seventh'),
  8: list('الثامن | ثامن | eighth'),
  9: list('التاسع | تاسع | ninth'),
  10: list('العاشر | عاشر | tenth'),
  11: list('الحادي عشر | حادي عشر | الحادية عشرة'),
  20: list('العشرين | العشرون'),
  21: list('الحادي والعشرين | الحادي والعشرون | الواحد والعشرين | الواحد والعشرون'),
  30: list('الثلاثين | الثلاثون'),
}

/** Words that make a day a limit, not a date. */
export const LIMITS = list(`
  قبل | بعد | حتى | منذ | before | after | since | until | أواخر | أوائل | منتصف | نهاية | آخر | اواسط`)
/** Words around a day that are not part of it. */
export const WEEKDAYS = list(`
  الأحد | الاثنين | الإثنين | الثلاثاء | الثلوث | الاربعاء | الأربعاء | الربوع | الخميس | الجمعة | السبت |
  sunday | monday | tuesday | wednesday | thursday | friday | saturday | sun | mon | tue | wed | thu | fri |
  sat`)
