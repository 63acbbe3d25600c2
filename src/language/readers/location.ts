import type { Reader, ReadOptions, ReadResult } from '#core/answer.ts'
import { clean } from '../normalise.ts'
import { hintFor, refused, understood } from '../reading.ts'

const DEGREES = String.raw`([+-]?\d{1,3}(?:\.\d{1,15})?)\s*°?\s*`
const PLAIN = new RegExp(
  `^[(\\[]?\\s*${DEGREES}([NSشج])?\\s*[,;\\s]\\s*${DEGREES}([EWقغ])?\\s*[)\\]]?\\s*\\.?$`,
  'iu',
)
const GEO = new RegExp(`^geo:${DEGREES},${DEGREES}`, 'i')
// Map links carry the place after @, q=, ll=, query=, destination= or in !3d…!4d…; nothing is looked up.
const LINK =
  /(?:@|[?&](?:q|ll|query|center|destination|daddr|cp|sll|mlat)=(?:loc:)?)(-?\d{1,3}\.\d+)(?:,|%2C|\+|~|&mlon=)+(-?\d{1,3}\.\d+)/i
const LINK_DATA = /!3d(-?\d{1,3}\.\d+)!4d(-?\d{1,3}\.\d+)/
const LABEL =
  /^[^\d+\-([]*?(?:موقعي|الموقع|موقع|احداثيات|إحداثيات|احداثياتي|location|my location|coordinates|lat|lng|latitude|longitude)[^\d+\-([]*/iu

interface Place {
  readonly lat: number
  readonly lng: number
}

function placeIn(text: string): Place | undefined {
  const link = LINK_DATA.exec(text) ?? LINK.exec(text) ?? GEO.exec(text)
  if (link !== null) return { lat: Number(link[1]), lng: Number(link[2]) }
  const plain = PLAIN.exec(
    text.replace(LABEL, '').replace(/,?\s*(?:lng|long|longitude|lon)\s*[:=]?\s*/i, ', '),
  )
  if (plain === null) return undefined
  const [, lat, south = '', lng, west = ''] = plain
  // A whole number pair is more likely a date or a list than a place.
  if (!/\./.test(`${lat}${lng}`)) return undefined
  return {
    lat: Number(lat) * (/[Sج]/i.test(south) ? -1 : 1),
    lng: Number(lng) * (/[Wغ]/i.test(west) ? -1 : 1),
  }
}

function read(input: string, options: ReadOptions): ReadResult {
  const hint = hintFor('location', options)
  if (input.length > 2000) return refused('location_unclear', hint)
  const place = placeIn(clean(input))
  if (place === undefined) return refused('location_unclear', hint)
  const { lat, lng } = place
  const onEarth = Math.abs(lat) <= 90 && Math.abs(lng) <= 180
  // A phone without a fix reports 0, 0.
  if (!onEarth || (lat === 0 && lng === 0)) return refused('location_unclear', hint)
  return understood({ lat, lng }, `${lat}, ${lng}`)
}

/** A place as latitude and longitude: typed, shared, or taken from a map link. */
export const location: Reader = { type: 'location', read }
