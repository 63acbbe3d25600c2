import type { Command } from '#core/answer.ts'
import { list } from './list.ts'

/** The words for one command, as people type them; compared folded and as the whole message. */
export type CommandWords = Readonly<Record<Command, readonly string[]>>

const TALK = list(`
  أكلم | أتكلم مع | أتحدث مع | أتحدث إلى | أتواصل مع | التحدث مع | التحدث إلى | التكلم مع | الكلام مع | التواصل مع |
  الحديث مع | تحدث مع | تواصل مع | تكلم مع | كلم | مكالمة | محادثة | حولني إلى | حولني على | حولوني على |
  حولوني إلى | تحويل إلى | التحويل إلى | تحويلي إلى | وصلني مع | اتصال مع | نكلم | مقابلة`)
const PEOPLE = list(`
  موظف | الموظف | موظفة | الموظفة | موظف حقيقي | أحد الموظفين | أحد | حد | إنسان | شخص | شخص حقيقي | إنسان حقيقي |
  خدمة العملاء | خدمة المستفيدين | مسؤول | المسؤول | مندوب | بشر | الموظفين | موظفين | موظف العلاقات`)
/** "أكلم موظف", "التحدث مع إنسان": every way of talking to everyone who may be asked for. */
const TALKS = TALK.flatMap((talk) => PEOPLE.map((person) => `${talk} ${person}`))

/** Arabic, Modern Standard and Gulf. */
export const ARABIC: CommandWords = {
  back: list(`
      رجوع | الرجوع | ارجع | أرجع | عودة | العودة | عوده | عد | السابق | السابقة | سابق | للخلف | خلف |
      الى الخلف | إلى الوراء | للوراء | ورا | وراء | رجعني | رجعنا | رجعوني | ارجعني | ارجع للسابق |
      ارجع للسؤال السابق | السؤال السابق | السؤال اللي قبل | اللي قبل | اللي قبله | خطوة للخلف |
      الخطوة السابقة | رجوع للخلف | رجوع خطوة | تراجع | رجعني ورا | ارجع ورا | ارجع خطوة | رجعني خطوة |
      ارجع لورا | رجعني لورا | الرجوع للسابق | العودة للسابق | رجوع للسؤال السابق | العودة للسؤال السابق`),
  cancel: list(`
      إلغاء | الغاء | أطلع | أخرج | الخروج | إلغاء طلبي | الإلغاء | ألغ | ألغي | الغي | الغ | إلغي | كنسل | كنسلها | كنسله | كانسل |
      إلغاء الطلب | ألغ الطلب | ألغي الطلب | الغاء طلبي | ألغي طلبي | ألغوا الطلب | ألغوا طلبي |
      كنسل الطلب | كنسلوا الطلب | إلغاء العملية | ألغ العملية | ألغيه | ألغيها | الغه | الغها | هونت |
      هوّنت خلاص | بطلت | خروج | اخرج | إنهاء | إلغاء الأمر`),
  restart: list(`
      من جديد | من البداية | البداية | ابدأ من جديد | ابدا من جديد | أبدأ من جديد | أعيد من الأول | أعيد من البداية | نبدأ من الأول | أبدأ من البداية | أبدأ من الأول | نبدأ من جديد |
      البدء من جديد | ابدأ من البداية | ابدا من الاول | من الأول | من أول | من أول وجديد | ابدأ | أبدأ |
      ابدا | البدء | بداية | بدء | إعادة البدء | إعادة البداية | إعادة التشغيل | إعادة تشغيل | بداية جديدة |
      أعد من البداية | اعادة من البداية | عيد من الأول | عيد من البداية | نعيد من الأول | ابدأ مرة أخرى |
      ابدأ مرة ثانية | ارجع للبداية | العودة للبداية | الرجوع للبداية | رجوع للبداية | رستارت |
      طلب جديد من البداية | إعادة من البداية | أعد البدء`),
  menu: list(`
      القائمة | قائمة | القائمه | قايمة | القايمة | القائمة الرئيسية | قائمة رئيسية | الرئيسية |
      الصفحة الرئيسية | المنيو | منيو | المينيو | مينيو | القايمة الرئيسية | الخيارات | خيارات |
      قائمة الخدمات | الخدمات | خدمات | قائمة الخيارات | ارجع للقائمة | رجوع للقائمة | رجوع للرئيسية | العودة للرئيسية | ارجع للرئيسية | الرجوع للرئيسية | العودة للقائمة |
      الرجوع للقائمة | رجعني للقائمة | ارجع للقائمة الرئيسية | العودة إلى القائمة |
      العودة إلى القائمة الرئيسية | العودة للقائمة الرئيسية | الرجوع للقائمة الرئيسية |
      رجوع للقائمة الرئيسية | الرجوع إلى القائمة الرئيسية | عرض القائمة | اعرض القائمة | وريني القائمة |
      القوائم | أرسل القائمة | هات القائمة | رجعني للقائمة الرئيسية`),
  human: [
    ...TALKS,
    ...list(`
      موظف | الموظف | موظفة | موظفه | موضف | الموظفة | موظفين | خدمة العملاء | خدمة عملاء | خدمه العملا |
      خدمة المستفيدين | الدعم الفني | مندوب | ممثل | ممثل خدمة العملاء | ممثل الخدمة | إنسان | بشر | بشري |
      شخص | شخص حقيقي | إنسان حقيقي | آدمي | ادمي | أحد يكلمني | احد يكلمني | كلموني | كلمني | اتصلوا علي |
      اتصلوا بي | اتصل بي | اتصل علي | دقوا علي | دق علي | التحدث مع موظف | التحدث إلى موظف | تحدث مع موظف |
      التواصل مع موظف | تواصل مع موظف | تكلم مع موظف | حولني لموظف | حولني على موظف | حولني للموظف |
      حولوني لموظف | حولوني على موظف | حولوني للموظف | حولني إلى موظف | حولني لخدمة العملاء | وصلني بموظف |
      وصلوني بموظف | كلم موظف | أكلم موظف | اكلم أحد | أكلم إنسان | مكالمة موظف | تحويل لموظف |
      تحويل إلى موظف | التحويل لموظف | ابي احد يكلمني | أبغى أحد يكلمني | عطني موظف | عطوني موظف |
      اعطوني موظف | موظف العلاقات | الباحثة | الباحث | الأخصائية | الأخصائي | الأخصائي الاجتماعي`),
  ],
  repeat: list(`
      إعادة | اعاده | أعد | عيد | تعيد السؤال | تعيد | تكرر السؤال | تعيدون السؤال | تعيدين السؤال | تعيده | تكرره | عيدها | عيده | أعدها | كرر | كررها | كرره | تكرار | كرر السؤال |
      أعد السؤال | عيد السؤال | إعادة السؤال | تكرار السؤال | مرة ثانية | مرة أخرى | مره ثانيه | مرة تانية |
      كمان مرة | قلها مرة ثانية | عيد مرة ثانية | أعد مرة أخرى | أعد من فضلك | أعد الرسالة | كرر الرسالة |
      إعادة الرسالة | أعد الإرسال | إعادة الإرسال | وش قلت | ماذا قلت | وش السؤال | ما السؤال |
      ما هو السؤال | ايش السؤال | السؤال مرة ثانية | عد السؤال | عيد الكلام | أعيدوا السؤال | عيدوا السؤال |
      كرروا السؤال | أعيدي السؤال | عيدي السؤال`),
  skip: list(`
      تخطي | تخطى | تخطّ | تخط | التخطي | تجاوز | تجاوزه | تجاوزها | التجاوز | أتخطى | أتجاوز |
      تخطي السؤال | أتخطى السؤال | أتجاوز السؤال | أتخطاه | أتجاوزه | تخطى السؤال | تجاوز السؤال | تخطي هذا السؤال | تجاوز هذا السؤال | اتركه | اتركها |
      اترك السؤال | فوت | فوته | فوتها | فوّت السؤال | طنش | طنشه | سكيب | التالي | السؤال التالي |
      اللي بعده | اللي بعدها | السؤال اللي بعده | السؤال اللي بعد | عدّه | عدها | عدي السؤال | نعديه |
      مرره | انتقل للتالي | الانتقال للتالي`),
  help: list(`
      مساعدة | المساعدة | تساعدوني | تساعديني | مساعده | ساعدني | ساعدوني | ساعديني | تساعدني | ساعدنا | أحتاج مساعدة |
      احتاج المساعدة | محتاج مساعدة | محتاجة مساعدة | عاونوني | عاوني | هلب | شرح | اشرح | اشرح لي |
      اشرحلي | وضح | وضح لي | توضيح | ما فهمت | مافهمت | ما فهمت السؤال | لم أفهم | لم أفهم السؤال |
      مو فاهم | مو فاهمة | مب فاهم | ماني فاهم | ماني فاهمة | مش فاهم | مش فاهمة | غير مفهوم | لا أفهم |
      تعليمات | التعليمات | الأوامر | إرشادات | ساعدني من فضلك | ممكن مساعدة | ممكن تساعدني |
      ممكن تساعدوني | كيف أجاوب | كيف أجيب | كيف أكتب | كيف أستخدم البوت`),
  save: list(`
      حفظ | الحفظ | احفظ | أحفظ | أحفظ الطلب | احفظه | احفظها | احفظوا | حفظ الطلب | احفظ الطلب | احفظ طلبي | حفظ مؤقت |
      حفظ كمسودة | احفظ كمسودة | حفظ ومتابعة لاحقا | حفظ وإكمال لاحقا | حفظ والخروج | حفظ وخروج |
      احفظ واكمل بعدين | أكمل لاحقا | أكمل بعدين | أكمل بعدين إن شاء الله | بكمل بعدين | بكمل لاحقا |
      أكملها بعدين | أكمله بعدين | الإكمال لاحقا | إكمال لاحقا | سأكمل لاحقا | أكمل وقت ثاني |
      بكمل وقت ثاني | سيف | احفظ تقدمي | احفظ إجاباتي | أكمل بكرة | بكمل بكرة | مسودة`),
  stop: list(`
      إيقاف | ايقاف | الإيقاف | أوقف | اوقف | أوقفوا | وقف | وقفوا | توقف | التوقف | توقفوا | قف | بس وقف |
      ستوب | إيقاف الرسائل | أوقف الرسائل | وقف الرسائل | وقفوا الرسائل | أوقفوا الرسائل | إيقاف الإشعارات |
      إيقاف التنبيهات | وقف الإشعارات | أوقف الإشعارات | إلغاء الاشتراك | ألغ الاشتراك | ألغي الاشتراك |
      الغاء اشتراكي | ألغوا اشتراكي | أوقف الإرسال | إيقاف الإرسال | أوقفوا الإرسال | وقف الإرسال |
      لا ترسل | لا ترسلوا | لا ترسلون | لا تراسلني | لا تراسلوني | لا ترسل لي | لا ترسلوا لي |
      لا ترسلون لي | لا ترسل رسائل | لا ترسلوا رسائل | لا أريد رسائل | ما أبي رسائل | ما أبغى رسائل |
      لا أريد رسائلكم | ما أبي رسايلكم | ما أبغى رسايلكم | كفوا عن الرسائل | كفاية رسائل | لا تزعجوني |
      لا تزعجني`),
  language: list(`
      لغة | اللغة | لغه | اللغه | اللغات | لغات | تغيير اللغة | أغير اللغة | نغير اللغة | أبدل اللغة | تغيير اللغة إلى الإنجليزية | تغيير اللغة إلى العربية | تغيير اللغة للإنجليزية | تغيير اللغة للعربية | حول للإنجليزي | حول للعربي | غير اللغة | غيّر اللغة | غيروا اللغة |
      تغيير لغة | تبديل اللغة | بدل اللغة | اختيار اللغة | اختر اللغة | لغة أخرى | لغة ثانية | انقلش |
      إنجلش | إنجليزي | انقليزي | انجليزى | الإنجليزية | بالإنجليزي | بالانقليزي | بالإنجليزية | عربي |
      العربية | بالعربي | عربى | باللغة العربية | اللغة العربية | اللغة الإنجليزية | باللغة الإنجليزية |
      بلغة ثانية | تحويل اللغة | حول اللغة | أوردو | الأوردو | بالأوردو`),
  requests: list(`
      طلباتي | عرض طلباتي | اعرض طلباتي | اعرضوا طلباتي | قائمة طلباتي | وريني طلباتي | أشوف طلباتي |
      شوف طلباتي | فتح طلباتي | صفحة طلباتي | إلى طلباتي | الطلبات`),
}

/** English. */
export const ENGLISH: CommandWords = {
  back: list(`
      back | go back | previous | prev | previous question | last question | return | step back | undo |
      go to previous | back one step | take me back | i want to go back | go to the previous question`),
  cancel: list(`
      cancel | cancel it | cancel request | cancel my request | cancel the request | cancel this | abort |
      quit | exit | i want to cancel | i want to cancel my request | forget it | nevermind | never mind |
      discard | cancel application | cancel my application`),
  restart: list(`
      restart | start over | start again | begin again | reset | start | begin | from the beginning |
      from the start | start from the beginning | new start | i want to start over | start afresh |
      start from scratch | redo from start`),
  menu: list(`
      menu | main menu | home | options | the menu | show menu | show me the menu | go to menu |
      go to main menu | back to menu | back to main menu | services | list of services | main | home page |
      show options | return to menu | back to the menu | back to the main menu`),
  human: list(`
      human | agent | employee | staff | person | operator | representative | rep | real person |
      live agent | talk to human | talk to a human | speak to human | speak to a human | talk to agent |
      talk to an agent | speak to agent | speak to an agent | talk to someone | speak to someone |
      talk to a person | speak to a person | talk to staff | talk to an employee | speak to an employee |
      customer service | customer support | i want to talk to someone | i want to talk to a human |
      i want to speak to someone | i need to talk to someone | i need an agent | i need a human |
      i want an employee | call me | human please | contact staff | connect me to an agent |
      connect me to a human | i want to talk to an employee | i want to speak to an employee |
      i want to speak to a human | talk to a real person | speak to a real person |
      transfer me to an agent | i want an agent | i want a human | speak with an agent | talk with an agent`),
  repeat: list(`
      repeat | again | once more | say again | say that again | repeat that | repeat question |
      repeat the question | one more time | come again | pardon | repeat please | resend |
      what was the question | what did you say | repeat it`),
  skip: list(`
      skip | skip it | skip this | pass | next | skip question | skip this question | skip the question |
      next question | leave it | i want to skip | leave blank`),
  help: list(`
      help | help me | please help me | i need help | need help | assist | assistance | assist me | info |
      instructions | commands | how does this work | i dont understand | i don't understand | what do i do |
      can you help me | could you help me | i want help | explain | guide | i do not understand | how to use`),
  save: list(`
      save | save it | save for later | save draft | save and exit | save and continue later |
      continue later | finish later | later | save my answers | save request | save my request |
      save progress | save my progress | i will continue later | save and quit | complete later`),
  stop: list(`
      stop | stop it | unsubscribe | stop messages | stop messaging me | stop sending messages |
      stop sending | stop all | opt out | optout | stopall | remove me | do not message me |
      don't message me | stop notifications | no more messages | stop texting me | do not send me messages`),
  language: list(`
      language | languages | lang | change language | switch language | change the language | english |
      in english | english please | arabic | in arabic | other language | another language |
      choose language | select language | speak english | set language | translate | do you speak english |
      urdu | change my language`),
  requests: list(`
      requests | my requests | show my requests | my request list | list my requests | open my requests |
      see my requests | view my requests`),
}

/** Words said before or after a command that change nothing about it. */
export const COURTESIES: readonly string[] = list(`
      لو سمحت | لوسمحت | لوسمحتم | لوسمحتي | لو سمحتم | لو سمحتي | لو سمحتو | من فضلك | من فضلكم | فضلا | رجاء | أرجوك | ارجوكم |
      الله يعافيك | الله يعافيكم | يعطيك العافية | الله يجزاك خير | جزاك الله خير | جزاك الله خيرا |
      الله يخليك | الله يسعدك | الله يوفقك | تكفى | تكفون | تكفين | بليز | يا أخي | أخوي | اختي | شكرا |
      شكرا لك | شكرا لكم | مشكور | مشكورين | طيب | خلاص | الحين | الآن | السلام عليكم | يا أخ | يا ليت |
      ياليت | يالله | والله | بسرعة | حالا | please | pls | plz | now | thanks | thank you | ok | okay |
      kindly | just`)

/** Words by which a command is asked for: "أبغى أكلم موظف", "I want to go back". */
export const REQUESTS = list(`
  أبي | أبغى | ابغا | أبغا | أبا | بغيت | ودي | أريد | اريد ان | أريد أن | أود | أود أن | أرغب | أرغب في |
  أرغب ب | أرغب أن | ممكن | لو ممكن | هل ممكن | هل يمكن | هل يمكنني | يمكنني | أقدر | هل أقدر | محتاج |
  محتاجة | أحتاج | أحتاج إلى | أحتاج أن | عايز | عاوز | عايزة | بدي | حاب | حابة | لازم | عطني | عطوني |
  أعطني | اعطوني | هات | خلني | خلوني | أتمنى | i want to | i want | i need to | i need a | i need an |
  i need | i want a | i want an | can i | can you | could you | could i | may i | i would like to |
  i would like a | i would like | id like to | let me | take me | take me to | take me to the | saya mau |
  saya ingin | saya nak | je veux | je voudrais | mujhe | می خواهم | ina so`)
