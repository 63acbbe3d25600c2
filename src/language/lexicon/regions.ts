import { list } from './list.ts'

interface Region {
  /** The official name. */
  readonly name: string
  readonly en: string
  readonly names: readonly string[]
  /** Cities and governorates: people name them, so the region is offered. */
  readonly cities: readonly string[]
}

/** The thirteen regions of the Kingdom (Law of the Provinces, A/92). */
export const REGIONS: readonly Region[] = [
  {
    name: 'منطقة الرياض',
    en: 'Riyadh',
    names: list(`
      الرياض | رياض | العاصمة | riyadh | ar riyadh | al riyadh | riyad | riadh | er riyadh | arriyadh`),
    cities: list(`
      الخرج | المجمعة | الدوادمي | القويعية | وادي الدواسر | الزلفي | شقراء | الأفلاج | عفيف | الدرعية |
      حوطة بني تميم | السليل | ضرما | رماح | ثادق | المزاحمية | حريملاء | kharj`),
  },
  {
    name: 'منطقة مكة المكرمة',
    en: 'Makkah',
    names: list(`
      مكة المكرمة | مكة | مكه المكرمه | مكة المكرمه | makkah | mecca | makka | meccah |
      makkah al mukarramah | makkah al mukarrama | mekkah | mekka | mekke | la mecque | holy makkah`),
    cities: list(`
      جدة | الطائف | رابغ | القنفذة | الليث | خليص | الجموم | الكامل | تربة | رنية | الخرمة | ميسان | أضم |
      العرضيات | بحرة | jeddah | taif | rabigh | jedda`),
  },
  {
    name: 'منطقة المدينة المنورة',
    en: 'Madinah',
    names: list(`
      المدينة المنورة | المدينة | المدينه المنوره | المدينه | طيبة الطيبة | مدينة الرسول | المدينة النبوية |
      madinah | medina | madina | medinah | al madinah | al madina | al madinah al munawwarah |
      madinah al munawwarah | medine | al medina`),
    cities: list(`
      ينبع | العلا | بدر | خيبر | الحناكية | مهد الذهب | وادي الفرع | العيص | yanbu | alula`),
  },
  {
    name: 'منطقة القصيم',
    en: 'Qassim',
    names: list(`
      القصيم | قصيم | القسيم | qassim | al qassim | qasim | al qasim | gassim | alqassim | al gassim |
      kassim`),
    cities: list(`
      بريدة | عنيزة | الرس | المذنب | البكيرية | البدائع | رياض الخبراء | النقرة | عقلة الصقور | buraidah |
      unaizah | onaizah`),
  },
  {
    name: 'المنطقة الشرقية',
    en: 'Eastern Province',
    names: list(`
      الشرقية | الشرقيه | شرقية | المنطقة الشرقية | المنطقه الشرقيه | الشرقى | eastern province | eastern |
      eastern region | sharqiyah | sharqia | sharqiya | ash sharqiyah | al sharqiyah | al sharqia |
      sharkia | the eastern province | east province | eastern provence`),
    cities: list(`
      الدمام | الخبر | الظهران | الأحساء | الاحساء | الهفوف | الجبيل | القطيف | حفر الباطن | الخفجي |
      رأس تنورة | بقيق | النعيرية | المبرز | dammam | khobar | dhahran | al ahsa | hofuf | jubail | qatif`),
  },
  {
    name: 'منطقة عسير',
    en: 'Asir',
    names: list('عسير | العسير | asir | aseer | assir | azir | asseer | asser'),
    cities: list(`
      أبها | خميس مشيط | بيشة | محايل | محايل عسير | النماص | ظهران الجنوب | سراة عبيدة | رجال ألمع |
      أحد رفيدة | تثليث | بلقرن | المجاردة | abha | khamis mushait | bisha`),
  },
  {
    name: 'منطقة تبوك',
    en: 'Tabuk',
    names: list('تبوك | tabuk | tabouk | tabook | tebuk | tabok'),
    cities: list('ضباء | الوجه | تيماء | أملج | حقل | البدع | نيوم | umluj | neom | duba'),
  },
  {
    name: 'منطقة حائل',
    en: 'Hail',
    names: list('حائل | حايل | حآئل | حاءل | hail | hael | hayel | hayil'),
    cities: list('بقعاء | الغزالة | الشنان | الحائط | السليمي'),
  },
  {
    name: 'منطقة الحدود الشمالية',
    en: 'Northern Borders',
    names: list(`
      الحدود الشمالية | الحدود الشماليه | حدود شمالية | الشمالية | الشماليه | المنطقة الشمالية |
      northern borders | northern border | northern borders region | al hudud ash shamaliyah |
      hudud shamaliyah | north borders | northern frontier | northern boarder | northern boarders`),
    cities: list('عرعر | رفحاء | طريف | العويقيلة | arar | rafha | turaif'),
  },
  {
    name: 'منطقة جازان',
    en: 'Jazan',
    names: list(`
      جازان | جيزان | جزان | جيازان | jazan | jizan | gizan | jaizan | gazan | jezan | jeezan`),
    cities: list(`
      صبيا | أبو عريش | صامطة | الدرب | بيش | فرسان | أحد المسارحة | ضمد | الداير | فيفا | sabya | farasan`),
  },
  {
    name: 'منطقة نجران',
    en: 'Najran',
    names: list('نجران | najran | nejran | najraan'),
    cities: list('شرورة | حبونا | بدر الجنوب | يدمة | sharurah'),
  },
  {
    name: 'منطقة الباحة',
    en: 'Al Bahah',
    names: list(`
      الباحة | الباحه | باحة | الباحا | bahah | al bahah | al baha | baha | albaha | albahah | el baha`),
    cities: list('بلجرشي | المندق | المخواة | قلوة | العقيق | غامد الزناد | baljurashi'),
  },
  {
    name: 'منطقة الجوف',
    en: 'Al Jawf',
    names: list(`
      الجوف | جوف | jawf | al jawf | jouf | al jouf | aljouf | joof | al joof | al juf | aljawf`),
    cities: list('سكاكا | القريات | دومة الجندل | طبرجل | sakaka | qurayyat'),
  },
]

/** Words around a region that say nothing about which. */
export const REGION_FILLERS = list(`
  منطقة | منطقه | المنطقة | إمارة | امارة | مدينة | محافظة | في | من | أنا | انا | نحن | احنا | ساكن |
  ساكنة | اسكن | أسكن | نسكن | اعيش | أعيش | عايش | عايشة | مقيم | مقيمة | سكان | أهل | اهل | بمنطقة |
  منطقتي | حاليا | الآن | الحين | السعودية | المملكة | العربية | سكني | السكن | region | province |
  emirate | of | in | i | am | live | from | the | city | area | saudi | arabia | im | we | are | my | is`)
/** "Either of two", or "not this one". */
export const REGION_DENIALS = list(`
  أو | او | ولا | مو | مب | مش | ليس | ليست | لا | ما | غير | بدون | or | not | وليس | خارج | بين | قبل`)
