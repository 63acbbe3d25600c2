import { MALAY_INDONESIAN } from './emergency-rules-malay.ts'
import type { EmergencyRules } from './emergency-syntax.ts'

const TURKISH: EmergencyRules = {
  words: {
    anyone:
      'çocuğum çocuk oğlum kızım bebeğim bebek annem babam eşim karım kocam kardeşim abim ablam dedem ninem anneannem babaannem arkadaşım adam kadın hacı biri yaşlı amcam teyzem birisi o',
    things: 'pasaport* çanta* bavul* cüzdan* kart* telefon* kimlik* evrak* param valiz* anahtar*',
  },
  idioms: [
    '(gülmekten|meraktan|açlıktan|sıkıntıdan|sıcaktan) (öl*|bayıl*)',
    '(borca|borç içinde|işe) (boğul*|batt*)',
    'sana bayıl*',
  ],
  over: [
    '(geçen|önceki) (yıl|ay|hafta|sene)',
    '(yıl|ay|sene) önce',
    '(vefat|rahmetli|merhum|dul|yetim*|miras)',
    '(kurs|eğitim|gönüllü*|bağış*|önleme)',
  ],
  calm: ['{things}', '(kronik|tansiyon|şeker hastası)'],
  now: ['(şimdi|acil|hemen|çabuk|ambulans|yaralı)'],
  rules: [
    {
      danger: 'lost',
      of: 'kayboldu* kayıp kaybettim kaybettik kaybolduk kaybolmuş bulamıyorum bulamıyoruz kaçırıldı*',
      says: [
        '{anyone} (?!(.* )?{things}).. (kayboldu*|kayıp|kaybolmuş|kaçırıldı*)',
        '{anyone}[^ ]* (?!(.* )?{things}).. (kaybettim|kaybettik|bulamıyorum|bulamıyoruz)',
        '(çocuğumu|oğlumu|kızımı|annemi|babamı|eşimi|karımı|kocamı|grubumu|kafilemi) .. (kaybettim|kaybettik|bulamıyorum)',
        '(hacıyım|yalnızım|ben) (?!(.* )?{things}).. kaybold*',
        'kayboldum .. (yalnız*|hacı*|grup*)',
        'kayıp (çocuk|hacı|adam|kadın)',
      ],
    },
    {
      danger: 'life',
      of: 'nefes bayıldı bayılmış bilinci* baygın kanama kanıyor kan göğsü* göğüs kalp kriz felç nöbet ambulans yangın yanıyor kaza yaralı* boğul* zehir* tehlikede ölüyor* ölmek_üzere imdat yılan akrep bıçak* silah* polis gaz doğuruyor sel',
      says: [
        'nefes .. (alam*|almıyor|yok|durdu|darlığı|zor)',
        '{anyone} .. (bayıldı|bayılmış|baygın|boğul*|yaralı*|ölüyor*|zehir*)',
        'bilinci* (yok|kapalı|kapandı|yerinde değil|kaybett*)*',
        '(çok )?(kan|kanama) .. (dur*|kaybed*|var|geliyor)',
        'kanama',
        '(göğsü*|göğüs) .. ağrı*',
        'kalp kriz*',
        '(ambulans|polis) .. (çağır*|gönder*|lazım|istiyor*|yollay*|acil|ara*)',
        '^(imdat|yangın|ambulans|kaza|imdat imdat)$',
        'imdat',
        '(yangın) (var|çıktı|başladı)',
        '(ev|çadır|otel|bina|mutfak)[^ ]* .. yanıyor',
        '(kaza) (yaptık|geçirdik|oldu|var|geçirdim|yaptım)',
        '(hayat*|can*) .. tehlike*',
        'ölüyor(um|uz)',
        '(yılan|akrep) (sok*|ısır*)',
        '(bıçak*|silah*) .. (tehdit|saldır*|yaral*|vur*)',
        '(gaz) (kaçağı|kokusu|sızıntısı)',
      ],
      unless: ['(kan bağışı|kan testi|polis raporu)'],
    },
    {
      danger: 'abuse',
      of: 'dövüyor dövdü dövüyorlar vuruyor şiddet taciz tecavüz tehdit kilitledi hapsetti istismar',
      says: [
        '(kocam|eşim|babam|abim|kardeşim|patronum|annem|biri|oğlum|sevgilim) .. (dövüyor|dövdü|vuruyor|şiddet|taciz|tecavüz|tehdit ed*|kilitledi|hapsetti|istismar)',
        '(beni|bizi|çocuğumu|kızımı) .. (dövüyor*|dövdü|taciz|tecavüz|istismar|öldür*|hapsetti|kilitledi)',
        '(şiddet) (görüyorum|gördüm|uyguluyor)',
        '(ölümle|öldürmekle|bıçakla|silahla) tehdit',
        '(taciz|tecavüz) (edildi*|uğrad*|ed*)',
      ],
    },
    {
      danger: 'self_harm',
      of: 'ölmek intihar yaşamak kendimi hayatıma canıma',
      says: [
        'ölmek (istiyor*|isterdim)',
        'intihar',
        'yaşamak istemiyor*',
        'kendimi (öldür*|kes*|as*|yarala*)',
        '(hayatıma|canıma) (son|kıy*)*',
      ],
      unless: ['(önleme|istemiyorum ölmek|ölmek istemiyorum)'],
    },
  ],
}

const FRENCH: EmergencyRules = {
  words: {
    anyone:
      'enfant enfants fils fille bébé mère père maman papa mari femme frère soeur ami amie oncle tante grand grandmère grandpère homme pèlerin personne il elle quelqu garçon vieux dame mamie papi voisin voisine',
    things:
      'passeport sac bagages valise carte portefeuille téléphone papiers dossier argent clés documents bagage',
  },
  idioms: [
    '(mourir|meurs|mort|morte) de (rire|faim|soif|froid|chaud|honte|peur|curiosité|fatigue|ennui)',
    'meurs d (envie|impatience)',
    '(attente|loyer|dettes) .. (me |nous )?tu*',
    'perdu (mon|ma|mes|notre) (emploi|travail|temps|patience)',
    '(perdu|perdue) dans (le|la|les) (formulaire|site|étapes|démarches|application|menu)',
  ],
  over: [
    '(année|mois|semaine) (dernier|dernière|passé|passée)',
    'il y a (un|une|deux|trois|[0-9]+) (an|ans|mois|année|années)',
    '(décédé|décédée|veuve|orphelin*|héritage|défunt|feu mon)',
    '(cours|formation|bénévol*|don|prévention|atelier)',
    'aidez vous les',
  ],
  calm: ['{things}', '(chronique|diabète|tension|emploi)'],
  now: ['(maintenant|vite|urgence|ambulance|blessés|secours|immédiatement)'],
  rules: [
    {
      danger: 'lost',
      of: 'perdu perdue perdus disparu disparue disparus retrouve trouve enlevé enlevée kidnappé',
      says: [
        '(mon|ma|mes|notre|un|une|le|la) (petit |petite |vieux |vieille |grand )?{anyone} (mère |père )?(est |a |s est |ont |sont |a été ){1,2}(perdu|perdue|perdus|disparu|disparue|disparus|enlevé|enlevée|kidnappé)(?! (son|sa|ses|le|la|{things}))',
        '(j ai|nous avons|on a) perdu (mon|ma|notre) (petit |petite |grand )?{anyone}(?! (l année|il y))',
        '(pèlerin|pèlerins|seul|seule) .. (perdu|perdue|perdus)',
        '(suis|sommes) (perdu|perdue|perdus) .. (pèlerin|seul|seule|groupe|foule|mina|arafat)',
        '(ne|n) .. (retrouve|trouve) (pas|plus) (mon|ma|mes) {anyone}',
        '(enfant|pèlerin) (perdu|disparu)',
      ],
    },
    {
      danger: 'life',
      of: 'respire respirer évanoui évanouie inconscient inconsciente malaise saigne saignement hémorragie poitrine crise avc cardiaque ambulance samu incendie feu accident blessé blessés noie noyer empoisonné avalé danger meurt mourir secours étouffe serpent scorpion couteau police gaz fuite accouche brûle',
      says: [
        '(ne|n) .. respire* (plus|pas)',
        '(peut|arrive|peux) (plus|pas) (à )?respirer',
        '{anyone} (père |mère )?(a |est |s est |fait |a fait ){1,2}(un )?(évanoui|évanouie|inconscient|inconsciente|malaise)',
        '(inconscient|inconsciente|évanoui|évanouie)',
        '(saigne) (beaucoup|abondamment|de|énormément)',
        '(hémorragie|saignement)',
        '(douleur|mal) .. poitrine',
        '(crise cardiaque|avc)',
        '(appelez|appeler|envoyez|besoin|faut|appelle) .. (ambulance|samu|secours|police)',
        '^(ambulance|au secours|secours|au feu|incendie|accident)$',
        'au secours',
        '(il y a|y a) (un |le )?(incendie|feu|accident)',
        '(maison|tente|appartement|voiture|chambre) .. (feu|brûle)',
        'au feu',
        '(eu|avons eu|ai eu|fait) un (grave )?accident',
        '(blessés|blessé)',
        '{anyone} .. (se noie|étouffe|meurt|va mourir|en train de mourir)',
        'je vais mourir',
        '(avalé|bu) .. (javel|poison|comprimés|pile|médicaments|produit)',
        '(vie|vies) .. danger',
        '(suis|sommes) en danger',
        '(mordu|mordue|piqué|piquée) .. (serpent|scorpion)',
        '(fuite de|odeur de) gaz',
        '(accouche) .. (voiture|maintenant|rue)',
      ],
      unless: ['(don de sang|déclaration de police|rapport de police|handicap*)'],
    },
    {
      danger: 'abuse',
      of: 'frappe frappé frappée bat battu battue viole violé violée violence violences agressé agressée abuse maltraite menace séquestre enferme harcèle tape',
      says: [
        '(mari|père|frère|fils|patron|ex|conjoint|beau|il|quelqu un|employeur|femme|oncle) .. (me |nous |la |le |mes |ma |mon |m a |l a )?(frappe|frappé|frappée|bat|battue|viole|violé|violée|agressé|agressée|maltraite|séquestre|enferme|abuse|harcèle|tape|menace .. (mort|tuer|couteau))',
        '(suis|été|me fais|est) (battu|battue|violé|violée|agressé|agressée|frappée|maltraitée)',
        '(violences|violence) (conjugale*|domestique*)',
        'menace .. (mort|tuer|couteau|arme)',
      ],
      unless: ['(à la porte|bat son plein)'],
    },
    {
      danger: 'self_harm',
      of: 'mourir suicide suicider tuer vivre mort vie',
      says: [
        '(veux|voudrais|envie|préfère|aimerais) (de |d )?(mourir|me tuer|me suicider)',
        '(me suicider|suicide|se suicider)',
        '(ne|n|plus) .. (veux|peux|envie) (plus|pas)? ?(de )?vivre',
        'me tuer',
        '(mettre fin|finir) .. (ma vie|mes jours)',
      ],
      unless: ['(prévention|ne veux pas mourir)'],
    },
  ],
}

const HAUSA: EmergencyRules = {
  words: {
    anyone:
      'yaro yarona yarinya yarinyata ɗana dana yata mahaifiyata mahaifina mata matata miji mijina uwata babana kaka kakata abokina alhaji alhaja mutum wani wata yayana kanwata kanena jariri jaririna',
    things: 'fasfo jaka jakata kati waya wayata kuɗi kudi takarda takardu takarduna akwati',
  },
  idioms: ['(dariya|yunwa) .. (kashe|mutu)*'],
  over: [
    '(shekara|wata|watan) (da ta wuce|da ya wuce|jiya|bara)',
    '(rasu|marigayi|marigayiya|marayu|maraya|gado|takaba)',
    '(horo|sa kai|gudummawa)',
  ],
  calm: ['{things}'],
  now: ['(yanzu|gaggawa|sauri|agaji)'],
  rules: [
    {
      danger: 'lost',
      of: 'ɓata bata ɓace bace ɓacewa bacewa sace',
      says: [
        '(?!(.* )?{things}){anyone} .. (ya |ta |sun )?(ɓata|bata|ɓace|bace|sace)',
        '(na|mun) (bata|ɓata|bace|ɓace)( hanya)?',
        '(alhaji|alhaja) .. (bata|ɓata|bace) hanya',
        'yaro (batacce|ɓatacce)',
      ],
      unless: ['{things} .. (bata|ɓata|bace)'],
    },
    {
      danger: 'life',
      of: 'numfashi suma sume ƙirji kirji zuciya jini motar_asibiti motar gobara wuta hatsari haɗari hadari rauni nutse nutsewa guba rai raina mutuwa mutu ceto ceci macizai maciji kunama asibiti',
      says: [
        '(ba|baya|bata|ya kasa|kasa) .. numfashi',
        '(ya|ta) (suma|sume)',
        '(ciwon|zafin) (ƙirji|kirji|zuciya)',
        'jini .. (zuba|tsaya|yawa|fita)',
        '(ku kira|kira|aiko|turo|ina bukatar|muna bukatar) .. (motar asibiti|yan sanda|ambulans)',
        '(gobara|wuta) .. (tashi|kama|ci)',
        '(mun yi|ya yi|ta yi|an yi) hatsari',
        'hatsari ya faru',
        '(raina|rayuwata|rai) .. (hadari|haɗari)',
        '(yana|tana) (nutsewa|mutuwa)',
        '(ya|ta) sha guba',
        '(ku ceci|ku cece|ceto) (ni|mu|rayuwa)*',
        '(maciji|kunama) .. (sara|harba|ciji)',
      ],
      unless: ['gudummawar jini'],
    },
    {
      danger: 'abuse',
      of: 'duka dukana dukanmu buga fyade fyaɗe cin_zarafi zarafi barazana kulle',
      says: [
        '(mijina|mahaifina|babana|yayana|wani|uwar|matata) .. (duka|dukana|dukanmu|buga|fyade|fyaɗe|zarafi|barazana|kulle)',
        '(ana|yana|suna) (dukana|dukanmu|dukan)',
        'fyade|fyaɗe',
        'barazanar kisa',
      ],
    },
    {
      danger: 'self_harm',
      of: 'mutu kashe rayuwa',
      says: [
        '(ina so|ina son) (in |na )?mutu*',
        '(kashe|kashe) kai*',
        'kashe kaina',
        '(bana|ba na) son (rayuwa|in rayu)',
      ],
    },
  ],
}

/** Malay and Indonesian together, Turkish, French and Hausa. */
export const LATIN_RULES: readonly EmergencyRules[] = [MALAY_INDONESIAN, TURKISH, FRENCH, HAUSA]
