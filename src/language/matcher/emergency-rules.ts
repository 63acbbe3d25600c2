import { ENGLISH_RULES } from './emergency-rules-english.ts'
import { SOUTH_ASIAN_RULES } from './emergency-rules-south-asian.ts'
import type { EmergencyRules } from './emergency-syntax.ts'
import { LATIN_RULES } from './emergency-rules-latin.ts'

/** The rules of every language besides Arabic. */
export const OTHER_RULES: readonly EmergencyRules[] = [ENGLISH_RULES, ...LATIN_RULES, ...SOUTH_ASIAN_RULES]
