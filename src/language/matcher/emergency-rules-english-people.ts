import type { EmergencyRule } from './emergency-syntax.ts'

/** Abuse and self-harm, in English. */
export const ENGLISH_PEOPLE: readonly EmergencyRule[] = [
  {
    danger: 'abuse',
    of: 'beat beats beating hits hit hitting hurts hurting abuse abuses abused abusing abusive rape raped raping molest* assault* harass* violent violence torture* choked strangl* touched touches touching slaps slapped punches punched kicks burned burns locks',
    says: [
      '{abuser} (is |was |has |s |keeps |always |still |just |who |tried to |wants to |sexually |been ){0,3}(beat|beats|beating|hits|hit|hitting|abuse|abuses|abused|abusing|rape|raped|raping|molest*|assault*|harass*|choked|strangl*|tortur*|slaps|slapped|punches|punched|kicks|burned|burns|hurts) (me|us|my|our|her|him|them|the|his|children|kids)',
      '(hits|beats|rapes|tortures|beating|hitting|raping) (me|us|my (kids|children|son|daughter|mother|mom|sister))(?! up on)',
      '(being|been|was|am|are|got|is|getting|were) (physically |sexually |badly |constantly |still ){0,2}(beaten|abused|raped|molested|assaulted|harassed|tortured|strangled)',
      '(touched|touches|touching|hurt|hurts) (my|our) (child|daughter|son|kid|kids|children|girl|boy|little)( sexually| inappropriately| badly)?',
      '(touched|touches|touching) (me|her|him|my {kin}) (sexually|inappropriately)',
      '(domestic|family|sexual) (violence|abuse|assault) .. (me|my|home|husband|help|report|victim|suffering|facing|happening)',
      '(i am|i m|im|victim of|suffering|facing|experiencing) .. (domestic violence|abuse|violence|abused)',
      'abusive (husband|father|home|relationship|brother|son|wife)',
      '(report|reporting) (a |an |child |domestic |sexual ){1,3}(abuse|violence|rape|assault|harassment)',
      'child (is )?being (abused|beaten|hurt|hit)',
    ],
    unless: ['(used to|divorced him|hit the|beat the|hit by a coin)'],
  },
  {
    danger: 'abuse',
    of: 'beaten locked imprisoned captive kidnap* trapped break breaking intruder stalking following trafficked hostage follows escape',
    says: [
      '(being|been|was|am|are|got|is|getting|gets) (physically |sexually |badly )?beaten',
      '(locked|locks|locking) (me|us|her) (up|in)',
      '(locked|imprisoned|trapped) (me|up|in|inside|at) .. (home|house|room|basement|apartment|let)',
      '(won t|wont|doesn t|not|never) (let|allow|allowed) .. (me|us|her) .. (out|leave|escape|phone)',
      '(held|holding|keeping) .. (captive|hostage|prisoner)',
      '(kidnap*) .. (me|my|him|her|child|son|daughter|us)',
      '(someone|somebody|man|men|people|thief|robber) .. (breaking in*|break in*|following me|stalking me)',
      'intruder',
      'human trafficking victim',
    ],
  },
  {
    danger: 'self_harm',
    of: 'suicide suicidal kill kills killing die dead living live end hang cut cutting harm harming hurt jump myself himself herself ending alive overdose',
    says: [
      '(commit|committing|attempted|attempting|attempt|thinking about|thinking of|considering|thoughts of|about|of|feel|feeling|am|m|is|are|s) (committing )?(suicide|suicidal)',
      '(kill|killing|hang|hanging|harm|harming|hurt|hurting|cut|cutting|end|ending|shoot|burn|starve) (myself|himself|herself|themselves)',
      '(want|wants|wanted|wanna|wish|ready|going|prefer|rather|like) (to |i was |i were |i could |just |that i ){0,3}(die|be dead|dead|end it|end my life|disappear forever|not be alive|not live|not exist)',
      '(end|ending|take|taking|finish) (my|his|her) (own )?life',
      '(don t|dont|do not|no|can t|cant|cannot|not|no longer|never) (want to |wanna |go on |keep |want |to |reason to |wish to |see a reason to |point (in )?)+(live|living|be alive|exist|stay alive|go on living)',
      '(can t|cant|cannot) go on (living|anymore|any more|like this)',
      '(life|it) (is|s) not worth living',
      '(nothing|no reason) (left )?to live for',
      '(going to|will|ll|gonna|want to) jump .. (goodbye|bye|sorry|die|end)',
      '(jump|jumping) (off|from) (a |the )?(bridge|building|roof|balcony)',
      '(better off|would be better) dead',
      'tired of (living|being alive|this life and)',
      '(cut|slit|slashed|cutting) (my|her|his) (wrist|wrists|arm|arms|veins)',
      'self harm*',
    ],
    unless: [
      '(not|never|don t|no longer) (suicidal|want to die|going to kill)',
      'live (chat|agent|in|at|with|here|on)$',
    ],
  },
]
