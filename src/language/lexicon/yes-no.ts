import { list } from './list.ts'

/** Whole answers that mean yes, in Modern Standard and Gulf Arabic, English and the pilgrims' languages. */
export const YES = list(`
  نعم | نعمم | ايه | إي | اي | أي | إيه | ايوه | أيوه | أيوة | ايوا | أيوا | إيوا | ايووه | أيوووه | اييه |
  يب | ياب | يس | اوكي | أوكي | اوك | أوك | اوكيه | اوكى | اكيه | أجل | بلى | بلا شك | تمام | تم | طبعا |
  طبعًا | أكيد | اكييد | بالتأكيد | تأكيد | مؤكد | بكل تأكيد | بالطبع | صح | صحيح | صحيحه | مضبوط | موافق |
  موافقة | موافقه | موافقين | أوافق | اوافق | نوافق | أقبل | قبلت | قبول | مقبول | حاضر | ابشر | أبشر |
  أبشري | ابشروا | على خشمي | من عيوني | على راسي | زين | طيب | ماشي | اه | آه | أه | هيه | هي نعم | اها |
  أها | امبلا | امبلى | مبلى | ايوالله | اي والله | إي والله | ايه والله | اي نعم | إي نعم | نعم أكيد |
  نعم موافق | نعم أوافق | نعم موافقة | نعم صحيح | نعم والله | نعم طبعا | نعم بالتأكيد | ايه نعم | ايه صح |
  ايه اكيد | ايه موافق | ايوه موافق | ايوه صح | ايوه اكيد | موافق جدا | موافق طبعا | أوافق بشدة | نعم يوجد |
  يوجد | موجود | متوفر | نعم عندي | عندي | ايه عندي | اي عندي | ايوه عندي | عندي نعم | نعم لدي | لدي |
  نعم املك | أملك | نعم أريد | أريد | ابي | أبغى | ابغا | ايه ابي | ايه ابغى | ايوه ابغى | نعم ابغى |
  نعم ابي | نعم أرغب | أرغب | يا ليت | ياليت | أتمنى | بكل سرور | يسعدني | اعتمد | اعتمدها | تأكيد الطلب |
  أؤكد | نعم أؤكد | كمل | أكمل | نعم استمر | نعم أكمل | yes | y | ye | yea | yeah | yep | yup | yes please |
  yes i do | yes i am | yes sure | yes of course | yes i agree | yes it is | yes i have | ok | okay | okey |
  k | sure | of course | certainly | definitely | absolutely | correct | right | true | agree | agreed |
  i agree | i do | i accept | accept | confirm | confirmed | affirmative | indeed | fine | yess | yesss |
  aye | aiwa | ewa | na3am | naam | eeh | 100% | جی | جی ہاں | ہاں | ہاں جی | بالکل | ٹھیک ہے | ji | haan |
  jee | ya | iya | iyaa | betul | setuju | benar | baik | boleh | evet | tamam | olur | kabul | oui |
  d'accord | bien sûr | ouais | হ্যাঁ | হ্যা | জি | জ্বি | ঠিক আছে | بله | آره | بلی | باشه | na'am`)

/** Whole answers that mean no. */
export const NO = list(`
  لا | لأ | لاء | لا لا | لالا | كلا | كلا لا | أبدا | ابد | أبد | لا أبدا | ابدا لا | مستحيل | قطعا لا |
  لا طبعا | طبعا لا | أكيد لا | لا اكيد | لا والله | والله لا | لا شكرا | لا مشكورين | لا مشكور |
  لا شكرا لكم | لا يا أخي | لا حبيبي | لا يوجد | لا توجد | لايوجد | لا يوجد لدي | لا يوجد عندي | لا أملك |
  لا املك شي | ما أملك | لا ما عندي | ما عندي | ماعندي | ما عندنا | ماعندنا | مافي | ما فيه | مافيه |
  ما في | مافي شي | ما فيه شي | ما عندي شي | لا ما فيه | لا مافي | ليس لدي | ليس عندي | لا ليس لدي |
  ليس لي | مو عندي | ماهو عندي | ما معي | لا يتوفر | غير متوفر | غير موجود | مو موجود | لا أريد |
  لا اريد ذلك | لا أرغب | لا أوافق | لا أوافق على ذلك | لست موافق | لست موافقا | لست موافقة | لا أقبل |
  ما أريد | ما أبي | ماابي | مابي | ما ابيه | ما أبغى | ماابغى | مابغى | ما ابغا | ما ودي | ما أرغب |
  ما أوافق | مااوافق | لا ما أبي | لا ما أبغى | لا ما أوافق | لا مو موافق | لا غير موافق | غير موافق |
  غير موافقة | مو موافق | مو موافقة | مب موافق | مب موافقة | مش موافق | مش موافقة | ماني موافق |
  ماني موافقة | منيب موافق | مانيب موافق | أرفض | ارفض ذلك | رفض | مرفوض | رافض | رافضة | غير صحيح |
  مو صحيح | مب صحيح | غلط | خطأ | خطا | مو صح | مب صح | مش صح | ليس صحيحا | ليس صحيح | لا خطأ | لا غلط |
  لا غير صحيح | لا مو صح | نو | نوب | نهائيا | نهائي لا | لا نهائيا | إطلاقا | لا إطلاقا | no | noo | n |
  nope | nah | no thanks | no thank you | never | not really | no i dont | no i don't | no i do not |
  no i am not | no i'm not | no way | no not yet | not yet | i do not agree | i don't agree | i dont agree |
  i disagree | disagree | refuse | i refuse | reject | incorrect | wrong | false | not correct | negative |
  la | laa | la2 | mo mwafiq | nay | none | نہیں | جی نہیں | نہ | nahi | nahin | tidak | tak | nggak | gak |
  ngga | enggak | bukan | tidak setuju | tidak mau | hayır | hayir | yok | istemiyorum | non | pas du tout |
  non merci | না | জি না | نه | نخیر | a'a | aa | babu`)

/** Marks that mean yes or no by themselves. */
export const YES_MARKS = list('👍 | 👌 | ✅ | ✔ | ☑ | 💯 | 🆗 | 🫡 | 🙆')
export const NO_MARKS = list('👎 | ❌ | ✖ | ❎ | 🚫 | ⛔ | 🙅')

/** What may stand around a yes or a no without changing it. */
export const SURROUNDINGS = list(`
  والله | شكرا | شكرا لك | شكرا لكم | شكرا جزيلا | مشكور | مشكورين | يعطيك العافية | يعطيكم العافية |
  الله يعافيك | الله يجزاك خير | جزاك الله خير | جزاكم الله خير | جزاك الله خيرا | جزاكم الله خيرا |
  لو سمحت | لو سمحتم | من فضلك | من فضلكم | إن شاء الله | ان شاءالله | انشاء الله | يا أخي | يا اخوي |
  اخوي | أختي | حبيبي | يا غالي | الغالي | طال عمرك | يا طويل العمر | سيدي | أستاذ | استاذي | يا أستاذ |
  الحمد لله | الحمدلله | ولله الحمد | بارك الله فيك | بارك الله فيكم | السلام عليكم |
  السلام عليكم ورحمة الله | وعليكم السلام | الله يسعدك | الله يوفقكم | الله يوفقك | الله يخليك |
  الله يسلمك | تسلم | تسلمون | تكفون | مرحبا | هلا | يا هلا | please | thanks | thank you |
  thank you so much | sir | madam | dear | inshallah | insha allah | in sha allah | alhamdulillah | wallah`)

/** How yes and no are shown. */
export const SHOWN: Readonly<Record<'yes' | 'no', Readonly<Record<string, string>>>> = {
  yes: {
    ar: 'نعم',
    en: 'yes',
    ur: 'جی ہاں',
    id: 'ya',
    tr: 'evet',
    fr: 'oui',
    bn: 'হ্যাঁ',
    fa: 'بله',
    ms: 'ya',
    ha: "na'am",
  },
  no: {
    ar: 'لا',
    en: 'no',
    ur: 'جی نہیں',
    id: 'tidak',
    tr: 'hayır',
    fr: 'non',
    bn: 'না',
    fa: 'نه',
    ms: 'tidak',
    ha: "a'a",
  },
}
