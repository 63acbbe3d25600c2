import { describe } from 'vitest'
import { theCommonRoad } from './common-road.ts'

describe('musanid', () => {
  theCommonRoad('musanid')
})
