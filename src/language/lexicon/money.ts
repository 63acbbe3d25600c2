import { list } from './list.ts'

/** Words and signs of other currencies. */
export const OTHER_CURRENCIES = list(`
  دولار | دولارات | دولارا | يورو | جنيه | جنيهات | جنيها | درهم | دراهم | دينار | دنانير | دينارا | ليرة |
  ليره | ليرات | روبية | روبيه | روبيات | تاكا | روبل | ين | يوان | فرنك | باوند | استرليني | بيسو | شيكل |
  تومان | رينغيت | رينجت | نايرا | دولر | سنت | بتكوين | فلس | بيسة | بيزة | dollar | dollars | usd | eur | euro | euros |
  pound | pounds | egp | gbp | aed | dirham | dirhams | kwd | bhd | omr | qar | dinar | dinars | jod |
  rupee | rupees | inr | pkr | rs | idr | rupiah | rp | try | lira | tl | taka | bdt | ringgit | rm | myr |
  naira | ngn | yen | yuan | yer | iqd | syp | lbp | sdg | btc | bitcoin | cent | cents | php | peso`)
export const OTHER_CURRENCY_SIGNS = list('$ | € | £ | ¥ | ₹ | ₨ | ₺ | ৳ | ₦ | ₱ | ₪ | ₩ | ₽ | ฿ | ¢ | ₿')
/** A riyal of another country. */
export const OTHER_RIYALS = list(`
  قطري | يمني | عماني | إيراني | ايراني | برازيلي | قطرية | يمنية | عمانية | عمانى | qatari | yemeni |
  omani | iranian`)
export const RIYALS = list(`
  ريال | ريالات | ريالا | ريالين | sar | sr | riyal | riyals | rial | rials | sar. | ر | رس | ريالن |
  رييال | ريل`)
/** Hundredths of a riyal. */
export const HALALAS = list('هللة | هلله | هللات | هلل | halala | halalas')
/** Nouns that make the number a count of something else. */
export const OTHER_UNITS = list(`
  شهر | شهور | أشهر | اشهر | سنة | سنه | سنوات | سنين | عام | أعوام | يوم | أيام | ايام | ساعة | ساعات |
  أسبوع | أسابيع | دقيقة | متر | أمتار | كيلو | كيلومتر | كم | جرام | غرام | طن | لتر | شخص | أشخاص |
  اشخاص | فرد | أفراد | افراد | نفر | أنفار | انفار | طفل | أطفال | اطفال | ولد | أولاد | اولاد | بنت |
  بنات | عيال | زوجة | غرف | غرفة | شقة | سيارة | سيارات | مرة | مرات | كرتون | سلة | بالمية | بالمئة |
  بالمائة | months | month | years | year | days | day | persons | people | kids | children | percent | km |
  kg | hours`)
