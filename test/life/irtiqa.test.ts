import { describe } from 'vitest'
import { theCommonRoad } from './common-road.ts'

describe('irtiqa', () => {
  theCommonRoad('irtiqa')
})
