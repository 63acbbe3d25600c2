import type { TelegramTexts, TelegramWords } from '#channels/telegram/options.ts'
import type { Language } from '#core/text.ts'
import type { Content } from '../assemble.ts'

const COMMANDS = ['start', 'menu', 'help', 'human', 'language'] as const
const LANGUAGES: readonly Language[] = ['ar', 'en']

/** What Telegram shows in its own places, from the words of the console. */
export function telegramTexts({ renderer }: Content): TelegramTexts {
  const words = (language: Language): TelegramWords => {
    const text = (key: string): string => renderer.translate(`console:telegram.${key}`, language)
    return {
      commands: COMMANDS.map((command) => ({ command, description: text(`commands.${command}`) })),
      description: text('description'),
      shortDescription: text('short'),
      sharePhone: text('sharePhone'),
      shareLocation: text('shareLocation'),
      typeHere: text('typeHere'),
      pressOrType: text('pressOrType'),
      buttonGone: text('buttonGone'),
      privateOnly: text('privateOnly'),
    }
  }
  return { ...Object.fromEntries(LANGUAGES.map((language) => [language, words(language)])), ar: words('ar') }
}
