import { describe } from 'vitest'
import { theCommonRoad } from './common-road.ts'

describe('huda', () => {
  theCommonRoad('huda')
})
