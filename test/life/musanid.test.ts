import { describe } from 'vitest'
import { theCommonRoad } from './common-road.ts'
import { theCommitteeAndItsFloor } from './floor.ts'
import { anObjection } from './objection.ts'
import { patience } from './patience.ts'

describe('musanid', () => {
  theCommonRoad('musanid')
  patience('musanid')
  anObjection('musanid')
  theCommitteeAndItsFloor('musanid')
})
