import { list } from './list.ts'
import type { CommandWords } from './commands.ts'

/** The command words of the pilgrims' languages: Urdu, Indonesian, Turkish, French, Bengali, Persian, Malay, Hausa. */
export const WORLD: readonly CommandWords[] = [
  {
    back: list('واپس | پیچھے | واپس جائیں | پچھلا | پچھلا سوال | wapas | peeche'),
    cancel: list(`
      منسوخ | منسوخ کریں | کینسل | درخواست منسوخ کریں | ختم کریں | mansookh | cancel karo`),
    restart: list('دوبارہ شروع | دوبارہ شروع کریں | شروع سے | نئے سرے سے | dobara shuru'),
    menu: list('مینو | مینیو | فہرست | مرکزی مینو | مین مینو'),
    human: list(`
      نمائندہ | ملازم | عملہ | انسان | نمائندے سے بات | نمائندے سے بات کریں | عملے سے بات کریں |
      نمائندہ چاہیے | numainda`),
    repeat: list('دہرائیں | دوبارہ | پھر سے | دوبارہ بتائیں | سوال دہرائیں | dobara'),
    skip: list('چھوڑیں | چھوڑ دیں | اگلا | اگلا سوال | chorein'),
    help: list('مدد | مدد کریں | میری مدد کریں | مدد چاہیے | رہنمائی | madad | madad chahiye'),
    save: list('محفوظ کریں | بعد میں | بعد میں جاری رکھیں | mehfooz'),
    stop: list('بند | بند کریں | روکیں | رکیں | رک جائیں | پیغامات بند کریں | band karo'),
    language: list('زبان | زبان تبدیل کریں | زبان بدلیں | اردو | اردو میں | zaban'),
    requests: list('میری درخواستیں | میری درخواست | meri darkhwastein'),
  },
  {
    back: list('kembali | mundur | sebelumnya | pertanyaan sebelumnya | balik'),
    cancel: list('batal | batalkan | batalkan permintaan | keluar | batalin'),
    restart: list('mulai lagi | mulai ulang | dari awal | ulang dari awal | mulai dari awal | mulai'),
    menu: list('menu utama | daftar menu | daftar | beranda'),
    human: list(`
      petugas | manusia | staf | karyawan | pegawai | bicara dengan petugas | hubungi petugas | operator |
      cs | orang | bicara dengan orang`),
    repeat: list('ulangi | ulang | sekali lagi | ulangi pertanyaan | lagi'),
    skip: list('lewati | lewat | lanjut | berikutnya | pertanyaan berikutnya | selanjutnya'),
    help: list(`
      bantuan | tolong | bantu | bantu saya | minta bantuan | tolong bantu saya | saya butuh bantuan`),
    save: list('simpan | simpan dulu | lanjut nanti | lanjutkan nanti | nanti'),
    stop: list('berhenti | stop pesan | hentikan | berhenti berlangganan | setop'),
    language: list('bahasa | ganti bahasa | ubah bahasa | bahasa indonesia'),
    requests: list('permintaan saya | daftar permintaan saya | permohonan saya'),
  },
  {
    back: list('geri | geri dön | önceki | önceki soru | geriye'),
    cancel: list(`
      iptal | iptal et | vazgeç | vazgeçtim | çık | çıkış | başvuruyu iptal et | talebi iptal et`),
    restart: list(`
      baştan | baştan başla | yeniden başla | yeniden | yeniden başlat | başla | en baştan`),
    menu: list('menü | ana menü | ana sayfa'),
    human: list(`
      çalışan | görevli | temsilci | yetkili | insan | personel | müşteri hizmetleri | temsilciye bağlan |
      görevliyle konuş | yetkiliyle görüşmek istiyorum`),
    repeat: list('tekrar | tekrarla | tekrar et | bir daha | soruyu tekrarla'),
    skip: list('atla | geç | soruyu atla | sonraki | sonraki soru | ileri'),
    help: list('yardım | yardım et | yardım edin | yardıma ihtiyacım var | yardim | bana yardım et'),
    save: list('kaydet | sonra devam et | daha sonra | sonra | kaydet ve çık'),
    stop: list('dur | durdur | mesajları durdur | abonelikten çık'),
    language: list('dil | dil değiştir | dili değiştir | türkçe | turkce'),
    requests: list('taleplerim | başvurularım | basvurularim'),
  },
  {
    back: list(`
      retour | précédent | revenir | question précédente | en arrière | arrière | revenir en arrière`),
    cancel: list(`
      annuler | annule | annulez | annuler la demande | annuler ma demande | quitter | abandonner | sortir`),
    restart: list(`
      recommencer | redémarrer | depuis le début | recommence | commencer | repartir de zéro`),
    menu: list('menu principal | accueil | le menu'),
    human: list(`
      humain | employé | employée | conseiller | conseillère | agent | personne | une personne |
      parler à un agent | parler à un employé | parler à quelqu’un | parler à quelqu'un |
      parler à un humain | un employé | un agent | un conseiller | opérateur | je veux parler à un employé |
      service client`),
    repeat: list(`
      répéter | répète | répétez | encore | encore une fois | répéter la question | redire`),
    skip: list('passer | ignorer | suivant | sauter | passer la question | question suivante'),
    help: list(`
      aide | aidez-moi | aidez moi | aide-moi | aide moi | j'ai besoin d'aide | à l’aide | au secours`),
    save: list('enregistrer | sauvegarder | sauver | plus tard | continuer plus tard | enregistrez'),
    stop: list(`
      arrêter | arrêtez | arrête | arrêt | se désabonner | désabonner | désinscription |
      arrêter les messages`),
    language: list('langue | changer de langue | changer la langue | français | francais | en français'),
    requests: list('mes demandes | voir mes demandes | mes requêtes'),
  },
  {
    back: list('পিছনে | পেছনে | ফিরে যান | ফিরে | আগের | আগের প্রশ্ন | পূর্ববর্তী'),
    cancel: list('বাতিল | বাতিল করুন | বাতিল করো | অনুরোধ বাতিল করুন | আবেদন বাতিল করুন'),
    restart: list(`
      আবার শুরু | আবার শুরু করুন | পুনরায় শুরু | পুনরায় শুরু করুন | নতুন করে শুরু | শুরু থেকে | শুরু`),
    menu: list('মেনু | প্রধান মেনু | তালিকা | মূল মেনু'),
    human: list(`
      কর্মচারী | কর্মী | প্রতিনিধি | মানুষ | কর্মকর্তা | কর্মীর সাথে কথা | কর্মীর সাথে কথা বলুন |
      প্রতিনিধির সাথে কথা বলুন | প্রতিনিধির সাথে কথা বলতে চাই`),
    repeat: list('আবার | পুনরাবৃত্তি | আবার বলুন | আরেকবার | আরেকবার বলুন'),
    skip: list('এড়িয়ে যান | বাদ দিন | বাদ | পরবর্তী | পরের প্রশ্ন | পরের'),
    help: list('সাহায্য | সহায়তা | সাহায্য করুন | সাহায্য চাই | আমাকে সাহায্য করুন'),
    save: list('সংরক্ষণ | সংরক্ষণ করুন | সেভ | পরে | পরে চালিয়ে যাব | সেভ করুন'),
    stop: list('থামুন | বন্ধ | বন্ধ করুন | থামাও | থামান | বার্তা বন্ধ করুন'),
    language: list('ভাষা | ভাষা পরিবর্তন | ভাষা পরিবর্তন করুন | বাংলা | বাংলায়'),
    requests: list('আমার আবেদন | আমার আবেদনগুলো | আমার অনুরোধ'),
  },
  {
    back: list('بازگشت | برگشت | قبلی | سوال قبلی | برگرد'),
    cancel: list('لغو | انصراف | لغو درخواست | لغو کن | کنسل | خروج'),
    restart: list('شروع دوباره | شروع مجدد | از اول | از نو | از ابتدا | شروع'),
    menu: list('منو | فهرست | منوی اصلی | صفحه اصلی'),
    human: list(`
      کارمند | اپراتور | پشتیبان | پشتیبانی | کارشناس | صحبت با کارمند | صحبت با اپراتور | صحبت با کارشناس |
      مسئول`),
    repeat: list('تکرار | تکرار کن | دوباره | یک بار دیگر | تکرار سوال'),
    skip: list('رد کردن | رد شدن | رد کن | بعدی | سوال بعدی | بگذر'),
    help: list('کمک | راهنما | راهنمایی | کمک کنید | به من کمک کنید | کمک می خواهم'),
    save: list('ذخیره | ذخیره کن | بعدا | بعداً | ادامه بعدا | بعدا ادامه می دهم'),
    stop: list('توقف | ایست | قطع پیام | لغو اشتراک | متوقف کن'),
    language: list('زبان | تغییر زبان | فارسی | به فارسی'),
    requests: list('درخواست های من | درخواستهای من | درخواست‌های من'),
  },
  {
    back: list('kembali | undur | sebelum | sebelum ini | soalan sebelum | balik'),
    cancel: list('batal | batalkan | batalkan permohonan | keluar'),
    restart: list('mula semula | semula | dari awal | mulakan semula | mula'),
    menu: list('menu utama | senarai | laman utama'),
    human: list(`
      kakitangan | pegawai | manusia | staf | bercakap dengan pegawai | bercakap dengan kakitangan | ejen |
      petugas | khidmat pelanggan`),
    repeat: list('ulang | ulangi | sekali lagi | ulang soalan | lagi sekali'),
    skip: list('langkau | abaikan | seterusnya | soalan seterusnya | lepas'),
    help: list('bantuan | tolong | bantu | tolong saya | bantu saya | saya perlukan bantuan'),
    save: list('simpan | sambung nanti | sambung kemudian | kemudian'),
    stop: list('henti | berhenti | hentikan | berhenti melanggan'),
    language: list('bahasa | tukar bahasa | bahasa melayu | melayu'),
    requests: list('permohonan saya | senarai permohonan saya'),
  },
  {
    back: list('baya | koma | koma baya | na baya | tambayar baya'),
    cancel: list('soke | a soke | soke bukata | fita | fasa'),
    restart: list('sake farawa | fara | daga farko | sabon farawa | fara daga farko'),
    menu: list('menu na farko | babban menu | jerin menu | jeri'),
    human: list(`
      ma'aikaci | maaikaci | ma’aikaci | mutum | ma'aikata | yi magana da mutum | yi magana da ma'aikaci |
      wakili`),
    repeat: list('maimaita | sake | sake maimaitawa | maimaita tambaya'),
    skip: list('tsallake | tsallaka | gaba | wuce | na gaba'),
    help: list('taimako | taimaka | taimaka min | ina bukatar taimako | a taimaka min'),
    save: list('ajiye | adana | zan ci gaba daga baya | daga baya | anjima'),
    stop: list('tsaya | daina | dakata | daina aika sako'),
    language: list('harshe | yare | canza harshe | canza yare | hausa | da hausa'),
    requests: list('bukatuna | bukatata | buƙatuna'),
  },
]
