import { list } from './list.ts'

/** Alone in the household. */
export const ALONE = list(`
  لوحدي | وحدي | لحالي | بروحي | أنا بس | انا فقط | أنا لوحدي | انا لحالي | أنا وحدي | بلحالي | عايش لوحدي |
  عايشة لوحدي | فرد واحد | just me | only me | alone | me only | by myself`)
/** People counted beside the number: with one of them in the text, the number is only a part of the household. */
export const KIN = list(`
  زوجتي | وزوجتي | زوجي | وزوجي | امي | وامي | والدتي | ووالدتي | ابوي | وابوي | والدي | ووالدي | اخوي |
  واخوي | اختي | واختي | اخواني | واخواني | خواتي | وخواتي | المدام | والمدام | حرمتي | وحرمتي | الوالدة |
  والوالدة | الوالد | والوالد | وبنت | وولد | وطفل | وطفلة | wife | husband | mother | father`)
/** A second group beside the number. */
export const SHARED = list(`
  وبنتين | وولدين | وطفلين | وزوجتين | وبنت | وولد | وطفل | وطفلة | وواحد | وأنا | غيري | معي وأنا | بدوني |
  من غيري`)
/** Nouns in the dual. */
export const DUALS = list(`
  شخصين | نفرين | فردين | ولدين | بنتين | طفلين | زوجتين | ابنين | شخصان | فردان | طفلان | ولدان | بنتان |
  يتيمين | يتيمان | مرتين | غرفتين | سيارتين`)
