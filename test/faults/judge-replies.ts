/** Follows what arrived along what was written: the next one is right, the last one again is a duplicate. */
export function judgeReplies(written: readonly string[], arrived: readonly string[]) {
  let place = 0
  let duplicateSends = 0
  let wrong = 0
  for (const text of arrived) {
    if (text === written[place]) place += 1
    else if (place > 0 && text === written[place - 1]) duplicateSends += 1
    else wrong += 1
  }
  return { duplicateSends, repliesWrong: wrong + written.length - place }
}
