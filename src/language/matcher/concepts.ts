/**
 * What words mean, across languages: a question in a language with few examples profits from those in others, and
 * a synonym from the word that the examples use. A star stands for any ending. Written as people write; folded
 * when read.
 */
export const CONCEPTS: Readonly<Record<string, string>> = {
  request:
    'طلب طلبي طلبنا طلبك معامله معاملتي معاملتنا ملفي request* application* apply applied درخواست* permohonan pengajuan başvuru* talebim demande dossier আবেদন* درخواستم bukata* bukatata',
  register:
    'اسجل سجل تسجيل نسجل اتسجل سجلوني تسجلوني اقدم قدمت تقديم نقدم register* enroll* signup رجسٹر* رجسٹریشن ثبت mendaftar pendaftaran daftar kayıt* inscri* নিবন্ধ* نام‌نویسی rajista yin',
  document:
    'مستند* وثيقه وثائق وثايق ورق ورقه اوراق اوراقي ورقي مرفق* شهاده صوره صور مستندات document* paper* certificate* کاغذ* دستاویز* dokumen berkas surat fotokopi belge* evrak* papier* pièce* justificatif* কাগজ* নথি* مدرک مدارک takardu takarda',
  required:
    'مطلوب* لازم يلزم* ضروري تطلبون تحتاجون required require* need needed necessary must ضروری چاہی* لازمی perlu diperlukan butuh syarat gerek* lazım nécessaire* requis* faut দরকার প্রয়োজন* লাগ* لازم نیاز bukatar ake perlukan',
  condition:
    'شرط شروط* يشترط معايير* اهليه استحقاق استحق مستحق* يحق ينطبق تنطبق مؤهل eligib* qualif* criteria condition* entitled شرط* شرائط اہل* مستحق* حقدار syarat* berhak memenuhi layak şart* koşul* hak uygun* condition* éligib* droit যোগ্য* শর্ত* شرایط واجد cancanta sharudd* sharadi',
  service:
    'خدمه خدمات* خدماتكم برنامج برامج* تقدمون تقدمونها service* program* offer* provide* خدمات* خدمت* پروگرام* layanan program* perkhidmatan hizmet* service* programme* সেবা* خدمات* hidima ayyuka',
  support:
    'دعم دعمي مساعده مساعدات مساعدتي معونه اعانه اعانات support* aid help assistance مدد امداد* bantuan tolong yardım* aide* assistance সাহায্য* সহায়তা* کمک* taimako*',
  status:
    'حاله حالته وضع وضعه صار وصل متابعه اتابع استعلام استعلم تتبع status progress update* track* حال بنا کہاں status sejauh sampai durum* aşama* avancement statut অবস্থা* وضعیت matsayi kai',
  decision:
    'قرار قراركم بت رد تردون ردكم نتيجه النتيجه decision decide* answer reply result* فیصلہ جواب نتیجہ keputusan jawaban hasil karar* cevap* sonuç* décision* réponse* résultat* সিদ্ধান্ত* উত্তর* تصمیم* جواب* hukunci amsa sakamako',
  duration:
    'مده كم يطول تطول ياخذ تاخذ اسبوع* يوم ايام شهر وقت long days weeks month* time take مدت دن وقت عرصہ lama hari minggu berapa sürer süre* gün* kaç temps jours combien délai সময় দিন কতদিন কত چقدر روز طول زمان tsawon kwana kwanaki',
  when: 'متى امتى ايمتى when کب kapan bila ne_zaman zaman quand কখন কবে کی yaushe',
  where: 'وين اين فين where کہاں کدھر mana di_mana nerede nereye où কোথায় کجا* ina inda',
  how: 'كيف شلون وشلون كيفيه طريقه how کیسے طریقہ bagaimana cara macam nasıl comment কিভাবে কীভাবে چگونه چطور yaya ta_yaya',
  who: 'من مين منو who کون siapa kim qui কে কারা چه‌کسی wa wane wanene',
  why: 'ليش ليه لماذا سبب اسباب why reason* کیوں وجہ kenapa mengapa alasan neden niye niçin pourquoi raison কেন چرا me_yasa dalili',
  refuse:
    'رفض رفضتوا رفضوني مرفوض انرفض رفضي ترفضون رفضكم reject* refus* denied declin* turned_down رد مسترد انکار ditolak penolakan tolak red reddedil* rejet* refus* প্রত্যাখ্যান* বাতিল رد ki kin an_ki',
  appeal:
    'اعترض اعتراض تظلم استئناف اتظلم اراجع appeal* object* dispute* challenge* اعتراض اپیل banding keberatan rayuan itiraz* appel recours contest* আপিল আপত্তি اعتراض daukaka',
  complaint:
    'شكوى شكوي شكاوى اشتكي نشتكي شكواي بلاغ ابلغ complain* complaint* grievance شکایت* keluhan mengadu mengeluh pengaduan aduan şikayet* plainte* réclamation* অভিযোগ* شکایت* korafi',
  suggest:
    'اقتراح* مقترح* اقترح فكره افكار suggest* idea* propos* تجویز* مشورہ saran usul* cadangan öneri* suggestion* idée* propos* পরামর্শ প্রস্তাব پیشنهاد* shawara',
  rate: 'تقييم اقيم قيم استبيان رضا رايي انطباعي rate rating evaluat* survey feedback review ریٹنگ رائے جائزہ menilai penilaian survei nilai değerlendir* anket memnuniyet évalu* noter avis sondage মূল্যায়ন রেটিং মতামত ارزیابی نظر* نظرسنجی kimanta*',
  employee:
    'موظف موظفه موظفين موظفكم مسؤول مندوب باحث باحثه مدير شخص انسان بشر ادمي human employee* agent person staff representative manager someone ملازم* اہلکار انسان نمائندہ petugas pegawai manusia orang kakitangan çalışan* görevli* yetkili* insan* employé* humain conseiller agent কর্মচারী* কর্মকর্তা* মানুষ کارمند* انسان* ma_aikaci ma',
  talk: 'اكلم اتكلم يكلمني كلموني اتحدث تحدث حولني يتصل مكالمه اتصلوا talk speak chat call بات گفتگو bicara berbicara bercakap sohbet konuş* görüş* parler কথা صحبت حرف magana',
  change:
    'تغيير اغير غيرت احدث تحديث اعدل تعديل عدل حدث change* update* edit correct modify تبدیل بدل* اپڈیٹ درست ubah mengubah ganti perbarui tukar kemas değiştir* güncelle* chang* modifi* mettre_à_jour পরিবর্তন* বদল* আপডেট تغییر عوض* canza sabunta gyara',
  data: 'بيانات* بياناتي معلوماتي معلومات بياناتنا data information details record* معلومات ڈیٹا data informasi maklumat veri* bilgi* données informations তথ্য* اطلاعات داده* bayanai bayanan',
  cancel:
    'الغي الغاء الغوا اسحب سحب تراجع اتراجع كنسل اكنسل cancel* withdraw* منسوخ واپس* batal* membatalkan tarik iptal vazgeç* annul* retirer বাতিল* প্রত্যাহার لغو انصراف soke janye',
  receive:
    'استلم استلام ينزل نزل يوصلني تسليم صرف تصرف تحويل يتحول حواله receive* deliver* paid payment transfer* disburs* ملے ملیں ملتی وصول menerima terima cair dikirim diterima ödeme* teslim* alacağım recevoir versement livr* পাব* পাবো দেওয়া دریافت واریز karba samu',
  accepted:
    'قبول انقبل انقبلت مقبول وافقتوا موافقه قبلتوني accept* approv* منظور* قبول diterima disetujui lulus diluluskan kabul* onay* accept* approuv* অনুমোদ* গৃহীত قبول* تایید* amince* karɓa karbi',
  interview:
    'مقابله المقابله مقابلات مقابلتي interview* انٹرویو wawancara temuduga mülakat* görüşme* entretien* সাক্ষাৎকার* ইন্টারভিউ* مصاحبه* hira tattaunawa',
  visit:
    'زياره زيارات يزور* تزور* يزورني ميدانيه بيتي منزل* المعاينه visit* home inspection دورہ وزٹ آئے kunjungan mengunjungi berkunjung lawatan ziyaret* visite* পরিদর্শন* ভিজিট بازدید* ziyara ziyarci',
  family:
    'امي ابوي ابي والدي والدتي اخوي اختي جدي جدتي جاري جارتي زوجتي زوجي ولدي بنتي خالتي عمي mother father brother sister neighbour* neighbor* relative* wife husband parents son daughter والدہ والد بھائی بہن ماں باپ پڑوسی رشتہ* ibu ayah saudara kakak adik tetangga jiran istri isteri suami annem babam kardeş* komşu* akraba* mère père frère soeur voisin* proche* মা বাবা ভাই বোন প্রতিবেশী* আত্মীয়* مادر* پدر* برادر* خواهر* همسایه* mahaifiya* mahaifi* makwabci* dan_uwa uwata',
  behalf:
    'عن نيابه بدل بدال وكيل وكاله ولي وصي behalf guardian proxy representative طرف جگہ سرپرست mewakili atas_nama wakil wali vekil* adına veli* nom_de procuration tuteur পক্ষে অভিভাবক جای وکیل قیم madadin wakil waliyy',
  declaration:
    'اقرار الاقرار تعهد التعهد تعهدات اقرارات declaration pledge undertaking statement اقرار* حلف* pernyataan akuan perakuan beyan* taahhüt* déclaration engagement ঘোষণা* অঙ্গীকার اقرارنامه تعهد* اظهارنامه sanarwa rantsuwa',
  sign: 'توقيع اوقع نوقع توقع توقيعي وقع sign signature* signing signed دستخط tanda_tangan tandatangan menandatangani imza* sign* স্বাক্ষর* সই امضا* sa_hannu hannu',
  hours:
    'دوام دوامكم تداومون تفتحون مفتوح مفتوحين تقفلون تسكرون ساعات اجازه اجازتكم open* clos* hours holiday* weekend اوقات کھل* بند چھٹی buka tutup jam libur waktu_operasi cuti açık* açıl* kapan* kapalı mesai tatil* ouvert* ferm* horaires heures খোলা* বন্ধ* ছুটি ساعت* باز تعطیل* buɗe bude rufe awoyi',
  place:
    'موقع موقعكم مكانكم مقر مقركم عنوان عنوانكم لوكيشن خريطه حي فرع location address office located map directions پتہ دفتر مقام لوکیشن alamat kantor lokasi pejabat adres* ofis* konum* adresse bureau* lieu situé ঠিকানা* অফিস* অবস্থান آدرس* دفتر* مکان* adireshi ofis ofishin wuri',
  contact_way:
    'رقم رقمكم تلفون جوالكم ايميل ايميلكم واتس واتساب تويتر هاتف حسابكم سنابكم phone number email whatsapp twitter contact نمبر فون رابطہ ای_میل nomor telepon telefon telefonu hubungi kontak numara* iletişim* numéro* téléphone contact* courriel ফোন* নম্বর* যোগাযোগ* شماره* تلفن تماس* lambar waya tuntuba',
  volunteer:
    'تطوع التطوع اتطوع متطوع* تطوعي* تطوعيه volunteer* رضاکار* relawan sukarelawan sukarela gönüllü* bénévol* volontaire* স্বেচ্ছাসেব* داوطلب* sa_kai',
  donate:
    'تبرع اتبرع تبرعات تبرعي متبرع زكاتي زكاه صدقه صدقتي كفاله اكفل وقف donat* charity zakat sadaqah sponsor* give عطیہ* چندہ زکوٰۃ زکوة صدقہ donasi menyumbang sumbang* derma berderma bağış* zekat* sadaka don dons donner zakât দান* যাকাত* اهدا* کمک‌مالی صدقه زکات gudummawa sadaka zakka ba_da',
  privacy:
    'خصوصيه الخصوصيه سريه سري محفوظه تحفظون تشاركون privacy private confidential secure safe protect* share رازداری محفوظ خفیہ privasi rahasia sulit selamat aman gizli* güven* mahremiyet confidentialité confidenti* sécurité গোপন* নিরাপদ* محرمانه حریم امن* sirri tsare*',
  delete:
    'احذف احذفوا حذف امسح مسح اتلاف اتلفوا delete* erase* remove* destroy حذف مٹا* ختم hapus* menghapus padam sil* kaldır* supprim* effac* মুছ* ডিলিট حذف* پاک goge share',
  copy: 'نسخه نسخ copy download export نقل کاپی salinan kopya* copie কপি অনুলিপি نسخه کپی kwafi',
  member:
    'عضو اعضاء عضويه العضويه عضويتي اشتراكي اسهم سهم مساهم member* membership share shares رکن* ممبر* anggota keanggotaan ahli keahlian üye* membre* adhésion adhér* সদস্য* عضو* عضویت* mamba memba*',
  pilgrim:
    'حاج حجاج الحجاج معتمر معتمرين حمله حملتي حج عمره ضيوف pilgrim* hajj umrah haji حاجی* حجاج عمرہ jamaah jemaah umrah haji hacı* hac umre* pèlerin* pèlerinage হাজি* হজ* ওমরা* حاجی* زائر* حج alhaji alhazai hajji',
  policy:
    'سياسه سياستكم سياسات لائحه لوائح نظامكم بنود وثيقه_السياسه policy policies bylaw* regulation* rules پالیسی* قواعد ضوابط kebijakan peraturan dasar polisi politika* yönetmelik* politique* règlement* নীতি* বিধি* سیاست* آیین* مقررات manufa dokoki dokar',
  genuine:
    'رسمي رسميه ترخيص مرخصه مرخص نصاب نصب نصابين احتيال حقيقي حقيقيه موثوق مزيف وهمي official genuine real license* licence* scam fraud* fake legit* سرکاری اصلی جعلی لائسنس فراڈ دھوکہ resmi asli penipuan palsu tulen lesen resmî sahte dolandır* ruhsat* lisans* officiel* arnaque vrai* licence agréé* আসল ভুয়া প্রতারণা লাইসেন্স সরকারি رسمی واقعی کلاهبرداری جعلی مجوز gaske damfara lasisi',
  fee: 'رسوم مجاني مجانيه بفلوس ادفع تكلفه سعر مقابل fee fees cost pay free charge فیس مفت پیسے رقم biaya gratis bayar percuma yuran ücret* bedava para frais gratuit* payer ফি টাকা বিনামূল্যে هزینه* رایگان پول kudi kyauta biya',
  stop: 'وقف وقفوا اوقف ايقاف ازعاج ازعجتوني اشتراك unsubscribe stop بند روکیں مت berhenti hentikan stop jangan durdur* istemiyorum arrêt* désabon* stop বন্ধ পাঠাবেন لغو نفرستید قطع daina tsayar',
  message:
    'رساله رسائل رسايل رسايلكم اشعارات اشعار message* sms notification* text* پیغام* میسج* پیغامات pesan notifikasi mesej mesaj* bildirim* message* notification* বার্তা* মেসেজ* پیام* پیامک sako sakonni sakonku',
  language:
    'لغه اللغه لغتي عربي انجليزي اردو اندونيسي تركي فرنسي بنغالي فارسي هوسا language english arabic urdu indonesian turkish french bengali persian farsi malay hausa زبان انگریزی عربی bahasa inggris arab melayu inggeris indonesia dil* ingilizce türkçe arapça langue anglais arabe français ভাষা* বাংলা* ইংরেজি* আরবি* زبان* انگلیسی فارسی عربی harshe turanci larabci',
  thanks:
    'شكرا مشكور* يعطيك العافيه جزاك جزاكم تسلم تسلمون thank* شکریہ مہربانی jazak* terima_kasih terima kasih makasih teşekkür* sağ_ol sağol merci ধন্যবাদ* شکر ممنون* متشکر* تشکر nagode godiya',
  bye: 'سلامه وداعا باي مع_السلامه الوداع bye goodbye خدا_حافظ حافظ selamat_tinggal dadah hoşça* güle_güle görüşürüz au_revoir revoir বিদায় خداحافظ sai_anjima',
  hello:
    'السلام عليكم مرحبا هلا اهلا صباح مساء hello hi hey morning evening salam* assalam* سلام آداب halo hai selamat assalamualaikum merhaba selam* günaydın iyi bonjour bonsoir salut হ্যালো নমস্কার সালাম আসসালামু درود سلام sannu barka ina_kwana',
  bot: 'بوت روبوت الي اله ذكاء اصطناعي bot robot ai machine automated روبوٹ بوٹ مشین robot mesin bot* yapay robot machine রোবট বট روبات ربات mutum_mutumi inji',
  connections:
    'واسطه واسطات معارف معارفكم قرايب* تزكيه connections wasta سفارش* جاننے koneksi kenalan orang_dalam torpil* tanıdık* piston connaissances সুপারিশ* পরিচিত* پارتی* سفارش آشنا* sani hanya',
  true_is_it:
    'صحيح صدق يقولون سمعت اشاعه شائعات true heard rumour* rumor* say سچ افواہ سنا benarkah katanya rumor doğru söylüyorlar söylenti vrai rumeur* dit সত্যি সত্য শুনেছি গুজব درسته شنیدم شایعه gaskiya jita_jita',
  finish:
    'اكمل استكمال تكمله اكمال نكمل ناقص ناقصه النواقص باقي continue complete finish resume missing incomplete مکمل جاری ادھور* نامکمل melanjutkan melengkapi lanjut* lengkapi kurang selesai* devam tamamla* eksik* compléter continuer reprendre manqu* সম্পূর্ণ* অসম্পূর্ণ* تکمیل* ادامه ناقص* cika kammala ci_gaba',
  urgent:
    'عاجل عاجله طارئه طارئ مستعجل* ضروري فزعه urgent* emergency quickly immediately فوری جلد segera mendesak darurat kecemasan acil urgent* urgence জরুরি فوری عاجل gaggawa',
  hunger:
    'اكل جوع جوعانين نأكله عشا غدا food hungry eat milk کھانا کھانے دودھ بھوک makan* makanan susu lapar yiyecek yemek aç süt manger faim lait nourriture খাবার* ক্ষুধা* দুধ غذا* گرسنه شیر abinci yunwa madara',
  rent: 'ايجار الايجار صاحب_البيت طرد يطردنا اخلاء مأوى evict* rent landlord homeless کرایہ مالک مکان diusir sewa kontrak dihalau kira ev_sahibi çıkarıyor loyer expuls* propriétaire বাড়িওয়ালা* ভাড়া* صاحبخانه اجاره بیرون haya gida kore',
  form: 'نموذج النموذج استماره استمارة form* فارم formulir borang formulir* formulaire ফর্ম* فرم* fom',
  child:
    'طفل اطفال ابني بنتي ولدي عيالي اولادي يتيم ايتام child* kid kids son daughter orphan* بچہ بچے بچی بچوں بیٹا بیٹی یتیم anak* yatim* çocuk* oğlum kızım yetim* enfant* fils fille orphelin* বাচ্চা* ছেলে* মেয়ে* সন্তান* এতিম* بچه* کودک* فرزند* یتیم* yaro yara marayu',
  money:
    'فلوس مال مبلغ المبلغ مصروف راتب دخل money cash salary income amount پیسے رقم تنخواہ آمدنی uang gaji penghasilan wang pendapatan para* maaş gelir* argent salaire revenu* montant টাকা* বেতন আয় پول* حقوق درآمد مبلغ kudi albashi',
  bank: 'بنك البنك بنكي حساب حسابي ايبان الايبان تحويل bank iban account بینک اکاؤنٹ آئبان rekening akaun banka* hesap* banque compte rib ব্যাংক* অ্যাকাউন্ট* بانک* حساب* شبا banki asusu',
  identity:
    'هويه هويتي الهويه اقامه اقامتي جواز جوازي id iqama passport شناختی پاسپورٹ اقامہ ktp paspor pasport identitas kimlik* pasaport* identité passeport* পাসপোর্ট* পরিচয়* گذرنامه* شناسنامه* کارت fasfo katin',
  picture: 'صوره صور صورتي تصوير photo* picture* تصویر* foto gambar fotoğraf* photo* ছবি* عکس* hoto hotuna',
  clothes: 'ملابس كسوه ثياب clothes کپڑے pakaian baju kıyafet* vêtement* কাপড়* لباس* tufafi kaya',
  car: 'سياره سيارات باص باصات حافله مواصلات نقل car bus transport vehicle گاڑی بس mobil bus kendaraan kereta bas araba* otobüs* ulaşım voiture bus transport গাড়ি* বাস* ماشین اتوبوس حمل mota bas',
  wheelchair:
    'كرسي كراسي متحرك عربيه wheelchair* وہیل kursi roda kerusi tekerlekli sandalye fauteuil* roulant* হুইলচেয়ার* ویلچر* keken guragu',
  water: 'ماء مويه المويه water پانی air su eau পানি* آب ruwa',
  call: 'اتصل يتصل مكالمه دق اتصلوا كلموني call phone ring کال فون telepon menelepon hubungi telefon ara* appel* কল ফোন* زنگ تماس kira kiran',
  link: 'رابط الرابط لينك موقعكم_الالكتروني link website site url app لنک ویب ایپ tautan situs aplikasi pautan laman bağlantı site* uygulama lien site appli লিংক* ওয়েবসাইট* অ্যাপ* لینک سایت اپ* برنامه shafi',
  committee:
    'لجنه اللجنه committee board کمیٹی komite panitia jawatankuasa komite kurul* comité কমিটি* کمیته kwamiti',
  age: 'عمر عمره سن السن كبير age old years عمر umur usia yaş* âge বয়স* سن* shekaru',
  citizen:
    'سعودي سعوديه مقيم مقيمه جنسيه اجنبي citizen resident national* foreigner saudi شہری مقیم غیر_ملکی warga asing negara vatandaş* yabancı* citoyen résident étranger নাগরিক* বিদেশি* شهروند مقیم خارجی ɗan_ƙasa baƙo',
  widow:
    'ارمله الارمله مطلقه المطلقه مهجوره widow* divorced بیوہ طلاق janda balu cerai dul boşan* veuve divorcée বিধবা* তালাক* بیوه مطلقه',
  disabled:
    'معاق معاقه اعاقه ذوي_الاعاقه توحد disab* handicap* autis* معذور* disabilitas cacat oku engelli* handicapé* প্রতিবন্ধী* معلول* nakasa nakasasshe',
  woman:
    'حرمه امراه نساء بنات سيدات woman women female girl* lady عورت* خاتون* perempuan wanita kadın* femme* মহিলা* নারী* زن زنان mace mata',
  student:
    'طالب طالبه طلاب منحه دراسه دراسي جامعه student* scholarship university study school طالب* وظیفہ یونیورسٹی mahasiswa siswa beasiswa kuliah pelajar biasiswa universiti öğrenci* burs* üniversite étudiant* bourse* ছাত্র* বৃত্তি* دانشجو* بورس* ɗalibi dalibi',
  birth: 'مولود ولدت ولاده born birth newborn پیدائش lahir kelahiran doğ* naissance né জন্ম* تولد haihuwa',
  marriage:
    'زواج تزوجت متزوج married marriage wedding شادی nikah menikah kahwin evlen* evli mariage marié বিয়ে* ازدواج aure',
  again:
    'مره_ثانيه مجددا ثانيه مره اعاده again another twice دوبارہ پھر lagi ulang semula tekrar yeniden nouveau encore আবার* دوباره sake kuma',
  fast: 'سريع بسرعه اسرع استعجال تسريع fast* quick* speed sooner جلدی تیز cepat dipercepat percepat hızlı* vite rapide* দ্রুত* তাড়াতাড়ি سریع زود sauri',
  late: 'تاخر تاخير متاخر تاخرتوا طولتوا late delay* تاخیر دیر terlambat lambat lewat geç* retard* দেরি* تاخیر دیر jinkiri',
  star: 'نجمه نجوم star stars ستارے bintang yıldız* étoile* তারা* ستاره* tauraro taurari',
  bad: 'سيء سيئه زفت غلط اساء وقح bad* rude terrible poor wrong خراب برا بدتمیز غلط buruk kasar jelek salah teruk kötü* kaba* mauvais* impoli খারাপ* দুর্ব্যবহার* بد بی_ادب غلط mummuna',
  good: 'ممتاز رائع جيد حلو good great excellent اچھا بہترین bagus baik hebat iyi harika bon* bien excellent ভালো* خوب عالی kyau',
  safe_saved:
    'محفوظ محفوظه مسوده draft saved save ڈرافٹ draf draf tersimpan disimpan taslak kaydet* brouillon enregistré খসড়া* پیش‌نویس',
  location_go:
    'اوصل نوصل الطريق اروح اجي get_to reach way directions پہنچوں راستہ ke_sana rute jalan pergi ulaş* yol* aller venir chemin পথ* যাব* برسم راه zuwa hanya',
  name: 'اسم اسمي اسمك اسماء name* نام nama isim* ad adın nom নাম* نام suna sunan',
  number: 'رقم رقمي ارقام نمره number no نمبر nomor numara* numéro নম্বর* شماره* lamba lambar',
  give_up: 'تراجعت بطلت ما_اريد changed_mind نہیں_چاہیے tidak_jadi batal mundur vazgeçtim renonc* منصرف',
  regulations_where:
    'بند الماده فقره clause article section شق دفعہ pasal ayat fasal madde* article clause ধারা* بند ماده sashe',
  see: 'يشوف يطلع يعرف يرى see view access read دیکھ* lihat melihat baca gör* voir দেখ* می‌بیند ببیند gani',
  heard:
    'سمعت يقولون الناس_تقول يقال heard they_say people_say سنا کہتے katanya dengar duydum diyorlar entendu disent শুনেছি* میگویند شنیده ji ance',
  approve_after:
    'بعد_القبول بعد_الموافقه after_approval after_acceptance منظوری_کے_بعد setelah_diterima setelah_disetujui onaydan_sonra après_acceptation بعد_از_تایید',
  baby: 'رضيع حليب حفايظ baby diapers milk دودھ bayi popok bebek bébé couches শিশু* نوزاد* jariri',
  house:
    'بيت بيتي منزل منزلي شقه home house flat گھر rumah ev* maison domicile বাড়ি* ঘর* خانه منزل gida gidana',
  sick: 'مريض مريضه علاج دواء مستشفى sick ill treatment medicine hospital بیمار علاج دوا ہسپتال sakit obat rumah_sakit ubat hasta* ilaç* hastane* malade traitement hôpital অসুস্থ* চিকিৎসা* ওষুধ* بیمار درمان دارو rashin_lafiya magani',
}
